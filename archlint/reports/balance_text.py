"""The balance for people at a terminal: an Analysis in, bars against bands, the heaviest units and the moves out."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from archlint.model.analysis import Analysis
from archlint.model.balance import Balance, Portion, UnitLogic
from archlint.reports.balance_words import (
    NOTHING,
    amount,
    band_text,
    meaning,
    not_counted,
    roles_text,
    share_text,
    standing,
    unit_name,
    unit_place,
    verdict_sentence,
)
from archlint.reports.escape import visible
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_WIDEST_BAR = 40
_NARROWEST_BAR = 12
_WIDEST_NAME = 28
_UNITS_SHOWN = 3
_MOVES_SHOWN = 10
_COLORS: dict[str, Color] = {"above": "red", "below": "red", "in band": "green"}


class _Column(NamedTuple):
    """A column of the table: its head, its cell for a portion, and whether numbers stand to the right."""

    head: str
    cell: Callable[[Portion], str]
    right: bool = True


def render(analysis: Analysis, view: View) -> str:
    """The table comes first and fits on a screen; below it what it means and what could move."""
    balance = analysis.balance
    if balance is None:
        return f"{NOTHING}\n"
    lines = [_title(analysis, balance, view), "", *_table(balance, view), ""]
    lines += [*_scales(balance, view), ""]
    lines += [*_roles(balance, view)]
    lines += [*_moves(balance, view), ""]
    lines += ["heaviest units", *_heaviest(balance, view)]
    told = not_counted(analysis, balance)
    if told:
        lines += ["", "not counted"]
        lines += [line for phrase in told for line in paragraph(visible(phrase), indent="  ", width=view.width)]
    return "\n".join(lines) + "\n"


def _title(analysis: Analysis, balance: Balance, view: View) -> str:
    name = paint(visible(analysis.project), "bold", on=view.color)
    layers = count(len(balance.layers), "drafted layer" if analysis.draft else "layer")
    return f"{name}: {amount(balance.logic, balance)} in {count(balance.units, 'function')} of {layers}"


def _table(balance: Balance, view: View) -> list[str]:
    columns, bar = _layout(balance, view.width)
    widths = [_width_of(column, balance) for column in columns]
    heads = [_aligned(column.head, width, column.right) for column, width in zip(columns, widths, strict=True)]
    scale = _scale(balance)
    lines = [paint("  ".join(heads).rstrip(), "dim", on=view.color)]
    for portion in balance.portions:
        cells = [
            _aligned(column.cell(portion), width, column.right) for column, width in zip(columns, widths, strict=True)
        ]
        state = standing(portion, balance)
        if columns[-1].head == "" and state:
            cells[-1] = paint(cells[-1], _COLORS[state], on=view.color)
        if bar:
            drawn = bar_of(portion, scale, bar)
            cells.append(paint(drawn, "dim", on=view.color) if portion.part else drawn)
        lines.append("  ".join(cells).rstrip())
    if bar:
        lines += ["", *paragraph(_legend(balance, scale), indent="", width=view.width)]
    return lines


def _layout(balance: Balance, width: int) -> tuple[list[_Column], int]:
    """The columns and the bar that fit the width; what says least goes first."""
    everything = [
        _Column("layer", _name, right=False),
        _Column("units", lambda portion: f"{portion.units:,}"),
        _Column("logic", lambda portion: f"{portion.logic:,}"),
        _Column("share", lambda portion: share_text(portion, balance)),
    ]
    if any(portion.band for portion in balance.portions):
        everything.append(_Column("band", lambda portion: band_text(portion.band)))
        everything.append(_Column("", lambda portion: standing(portion, balance), right=False))
    if not width:
        return everything, _WIDEST_BAR
    for dropped, bar in ((0, True), (1, True), (2, True), (3, True), (2, False), (3, False)):
        columns = [column for column in everything if column.head not in ("units", "logic", "band")[:dropped]]
        room = width - 1 - sum(_width_of(column, balance) + 2 for column in columns)
        if bar and room >= _NARROWEST_BAR:
            return columns, min(room, _WIDEST_BAR)
        if not bar and room >= -3:
            break
    return columns, 0


def _width_of(column: _Column, balance: Balance) -> int:
    return max(len(column.head), *(len(column.cell(portion)) for portion in balance.portions))


def _name(portion: Portion) -> str:
    name = f"  {portion.part}" if portion.part else portion.layer
    shown = visible(name)
    return shown if len(shown) <= _WIDEST_NAME else shown[: _WIDEST_NAME - 1] + "…"


def _aligned(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def _scale(balance: Balance) -> float:
    """The share at which bars end: the largest share or bound, rounded up to the next tenth."""
    largest = max(max(portion.share, portion.band[1] if portion.band else 0.0) for portion in balance.portions)
    return min(1.0, ceil(largest * 10 - 1e-9) / 10) or 1.0


def bar_of(portion: Portion, scale: float, width: int) -> str:
    """A share as a bar of at most `width` blocks, with its band in brackets."""
    filled = round(portion.share / scale * width)
    cells = ["█"] * filled + [" "] * (width + 1 - filled)
    if portion.logic and not filled:
        cells[0] = "▏"
    if portion.band:
        low, high = (round(bound / scale * width) for bound in portion.band)
        low = min(low, width - 1)
        cells[low], cells[max(min(high, width), low + 1)] = "[", "]"
    return "".join(cells).rstrip()


def _legend(balance: Balance, scale: float) -> str:
    bands = "; [ ] is the band in which a layer should end" if any(portion.band for portion in balance.portions) else ""
    return f"█ is the share of the logic{bands}; a full bar is {100 * scale:.0f} %. {meaning(balance)}"


def _scales(balance: Balance, view: View) -> list[str]:
    layers = balance.layers
    rows = []
    if balance.centre is not None:
        top, bottom = visible(layers[0].layer), visible(layers[-1].layer)
        rows.append(("centre of gravity  ", f"{balance.centre:.2f}  (0: all in {top}, 1: all in {bottom})"))
    rows.append(
        (
            "concentration      ",
            f"{balance.concentration:.2f}  (0: all units that hold logic hold the same, 1: one holds all; Gini)",
        )
    )
    return [line for label, text in rows for line in paragraph(text, indent="", label=label, width=view.width)]


def _roles(balance: Balance, view: View) -> list[str]:
    """What the units of each layer are for; nothing where nobody looked."""
    layers = [portion for portion in balance.layers if portion.roles]
    if not layers:
        return []
    widest = max(len(visible(portion.layer)) for portion in layers)
    head = "roles inside: share of the layer's logic (units)"
    lines = [head]
    for portion in layers:
        label = f"  {visible(portion.layer).ljust(widest)}  "
        lines += paragraph(roles_text(portion), indent="", label=label, width=view.width)
    return [*lines, ""]


def _moves(balance: Balance, view: View) -> list[str]:
    lines = paragraph(verdict_sentence(balance), indent="", width=view.width)
    if balance.logic < balance.fewest:
        return lines
    shown = balance.moves if view.limit is None else balance.moves[:_MOVES_SHOWN]
    ways = [f"{visible(move.from_layer)} → {visible(move.to_layer)}" for move in shown]
    widest = max((len(way) for way in ways), default=0)
    units = [move.unit for move in shown]
    lines += _unit_lines(units, [way.ljust(widest) for way in ways], view)
    hidden = len(balance.moves) - len(shown)
    return [*lines, f"  +{hidden:,} more (--all shows them)"] if hidden else lines


def _heaviest(balance: Balance, view: View) -> list[str]:
    units = [
        unit
        for portion in balance.layers
        for unit in (portion.heaviest if view.limit is None else portion.heaviest[:_UNITS_SHOWN])
    ]
    widest = max((len(visible(unit.layer)) for unit in units), default=0)
    return _unit_lines(units, [visible(unit.layer).ljust(widest) for unit in units], view)


def _unit_lines(units: Sequence[UnitLogic], labels: Sequence[str], view: View) -> list[str]:
    """One line per unit, two where the terminal is narrow; paths are never broken."""
    digits = max((len(f"{unit.logic:,}") for unit in units), default=0)
    lines = []
    for unit, label in zip(units, labels, strict=True):
        head = f"  {unit.logic:>{digits},}  {label}  {visible(unit_name(unit))}"
        place = visible(unit_place(unit))
        if view.width and len(head) + 2 + len(place) > view.width:
            lines += [head, " " * (digits + 4) + place]
        else:
            lines.append(f"{head}  {paint(place, 'dim', on=view.color)}")
    return lines

"""The balance in Markdown: an Analysis in, tables and lists out. Whatever comes from the project is escaped."""

from archlint.model.analysis import Analysis
from archlint.model.balance import Balance, Portion, UnitLogic
from archlint.reports.balance_words import (
    NOTHING,
    amount,
    band_text,
    not_counted,
    roles_text,
    share_text,
    standing,
    unit_name,
    unit_place,
    verdict_sentence,
)
from archlint.reports.escape import markdown
from archlint.reports.view import View
from archlint.reports.wording import count

_MOVES_SHOWN = 10
_UNITS_SHOWN = 3


def render(analysis: Analysis, view: View) -> str:
    """A table of layers and parts, the verdict with the moves, the heaviest units, and what was not counted."""
    balance = analysis.balance
    if balance is None:
        return f"{NOTHING}\n"
    layers = count(len(balance.layers), "drafted layer" if analysis.draft else "layer")
    blocks = [
        f"### {markdown(analysis.project)}: {amount(balance.logic, balance)} in {layers}",
        _table(balance),
        _scales(balance),
        *_roles(balance),
        verdict_sentence(balance),
    ]
    moves = balance.moves if view.limit is None else balance.moves[:_MOVES_SHOWN]
    if moves and balance.logic >= balance.fewest:
        lines = [
            f"- {markdown(move.from_layer)} → {markdown(move.to_layer)}: {_unit(move.unit, balance)}" for move in moves
        ]
        hidden = len(balance.moves) - len(moves)
        blocks.append("\n".join([*lines, f"- +{hidden:,} more"] if hidden else lines))
    heaviest = [unit for portion in balance.layers for unit in portion.heaviest[: view.limit and _UNITS_SHOWN]]
    blocks.append("Heaviest units:")
    blocks.append("\n".join(f"- {markdown(unit.layer)}: {_unit(unit, balance)}" for unit in heaviest))
    told = not_counted(analysis, balance)
    if told:
        blocks += ["Not counted:", "\n".join(f"- {phrase}" for phrase in told)]
    return "\n\n".join(blocks) + "\n"


def _table(balance: Balance) -> str:
    head = "| layer | units | logic | share | band | standing | concentration |\n|---|--:|--:|--:|--:|---|--:|"
    return "\n".join([head, *(_row(portion, balance) for portion in balance.portions)])


def _row(portion: Portion, balance: Balance) -> str:
    name = f"– {markdown(portion.part)}" if portion.part else markdown(portion.layer)
    state = standing(portion, balance)
    shown = f"**{state}**" if state in ("above", "below") else state
    share = share_text(portion, balance)
    return (
        f"| {name} | {portion.units:,} | {portion.logic:,} | {share} | {band_text(portion.band)} | {shown} | "
        f"{portion.concentration:.2f} |"
    )


def _scales(balance: Balance) -> str:
    lines = []
    if balance.centre is not None:
        top, bottom = markdown(balance.layers[0].layer), markdown(balance.layers[-1].layer)
        lines.append(f"- centre of gravity {balance.centre:.2f} (0: all in {top}, 1: all in {bottom})")
    lines.append(
        f"- concentration {balance.concentration:.2f} (0: all units that hold logic hold the same, 1: one holds all)"
    )
    return "\n".join(lines)


def _roles(balance: Balance) -> list[str]:
    lines = [f"- {markdown(portion.layer)}: {roles_text(portion)}" for portion in balance.layers if portion.roles]
    return ["Roles inside, by their share of the layer's logic (units):", "\n".join(lines)] if lines else []


def _unit(unit: UnitLogic, balance: Balance) -> str:
    return f"{markdown(unit_name(unit))} ({markdown(unit_place(unit))}), {amount(unit.logic, balance)}"

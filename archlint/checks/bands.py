"""What the checks on balance share: which layers are out of their bands and in which way, and the words of a finding."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.measures.balance import declared_balance
from archlint.model.balance import MEASURE_WORDS, Balance, Move, Portion, UnitLogic, surplus
from archlint.model.finding import End, Finding, Place

TOP_HEAVY: Final = "top-heavy"
BOTTOM_HEAVY: Final = "bottom-heavy"
HOLLOW_LAYER: Final = "hollow-layer"

Verdict = Literal["top-heavy", "bottom-heavy", "hollow-layer"]

_NAMED = 3
_SLACK = 1e-6  # a bound such as 0.15 is not exact in binary


class BandOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """What is too small to be judged."""

    fewest: int = 30
    """Judge nothing when all layers together hold less logic than this: shares of so little mean nothing."""


class _Broken(NamedTuple):
    """A layer that is out of its band, with what is wrong with it."""

    portion: Portion
    verdict: Verdict


def out_of_band(system: System, verdict: Verdict, options: BandOptions) -> Iterator[Finding]:
    """A finding for each layer of which `verdict` is true."""
    if not system.rulebook.balance:
        return
    balance = declared_balance(system)
    if balance.logic < max(1, options.fewest):
        return
    successors = system.view(Successors)
    if verdict == HOLLOW_LAYER and successors.retiring:
        return  # both architectures are there, and some logic twice: what is hollow shows when the old one has gone
    for broken in broken_bands(balance):
        if broken.verdict == verdict and broken.portion.layer not in successors.retired:
            yield _finding(system, balance, broken)


def broken_bands(balance: Balance) -> Iterator[_Broken]:
    """The layers out of their bands, top to bottom. A layer above its band is top-heavy when most of what other layers
    lack is missing below it, bottom-heavy when above it; where nothing is missing, its own half of the system decides.
    """
    layers = balance.layers
    offsets = [surplus(portion, balance.logic) for portion in layers]
    for position, (portion, offset) in enumerate(zip(layers, offsets, strict=True)):
        if offset < 0:
            yield _Broken(portion, HOLLOW_LAYER)
        elif offset > 0:
            yield _Broken(portion, TOP_HEAVY if _belongs_lower(position, layers, offsets, balance) else BOTTOM_HEAVY)


def _belongs_lower(position: int, layers: Sequence[Portion], offsets: Sequence[float], balance: Balance) -> bool:
    missing_above = -sum(offset for offset in offsets[:position] if offset < 0)
    missing_below = -sum(offset for offset in offsets[position + 1 :] if offset < 0)
    if missing_above != missing_below:
        return missing_below > missing_above
    above, below = position, len(layers) - 1 - position
    if above != below:
        return above < below
    return _room(layers[position + 1 :], balance.logic) >= _room(layers[:position], balance.logic)


def _room(layers: Sequence[Portion], total: int) -> float:
    """How much logic the layers can take before they are above their bands."""
    return sum((portion.band or (0.0, 1.0))[1] * total - portion.logic for portion in layers)


def _finding(system: System, balance: Balance, broken: _Broken) -> Finding:
    """It stands at the unit that would move the number most; its identity is the layer, whatever unit that is today."""
    portion, verdict = broken
    moves = _moves(balance, broken)
    heaviest = moves[0].unit if moves else _heaviest(balance, broken)
    layer = system.layers[portion.layer]
    return Finding(
        check=verdict,
        severity="warning" if _is_of_a_pack(system, portion) else "error",
        message=_message(balance, broken),
        importer=End(f"layers.{portion.layer}", portion.layer, place=_place(heaviest) if heaviest else None),
        because=layer.because or _BECAUSE[verdict],
        instead=_instead(balance, broken, moves),
        text=portion.layer,
    )


_BECAUSE: dict[Verdict, str] = {
    TOP_HEAVY: "What a layer decides, every layer beside it decides again; what lies below it is decided once for all.",
    BOTTOM_HEAVY: "What a layer decides for those above it must be changed whenever one of them wants it otherwise.",
    HOLLOW_LAYER: "A layer that decides little only hands on: what it is there for is decided elsewhere, more than once.",
}


def _is_of_a_pack(system: System, portion: Portion) -> bool:
    """Whether nobody here declared the band: a pack's is a starting point, and does not fail a check."""
    return system.rulebook.origin(f"balance.{portion.layer}").file.startswith("pack:")


def _message(balance: Balance, broken: _Broken) -> str:
    portion = broken.portion
    low, high = portion.band or (0.0, 1.0)
    side = (
        f"below its band of {_points(low)} to"
        if broken.verdict == HOLLOW_LAYER
        else f"above its band of {_points(low)} to"
    )
    what = f"{portion.logic:,} of {balance.logic:,} {MEASURE_WORDS[balance.measure][1]}"
    return f"{portion.layer} holds {_percent(portion.share)} of the logic ({what}), {side} {_points(high)} %"


def _instead(balance: Balance, broken: _Broken, moves: Sequence[Move]) -> str:
    portion = broken.portion
    if moves:
        told = [f"{told_unit(move.unit)} {_way(move, broken)}" for move in moves[:_NAMED]]
        more = f", and {len(moves) - _NAMED:,} more ('archlint balance' lists them)" if len(moves) > _NAMED else ""
        return f"move {', '.join(told)}{more}"
    lacking = ceil(abs(surplus(portion, balance.logic)) - _SLACK)
    what = f"{lacking:,} {MEASURE_WORDS[balance.measure][lacking != 1]}"
    away = (
        f"{portion.layer} lacks {what}" if broken.verdict == HOLLOW_LAYER else f"{what} too many are in {portion.layer}"
    )
    return f"{away}, and no units were found whose move would mend all bands: split heavy ones, or correct the bands"


def told_unit(unit: UnitLogic) -> str:
    """A unit as findings name it."""
    return f"{unit.name or 'a function'} ({unit.module}:{unit.line})"


def _way(move: Move, broken: _Broken) -> str:
    if broken.verdict == HOLLOW_LAYER:
        return f"here from {move.from_layer}"
    return f"to {move.to_layer}"


def _moves(balance: Balance, broken: _Broken) -> list[Move]:
    """The moves that would mend this layer, the one that moves the number most first."""
    into = broken.verdict == HOLLOW_LAYER
    name = broken.portion.layer
    found = [move for move in balance.moves if (move.to_layer if into else move.from_layer) == name]
    return sorted(found, key=lambda move: -move.unit.logic)


def _heaviest(balance: Balance, broken: _Broken) -> UnitLogic | None:
    """Without moves: the heaviest unit of the layer, or of the layers that hold what a hollow one lacks."""
    if broken.verdict != HOLLOW_LAYER:
        return next(iter(broken.portion.heaviest), None)
    others = [unit for portion in balance.layers if portion.layer != broken.portion.layer for unit in portion.heaviest]
    return min(others, key=lambda unit: (-unit.logic, unit.module, unit.line), default=None)


def _place(unit: UnitLogic) -> Place:
    return Place(unit.module, unit.line, unit.column)


def _points(share: float) -> str:
    return f"{100 * share:.3g}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + " %"

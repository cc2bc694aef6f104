"""Which units would have to move: layers with bands and their units in, a small set of moves out that mends every band.

Greedy: the layer that is furthest off gives or takes first, and the largest unit that fits goes first; the last one of
a gap is the smallest that closes it. The set is small; `least_moves` says below how many no set can be.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil, floor

from archlint.measures.logic import gravity
from archlint.model.balance import Move, Portion, UnitLogic

_SLACK = 1e-6  # a bound such as 0.15 is not exact in binary


class _Stock:
    """A layer while units come and go: its logic, its bounds in logic, and the units that may still leave it."""

    def __init__(self, position: int, portion: Portion, total: int, units: Sequence[UnitLogic]) -> None:
        low, high = portion.band or (0.0, 1.0)
        self.name = portion.layer
        self.position = position
        self.logic = portion.logic
        self.lowest = ceil(low * total - _SLACK)
        self.highest = floor(high * total + _SLACK)
        self.units = sorted(units, key=gravity, reverse=True)  # ascending by logic: the first of equals stands last
        self.amounts = [unit.logic for unit in self.units]

    @property
    def off(self) -> int:
        """How far it is out of its band, either way."""
        return max(0, self.logic - self.highest, self.lowest - self.logic)

    def take(self, need: int, most: int) -> UnitLogic | None:
        """Remove the smallest unit of at least `need` logic, or else the largest; None where all have more than `most`."""
        index = bisect_left(self.amounts, need)
        if index == len(self.amounts) or self.amounts[index] > most:
            index = bisect_right(self.amounts, min(need, most)) - 1
        else:
            index = bisect_right(self.amounts, self.amounts[index]) - 1
        if index < 0:
            return None
        del self.amounts[index]
        return self.units.pop(index)


def moves_into_bands(layers: Sequence[Portion], units: Sequence[UnitLogic], elsewhere: int = 0) -> tuple[Move, ...]:
    """Moves after which every layer holds what its band says, the most needed first. () where all do, and where no such
    moves were found. The total never changes: what leaves one layer enters another. `elsewhere` is the logic of the whole that
    lies in none of them.
    """
    total = elsewhere + sum(portion.logic for portion in layers)
    if not total or all(portion.band is None for portion in layers):
        return ()
    held: dict[str, list[UnitLogic]] = {}
    for unit in units:
        if unit.logic:
            held.setdefault(unit.layer, []).append(unit)
    stocks = [_Stock(index, layer, total, held.get(layer.layer, ())) for index, layer in enumerate(layers)]
    moves: list[Move] = []
    while any(stock.off for stock in stocks):
        move = next(filter(None, (_moved(giver, taker) for giver, taker in _pairs(stocks))), None)
        if move is None:
            return ()
        moves.append(move)
    return tuple(moves)


def least_moves(layers: Sequence[Portion], units: Sequence[UnitLogic], elsewhere: int = 0) -> int:
    """How many units have to move at least: no smaller set brings every layer into its band, a set of so many may.

    A layer above its band gives away at least its surplus, and all that layers below theirs lack comes from the others: the
    largest units do it with the fewest moves.
    """
    total = elsewhere + sum(portion.logic for portion in layers)
    lacking, fewest, given = 0, 0, 0
    rest: list[int] = []
    for layer in layers:
        low, high = layer.band or (0.0, 1.0)
        lack = ceil(low * total - _SLACK) - layer.logic
        if lack > 0:
            lacking += lack
            continue
        amounts = sorted((unit.logic for unit in units if unit.layer == layer.layer and unit.logic), reverse=True)
        surplus = layer.logic - floor(high * total + _SLACK)
        sums = [0, *accumulate(amounts)]
        taken = bisect_left(sums, surplus) if surplus > 0 else 0
        fewest += taken
        given += sums[taken]
        rest += amounts[taken:]
    for amount in sorted(rest, reverse=True):
        if given >= lacking:
            break
        given += amount
        fewest += 1
    return fewest


def _pairs(stocks: Sequence[_Stock]) -> Iterator[tuple[_Stock, _Stock]]:
    """Who could give to whom, the best first: from above its band to below its band, then what is further off."""

    def surplus(stock: _Stock) -> int:
        return max(0, stock.logic - stock.highest)

    def deficit(stock: _Stock) -> int:
        return max(0, stock.lowest - stock.logic)

    def rank(pair: tuple[_Stock, _Stock]) -> tuple[int, ...]:
        giver, taker = pair
        need = surplus(giver), deficit(taker)
        distance = abs(giver.position - taker.position)
        room = min(giver.logic - giver.lowest, taker.highest - taker.logic)
        return (-min(need), -max(need), distance, -room, giver.position, taker.position)

    pairs = [
        (giver, taker)
        for giver in stocks
        for taker in stocks
        if giver is not taker
        and giver.logic > giver.lowest
        and taker.logic < taker.highest
        and (surplus(giver) or deficit(taker))
    ]
    return iter(sorted(pairs, key=rank))


def _moved(giver: _Stock, taker: _Stock) -> Move | None:
    """Move the unit that suits both: never below the one's band, never above the other's."""
    most = min(giver.logic - giver.lowest, taker.highest - taker.logic)
    need = max(giver.logic - giver.highest, taker.lowest - taker.logic)
    unit = giver.take(min(need, most), most)
    if unit is None:
        return None
    giver.logic -= unit.logic
    taker.logic += unit.logic
    return Move(unit, giver.name, taker.name)

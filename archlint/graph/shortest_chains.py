"""All shortest chains between two sets of modules: an adjacency in, chains out. Breadth first, deterministic, bounded."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from archlint.graph.chains import Adjacency


class Shortest(NamedTuple):
    """`chains` are the first in sorted order, `total` counts all of the same, shortest length."""

    chains: tuple[tuple[str, ...], ...]
    total: int


def all_shortest(outgoing: Adjacency, sources: Iterable[str], targets: Collection[str], limit: int) -> Shortest:
    """At most `limit` of the chains from `sources` to `targets` that have the fewest steps (one at least), and how many
    there are. Time grows with the graph and the chains shown, not with the number of chains.
    """
    levels = _levels(outgoing, sorted(set(sources)), targets)
    if not levels:
        return Shortest((), 0)
    onward = _onward(outgoing, levels, targets)
    last = len(levels)
    counts: dict[tuple[int, str], int] = {}
    for depth in range(last - 1, -1, -1):
        for module in levels[depth]:
            ways = onward.get((depth, module), ())
            counts[depth, module] = len(ways) if depth == last - 1 else sum(counts[depth + 1, way] for way in ways)
    total = sum(counts[0, module] for module in levels[0])
    return Shortest(_walks(onward, levels, limit), total)


def _levels(outgoing: Adjacency, sources: list[str], targets: Collection[str]) -> list[list[str]]:
    """The modules at each distance up to the last before the nearest target; [] when no target is reached."""
    levels, seen, frontier = [], set(sources), sources
    while frontier:
        levels.append(frontier)
        reached = {neighbour for module in frontier for neighbour in outgoing.get(module, ())}
        if not reached.isdisjoint(targets):
            return levels
        frontier = sorted(reached - seen)
        seen |= reached
    return []


def _onward(
    outgoing: Adjacency, levels: list[list[str]], targets: Collection[str]
) -> dict[tuple[int, str], tuple[str, ...]]:
    """Per module of a level, the neighbours through which the shortest chains go on; none where they do not."""
    onward: dict[tuple[int, str], tuple[str, ...]] = {}
    useful: Collection[str] = frozenset(targets)
    for depth in range(len(levels) - 1, -1, -1):
        for module in levels[depth]:
            onward[depth, module] = tuple(way for way in outgoing.get(module, ()) if way in useful)
        useful = {module for module in levels[depth] if onward[depth, module]}
    return onward


def _walks(
    onward: dict[tuple[int, str], tuple[str, ...]], levels: list[list[str]], limit: int
) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    stack: list[tuple[str, ...]] = [(module,) for module in reversed(levels[0])]
    while stack and len(found) < limit:
        chain = stack.pop()
        if len(chain) == len(levels) + 1:
            found.append(chain)
        else:
            stack += [(*chain, way) for way in reversed(onward[len(chain) - 1, chain[-1]])]
    return tuple(found)

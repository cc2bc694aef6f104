"""Shortest chains in a graph: who depends on whom in, by way of which modules out. Breadth first, deterministic."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Adjacency = Mapping[str, Sequence[str]]
"""Per module the modules it depends on, sorted: with sorted neighbours the first shortest chain is always the same."""


def shortest(
    outgoing: Adjacency,
    sources: Iterable[str],
    targets: Collection[str],
    passes: Callable[[str], bool] = lambda _: True,
) -> tuple[str, ...] | None:
    """The shortest chain from one of `sources` to one of `targets` with at least one step, both ends included; None
    when there is none. Modules in between must satisfy `passes`; a target is never walked through.
    """
    starts = list(sources)
    before = reach(outgoing, starts, targets, passes)
    first = next((module for module in before if module in targets), None)
    return None if first is None else chain_to(before, first, frozenset(starts))


def reach(
    outgoing: Adjacency,
    sources: Iterable[str],
    targets: Collection[str],
    passes: Callable[[str], bool],
) -> dict[str, str]:
    """Every module that chains from `sources` lead to, in the order of their distance, with the module before it on a
    shortest chain. Walks on through a source or a module that `passes` and is no target. A source itself is among them
    only when a chain leads (back) to it and it is a target.
    """
    before: dict[str, str] = {}
    starts = sorted(set(sources))
    seen = set(starts)
    frontier = starts
    while frontier:
        following: list[str] = []
        for module in frontier:
            for neighbour in outgoing.get(module, ()):
                if neighbour in targets:
                    before.setdefault(neighbour, module)
                elif neighbour not in seen and passes(neighbour):
                    seen.add(neighbour)
                    before[neighbour] = module
                    following.append(neighbour)
        frontier = following
    return before


def chain_to(before: Mapping[str, str], end: str, sources: Collection[str]) -> tuple[str, ...]:
    """The chain that `reach` found, from its source to `end`."""
    chain = [end, before[end]]
    while chain[-1] not in sources:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))

"""Cycles: a graph's adjacency in, its strongly connected components and the shortest cycle through an edge out."""

from collections.abc import Iterable

from archlint.graph.chains import Adjacency, shortest


def components(outgoing: Adjacency, nodes: Iterable[str]) -> list[tuple[str, ...]]:
    """The strongly connected components with more than one member, each sorted, in the order of their first member.
    Tarjan (1972), with a stack of its own instead of recursion.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    pending: list[str] = []
    open_: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in nodes:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        pending.append(root)
        open_.add(root)
        work = [(root, iter(outgoing.get(root, ())))]
        while work:
            node, neighbours = work[-1]
            for neighbour in neighbours:
                if neighbour not in index:
                    index[neighbour] = low[neighbour] = len(index)
                    pending.append(neighbour)
                    open_.add(neighbour)
                    work.append((neighbour, iter(outgoing.get(neighbour, ()))))
                    break
                if neighbour in open_:
                    low[node] = min(low[node], index[neighbour])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = _pop(pending, open_, node)
                    if len(members) > 1:
                        found.append(members)
    return sorted(found)


def _pop(pending: list[str], open_: set[str], node: str) -> tuple[str, ...]:
    members = []
    while True:
        member = pending.pop()
        open_.discard(member)
        members.append(member)
        if member == node:
            return tuple(sorted(members))


def cycle_through(outgoing: Adjacency, importer: str, imported: str) -> tuple[str, ...]:
    """The shortest cycle that uses the edge importer → imported, as its nodes starting and ending with `importer`."""
    back = shortest(outgoing, [imported], {importer})
    if back is None:
        raise ValueError(f"{importer} → {imported} lies on no cycle")
    return (importer, *back)

"""Which functions of a file call themselves, directly or by way of others: its units and the calls in them in, indexes out.

Calls are followed by name: `f()` to a function that can be seen from there, `self.f()`, `this.f()` and `Invoice.f()` to a
method of the class around. What a value of another type calls is not followed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archlint.languages.unit_draft import CALLABLE, UnitDraft

_OWN = ("self", "cls", "this")


class Called(NamedTuple):
    """A call by its dotted name: the unit that it stands in, and how many arguments it has."""

    unit: int
    name: str
    arguments: int


def mark_recursive(units: Sequence[UnitDraft], calls: Iterable[Called], *, overloads: bool = False) -> None:
    """Mark the units in a cycle of calls, as `recursive` finds them."""
    for index in recursive(units, calls, overloads=overloads):
        units[index].recursive = True


def recursive(units: Sequence[UnitDraft], calls: Iterable[Called], *, overloads: bool) -> frozenset[int]:
    """The units in a cycle of calls. With `overloads` (Java) methods are called by their plain names, and told apart by the
    number of their parameters; where that does not tell, none is called.
    """
    inside: dict[int, dict[str, list[int]]] = {}
    for index, unit in enumerate(units):
        if unit.kind in CALLABLE:
            inside.setdefault(unit.parent, {}).setdefault(unit.name.rpartition(".")[2], []).append(index)
    edges: dict[int, set[int]] = {}
    for call in calls:
        found = next((named for named in _named(units, inside, call, overloads) if named), [])
        if overloads:
            found = [index for index in found if units[index].parameters == call.arguments]
            found = found if len(found) == 1 else []
        if found:
            edges.setdefault(call.unit, set()).add(found[-1])
    return _in_cycles(edges)


def _named(
    units: Sequence[UnitDraft], inside: dict[int, dict[str, list[int]]], call: Called, overloads: bool
) -> Iterator[list[int]]:
    """The functions of a name that can be meant, the nearest first."""
    owner, _, name = call.name.rpartition(".")
    around = call.unit
    while around >= 0:
        unit = units[around]
        is_class = unit.kind == "class"
        if owner and is_class:
            if owner in _OWN or owner == unit.name.rpartition(".")[2]:
                yield inside.get(around, {}).get(name, [])
            return
        if not owner and (overloads or not is_class):
            yield inside.get(around, {}).get(name, [])
        around = unit.parent


def _in_cycles(edges: dict[int, set[int]]) -> frozenset[int]:
    """The nodes from which a way leads back to themselves (Tarjan 1972, without recursion)."""
    found = {node for node, others in edges.items() if node in others}
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for start in sorted(edges):
        if start in order:
            continue
        work = [(start, iter(sorted(edges[start])))]
        order[start] = lowest[start] = len(order)
        path.append(start)
        on_path.add(start)
        while work:
            node, others = work[-1]
            other = next(others, None)
            if other is None:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    members = _from(path, node)
                    on_path.difference_update(members)
                    found.update(members if len(members) > 1 else ())
            elif other not in order:
                order[other] = lowest[other] = len(order)
                path.append(other)
                on_path.add(other)
                work.append((other, iter(sorted(edges.get(other, ())))))
            elif other in on_path:
                lowest[node] = min(lowest[node], order[other])
    return frozenset(found)


def _from(path: list[int], node: int) -> list[int]:
    """Take the end of a path off, from a node on."""
    taken = [path.pop()]
    while taken[-1] != node:
        taken.append(path.pop())
    return taken

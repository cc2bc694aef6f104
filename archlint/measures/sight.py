"""All that is known about a unit before its role is judged: a System and a module in, a Sight per function out."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from archlint.graph.system import System
from archlint.measures.natures import Natures, first
from archlint.model.facts import Anatomy, Body, Call, Clause, Unit
from archlint.model.graph import Module

_FUNCTIONS = ("function", "method")
_DEEPEST = 5
"""Classes around a unit that say what it is for."""


class Sight(NamedTuple):
    """A unit with all that is known about it. `touched` are the roles of the technologies that its calls, marks and types
    belong to, each with what shows it; `around` the names of the class it is in and of what that class extends or is
    marked with; `imported` the roles of the technologies that its module uses; `path` the module's; `nature` what its class
    is at home with (see Natures); `outer` the functions that it is nested in, the innermost first; `calls` its calls as far
    as extraction knows the types.
    """

    path: str
    unit: Unit
    anatomy: Anatomy
    clauses: tuple[Clause, ...]
    touched: Mapping[str, str]
    around: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()
    nature: Mapping[str, str] = {}
    outer: tuple[tuple[Unit, Anatomy], ...] = ()
    calls: tuple[Call, ...] = ()


def sights_of(system: System, module: Module, body: Body, wanted: Container[int] | None = None) -> list[Sight | None]:
    """What is known about each unit of a module with anatomies, or about those `wanted`; None for all others, for classes
    and for the module itself.
    """
    clauses = _by_unit(body.clauses, len(body.units))
    calls = _by_unit(body.calls, len(body.units))
    natures = system.view(Natures)
    names, find = natures.imports(module.id), system.technologies.find
    imported = frozenset(role for roles in names.values() for role in roles)
    found: list[Sight | None] = []
    for index, unit in enumerate(body.units):
        if unit.kind not in _FUNCTIONS or (wanted is not None and index not in wanted):
            found.append(None)
            continue
        anatomy = body.anatomies[index]
        touched: dict[str, str] = {}
        for call in calls[index]:
            for entry in find(module.language, call.callee):
                touched.setdefault(entry.role, call.callee)
        for name in (*anatomy.marks, *anatomy.called):
            for role in names.get(first(name), ()):
                touched.setdefault(role, name)
        for name in anatomy.called:
            for entry in find(module.language, f"global:{name.removeprefix('new ')}"):
                touched.setdefault(entry.role, name)
        found.append(
            Sight(
                module.id,
                unit,
                anatomy,
                clauses[index],
                touched,
                _names_around(body, unit),
                imported,
                natures.of(module.id).get(class_around(body.units, unit), {}),
                tuple(_functions_around(body, unit)),
                calls[index],
            )
        )
    return found


def class_around(units: Sequence[Unit], unit: Unit) -> int:
    """The innermost class that a unit is in, -1 for none."""
    index = unit.parent
    while index >= 0 and units[index].kind != "class":
        index = units[index].parent
    return index


def _names_around(body: Body, unit: Unit) -> tuple[str, ...]:
    """The classes that a unit is in, their marks and bases, the innermost first."""
    found: list[str] = []
    parent = unit.parent
    for _ in range(_DEEPEST):
        if parent < 0:
            break
        around = body.units[parent]
        if around.kind == "class":
            anatomy = body.anatomies[parent]
            found += (around.name.rpartition(".")[2], *anatomy.marks, *anatomy.bases)
        parent = around.parent
    return tuple(found)


def _functions_around(body: Body, unit: Unit) -> Iterator[tuple[Unit, Anatomy]]:
    """The functions that a unit is nested in, the innermost first."""
    index = unit.parent
    while index >= 0:
        if body.units[index].kind in _FUNCTIONS:
            yield body.units[index], body.anatomies[index]
        index = body.units[index].parent


_OfUnit = TypeVar("_OfUnit", Call, Clause)


def _by_unit(items: tuple[_OfUnit, ...], number: int) -> list[tuple[_OfUnit, ...]]:
    found: list[list[_OfUnit]] = [[] for _ in range(number)]
    for item in items:
        found[item.unit].append(item)
    return [tuple(part) for part in found]

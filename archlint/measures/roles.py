"""The role of every unit: a System in, a verdict with its evidence per function or method out.

Each sign that is seen in a unit gives points to roles, as rules/roles.toml says; the role with most points is the verdict.
Where the points come from, and how often they are right, is in docs/roles.md.
"""

from collections.abc import Mapping
from typing import TypeVar

from archlint.graph.system import System
from archlint.graph.technologies import full_names
from archlint.measures.signs import Eye, Sight, names_around
from archlint.model.facts import Call, Clause
from archlint.model.graph import Module
from archlint.model.roles import ROLES, Evidence, Role, RoleKnowledge, Sign, UnitRole


class Roles:
    """The roles of a system's units, each module's looked at when somebody asks. Get it by `System.view(Roles)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._knowledge = system.rulebook.roles
        self._signs = {sign.name: sign for sign in self._knowledge.signs}
        self._eye = Eye(self._knowledge)
        self._known: dict[str, tuple[UnitRole | None, ...]] = {}

    def of(self, module: str) -> tuple[UnitRole | None, ...]:
        """One for each of the module's units, in their order; None for classes and for the module itself."""
        if module not in self._known:
            looked = self._judged(self._system.modules[module]) if self._signs else self._unknown(module)
            self._known[module] = tuple(looked)
        return self._known[module]

    def _unknown(self, module: str) -> list[UnitRole | None]:
        """Nobody said what speaks for a role."""
        return [None] * len(self._system.units(module))

    def _judged(self, module: Module) -> list[UnitRole | None]:
        sights = sights_of(self._system, module)
        return [
            None if sight is None else verdict(self._eye.signs(sight), self._knowledge, self._signs) for sight in sights
        ]


def verdict(seen: Mapping[str, str], knowledge: RoleKnowledge, signs: Mapping[str, Sign]) -> UnitRole:
    """The role that the signs speak for most. Signs that `signs` does not know say nothing."""
    points = {role: knowledge.start.get(role, 0.0) for role in ROLES}
    known = [(signs[name], detail) for name, detail in seen.items() if name in signs]
    for sign, _ in known:
        for role, given in sign.points.items():
            points[role] += given  # type: ignore[index]
    ordered: list[Role] = sorted(ROLES, key=lambda role: (-points[role], ROLES.index(role)))
    first, second = ordered[:2]
    evidence = [Evidence(sign.name, sign.says, detail, round(sign.points.get(first, 0.0), 2)) for sign, detail in known]
    evidence.sort(key=lambda item: (-abs(item.points), item.sign))
    return UnitRole(first, tuple(evidence), second, round(points[first] - points[second], 2))


def sights_of(system: System, module: Module) -> list[Sight | None]:
    """What is known about each unit of a module; None for classes and the module itself, and without anatomies."""
    body = system.body(module.id)
    if not body.anatomies:
        return [None] * len(body.units)
    clauses = _by_unit(body.clauses, len(body.units))
    calls = _by_unit(body.calls, len(body.units))
    names, imported = _imports(system, module)
    found: list[Sight | None] = []
    for index, unit in enumerate(body.units):
        if unit.kind not in ("function", "method"):
            found.append(None)
            continue
        anatomy = body.anatomies[index]
        touched: dict[str, str] = {}
        for call in calls[index]:
            for entry in system.technologies.find(module.language, call.callee):
                touched.setdefault(entry.role, call.callee)
        for name in (*anatomy.marks, *anatomy.called):
            for role in names.get(_first(name), ()):
                touched.setdefault(role, name)
        around = names_around(body.units, body.anatomies, unit)
        found.append(Sight(module, unit, anatomy, clauses[index], calls[index], touched, around, imported))
    return found


def _imports(system: System, module: Module) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """What the names that a module imports from libraries are for, and what all of these libraries are for."""
    names: dict[str, tuple[str, ...]] = {}
    imported: set[str] = set()
    for use in system.uses.get(module.id, ()):
        for full in full_names(use):
            roles = tuple(entry.role for entry in system.technologies.find(use.language, full))
            imported.update(roles)
            if roles:
                names.setdefault(full.replace("/", ".").rpartition(".")[2], roles)
    return names, frozenset(imported)


def _first(name: str) -> str:
    """The name that a call, mark or type starts with: of `new Client<T>` and `Client.get`, Client."""
    return name.removeprefix("new ").partition(".")[0].partition("<")[0]


_OfUnit = TypeVar("_OfUnit", Call, Clause)


def _by_unit(items: tuple[_OfUnit, ...], number: int) -> list[tuple[_OfUnit, ...]]:
    found: list[list[_OfUnit]] = [[] for _ in range(number)]
    for item in items:
        found[item.unit].append(item)
    return [tuple(part) for part in found]

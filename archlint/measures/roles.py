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
from archlint.model.roles import ROLES, Evidence, Role, RoleKnowledge, UnitRole


class Roles:
    """The roles of a system's units, each module's looked at when somebody asks. Get it by `System.view(Roles)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._judge = _Judge(system.rulebook.roles)
        self._eye = Eye(system.rulebook.roles)
        self._known: dict[str, tuple[UnitRole | None, ...]] = {}

    def of(self, module: str) -> tuple[UnitRole | None, ...]:
        """One for each of the module's units, in their order, without evidence; None for classes and for the module
        itself, and where nobody said what speaks for a role.
        """
        if module not in self._known:
            self._known[module] = tuple(self._judged(module, explain=False))
        return self._known[module]

    def explained(self, module: str) -> list[UnitRole | None]:
        """The same with evidence, looked at anew."""
        return self._judged(module, explain=True)

    def _judged(self, module: str, *, explain: bool) -> list[UnitRole | None]:
        if not self._judge.knows_signs:
            return [None] * len(self._system.units(module))
        sights = sights_of(self._system, self._system.modules[module])
        return [
            None if sight is None else self._judge.verdict(self._eye.signs(sight), explain=explain) for sight in sights
        ]


class _Judge:
    """Adds up the points that signs give."""

    def __init__(self, knowledge: RoleKnowledge) -> None:
        self._signs = {sign.name: sign for sign in knowledge.signs}
        self._start = [knowledge.start.get(role, 0.0) for role in ROLES]
        self._given = {
            sign.name: [(index, sign.points[role]) for index, role in enumerate(ROLES) if role in sign.points]
            for sign in knowledge.signs
        }

    @property
    def knows_signs(self) -> bool:
        return bool(self._signs)

    def verdict(self, seen: Mapping[str, str], *, explain: bool) -> UnitRole:
        """The role that the signs speak for most; of equal ones the first of ROLES. Unknown signs say nothing."""
        points = [*self._start]
        for name in seen:
            for index, given in self._given.get(name, ()):
                points[index] += given
        first, second = sorted(range(len(points)), key=lambda index: (-points[index], index))[:2]
        role, lead = ROLES[first], round(points[first] - points[second], 2)
        return UnitRole(role, self._evidence(seen, role) if explain else (), ROLES[second], lead)

    def _evidence(self, seen: Mapping[str, str], role: Role) -> tuple[Evidence, ...]:
        known = [(self._signs[name], detail) for name, detail in seen.items() if name in self._signs]
        evidence = [Evidence(sign.name, sign.says, detail, sign.points.get(role, 0.0)) for sign, detail in known]
        return tuple(sorted(evidence, key=lambda item: (-abs(item.points), item.sign)))


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
        found.append(Sight(module.id, unit, anatomy, clauses[index], touched, around, imported))
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

"""The role of every unit: a System in, a verdict with its evidence per function or method out.

Each sign that is seen in a unit gives points to roles, as rules/roles.toml says; the role with most points is the verdict.
Where the points come from, and how often they are right, is in docs/roles.md.
"""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple, TypeVar

from archlint.graph.system import System
from archlint.graph.technologies import full_names
from archlint.measures.callees import Callees, Target
from archlint.measures.signs import Eye, Sight, names_around
from archlint.model.facts import Body, Call, Clause
from archlint.model.graph import Module
from archlint.model.roles import ROLES, Evidence, Role, RoleKnowledge, UnitRole


class Roles:
    """The roles of a system's units, each module's looked at when somebody asks. Get it by `System.view(Roles)`.

    Every unit is looked at twice: by itself, and with the roles that the units which it calls have by themselves.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._judge = _Judge(system.rulebook.roles)
        self._eye = Eye(system.rulebook.roles)
        self._first: dict[str, list[_Look]] = {}
        self._known: dict[str, tuple[UnitRole | None, ...]] = {}

    def of(self, module: str) -> tuple[UnitRole | None, ...]:
        """One for each of the module's units, in their order, without evidence; None for classes and for the module
        itself, and where nobody said what speaks for a role.
        """
        if module not in self._known:
            self._known[module] = tuple(self._judged(module, explain=False))
        return self._known[module]

    def at_first(self, module: str, wanted: Container[int]) -> list[UnitRole | None]:
        """What the units `wanted` look like by themselves, without looking at what they call: a third of the work."""
        if not self._judge.knows_signs:
            return [None] * len(self._system.units(module))
        body = self._system.body(module)
        if not body.anatomies:
            return [None] * len(body.units)
        sights = sights_of(self._system, self._system.modules[module], body, wanted)
        return [
            None if sight is None else self._judge.verdict(self._eye.signs(sight), explain=False) for sight in sights
        ]

    def explained(self, module: str) -> list[UnitRole | None]:
        """The same with evidence."""
        return self._judged(module, explain=True)

    def goes_out(self, target: Target) -> bool:
        """Whether a unit, or one that it calls, touches a remote system."""
        look = self._looks(target.module)[target.unit]
        return "touches-remote" in look.signs or any(
            called.unit >= 0 and "touches-remote" in self._looks(called.module)[called.unit].signs
            for called in look.targets
        )

    def _judged(self, module: str, *, explain: bool) -> list[UnitRole | None]:
        return [
            None if look.role is None else self._judge.verdict(look.signs | dict(self._reached(look)), explain=explain)
            for look in self._looks(module)
        ]

    def _looks(self, module: str) -> list["_Look"]:
        """The first look at each unit."""
        if module not in self._first:
            self._first[module] = [_NOTHING] * len(self._system.units(module))
            if self._judge.knows_signs and module in self._system.modules:
                self._first[module] = self._look(module)
        return self._first[module]

    def _look(self, module: str) -> list["_Look"]:
        body = self._system.body(module)
        if not body.anatomies:
            return [_NOTHING] * len(body.units)
        called = self._system.view(Callees).of(module, body)
        looks = []
        for sight, targets in zip(sights_of(self._system, self._system.modules[module], body), called, strict=True):
            if sight is None:
                looks.append(_NOTHING)
                continue
            signs = self._eye.signs(sight)
            looks.append(_Look(signs, self._judge.verdict(signs, explain=False), targets))
        return looks

    def _reached(self, look: "_Look") -> Iterator[tuple[str, str]]:
        """What the units that a unit calls are for."""
        by_role: dict[Role, list[str]] = {}
        for target in look.targets:
            role, name = self._role_of(target)
            if role is not None:
                by_role.setdefault(role, []).append(name)
        for role, names in by_role.items():
            several = "several-" if len(names) > 1 else ""
            yield f"reaches-{several}{role.replace(' ', '-')}", ", ".join(names[:3])
        number = sum(len(names) for names in by_role.values())
        if number >= 3:
            yield "reaches-many", f"{number} units"
        elif not number:
            yield "reaches-nothing", ""

    def _role_of(self, target: Target) -> tuple[Role | None, str]:
        """What a called unit is for by itself. What lies in a module that is at home with data, and cannot be seen, reads
        or writes it: the methods that a repository inherits.
        """
        file = target.module.rpartition("/")[2]
        if target.unit < 0:
            imported = _imports(self._system, self._system.modules[target.module])[1]
            return (None if imported.isdisjoint(self._eye.data) else "data access"), file
        look = self._looks(target.module)[target.unit]
        return (None if look.role is None else look.role.role), self._system.units(target.module)[target.unit].name


class _Look(NamedTuple):
    """What one look at a unit saw."""

    signs: dict[str, str]
    role: UnitRole | None
    targets: tuple[Target, ...]


_NOTHING = _Look({}, None, ())


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


def sights_of(system: System, module: Module, body: Body, wanted: Container[int] | None = None) -> list[Sight | None]:
    """What is known about each unit of a module with anatomies, or about those `wanted`; None for all others, for classes
    and for the module itself.
    """
    clauses = _by_unit(body.clauses, len(body.units))
    calls = _by_unit(body.calls, len(body.units))
    names, imported = _imports(system, module)
    found: list[Sight | None] = []
    for index, unit in enumerate(body.units):
        if unit.kind not in ("function", "method") or (wanted is not None and index not in wanted):
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
        for name in anatomy.called:
            for entry in system.technologies.find(module.language, f"global:{name.removeprefix('new ')}"):
                touched.setdefault(entry.role, name)
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

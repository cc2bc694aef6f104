"""The role of every unit: a System in, a verdict with its evidence per function or method out.

Each sign that is seen in a unit gives points to roles, as rules/roles.toml says; the role with most points is the verdict.
Where the points come from, and how often they are right, is in docs/roles.md.
"""

from collections.abc import Container, Mapping

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.reach import Look, Reach
from archlint.measures.sight import sights_of
from archlint.measures.signs import signs_of
from archlint.measures.vocabulary import Vocabulary
from archlint.model.roles import ROLES, Evidence, Role, RoleKnowledge, UnitRole

_FUNCTIONS = ("function", "method")
_NOTHING = Look({}, None, {})


class Roles:
    """The roles of a system's units, each module's looked at when somebody asks. Get it by `System.view(Roles)`.

    Every unit is looked at twice: by itself, and with whom it asks, told by what the units which it calls are by themselves.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._judge = _Judge(system.rulebook.roles)
        self._words = Vocabulary(system.rulebook.roles, system.rulebook.domain)
        self._reach = Reach(system, self._words, self._looks)
        self._first: dict[str, list[Look]] = {}
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
            None if sight is None else self._judge.verdict(signs_of(sight, self._words), explain=False)
            for sight in sights
        ]

    def explained(self, module: str) -> list[UnitRole | None]:
        """The same with evidence."""
        return self._judged(module, explain=True)

    def seen(self, module: str) -> list[dict[str, str]]:
        """Per unit all signs that are seen in it, those that nobody gave points too."""
        looks, nested = self._looks(module), self._nested(module)
        return [
            {**look.signs, **dict(self._reach.signs(look, [looks[inner] for inner in nested.get(index, ())]))}
            for index, look in enumerate(looks)
        ]

    def goes_out(self, target: Target) -> bool:
        """Whether a unit, or one that it calls, touches a remote system."""
        look = self._looks(target.module)[target.unit]
        return "touches-remote" in look.signs or any(
            called.unit >= 0 and "touches-remote" in self._looks(called.module)[called.unit].signs
            for called in look.targets
        )

    def _judged(self, module: str, *, explain: bool) -> list[UnitRole | None]:
        return [
            None if look.role is None else self._judge.verdict(seen, explain=explain)
            for look, seen in zip(self._looks(module), self.seen(module), strict=True)
        ]

    def _looks(self, module: str) -> list[Look]:
        """The first look at each unit."""
        if module not in self._first:
            self._first[module] = [_NOTHING] * len(self._system.units(module))
            if self._judge.knows_signs and module in self._system.modules:
                self._first[module] = self._look(module)
        return self._first[module]

    def _look(self, module: str) -> list[Look]:
        body = self._system.body(module)
        if not body.anatomies:
            return [_NOTHING] * len(body.units)
        called = self._system.view(Callees).named(module, body)
        looks = []
        for sight, targets in zip(sights_of(self._system, self._system.modules[module], body), called, strict=True):
            if sight is None:
                looks.append(_NOTHING)
                continue
            signs = signs_of(sight, self._words)
            looks.append(Look(signs, self._judge.verdict(signs, explain=False).role, targets, sight))
        return looks

    def _nested(self, module: str) -> dict[int, list[int]]:
        """By function the functions written within it, without those that carry marks: they are registered somewhere."""
        units, looks = self._system.units(module), self._looks(module)
        found: dict[int, list[int]] = {}
        for index, unit in enumerate(units):
            sight, around = looks[index].sight, unit.parent
            while sight is not None and not sight.anatomy.marks and around >= 0 and units[around].kind in _FUNCTIONS:
                found.setdefault(around, []).append(index)
                around = units[around].parent
        return found


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

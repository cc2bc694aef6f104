"""The role of every unit: a System in, a verdict with its evidence per function or method out.

Each sign that is seen in a unit gives points to roles, as rules/roles.toml says; the role with most points is the verdict.
Where the points come from, and how often they are right, is in docs/roles.md.
"""

from collections.abc import Container, Mapping
from math import inf
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.folders import among_screens
from archlint.measures.natures import Natures
from archlint.measures.reach import Look, Reach
from archlint.measures.sight import Sight, sights_of
from archlint.measures.signs import signs_of
from archlint.measures.vocabulary import Vocabulary
from archlint.model.facts import Body
from archlint.model.roles import ROLES, Evidence, Role, RoleKnowledge, UnitRole
from archlint.model.tier_words import DomainWords

_FUNCTIONS = ("function", "method")
_NOTHING = Look({}, None, {})


class _Seen(NamedTuple):
    """What a unit looks like by itself: what is known about it, its signs and its role by these."""

    sight: Sight
    signs: dict[str, str]
    verdict: UnitRole


class _Kept(NamedTuple):
    """What was seen in a module, and all that it follows from besides the declaration."""

    body: Body
    imports: Mapping[str, tuple[str, ...]]
    natures: Mapping[int, Mapping[str, str]]
    seen: dict[int, _Seen]


class _Judgement:
    """What follows from the words of a declaration alone, and, where bodies last, what was seen in modules by these words."""

    def __init__(self, knowledge: RoleKnowledge, domain: DomainWords, _technologies: object) -> None:
        self.judge = _Judge(knowledge)
        self.words = Vocabulary(knowledge, domain)
        self.kept: dict[tuple[str, str], _Kept] = {}


class Roles:
    """The roles of a system's units, each module's looked at when somebody asks. Get it by `System.view(Roles)`.

    Every unit is looked at twice: by itself, and with whom it asks, told by what the units which it calls are by themselves.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        rulebook = system.rulebook
        self._judgement = system.shared(_Judgement, rulebook.roles, rulebook.domain, rulebook.technologies)
        self._judge, self._words = self._judgement.judge, self._judgement.words
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
        if module in self._first:
            return [
                self._judge.verdict(look.signs, explain=False) if look.role and index in wanted else None
                for index, look in enumerate(self._first[module])
            ]
        body = self._system.body(module)
        if not body.anatomies:
            return [None] * len(body.units)
        return [seen and seen.verdict for seen in self._alone(module, body, wanted)]

    def explained(self, module: str) -> list[UnitRole | None]:
        """The same with evidence."""
        return self._judged(module, explain=True)

    def seen(self, module: str) -> list[dict[str, str]]:
        """Per unit all signs that are seen in it, those that nobody gave points too."""
        looks, nested = self._looks(module), self._nested(module)
        among = {"among-screens": ""} if module in self._system.view(among_screens) else {}
        return [
            {**look.signs, **dict(self._reach.signs(look, [looks[inner] for inner in nested.get(index, ())])), **among}
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
        return [
            _NOTHING if seen is None else Look(seen.signs, seen.verdict.role, targets, seen.sight)
            for seen, targets in zip(self._alone(module, body, range(len(body.units))), called, strict=True)
        ]

    def _alone(self, module: str, body: Body, wanted: Container[int]) -> list[_Seen | None]:
        """What the units `wanted` look like by themselves; None for all others, classes and the module."""
        known = self._kept(module, body) if self._system.bodies_last else {}
        missing = [index for index in range(len(body.units)) if index in wanted and index not in known]
        if missing:
            sights = sights_of(self._system, self._system.modules[module], body, frozenset(missing))
            for index, sight in enumerate(sights):
                if sight is not None:
                    signs = signs_of(sight, self._words)
                    known[index] = _Seen(sight, signs, self._judge.verdict(signs, explain=False))
        return [known.get(index) if index in wanted else None for index in range(len(body.units))]

    def _kept(self, module: str, body: Body) -> dict[int, _Seen]:
        """What was seen in the module in this or another system that is like it, as long as nothing it follows from changed."""
        natures, kept = self._system.view(Natures), self._judgement.kept
        key = (module, self._system.modules[module].language)
        imports, of_classes = natures.imports(module), natures.of(module)
        before = kept.get(key)
        if before is None or before.body is not body or before[1:3] != (imports, of_classes):
            kept[key] = before = _Kept(body, imports, of_classes, {})
        return before.seen

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
        self._sure = knowledge.sure
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
        evidence = self._evidence(seen, role) if explain else ()
        return UnitRole(role, evidence, ROLES[second], lead, lead >= self._sure.get(role, inf))

    def _evidence(self, seen: Mapping[str, str], role: Role) -> tuple[Evidence, ...]:
        known = [(self._signs[name], detail) for name, detail in seen.items() if name in self._signs]
        evidence = [Evidence(sign.name, sign.says, detail, sign.points.get(role, 0.0)) for sign, detail in known]
        return tuple(sorted(evidence, key=lambda item: (-abs(item.points), item.sign)))

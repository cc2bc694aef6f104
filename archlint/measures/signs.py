"""What can be seen in a unit: its facts and the words of rules/roles.toml in, the names of signs with their details out.

A sign is a fact about the code; what it speaks for is data (`RoleKnowledge`). A unit is seen the same in every language.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from archlint.measures.clauses import computes, questions
from archlint.model.facts import Anatomy, Call, Clause, Unit
from archlint.model.graph import Module
from archlint.model.roles import RoleKnowledge

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SETTER = re.compile(r"(?:^|\.)set[A-Z_]\w*\Z")
_CONSTRUCTORS = ("__init__", "constructor", "__new__", "__post_init__")
_OWN = ("self", "this", "cls", "super", "props", "state")


class Sight(NamedTuple):
    """A unit with all that is known about it. `touched` are the roles of the technologies that its calls, marks and types
    belong to, each with what shows it; `around` the names of the class it is in and of what that class extends or is
    marked with; `imported` the roles of the technologies that its module uses; `sources` the project's modules it calls.
    """

    module: Module
    unit: Unit
    anatomy: Anatomy
    clauses: tuple[Clause, ...]
    calls: tuple[Call, ...]
    touched: dict[str, str]
    around: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()


def words(name: str) -> tuple[str, ...]:
    """The words of a name, lower case: `parseHTTPDate` gives parse, http, date."""
    return tuple(word.lower() for word in _WORD.findall(name))


class Eye:
    """Sees signs in units."""

    def __init__(self, knowledge: RoleKnowledge) -> None:
        self._words = {meaning: frozenset(found) for meaning, found in knowledge.words.items()}
        self._touches = knowledge.touches

    def signs(self, sight: Sight) -> dict[str, str]:
        """The signs in a unit with what shows each, "" where there is nothing to add."""
        return dict(_Look(sight, self._words, self._touches).signs())


class _Look:
    def __init__(self, sight: Sight, known: dict[str, frozenset[str]], touches: object) -> None:
        self._sight = sight
        self._known = known
        self._touches: dict[str, tuple[str, ...]] = dict(touches)  # type: ignore[call-overload]

    def signs(self) -> Iterator[tuple[str, str]]:
        yield from self._shape()
        yield from self._logic()
        yield from self._names()
        yield from self._collaborators()

    @cached_property
    def _name(self) -> str:
        return self._sight.unit.name.rpartition(".")[2]

    @cached_property
    def _questions(self) -> list[str]:
        return [question for clause in self._sight.clauses for question in questions(clause)]

    @cached_property
    def _called(self) -> list[str]:
        """What is called, without loggers."""
        noise = self._known.get("logs", frozenset())
        return [name for name in self._sight.anatomy.called if not noise.intersection(words(name.partition(".")[0]))]

    def _is_constructor(self) -> bool:
        around = self._sight.unit.name.split(".")
        return self._name in _CONSTRUCTORS or (len(around) > 1 and around[-1] == around[-2])

    def _shape(self) -> Iterator[tuple[str, str]]:
        """What the unit is built like; at most one of the first five."""
        unit, anatomy = self._sight.unit, self._sight.anatomy
        calls = len(self._called)
        plain = not self._questions and not anatomy.markup
        handed = bool(anatomy.handed) and anatomy.returns == anatomy.handed
        setters = sum(_SETTER.search(name) is not None for name in self._called)
        small = plain and calls <= 2 and not anatomy.loops and unit.statements <= 3
        kinds = (
            ("constructor", self._is_constructor(), self._name),
            ("accessor", plain and not calls and unit.statements <= 2, ""),
            ("hands-on", small and calls and (handed or unit.statements <= 1), ", ".join(self._called)),
            ("little", small, ", ".join(self._called)),
        )
        seen = next(((sign, detail) for sign, is_so, detail in kinds if is_so), None)
        if seen is not None:
            yield seen
        yield from (
            (sign, detail)
            for sign, is_so, detail in (
                ("sets-fields", setters >= 3 and setters > calls // 4, f"{setters} setters"),
                ("names-values", anatomy.fields >= 4 and anatomy.fields >= unit.statements, f"{anatomy.fields} values"),
                ("returns-new", anatomy.shaped > 0, ""),
                ("markup", anatomy.markup > 0, f"{anatomy.markup} elements"),
                ("loops", anatomy.loops > 0, ""),
                ("own-state", anatomy.stores > 0, ""),
                ("fails", anatomy.raises > 0 and not self._questions, ""),
                ("returns-nothing", anatomy.returns == 0, ""),
                ("long", unit.statements >= 10, f"{unit.statements} statements"),
                ("many-calls", calls >= 8, f"{calls} different calls"),
                ("no-calls", not calls, ""),
                ("no-parameters", unit.parameters == 0, ""),
            )
            if is_so
        )

    def _logic(self) -> Iterator[tuple[str, str]]:
        asked = self._questions
        if asked:
            yield "asks", "; ".join(asked[:3])
        if len(asked) >= 3:
            yield "asks-much", f"{len(asked)} questions"
        if asked and self._sight.anatomy.raises:
            yield "refuses", asked[0]
        if asked and self._sight.unit.statements <= 4:
            yield "asks-mostly", ""
        computed = [clause.text for clause in self._sight.clauses if computes(clause)]
        if computed:
            yield "computes", "; ".join(computed[:2])
        if len(computed) >= 3:
            yield "computes-much", f"{len(computed)} computations"
        if not asked and self._sight.clauses and not computed:
            yield "only-guards", self._sight.clauses[0].text
        if not self._sight.clauses:
            yield "no-clauses", ""

    def _names(self) -> Iterator[tuple[str, str]]:
        own = words(self._name)
        # A callback inside a method: the method's name tells more.
        place = [word for name in self._sight.around for word in words(name)]
        stem, _, suffix = self._sight.module.id.rpartition(".")
        path = [suffix, *(word for piece in stem.split("/")[-3:] for word in words(piece))]
        for meaning, known in self._known.items():
            kind, _, what = meaning.partition("-")
            if kind == "verb" and own and own[0] in known:
                yield meaning, own[0]
            elif kind == "noun" and not known.isdisjoint(own):
                yield meaning, next(word for word in own if word in known)
            elif kind == "place":
                found = next((word for word in place if word in known), "")
                if found:
                    yield meaning, found
                elif found := next((word for word in path if word in known), ""):
                    yield f"path-{what}", found
            elif kind == "mark":
                marked = next((mark for mark in self._sight.anatomy.marks if known.intersection(words(mark))), "")
                if marked:
                    yield meaning, marked

    def _collaborators(self) -> Iterator[tuple[str, str]]:
        for meaning, known in self._known.items():
            if not meaning.startswith("call-"):
                continue
            shown = [name for name in self._called if self._calls(name, known)]
            if shown:
                yield meaning, shown[0]
        sources = self._sources()
        if len(sources) >= 2:
            yield "several-sources", ", ".join(sources.values())
        elif sources:
            yield "one-source", next(iter(sources.values()))
        accesses = [name for name in self._called if self._accesses(name)]
        if len(accesses) >= 2:
            yield "several-accesses", ", ".join(accesses[:3])
        elif accesses:
            yield "one-access", accesses[0]
        for meaning, roles in self._touches.items():
            found = [self._sight.touched[role] for role in roles if role in self._sight.touched]
            if found:
                yield f"touches-{meaning}", found[0]
            elif not self._sight.imported.isdisjoint(roles):
                yield f"beside-{meaning}", ""

    def _sources(self) -> dict[str, str]:
        """Whom the unit asks of those whose names say that they have or get data, with the first call of each."""
        owners = self._known.get("sources", frozenset())
        sources: dict[str, str] = {}
        for name in self._called:
            pieces = [piece for piece in name.split(".")[:-1] if piece not in _OWN]
            owner = next((piece for piece in pieces[-2:] if owners.intersection(words(piece)[-1:])), "")
            if owner:
                sources.setdefault(owner, name)
        return sources

    def _accesses(self, name: str) -> bool:
        """Whether a call's name says that it reads or writes data: of something else, or of the unit's own class."""
        return not name.startswith("new ") and self._calls(name, self._known.get("call-accesses", frozenset()))

    @staticmethod
    def _calls(name: str, known: frozenset[str]) -> bool:
        last = words(name.rpartition(".")[2])
        return bool(last) and last[0] in known


def names_around(units: Sequence[Unit], anatomies: Sequence[Anatomy], unit: Unit) -> tuple[str, ...]:
    """The class that a unit is in, its marks and bases, the innermost first."""
    found: list[str] = []
    parent = unit.parent
    for _ in range(5):
        if parent < 0:
            break
        around = units[parent]
        if around.kind == "class":
            found += (around.name.rpartition(".")[2], *anatomies[parent].marks, *anatomies[parent].bases)
        parent = around.parent
    return tuple(found)

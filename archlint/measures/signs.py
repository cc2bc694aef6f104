"""What can be seen in a unit: its facts and the words of rules/roles.toml in, the names of signs with their details out.

A sign is a fact about the code; what it speaks for is data (`RoleKnowledge`). A unit is seen the same in every language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from archlint.measures.clauses import computes, questions
from archlint.model.facts import Anatomy, Clause, Unit
from archlint.model.roles import RoleKnowledge

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SETTER = re.compile(r"(?:^|\.)set[A-Z_]\w*\Z")
_CONSTRUCTORS = ("__init__", "constructor", "__new__", "__post_init__")
_OWN = ("self", "this", "cls", "super", "props", "state")
_FOLDERS = 3
"""How many of the last names in a path say where a unit is."""


class Sight(NamedTuple):
    """A unit with all that is known about it. `touched` are the roles of the technologies that its calls, marks and types
    belong to, each with what shows it; `around` the names of the class it is in and of what that class extends or is
    marked with; `imported` the roles of the technologies that its module uses; `path` the module's.
    """

    path: str
    unit: Unit
    anatomy: Anatomy
    clauses: tuple[Clause, ...]
    touched: dict[str, str]
    around: tuple[str, ...] = ()
    imported: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, lower case: `parseHTTPDate` gives parse, http, date."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=1 << 16)
def last_words(name: str) -> tuple[str, ...]:
    """The words of what stands behind the last dot."""
    return words(name.rpartition(".")[2])


class Eye:
    """Sees signs in units. Meanings are the keys of `RoleKnowledge.words`: a kind of place, a dash, what it speaks of."""

    def __init__(self, knowledge: RoleKnowledge) -> None:
        self.touches = knowledge.touches
        self.data = frozenset((*knowledge.touches.get("store", ()), *knowledge.touches.get("remote", ())))
        self.sources = frozenset(knowledge.words.get("sources", ()))
        self.idle = frozenset(knowledge.words.get("idle", ()))
        self.loggers = frozenset(knowledge.words.get("logs", ()))
        self._meanings: dict[str, dict[str, list[str]]] = {}
        for meaning, known in knowledge.words.items():
            by_word = self._meanings.setdefault(meaning.partition("-")[0], {})
            for word in known:
                by_word.setdefault(word, []).append(meaning)
        self._paths: dict[str, dict[str, str]] = {}

    def signs(self, sight: Sight) -> dict[str, str]:
        """The signs in a unit with what shows each, "" where there is nothing to add."""
        return dict(_Look(sight, self).signs())

    def meanings(self, kind: str, found: Iterable[str]) -> dict[str, str]:
        """What words mean in a kind of place, with the first word that does."""
        known = self._meanings.get(kind, {})
        seen: dict[str, str] = {}
        for word in found:
            for meaning in known.get(word, ()):
                seen.setdefault(meaning, word)
        return seen

    def of_path(self, path: str) -> dict[str, str]:
        """What a path speaks of: the words of its last names, and its suffix."""
        if path not in self._paths:
            stem, _, suffix = path.rpartition(".")
            named = (suffix, *(word for piece in stem.split("/")[-_FOLDERS:] for word in words(piece)))
            self._paths[path] = self.meanings("place", named)
        return self._paths[path]


class _Look:
    """One look at one unit."""

    def __init__(self, sight: Sight, eye: Eye) -> None:
        self._sight = sight
        self._eye = eye
        noise = eye.loggers
        self._called = [name for name in sight.anatomy.called if noise.isdisjoint(words(name.partition(".")[0]))]
        """What is called, without loggers."""

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
            (
                "hands-on-data",
                small and bool(self._sources or self._accesses or self._data),
                ", ".join(self._called[:2]),
            ),
            ("hands-on", small and calls and (handed or unit.statements <= 1), ", ".join(self._called[:2])),
            ("little", small, ", ".join(self._called[:2])),
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
        clauses = self._sight.clauses
        if not clauses:
            yield "no-clauses", ""
            return
        asked = self._questions
        if asked:
            yield "asks", "; ".join(asked[:3])
        if len(asked) >= 3:
            yield "asks-much", f"{len(asked)} questions"
        if asked and self._sight.anatomy.raises:
            yield "refuses", asked[0]
        if asked and self._sight.unit.statements <= 4:
            yield "asks-mostly", ""
        computed = [clause.text for clause in clauses if computes(clause)]
        if computed:
            yield "computes", "; ".join(computed[:2])
        if len(computed) >= 3:
            yield "computes-much", f"{len(computed)} computations"
        if not asked and not computed:
            yield "only-guards", clauses[0].text

    def _names(self) -> Iterator[tuple[str, str]]:
        own = words(self._name)
        yield from self._eye.meanings("verb", own[:1]).items()
        yield from self._eye.meanings("noun", own).items()
        place = self._eye.meanings("place", (word for name in self._sight.around for word in words(name)))
        yield from place.items()
        for meaning, word in self._eye.of_path(self._sight.path).items():
            if meaning not in place:
                yield meaning.replace("place", "path", 1), word
        yield from self._eye.meanings(
            "mark", (word for name in self._sight.anatomy.marks for word in words(name))
        ).items()

    def _collaborators(self) -> Iterator[tuple[str, str]]:
        yield from ((meaning, shown[0]) for meaning, shown in self._calls.items())
        yield from _one_or_several("access", self._accesses)
        yield from _one_or_several("source", list(self._sources.values()))
        driven = [name for name in self._called if self._eye.idle.isdisjoint(last_words(name)[:1])]
        if len(driven) >= 3:
            yield ("drives-many" if len(driven) >= 6 else "drives"), ", ".join(driven[:3])
        elif not driven:
            yield "drives-nothing", ""
        touched, imported = self._sight.touched, self._sight.imported
        for meaning, roles in self._eye.touches.items():
            found = next((touched[role] for role in roles if role in touched), None)
            if found is not None:
                yield f"touches-{meaning}", found
            elif not imported.isdisjoint(roles):
                yield f"beside-{meaning}", ""

    @cached_property
    def _calls(self) -> dict[str, list[str]]:
        """What is called, by what the first words of the names say."""
        calls: dict[str, list[str]] = {}
        for name in self._called:
            for meaning in self._eye.meanings("call", last_words(name)[:1]):
                calls.setdefault(meaning, []).append(name)
        return calls

    @cached_property
    def _accesses(self) -> list[str]:
        return [name for name in self._calls.get("call-accesses", ()) if not name.startswith("new ")]

    @cached_property
    def _data(self) -> str:
        """What of a data store or a remote system is touched."""
        touched = self._sight.touched
        return next((touched[role] for role in touched if role in self._eye.data), "")

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """Whom the unit asks of those whose names say that they have or get data, with the first call of each."""
        owners = self._eye.sources
        sources: dict[str, str] = {}
        for name in self._called:
            pieces = [piece for piece in name.split(".")[:-1] if piece not in _OWN]
            owner = next((piece for piece in pieces[-2:] if owners.intersection(words(piece)[-1:])), "")
            if owner:
                sources.setdefault(owner, name)
        return sources


def _one_or_several(what: str, shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(shown) == 1:
        yield f"one-{what}", shown[0]
    elif shown:
        yield f"several-{what}{'es' if what.endswith('s') else 's'}", ", ".join(shown[:3])


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

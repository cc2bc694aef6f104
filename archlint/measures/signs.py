"""What can be seen in a unit: its facts and the words of rules/roles.toml in, the names of signs with their details out.

A sign is a fact about the code; what it speaks for is data (`RoleKnowledge`). A unit is seen the same in every language.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from archlint.measures.clauses import computes
from archlint.measures.comparing import compared
from archlint.measures.customs import customs
from archlint.measures.giving import giving
from archlint.measures.names import is_made, named, typed
from archlint.measures.questions import Asked, asked
from archlint.measures.sight import Sight
from archlint.measures.vocabulary import Vocabulary, last_words, words

_SETTER = re.compile(r"(?:^|\.)set[A-Z_]\w*\Z")
_SHORT = 2
"""Statements of a unit that does little but return what it makes."""
_CONSTRUCTORS = ("__init__", "constructor", "__new__", "__post_init__")
_MOST_FILLED = 5
"""Rules fill a unit where they take a fifth of its statements, at least."""


def signs_of(sight: Sight, vocabulary: Vocabulary) -> dict[str, str]:
    """The signs in a unit with what shows each, "" where there is nothing to add."""
    return dict(_Look(sight, vocabulary).signs())


class _Look:
    """One look at one unit."""

    def __init__(self, sight: Sight, vocabulary: Vocabulary) -> None:
        self._sight = sight
        self._words = vocabulary
        self._called = [name for name in sight.anatomy.called if not _logs(name, vocabulary)]
        """What is called, without loggers."""

    def signs(self) -> Iterator[tuple[str, str]]:
        sight = self._sight
        yield from self._kind()
        yield from self._shape()
        if not self._is_declared:
            yield from self._logic()
        yield from named(sight, self._name, self._words)
        yield from typed(sight, self._words)
        yield from customs(sight, self._name, self._called, self._words)
        yield from giving(sight.anatomy, self._name, self._words)
        yield from self._surroundings()
        yield from self._collaborators()

    @cached_property
    def _name(self) -> str:
        return self._sight.unit.name.rpartition(".")[2]

    @cached_property
    def _is_declared(self) -> bool:
        """Whether a method has no body: of an interface, or abstract."""
        unit, anatomy = self._sight.unit, self._sight.anatomy
        is_empty = not (unit.statements or anatomy.called or anatomy.returns or anatomy.markup)
        return unit.kind == "method" and is_empty and not self._is_constructor

    @cached_property
    def _is_constructor(self) -> bool:
        around = self._sight.unit.name.split(".")
        return self._name in _CONSTRUCTORS or (len(around) > 1 and around[-1] == around[-2])

    @cached_property
    def _on_screen(self) -> bool:
        sight = self._sight
        return (
            not self._words.screens.isdisjoint(sight.nature)
            or bool(sight.anatomy.markup)
            or any(anatomy.markup for _, anatomy in sight.outer)
            or "place-shows" in self._words.of_path(sight.path)
        )

    @cached_property
    def _asked(self) -> Asked:
        clauses = () if self._is_declared else self._sight.clauses
        return asked(clauses, self._words, on_screen=self._on_screen)

    @cached_property
    def _computed(self) -> list[str]:
        return [clause.text for clause in self._sight.clauses if computes(clause)]

    @cached_property
    def _reckoned(self) -> list[str]:
        """What is called to reckon: with numbers, or with spans of time."""
        return [name for name in self._called if _reckons(last_words(name), self._words)]

    @cached_property
    def _asking(self) -> list[str]:
        """What is called besides what only checks."""
        return [name for name in self._called if self._words.listed("judges").isdisjoint(last_words(name)[:1])]

    @cached_property
    def _tested(self) -> list[str]:
        """What is called to test the form of a text."""
        return [name for name in self._called if name.rpartition(".")[2].lower() in self._words.listed("tested")]

    @cached_property
    def _made(self) -> list[str]:
        """What is called besides the constructor of the class that is extended."""
        return [name for name in self._called if name.partition(".")[0] != "super"]

    @cached_property
    def _is_bound(self) -> bool:
        """Whether the first parameter is the object or the class: Python counts it."""
        return self._sight.unit.kind == "method" and self._sight.path.endswith(".py")

    @cached_property
    def _only_logs(self) -> bool:
        anatomy = self._sight.anatomy
        return bool(anatomy.called) and not self._called and not anatomy.returns

    def _kind(self) -> Iterator[tuple[str, str]]:
        """What the unit is built like; at most one."""
        unit, anatomy = self._sight.unit, self._sight.anatomy
        calls, shown = len(self._asking), ", ".join(self._asking[:2])
        statements = unit.statements - (len(anatomy.called) - calls) - bool(self._sight.clauses)
        plain = not self._asked and not anatomy.markup and not self._is_declared
        handed = bool(anatomy.handed) and anatomy.returns == anatomy.handed
        made = plain and _hands_new(self._sight)
        values = max(anatomy.fields, unit.parameters - self._is_bound)
        small = plain and calls <= 2 and not anatomy.loops and statements <= 3
        kinds = (
            ("constructor", self._is_constructor, self._name),
            ("only-logs", self._only_logs, ""),
            ("compares-itself", self._name in self._words.compares_itself, self._name),
            ("tells-itself", self._name in self._words.tells_itself, self._name),
            ("makes", plain and not calls and anatomy.shaped and anatomy.fields >= 2, f"{anatomy.fields} values"),
            ("makes-of", made and values >= 2, f"{values} values"),
            ("makes-bare", made and not values, ""),
            ("accessor", plain and not calls and unit.statements <= 2, ""),
            ("hands-on", small and calls and (handed or statements <= 1), shown),
            ("little", small, shown),
        )
        yield from [(sign, detail) for sign, is_so, detail in kinds if is_so][:1]

    def _shape(self) -> Iterator[tuple[str, str]]:
        unit, anatomy = self._sight.unit, self._sight.anatomy
        calls = len(self._called)
        setters = sum(_SETTER.search(name) is not None for name in self._called)
        yield from (
            (sign, detail)
            for sign, is_so, detail in (
                ("sets-fields", setters >= 3 and setters > calls // 4, f"{setters} setters"),
                ("names-values", anatomy.fields >= 4 and anatomy.fields >= unit.statements, f"{anatomy.fields} values"),
                ("returns-new", anatomy.shaped > 0, ""),
                ("markup", anatomy.markup > 0, f"{anatomy.markup} elements"),
                ("loops", anatomy.loops > 0, ""),
                ("own-state", anatomy.stores > 0, ""),
                ("fails", anatomy.raises > 0 and not self._asked, ""),
                ("returns-nothing", anatomy.returns == 0, ""),
                ("long", unit.statements >= 10, f"{unit.statements} statements"),
                ("many-calls", calls >= 8, f"{calls} different calls"),
                ("no-calls", not calls, ""),
                ("builds-view", self._on_screen and self._is_constructor and anatomy.fields - anatomy.blank >= 3, ""),
                ("builds-blank", self._is_constructor and anatomy.blank * 2 >= anatomy.fields and calls <= 2, ""),
                ("keeps-arguments", self._is_constructor and anatomy.stores > 0 and not self._made, ""),
                ("nested", bool(self._sight.outer), ""),
            )
            if is_so
        )

    def _logic(self) -> Iterator[tuple[str, str]]:
        yield from self._questions()
        rules, anatomy, statements = self._asked.rules, self._sight.anatomy, self._sight.unit.statements
        if rules:
            yield "asks", "; ".join(rules[:3])
        if len(rules) >= 3:
            yield "asks-much", f"{len(rules)} questions"
        if rules and anatomy.raises:
            yield "refuses", rules[0]
        if rules and statements <= 4:
            yield "asks-mostly", ""
        if self._computed:
            yield "computes", "; ".join(self._computed[:2])
        if len(self._computed) >= 3:
            yield "computes-much", f"{len(self._computed)} computations"
        yield from self._guards()
        if self._asked.checkers and anatomy.returns > 1 and not anatomy.raises:
            yield "checker-chooses", self._asked.checkers[0]
        yield from self._share()

    def _questions(self) -> Iterator[tuple[str, str]]:
        """What its questions are about, those that are no rules too."""
        asked = self._asked
        for sign, found in (
            ("asks-checker", asked.checkers),
            ("asks-type", asked.types),
            ("asks-view", asked.view),
            ("reckons", self._reckoned),
            ("asks-form", asked.forms),
            ("asks-setting", asked.settings),
            ("judges-much", asked.checkers[1:]),
            *compared(asked, self._called, self._words),
        ):
            if found:
                yield sign, found[0]

    def _guards(self) -> Iterator[tuple[str, str]]:
        clauses, is_check = self._sight.clauses, not self._words.checks.isdisjoint(words(self._name)[:1])
        if not clauses:
            yield "no-clauses", ""
            if self._tested and is_check:
                yield "tests-form", self._tested[0]
        elif not self._asked.rules and not self._computed:
            yield "only-guards", clauses[0].text
            if is_check and not self._reckoned:
                yield "tests-form", clauses[0].text

    def _share(self) -> Iterator[tuple[str, str]]:
        """How much of the unit its rules are."""
        rules = len(self._asked.rules) + len(self._computed) + len(self._reckoned)
        statements = self._sight.unit.statements
        fills = rules * _MOST_FILLED >= statements
        if rules:
            yield ("rules-fill" if fills else "rules-little"), f"{rules} beside {statements} statements"
        if rules >= 2 and fills:
            yield "rules-fill-more", ""

    def _surroundings(self) -> Iterator[tuple[str, str]]:
        """What the class and the functions around the unit are for."""
        nature = self._sight.nature
        for meaning in ("store", "remote", "screen"):
            found = next((nature[role] for role in self._words.touches.get(meaning, ()) if role in nature), None)
            if found is not None:
                is_record = meaning == "store" and not self._words.records.isdisjoint(last_words(found)[-1:])
                yield "in-record" if is_record else f"in-{meaning}", found
        drawing = next((unit.name for unit, anatomy in self._sight.outer if anatomy.markup), None)
        if drawing is not None:
            yield "within-markup", drawing
        if self._is_declared:
            yield "bodyless", ""
            if not self._words.data.isdisjoint((*nature, *self._sight.touched)):
                yield "declared", ""

    def _collaborators(self) -> Iterator[tuple[str, str]]:
        seen: dict[str, str] = {}
        for name in self._called:
            for meaning in self._words.meanings("call", last_words(name)[:1]):
                seen.setdefault(meaning, name)
            if any(not self._words.settings.isdisjoint(words(piece)) for piece in name.split(".")):
                seen.setdefault("asks-settings", name)
        yield from seen.items()
        touched, imported = self._sight.touched, self._sight.imported
        for meaning, roles in self._words.touches.items():
            found = next((touched[role] for role in roles if role in touched), None)
            if found is not None:
                yield f"touches-{meaning}", found
            elif not imported.isdisjoint(roles):
                yield f"beside-{meaning}", ""


def _logs(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a call only writes to a log: `logger.info`, `Tracer.logEvent`."""
    last = last_words(name)
    receiver = name.rpartition(".")[0].removeprefix("self.").removeprefix("this.").removeprefix("cls.")
    return not vocabulary.loggers.isdisjoint(words((receiver or name).partition(".")[0])) or (
        last[:1] == ("log",) and len(last) > 1
    )


def _reckons(last: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a call reckons: `amount.multiply`, `addDays`, `plus_hours`; not `setHours`, `afterStartUp`."""
    if len(last) == 1:
        return last[0] in vocabulary.reckons
    if last and last[-1] in vocabulary.spans:
        return last[0] not in vocabulary.accessors
    return bool(last) and last[0] in vocabulary.reckons and last[0] not in ("after", "before")


def _hands_new(sight: Sight) -> bool:
    """Whether a unit does little but return one new object."""
    unit, anatomy = sight.unit, sight.anatomy
    if anatomy.returns != 1 or unit.statements > _SHORT:
        return False
    given = anatomy.given[-1:] and is_made(anatomy.given[-1])
    return bool(given) or (anatomy.shaped == 1 and any(name.startswith("new ") for name in anatomy.called))

"""What people see: a unit and the words of rules/presentation.toml in, the traces of presentation in it out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archlint.measures.vocabulary import words
from archlint.model.facts import Anatomy, Call, Clause, Span
from archlint.model.tier_words import PresentationWords

_TAG = re.compile(r"</[a-z]|<(?:br|div|p|span|table|td|tr|html|b|i|ul|li|h[1-6]|a href|img|form|input|button)\b")
_EMPTY = re.compile(r"<(\w+)>\s*</\1>\Z")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
_TEXT = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_CONNECTIVE = re.compile(r"&&|\|\||\band\b|\bor\b")
_NAME = re.compile(r"[A-Za-z_$][\w$.]*", re.ASCII)
Made = tuple[Call, tuple[str, ...]]
"""A call with the roles of the technologies that it calls."""
_OWN = ("self", "this", "cls", "super")


class Trace(NamedTuple):
    """Something that only makes sense for people who look at it. Weak ones count when there are two different ones."""

    says: str
    shown: str
    span: Span | None = None
    strong: bool = True
    is_screen: bool = False
    is_use: bool = False
    """Of a technology: outside functions that only makes it ready."""


class Presentation:
    """Tells what is presentation."""

    def __init__(self, known: PresentationWords) -> None:
        self._known = known
        self._formatting = tuple(f".{name}" for name in known.formatting)
        self._patterns = frozenset(known.patterns)
        self._things = known.things
        self._screens = frozenset(known.screens)
        self._logs = frozenset(known.logs)

    def traces(self, anatomy: Anatomy, clauses: Iterable[Clause], calls: Iterable[Made]) -> list[Trace]:
        """What gives presentation away in a unit."""
        spoken = [(call, roles) for call, roles in calls if not self._speaks_to_operators(call)]
        found = [*self._markup(anatomy, spoken)]
        for call, role in spoken:
            found += self._call(call, role)
        for clause in clauses:
            found += self._clause(clause)
        return found

    def _speaks_to_operators(self, call: Call) -> bool:
        return not self._logs.isdisjoint(call.callee.lower().split(".")[-2:])

    def _markup(self, anatomy: Anatomy, spoken: Sequence[Made]) -> Iterator[Trace]:
        """Markup that is neither empty nor just kept, as the default of a column is."""
        number = anatomy.markup
        where: Span | None = None
        for call, roles in spoken:
            for argument in call.arguments:
                tags = len(_TAG.findall(argument.text))
                if tags and (self._is_kept(roles) or _EMPTY.match(argument.text)):
                    number -= tags
                elif tags and where is None:
                    where = call.span
        if number > 0:
            yield Trace("writes markup", f"{number:,} element{'s' if number > 1 else ''}", where, strong=number > 1)

    def _is_kept(self, roles: tuple[str, ...]) -> bool:
        return any(role in self._known.stores for role in roles)

    def _call(self, call: Call, roles: tuple[str, ...]) -> Iterator[Trace]:
        name = call.callee
        role = next((role for role in roles if role in self._known.technologies), "")
        if role and not _is_of(name, self._known.not_shown):
            yield Trace(
                f"uses {role}", name, call.span, strong=not _is_of(name, self._known.text_templates), is_use=True
            )
        elif f".{name}".endswith(self._formatting) and name.partition(".")[0] not in _OWN:
            yield Trace("formats for people", name, call.span)
        elif _had(name.rpartition(".")[2], self._known.wording):
            yield Trace("words what people read", name, call.span)
        if self._is_kept(roles):
            return
        texts = [argument.text for argument in call.arguments if argument.literal]
        if self._patterns.intersection((name.rpartition(".")[2], ".".join(name.split(".")[-2:]))):
            pattern = next((text for text in texts if any(mark in text for mark in self._known.pattern_marks)), None)
            if pattern is not None:
                yield Trace("formats for people", f'{name.rpartition(".")[2]}("{pattern}")', call.span)
        for text in texts:
            if _COLOUR.match(text):
                yield Trace("chooses colours", text, call.span)
            elif len(text) < 40:
                yield from self._thing(text, call.span)

    def _clause(self, clause: Clause) -> Iterator[Trace]:
        for part in _CONNECTIVE.split(clause.text):
            names = {piece for name in _NAME.findall(_TEXT.sub("", part)) for piece in name.split(".")}
            if _TEXT.search(part) and any(words(name)[:1] and words(name)[0] in self._screens for name in names):
                yield Trace("asks for a screen", part.strip(), clause.span, is_screen=True)

    def _thing(self, name: str, span: Span) -> Iterator[Trace]:
        for found in _had(name, self._things):
            yield Trace(f"knows of a {found}", name, span, strong=False)


def _had(name: str, known: Iterable[str]) -> list[str]:
    """Those of some things, words joined by hyphens, that a name speaks of."""
    joined = f"-{'-'.join(words(name))}-"
    return [thing for thing in known if f"-{thing}-" in joined]


def _is_of(name: str, prefixes: Iterable[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)

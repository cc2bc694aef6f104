"""What of a project's own entries matches nothing: entries, the Rules that looked for them and Finds in, IdleEntries out.

Costs nothing where a project has no entries; what may have been meant is looked for only where something matches nothing.
"""

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.files import filed_among
from archlint.graph.connections.finds import Find
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.rule_patterns import OWN_FUNCTION, beginning_of, lasts_of
from archlint.graph.connections.selecting import select
from archlint.model.api_rules import ApiRule, IdleEntry

_TELLING = ("type", "setting", "address", "take", "hand", "passing", "rewriting")
"""Kinds of entries that are asked only where it matters what something is: nobody may have had to."""
_PLACES = {
    "request": ("path",),
    "route": ("path",),
    "publication": ("topic",),
    "subscription": ("topic",),
    "store": ("name",),
}
"""By kind the places of which one must be there in some call, or the entry says nothing by it."""
_MOST_FILES = 200
_LONGEST = 200
_LIKE = 0.75
"""How much alike two names are of which one may be meant by the other."""


class Declared(NamedTuple):
    """A project's own entries, and what its files of a language take out of libraries: the full names, each with a file."""

    entries: tuple[ApiRule, ...] = ()
    taken: Callable[[str], Iterable[tuple[str, str]]] = lambda _language: ()


NOTHING_DECLARED = Declared()


def idle_entries(
    declared: Declared,
    rules: Mapping[str, Rules],
    discovery: Discovery,
    finds: Sequence[Find],
    used: Collection[int] = (),
) -> tuple[IdleEntry, ...]:
    """What of the entries nothing in the code answers to, in their order. `used` are those about libraries that are used."""
    if not declared.entries:
        return ()
    seen = _Seen(declared, rules, discovery, finds)
    wanted = [(index, entry) for index, entry in enumerate(declared.entries) if id(entry) not in used]
    return tuple(idle for index, entry in wanted for idle in seen.idle(index, entry))


class _Seen:
    """What was found, as far as it is due to entries of the project."""

    def __init__(
        self, declared: Declared, rules: Mapping[str, Rules], discovery: Discovery, finds: Sequence[Find]
    ) -> None:
        self._rules = rules
        self._discovery = discovery
        self._program = discovery.program
        self._taken = declared.taken
        self._finds: dict[int, list[Find]] = {id(entry): [] for entry in declared.entries}
        for find in finds:
            if id(find.rule) in self._finds:
                self._finds[id(find.rule)].append(find)

    def idle(self, index: int, entry: ApiRule) -> Iterator[IdleEntry]:
        known = self._rules.get(entry.language)
        if known is None:
            yield IdleEntry(index, "language", entry.language, f"no module here is in {entry.language}")
            return
        lost = [
            IdleEntry(index, f"{key}.{position}", pattern, *why)
            for key in ("calls", "marks", "bases", "files")
            for position, pattern in enumerate(getattr(entry, key))
            if (why := self._missing(entry, known, key, pattern)) is not None
        ]
        yield from lost
        finds = self._finds[id(entry)]
        if entry.libraries and not finds:
            yield IdleEntry(
                index, "libraries", _quoted(entry.libraries), f"no component uses {_quoted(entry.libraries)}"
            )
        elif not lost and not finds and entry.kind not in _TELLING:
            yield IdleEntry(index, "", "", "what it names is there, and nothing of it fits the rest of the entry")
        for key in _PLACES.get(entry.kind, ()) if finds and entry.calls and not entry.each else ():
            selectors = getattr(entry, key)
            if selectors and all(self._holds_none(find, selectors) for find in finds):
                count = f"{len(finds)} calls" if len(finds) > 1 else "call"
                yield IdleEntry(
                    index, key, _quoted(selectors), f"{_quoted(selectors)} is not in the {count} it is about"
                )

    def _holds_none(self, find: Find, selectors: tuple[str, ...]) -> bool:
        return select(self._discovery.evaluator, self._discovery.call(find), selectors) is None

    def _missing(self, entry: ApiRule, known: Rules, key: str, pattern: str) -> tuple[str, str] | None:
        """Why a pattern matches nothing and what may be meant, None where it matches."""
        if key == "files":
            own = [one for one in self._program.modules if self._program.language(one) == entry.language]
            found = filed_among(own, [ApiRule(kind=entry.kind, files=(pattern,))])
            return None if found else (f"'{pattern}' matches nothing", _nearest(pattern.partition("*")[0], own))
        if pattern in known.answered or (entry.kind in _TELLING and self._may_be_there(entry.language, pattern)):
            return None
        return self._told(entry.language, pattern)

    def _may_be_there(self, language: str, pattern: str) -> bool:
        """Whether something in the project has the name that a pattern begins with."""
        begun = beginning_of(pattern).rstrip(".")
        if not begun or ":" in begun or begun[0] in "?@":
            return any(True for last in lasts_of(pattern) for _ in self._program.mentioning(_bare(last), language))
        return any(one == begun or begun.startswith(f"{one}.") for one, _ in self._taken(language))

    def _told(self, language: str, pattern: str) -> tuple[str, str]:
        own = self._own(language, pattern)
        if pattern in own:
            return f"'{pattern}' is there, and nothing that archlint follows calls it", ""
        if pattern.startswith(OWN_FUNCTION):
            return f"'{pattern}' matches nothing", _nearest(pattern, own)
        begun = beginning_of(pattern).rstrip(".")
        taken = sorted({name for name, _ in self._taken(language)})
        if begun in taken:
            return f"'{pattern}' matches nothing, although '{begun}' is used", ""
        last = begun.rpartition(".")[2]
        near = difflib.get_close_matches(begun[:_LONGEST], [*taken, *(f"{one}.{last}" for one in taken)], 1, _LIKE)
        if near and near[0] != begun:
            return f"'{pattern}' matches nothing", f"{near[0]}{pattern.removeprefix(begun)}"
        return f"'{pattern}' matches nothing", next(iter(own), "")

    def _own(self, language: str, pattern: str) -> list[str]:
        """The functions of the project that are called like the last name of a pattern, else those of the files looked into."""
        lasts = {_bare(last) for last in lasts_of(pattern)}
        said = [name for last in sorted(lasts) if len(last) > 1 for name in self._program.mentioning(last, language)]
        said = sorted(set(said))[:_MOST_FILES]
        self._program.announce(said)
        loaded = [one for one in sorted(self._program.modules) if self._program.is_loaded(one)]
        every = sorted({*said, *(one for one in loaded if self._program.language(one) == language)})
        names = sorted({name for module in every for name in self._functions(module)})
        called = [one for one in names if one.rpartition(".")[2].removeprefix(OWN_FUNCTION) in lasts]
        return called or (names if pattern.startswith(OWN_FUNCTION) else [])

    def _functions(self, module: str) -> Iterator[str]:
        """What entries call the functions of a module."""
        scopes = self._program.file(module).scopes
        for scope in scopes[1:]:
            if scope.kind == "function" and scope.name:
                around = scopes[max(scope.parent, 0)]
                yield (
                    f"{OWN_FUNCTION}{around.name}.{scope.name}" if around.kind == "class" else OWN_FUNCTION + scope.name
                )


def _bare(last: str) -> str:
    """A last name without the sign before it."""
    return last.rpartition(":")[2].lstrip("?@$")


def _quoted(selectors: Iterable[str]) -> str:
    return " or ".join(f"'{one}'" for one in selectors)


def _nearest(name: str, among: Iterable[str]) -> str:
    """What is spelt most like a name: first of what ends alike, then of all."""
    last = name.rpartition(".")[2].removeprefix(OWN_FUNCTION)
    every = sorted(set(among))
    alike = [one for one in every if one.rpartition(".")[2].removeprefix(OWN_FUNCTION) == last]
    near = difflib.get_close_matches(name[:_LONGEST], alike, n=1, cutoff=0.0) if alike else []
    near = near or difflib.get_close_matches(name[:_LONGEST], every, n=1, cutoff=_LIKE)
    return near[0] if near and near[0] != name else ""

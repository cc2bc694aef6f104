"""What words mean to somebody who looks for roles: rules/roles.toml and rules/ui-logic.toml in, sets of words out."""

import re
from collections.abc import Iterable
from functools import lru_cache

from archlint.model.roles import RoleKnowledge
from archlint.model.tier_words import DomainWords

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_FOLDERS = 3
"""How many of the last names in a path say where a unit is."""


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, lower case: `parseHTTPDate` gives parse, http, date."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=1 << 16)
def last_words(name: str) -> tuple[str, ...]:
    """The words of what stands behind the last dot."""
    return words(name.rpartition(".")[2])


class Vocabulary:
    """The words of role knowledge by what they are for; rules/roles.toml says what each list means."""

    def __init__(self, knowledge: RoleKnowledge, domain: DomainWords) -> None:
        known = {name: frozenset(listed) for name, listed in knowledge.words.items()}
        nothing: frozenset[str] = frozenset()
        self._known = known
        self.touches = knowledge.touches
        self.data = frozenset((*knowledge.touches.get("store", ()), *knowledge.touches.get("remote", ())))
        self.screens = frozenset(knowledge.touches.get("screen", ()))
        self.sources = known.get("sources", nothing)
        self.stores = known.get("stores", nothing)
        self.plain = known.get("plain", nothing)
        self.helping = known.get("helping", nothing)
        self.records = known.get("records", nothing)
        self.values = known.get("values", nothing)
        self.served = known.get("served", nothing)
        self.tables = known.get("tables", nothing)
        self.requests = known.get("requests", nothing)
        self.files = known.get("files", nothing)
        self.opens = known.get("opens", nothing)
        self.answered = known.get("answered", nothing)
        self.accesses = known.get("call-accesses", nothing)
        self.accessors = known.get("accessors", nothing)
        self.loggers = known.get("logs", nothing)
        self.reckons = known.get("reckons", nothing)
        self.spans = known.get("spans", nothing)
        self.busy = known.get("busy", nothing)
        self.types = known.get("types", nothing)
        self.checks = known.get("checks", nothing)
        self.settings = known.get("settings", nothing)
        self.tells_itself = known.get("tells-itself", nothing)
        self.entries = known.get("entries", nothing)
        self.markups = known.get("markups", nothing)
        self.compares_itself = known.get("compares-itself", nothing)
        self.view = frozenset(domain.view)
        self.compares = frozenset((*domain.orders, *domain.members))
        self._meanings: dict[str, dict[str, list[str]]] = {}
        for meaning, listed in knowledge.words.items():
            by_word = self._meanings.setdefault(meaning.partition("-")[0], {})
            for word in listed:
                by_word.setdefault(word, []).append(meaning)
        self._paths: dict[str, dict[str, str]] = {}

    def listed(self, name: str) -> frozenset[str]:
        """The words of one list; none where nobody wrote it."""
        return self._known.get(name, frozenset())

    def is_record(self, shown: Iterable[str]) -> bool:
        """Whether names that show what a class is at home with say that it is data itself."""
        return any(not self.records.isdisjoint(last_words(name)[-1:]) for name in shown)

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

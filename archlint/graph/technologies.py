"""Which known technology a library's module belongs to: a use of a library in, Technology entries out."""

import fnmatch
import re
from collections.abc import Iterable, Iterator

from archlint.model.graph import ExternalUse
from archlint.model.tables import Technology


class Technologies:
    """Looks names up by their longest known prefix, segment by segment; `*` in an entry stands for one segment."""

    def __init__(self, entries: Iterable[Technology]) -> None:
        self._plain: dict[tuple[str, str], list[Technology]] = {}
        self._globs: list[tuple[str, re.Pattern[str], Technology]] = []
        for entry in entries:
            for module in entry.modules:
                if "*" in module:
                    self._globs.append((entry.language, _segments(module), entry))
                else:
                    self._plain.setdefault((entry.language, module), []).append(entry)
        self._known: dict[tuple[str, str], tuple[Technology, ...]] = {}

    def find(self, language: str, name: str) -> tuple[Technology, ...]:
        """The entries with the longest prefix of `name` (`sqlalchemy.orm`, `@angular/core/testing`), () if unknown."""
        key = (language, name)
        if key not in self._known:
            self._known[key] = next(filter(None, (self._at(language, prefix) for prefix in prefixes(name))), ())
        return self._known[key]

    def of(self, use: ExternalUse) -> tuple[Technology, ...]:
        """The entries that a use of a library speaks for, each once, in the order of its places."""
        found = (entry for name in full_names(use) for entry in self.find(use.language, name))
        return tuple({(entry.name, entry.role): entry for entry in found}.values())

    def _at(self, language: str, prefix: str) -> tuple[Technology, ...]:
        globbed = [entry for spoken, pattern, entry in self._globs if spoken == language and pattern.fullmatch(prefix)]
        return (*self._plain.get((language, prefix), ()), *globbed)


def full_names(use: ExternalUse) -> tuple[str, ...]:
    """What a use takes from a library, each once: `from google.cloud import storage` gives `google.cloud.storage`, as
    nobody can tell a submodule of a library from a name in it.
    """
    return tuple(dict.fromkeys(f"{use.name}.{site.name}" if site.name else use.name for site in use.sites))


def prefixes(name: str) -> Iterator[str]:
    """`a.b.c` gives itself, `a.b`, `a`; slashes separate like dots."""
    yield name
    for position in range(len(name) - 1, 0, -1):
        if name[position] in "./":
            yield name[:position]


def name_matches(pattern: str, name: str) -> bool:
    """Whether a library's module is what `external:PATTERN` means: the pattern names it or something it lies in."""
    if not any(char in pattern for char in "*?["):
        return name == pattern or (name.startswith(pattern) and name[len(pattern)] in "./")
    matches = re.compile(fnmatch.translate(pattern)).match
    return any(matches(prefix) for prefix in prefixes(name))


def _segments(module: str) -> re.Pattern[str]:
    return re.compile("".join("[^./]+" if char == "*" else re.escape(char) for char in module))

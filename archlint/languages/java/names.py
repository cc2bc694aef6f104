"""Type names in code: each use in, its qualified name and the file's implicit references out."""

from archlint.languages.java.imports import MAX_NAME, Imports
from archlint.languages.java.jdk import platform
from archlint.languages.java.scope import Scope
from archlint.languages.parsing import Lines
from archlint.model.facts import Flag, Reference

SITES_PER_NAME = 25
"""How many lines of one file are kept for one name: a finding can point at them, a huge file stays bounded."""


class Names:
    """Which types a file uses that it neither imports nor declares, and what its type names mean."""

    __slots__ = ("_counts", "_lang", "_lines", "_sites", "declared", "imports", "scope")

    def __init__(self, imports: Imports, scope: Scope, lines: Lines) -> None:
        self.imports = imports
        self.scope = scope
        self.declared: dict[str, str] = {}
        """Types of this file: simple name to the name with the types around it."""
        self._lines = lines
        self._lang = platform().lang
        self._counts: dict[str, int] = {}
        self._sites: dict[tuple[str, int], tuple[int, int, int, str]] = {}

    def qualify(self, name: str) -> str:
        """The qualified name as far as this file alone can tell; a type of the same package or of a wildcard import
        stays as it was written, and so does a name that is qualified already.
        """
        first, dot, rest = name.partition(".")
        if first in self.scope.type_parameters:
            return ""
        imported = self.imports.types.get(first)
        if imported is not None:
            return imported + dot + rest
        declared = self.declared.get(first)
        if declared is not None:
            package = self.imports.package[:MAX_NAME]
            return f"{package}.{declared}{dot}{rest}" if package else declared + dot + rest
        if first in self._lang:
            return "java.lang." + name
        owner = self.imports.members.get(first)
        if owner is not None:
            return f"{owner}.{name}"
        return name

    def use(self, name: str, start: int, end: int, unit: int, member: str = "") -> None:
        """The code names a type. `member` is what it takes from it where only the spelling says that it is a type."""
        first = name.partition(".")[0]
        if first in self.imports.types or first in self.scope.type_parameters:
            return
        count = self._counts.get(name, 0)
        if count >= SITES_PER_NAME or (count and name in self._lang):
            return
        key = (name, self._lines.line(start))
        if key not in self._sites:
            self._counts[name] = count + 1
            self._sites[key] = (start, end, unit, member)

    def references(self) -> list[Reference]:
        """The implicit references, in the order of the code."""
        known = {*self.declared, *self.imports.types, *self.imports.members}
        certain = {name for (name, _), site in self._sites.items() if not site[3]}
        found = []
        for (name, _), (start, end, unit, member) in self._sites.items():
            if name.partition(".")[0] in known:
                continue
            names = (member,) if member and name not in certain else ()
            found.append(Reference(name, names, self._lines.span(start, end), Flag.IMPLICIT, unit))
        return found

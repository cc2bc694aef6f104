"""What properties stand for in poms: names with placeholders and the files of a repository in, names out.

`events_${scala.binary.version}` is filled from the `<properties>` of the file and of its parents, as far as these lie in the
repository, and from what Maven itself knows: `${project.groupId}`, `${project.artifactId}`, `${project.version}`.
"""

import re
from collections.abc import Iterable, Mapping
from posixpath import join, normpath
from typing import NamedTuple

from archlint.manifests.reading import folder_of

_PLACEHOLDER = re.compile(r"\$\{([\w.-]{1,200})\}")
_MOST_PARENTS = 20
_MOST_FILLED = 10
"""How far values of properties that have placeholders themselves are followed."""
_LONGEST = 300
_OWN = ("project.", "pom.", "")
"""What stands before the names of what a file says about itself."""


class Said(NamedTuple):
    """What one file says: the `properties`, which hold what it says about itself too (`artifactId`), and where its `parent`
    lies: the path that it names and the artifact that it must be.
    """

    path: str
    properties: Mapping[str, str]
    parent: str = ""
    parent_path: str = "../pom.xml"


class Properties:
    """Knows the properties of all files of a repository."""

    def __init__(self, said: Iterable[Said]) -> None:
        self._said = {one.path: one for one in said}
        self._by_artifact = {one.properties.get("artifactId", ""): one.path for one in self._said.values()}

    def filled(self, path: str, text: str) -> str:
        """A text of a file with its placeholders filled; those that nobody in the repository says stay."""
        if "${" not in text:
            return text
        lineage = self._lineage(path)
        for _ in range(_MOST_FILLED):
            found = _PLACEHOLDER.sub(lambda one: _value(lineage, one[1]) or one[0], text)
            if found == text or len(found) > _LONGEST:
                break
            text = found
        return text

    def _lineage(self, path: str) -> list[Said]:
        """A file and its parents, the nearest first."""
        found: list[Said] = []
        while path in self._said and self._said[path] not in found and len(found) < _MOST_PARENTS:
            found.append(self._said[path])
            path = self._parent(found[-1])
        return found

    def _parent(self, of: Said) -> str:
        """Where the parent of a file lies, "" where that is not in the repository."""
        if not of.parent:
            return ""
        named = normpath(join(folder_of(of.path), of.parent_path))
        for path in (named, join(named, "pom.xml"), self._by_artifact.get(of.parent, "")):
            if path in self._said and path != of.path and self._said[path].properties.get("artifactId") == of.parent:
                return path
        return ""


def _value(lineage: list[Said], name: str) -> str:
    for said in lineage:
        for start in _OWN:
            known = said.properties.get(name.removeprefix(start)) if name.startswith(start) else None
            if known:
                return known
    return ""

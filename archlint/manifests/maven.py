"""Maven's `pom.xml` files in, Deployables out: modules that hold code, and those that only gather others; and what archives are
called.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from archlint.manifests.maven_properties import Properties, Said
from archlint.manifests.reading import Unreadable, folder_of
from archlint.manifests.xml_events import events
from archlint.model.deployment import Deployable, Setting

_PLUGINS = "org.apache.maven.plugins"
_DECLARED = frozenset({"dependency", "plugin", "parent"})
_ABOUT = frozenset({"groupId", "artifactId", "version"})
_PROPERTIES = ["project", "properties"]
_BUILD = ["project", "build"]
ARCHIVE = "web-application.archive"
_OF_ALL = "ROOT"
"""The name of the archive that servers serve under no path."""
_MANAGED = frozenset({"dependencyManagement", "pluginManagement", "plugin", "reporting", "exclusions"})


class Pom(NamedTuple):
    """One file: what it builds, with placeholders as they are written. Its parent stands first among its libraries."""

    path: str
    name: str
    line: int
    packaging: str
    libraries: tuple[str, ...]
    library_lines: tuple[int, ...] = ()
    said: Said = Said("", {})
    archive: tuple[str, int] = ("", 0)
    """The name of the file that is built, where it is said, with its line."""


def read_pom(path: str, content: bytes) -> Pom:
    """One file. Entities are refused. Raises Unreadable."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("it declares entities, which no pom.xml needs; take them out")
    reading = _Reading()
    for event in events(content, with_doctype=False):
        if event.kind == "open":
            reading.start(event.name, event.line)
        elif event.kind == "text":
            reading.text(event.name)
        else:
            reading.end()
    return reading.pom(path)


class _Reading:
    """What has been read of one file: the tags that are open, and the parts of the dependency, plugin or parent in them."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._pieces: list[str] = []
        self._line = 1
        self._top: dict[str, tuple[str, int]] = {}
        self._parts: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._libraries: dict[str, int] = {}
        self._properties: dict[str, str] = {}
        self._at = 1
        self._parent_at = 1
        self._archive = ("", 0)

    def start(self, tag: str, line: int) -> None:
        self._open.append(tag)
        self._pieces = []
        self._line = line
        if tag in _DECLARED:
            self._parts = {}

    def text(self, piece: str) -> None:
        self._pieces.append(piece)

    def end(self) -> None:
        tag = self._open.pop()
        text = "".join(self._pieces).strip()
        self._pieces = []
        if len(self._open) == 1:
            self._top[tag] = (text, self._line)
        elif self._open == _PROPERTIES:
            self._properties[tag] = text
        if tag == "finalName" and self._open == _BUILD:
            self._archive = (text, self._line)
        if self._open and self._open[-1] in _DECLARED:
            self._parts[tag] = text
            self._at = self._line if tag == "artifactId" else self._at
        if tag == "parent" and len(self._open) == 1:
            self._parent, self._parent_at = self._parts, self._at
        elif tag in ("dependency", "plugin") and self._counts():
            library = f"{self._parts.get('groupId') or _PLUGINS}:{self._parts.get('artifactId', '')}"
            self._libraries.setdefault(library, self._at)

    def _counts(self) -> bool:
        """Whether a dependency or plugin is used, not only managed, and by more than the tests."""
        return self._parts.get("scope") != "test" and _MANAGED.isdisjoint(self._open)

    def pom(self, path: str) -> Pom:
        parent = self._parent
        declared: dict[str, int] = {}
        if {"groupId", "artifactId"} <= parent.keys():
            declared[f"{parent['groupId']}:{parent['artifactId']}"] = self._parent_at
        name, line = self._top.get("artifactId", ("", 1))
        packaging = self._top.get("packaging", ("jar", 1))[0]
        libraries = declared | self._libraries
        given = {one: text for one, (text, _) in self._top.items() if one in _ABOUT}
        from_parent = {one: text for one, text in parent.items() if one in ("groupId", "version")}
        said = Said(
            path,
            from_parent
            | {f"parent.{one}": text for one, text in parent.items() if one in _ABOUT}
            | self._properties
            | given,
            parent.get("artifactId", ""),
            parent.get("relativePath") or "../pom.xml",
        )
        return Pom(path, name, line, packaging, tuple(libraries), tuple(libraries.values()), said, self._archive)


def modules(poms: Iterable[Pom], folders: Collection[str] = ()) -> Iterator[Deployable | Setting]:
    """What is built; `folders` are those of the project's source files: a module without any builds nothing. One that only
    gathers others or is their parent has the command "aggregator". What an archive of a web application is called is a
    setting, keyed ARCHIVE: a server serves it under that name.
    """
    holding = {folder[: place - 1] if place else "." for folder in folders if (place := _main(folder)) >= 0}
    every = tuple(poms)
    properties = Properties(pom.said for pom in every)
    for pom in every:
        home = folder_of(pom.path)
        gathers = pom.packaging == "pom"
        if gathers or not folders or home in holding:
            libraries = tuple(properties.filled(pom.path, one) for one in pom.libraries)
            yield Deployable(
                properties.filled(pom.path, pom.name), "maven", pom.path, pom.line, home,
                libraries=libraries, library_lines=pom.library_lines, command="aggregator" if gathers else "",
            )  # fmt: skip
        name = properties.filled(pom.path, pom.archive[0])
        if pom.packaging == "war" and name and "$" not in name and name != _OF_ALL:
            yield Setting(ARCHIVE, name, pom.path, pom.archive[1])


def _main(folder: str) -> int:
    """Where `src/main` begins in a path, -1 where it does not."""
    return f"/{folder}/".find("/src/main/")

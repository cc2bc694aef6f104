"""What the Python imports of a project mean, now or after a move: its files and what changes of them in, modules out."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from archlint.languages.catalogue import LANGUAGES
from archlint.languages.python.extract import extract_surface
from archlint.model.facts import FileFacts, Flag
from archlint.model.layout import Layout, Resolver
from archlint.model.move import Rename
from archlint.pipeline.discover import Tree, discover
from archlint.refactor.spelling import dotted, folder_of, stem_of

PYTHON = next(language for language in LANGUAGES if language.name == "python")
SECONDS = 30.0


class MoveRefused(Exception):  # noqa: N818 - an answer, not an error of archlint
    """The move cannot be done as asked. `str()` says why, and what to do."""


class Project(NamedTuple):
    """The Python of a project: its tree, the dialect of every file, what resolves names, the declared source roots, and the
    contents that have been read so far.
    """

    root: Path
    tree: Tree
    dialects: dict[str, str]
    manifests: dict[str, bytes]
    roots: tuple[str, ...]
    contents: dict[str, bytes]


def read_project(root: Path, roots: tuple[str, ...]) -> Project:
    tree = discover(root)
    dialects = {file.path: file.dialect for file in tree.files if file.dialect in ("python", "python-stub")}
    manifests = {}
    for path, _ in tree.manifests:
        try:
            manifests[path] = (root / path).read_bytes()
        except OSError as error:
            raise MoveRefused(f"{path} cannot be read: {error.strerror}") from None
    return Project(root, tree, dialects, manifests, roots, {})


class Meanings:
    """What the imports of a project mean, now or with some files moved, edited and made."""

    def __init__(
        self,
        project: Project,
        moved: dict[str, str],
        edits: dict[str, bytes] | None = None,
        made: Sequence[str] = (),
    ) -> None:
        self.root, self._project, self._edits = project.root, project, edits or {}
        self.place = {path: moved.get(path, path) for path in project.dialects}
        self._source = {place: path for path, place in self.place.items()}
        dialects = {self.place[path]: dialect for path, dialect in project.dialects.items()}
        dialects.update(dict.fromkeys(made, "python"))
        self._dialects = dialects
        self._facts: dict[str, FileFacts] = {}
        layout = Layout(
            {place: FileFacts(dialect) for place, dialect in sorted(dialects.items())},
            project.manifests,
            roots=project.roots,
        )
        self._resolver: Resolver = PYTHON.resolver(layout)

    def content(self, path: str) -> bytes:
        """The bytes of a file, by the path it has now."""
        if path in self._edits:
            return self._edits[path]
        known = self._project.contents
        try:
            if path not in known:
                known[path] = (self._project.root / path).read_bytes()
            return known[path]
        except OSError as error:
            raise MoveRefused(f"{path} cannot be read: {error.strerror}") from None

    def facts(self, place: str) -> FileFacts:
        if place not in self._facts:
            path = self._source.get(place, place)
            content = self.content(path) if path in self._project.dialects else b""
            self._facts[place] = extract_surface(content, self._dialects[place], SECONDS)
        return self._facts[place]

    def targets(self, place: str, *, at_import: bool = False) -> set[str]:
        """The modules that a file imports; with `at_import` only those it needs while it is imported itself."""
        facts = self.facts(place)
        skip = int(Flag.LAZY | Flag.TYPE_ONLY) if at_import else 0
        return {
            one.target
            for one in self._resolver.resolve(place, facts)
            if one.status == "module" and not facts.references[one.reference].flags & skip
        }

    def near(self, rename: Rename) -> list[str]:
        """The files in which the module's last name stands as a word."""
        word = re.compile(rb"\b%s\b" % re.escape(stem_of(rename.old).encode()))
        return [path for path in sorted(self._project.dialects) if word.search(self.content(path))]

    def importers(self, rename: Rename) -> list[str]:
        """The files that import the module, without itself. Raises MoveRefused for one that cannot be read."""
        found = []
        for path in self.near(rename):
            if path.rpartition(".")[0] == rename.old:
                continue
            hits = any(target.rpartition(".")[0] == rename.old for target in self.targets(path))
            if hits:
                found.append(path)
            elif not self.facts(path).complete and _seems_to_import(self.content(path), stem_of(rename.old)):
                raise MoveRefused(
                    f"{path} may import the module and cannot be read whole: {self.facts(path).problems[0].message}"
                )
        return found

    def binds(self, package: str, rename: Rename) -> bool:
        """Whether a package gives the module's name to something else than the module."""
        name, facts = stem_of(rename.old), self.facts(package)
        if any(export.name == name for export in facts.body.exports):
            return True
        return any(
            name in reference.names and reference.target.strip(".") and not reference.flags & Flag.TYPE_ONLY
            for reference in facts.references
            if dotted(folder_of(rename.old), rename.root) != reference.target
        )

    def exists(self, place: str) -> bool:
        return place in self._dialects


def _seems_to_import(content: bytes, stem: str) -> bool:
    return re.search(rb"(?m)^[ \t]*(?:from|import)\b.*\b%s\b" % re.escape(stem.encode()), content) is not None

"""Find the files of a project: its folder and what to leave out in, a Tree of what is there (and what was not read) out."""

import contextlib
import fnmatch
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from archlint.languages.catalogue import BESIDE, LANGUAGES, SUFFIXES, UNREAD, reader_of
from archlint.manifests.files import wants
from archlint.model.analysis import Diagnostic
from archlint.model.patterns import PatternSet

Signature = tuple[int, int, int, int]
"""Size, modification time, change time and inode of a file: what changes whenever its content is replaced or written."""

CACHE_FOLDER = ".archlint_cache"
"""Where a project keeps what archlint stored."""

_VENDORED = frozenset(name for language in LANGUAGES for name in language.vendored)


def _any_of(globs: Iterable[str]) -> Callable[[str], object]:
    return re.compile("|".join(sorted(set(map(fnmatch.translate, globs))))).match


_MANIFESTS = {glob for language in LANGUAGES for glob in language.manifests if "/" not in glob}
_MANIFEST_PLACES = {glob for language in LANGUAGES for glob in language.manifests if "/" in glob}
_MANIFEST_NAMES = frozenset(glob for glob in _MANIFESTS if "*" not in glob)
_MANIFEST_STARTS = tuple(sorted(glob.partition("*")[0] for glob in _MANIFESTS - _MANIFEST_NAMES))
_fits_manifest_glob = _any_of(_MANIFESTS - _MANIFEST_NAMES)
_fits_manifest_place = _any_of(_MANIFEST_PLACES)
_MANIFEST_PLACE_ENDS = frozenset(glob[glob.rindex(".") :] for glob in _MANIFEST_PLACES)
_OUTPUTS = {
    name: _any_of(
        glob
        for language in LANGUAGES
        if name in language.outputs
        for glob in _MANIFESTS.intersection(language.manifests)
    )
    for name in sorted({name for language in LANGUAGES for name in language.outputs})
}
"""Names of folders that builds write to, each with the test for the manifests beside which they do."""

_NAMESAKES = {name: beside for language in LANGUAGES for name, beside in language.namesakes.items()}
_WRITTEN_BY_HAND = ("docker", "Dockerfile", "docker-compose.yml", "docker-compose.yaml", "Makefile")
"""What lies in a folder by the name of an output that people wrote."""
_GITIGNORE_BYTES = 200_000

_ANY = "\0"  # a name that only a wildcard matches
_WILD = frozenset("*?[{")


class SourceFile(NamedTuple):
    """A source file: its path (POSIX, relative to the root), how to parse it, and its signature."""

    path: str
    dialect: str
    signature: Signature


class Tree(NamedTuple):
    """What lies in a project's folder. `files` and `manifests` are sorted by path, `assets` (everything else) stand in the
    order of the walk; `left_out` counts what was not entered or read, by reason; `excluded` is what the project's own
    patterns left out, so that idle ones can be told.
    """

    files: tuple[SourceFile, ...]
    manifests: tuple[tuple[str, Signature], ...]
    assets: tuple[str, ...]
    left_out: dict[str, int]
    excluded: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    deployment: tuple[tuple[str, Signature], ...] = ()
    """The files that say how the system is built, started and configured; manifests are among them."""


def discover(root: Path, exclude: Sequence[str] = ()) -> Tree:
    """Walk the folder without following symbolic links. Other people's code (`node_modules`, virtual environments),
    build output beside a manifest and hidden folders are not entered.
    """
    walk = _Walk(os.fspath(root), exclude)
    walk.run()
    namesakes = _namesakes(walk.files)
    return Tree(
        tuple(sorted(walk.files)),
        tuple(sorted(one for one in walk.manifests if one[0] not in namesakes)),
        tuple(walk.assets),
        dict(sorted(walk.left_out.items())),
        tuple(sorted(walk.excluded)),
        tuple(sorted(walk.diagnostics)),
        tuple(sorted(one for one in walk.deployment if one[0] not in namesakes)),
    )


def _namesakes(files: Iterable[SourceFile]) -> frozenset[str]:
    """Modules that only share their name with a manifest: `setup.py` in a package, the project's own folder excepted."""
    endings = tuple(f"/{name}" for name in _NAMESAKES)
    suspects = [file.path for file in files if file.path.endswith(endings)]
    if not suspects:
        return frozenset()
    paths = {file.path for file in files}
    split = (path.rpartition("/") for path in suspects)
    return frozenset(f"{folder}/{name}" for folder, _, name in split if f"{folder}/{_NAMESAKES[name]}" in paths)


class _Walk:
    """One walk: a stack of folders still to enter, and what has been found."""

    def __init__(self, root: str, exclude: Sequence[str]) -> None:
        self._root = root
        self._is_excluded = PatternSet(exclude).matches if exclude else None
        self._brought_back = tuple(_literal_start(text[1:]) for text in exclude if text.startswith("!"))
        self.files: list[SourceFile] = []
        self.manifests: list[tuple[str, Signature]] = []
        self.deployment: list[tuple[str, Signature]] = []
        self.assets: list[str] = []
        self.left_out: Counter[str] = Counter()
        self.excluded: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self._gitignores: dict[str, frozenset[str] | None] = {}

    def run(self) -> None:
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self._root + "/" + folder) as listing:
                    entries = list(listing)
            except OSError as error:
                self._say(
                    folder.rstrip("/"),
                    f"this folder was not read: {error.strerror}",
                    "error" if not folder else "warning",
                )
                continue
            subfolders = []
            names: list[str] = []
            files = []
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    subfolders.append(entry.name)
                else:
                    names.append(entry.name)
                    files.append(entry)
            siblings = set(names)
            for entry in files:
                self._file(folder, entry, siblings)
            folders += [f"{folder}{name}/" for name in subfolders if self._enters(folder, name, names)]

    def _file(self, folder: str, entry: os.DirEntry[str], siblings: Container[str]) -> None:
        name = entry.name
        path = folder + name
        suffix = name[name.rfind(".") :]
        known = SUFFIXES.get(suffix) or (reader_of(name, siblings) if suffix in BESIDE else None)
        is_manifest = name in _MANIFEST_NAMES or (
            name.startswith(_MANIFEST_STARTS) and _fits_manifest_glob(name) is not None
        )
        if suffix in _MANIFEST_PLACE_ENDS and not is_manifest:
            is_manifest = _fits_manifest_place("/".join(path.rsplit("/", 2)[-2:])) is not None
        if known is None and not is_manifest:
            self._asset(path, suffix, entry)
            return
        if self._is_excluded is not None and self._is_excluded(path):
            self.excluded.append(path)
            self.left_out["excluded"] += known is not None
            return
        if entry.is_symlink():
            self.left_out["symbolic-link"] += 1
            return
        try:
            found = entry.stat(follow_symlinks=False)
            path.encode()
        except OSError as error:
            self._say(path, f"this file was not read: {error.strerror}")
            return
        except UnicodeEncodeError:
            self._say(ascii(path)[1:-1], "this file was not read: its name is not UTF-8; rename it")
            return
        if not stat.S_ISREG(found.st_mode):
            self._say(path, "this file was not read: it is no regular file")
            return
        signature = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
        if known is not None:
            self.files.append(SourceFile(path, known[1], signature))
        if is_manifest:
            self.manifests.append((path, signature))
            if wants(path):
                self.deployment.append((path, signature))

    def _asset(self, path: str, suffix: str, entry: os.DirEntry[str]) -> None:
        """A file that is neither source nor a manifest of a language."""
        self.assets.append(path)
        if wants(path) and not (self._is_excluded is not None and self._is_excluded(path)):
            self._deploys(path, entry)
        elif suffix in UNREAD:
            self.left_out["other-language"] += 1

    def _deploys(self, path: str, entry: os.DirEntry[str]) -> None:
        """Remember a file that is no source and no manifest of a language; what it is not is no fault of it."""
        with contextlib.suppress(OSError, UnicodeEncodeError):
            path.encode()
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(found.st_mode):
                signature = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
                self.deployment.append((path, signature))

    def _enters(self, folder: str, name: str, siblings: Sequence[str]) -> bool:
        path = folder + name
        if (
            self._is_excluded is not None
            and self._is_excluded(f"{path}/{_ANY}")
            and self._is_excluded(f"{path}/{_ANY}/{_ANY}")
            and not any(f"{path}/".startswith(start) or start.startswith(f"{path}/") for start in self._brought_back)
        ):
            self.excluded.append(f"{path}/{_ANY}")
            self.left_out["excluded"] += 1
        elif name in _VENDORED:
            self.left_out["vendored"] += 1
        elif name == CACHE_FOLDER:
            return False  # archlint's own: the first run has none, the second must say the same
        elif name.startswith("."):
            self.left_out["hidden"] += 1
        elif name in _OUTPUTS and self._is_output(path, name, siblings):
            self.left_out["build-output"] += 1
        else:
            return True
        return False

    def _is_output(self, path: str, name: str, siblings: Sequence[str]) -> bool:
        """Whether a folder with the name of a build's output is one: beside a manifest, no Python package, and ignored by git
        where a .gitignore says what is.
        """
        if not any(map(_OUTPUTS[name], siblings)) or os.path.lexists(f"{self._root}/{path}/__init__.py"):
            return False
        if any(os.path.lexists(f"{self._root}/{path}/{sign}") for sign in _WRITTEN_BY_HAND):
            return False
        ignored = [self._ignored(folder) for folder in _with_above(path.rpartition("/")[0])]
        told = [names for names in ignored if names is not None]
        return not told or any(name in names or path in names for names in told)

    def _ignored(self, folder: str) -> frozenset[str] | None:
        """The names and paths that a folder's .gitignore lists as they stand, None where there is no such file."""
        if folder not in self._gitignores:
            prefix = f"{folder}/" if folder else ""
            try:
                with open(f"{self._root}/{prefix}.gitignore", "rb") as file:  # noqa: PTH123 - as the rest of the walk
                    lines = file.read(_GITIGNORE_BYTES).decode("utf-8", "replace").splitlines()
            except OSError:
                self._gitignores[folder] = None
            else:
                written = [line.strip().removeprefix("**/").rstrip("*").rstrip("/") for line in lines]
                plain = [line for line in written if line and line[0] not in "#!"]
                anchored = [f"{prefix}{line.removeprefix('/')}" for line in plain if "/" in line]
                self._gitignores[folder] = frozenset((*plain, *anchored))
        return self._gitignores[folder]

    def _say(self, path: str, message: str, kind: str = "warning") -> None:
        self.diagnostics.append(Diagnostic(path or ".", 0, "error" if kind == "error" else "warning", message))


def _literal_start(pattern: str) -> str:
    """The folders that everything a glob matches lies in, with a slash at the end; "" when a wildcard comes first."""
    folders = pattern.removeprefix("./").split("/")[:-1]
    wild = next((place for place, name in enumerate(folders) if not _WILD.isdisjoint(name)), len(folders))
    return "".join(f"{name}/" for name in folders[:wild])


def _with_above(folder: str) -> Iterator[str]:
    """A folder and those above it, "" for the project's own last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""

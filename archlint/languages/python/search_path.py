"""Where Python would look: a Layout and a dotted name in, the place in the project that it means out.

Python looks along sys.path, which no file states. So every folder that is no package and lies above the importer counts
as if it were on the path, the nearest first; then the source roots that manifests and the `src` layout suggest.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from archlint.languages.python.manifests import Manifests, read_manifests
from archlint.model.layout import Layout
from archlint.model.paths import in_common

_DIALECTS = ("python", "python-stub")
_ASIDE = frozenset(
    {"test", "tests", "testing", "fixtures", "testdata", "data", "examples", "samples", "docs", "vendor"}
)
"""Folders whose packages answer nobody outside of them."""


class Spot(NamedTuple):
    """Where a dotted name leads from a root: the module's path, or "" for a namespace package; `depth` segments of it
    were found. `regular` tells a module or package from a namespace package at its top.
    """

    path: str
    depth: int
    regular: bool


class SearchPath:
    """The roots of a project under which its modules are found, for the modules of each folder."""

    def __init__(self, layout: Layout) -> None:
        self._files = {path for path, facts in layout.modules.items() if facts.dialect in _DIALECTS}
        self.modules = _modules(self._files)
        """By its path without an ending, or its folder, the file of a module or package."""
        self._packages = {
            path.rpartition("/")[0]
            for path in self._files
            if path.rpartition("/")[2] in ("__init__.py", "__init__.pyi")
        }
        self.folders = {folder for path in self._files for folder in _above(path)}
        self._manifests = read_manifests(layout.manifests)
        self._declared = _declared(self._manifests, self.folders)
        self._declared_roots = tuple("" if root == "." else root for root in layout.roots)
        self._closed = self._packages - set(self._manifests.homes)
        """Packages whose modules nobody finds without naming the package. One with a manifest of its own is also started in."""
        self._strong = _strong_roots(self.folders, self._manifests)
        self._weak = self._weak_roots()
        self._tops = self._tops_by_name()
        self._search_paths: dict[str, tuple[str, ...]] = {}
        self.notes = self._manifests.notes

    def means_the_same_everywhere(self, target: str) -> bool:
        """Whether the importer's folder does not matter: nothing is called so, or only a package right below the project."""
        top = target.partition(".")[0]
        if not top:
            return False
        roots = self._tops.get(top)
        return roots is None or (roots == {""} and "" not in self._packages and bool(self._module("", top)))

    def find(self, folder: str, segments: list[str]) -> tuple[Spot, str] | None:
        """The spot and the root that a dotted name means to the modules of a folder, None for a library."""
        top = segments[0]
        roots = self._tops.get(top)
        if roots is None:  # nothing in the project is called so: by far the most frequent answer
            return None
        partial: tuple[Spot, str] | None = None
        namespaces: list[tuple[Spot, str]] = []
        broken: tuple[Spot, str] | None = None
        for root in self._search_path(folder):
            if root not in roots:
                continue
            spot = self.walk(root, segments)
            if spot.depth == len(segments) and spot.regular:
                return spot, root
            if spot.depth == len(segments) or (spot.regular and spot.depth):
                if spot.regular:
                    partial = partial or (spot, root)
                else:
                    namespaces.append((spot, root))
            elif spot.depth:
                broken = broken or (spot, root)
        if top in standard_library():
            return None
        if namespaces:
            return namespaces[0]
        found = self._elsewhere(folder, segments, roots) or partial
        # A folder of the project that lacks the module, unless a library is known to go by the same name.
        return found or (None if self.is_declared(folder, top) else broken)

    def _elsewhere(self, folder: str, segments: list[str], roots: set[str]) -> tuple[Spot, str] | None:
        """Source roots that do not lie above the importer: packages of the same repository, installed beside it."""
        spots = []
        for root in roots & (self._strong | self._weak):
            if root not in self._strong and self.is_declared(folder, segments[0]):
                continue
            spot = self.walk(root, segments)
            if spot.depth and (spot.regular or spot.depth > 1 or len(segments) == 1):
                shared = in_common(folder, root)
                spots.append((-spot.depth, not spot.regular, root not in self._strong, -shared, root, spot))
        if not spots:
            return None
        *_, root, spot = min(spots)
        return spot, root

    def is_declared(self, folder: str, name: str) -> bool:
        """Whether a manifest above the importer lists a dependency of that name."""
        homes = (folder, *_above(folder), "")
        return any(name.lower() in self._declared.get(home, ()) for home in homes)

    def _search_path(self, folder: str) -> tuple[str, ...]:
        """The folders that count as on sys.path for the modules of a folder: declared roots, then those above it that are
        no package, the nearest first.
        """
        if folder not in self._search_paths:
            above = [place for place in (folder, *_above(folder), "") if place not in self._closed]
            self._search_paths[folder] = tuple(dict.fromkeys((*self._declared_roots, *above)))
        return self._search_paths[folder]

    def walk(self, root: str, segments: list[str]) -> Spot:
        """How far a dotted name leads below a root."""
        home = root
        found = ""
        regular = False
        for depth, segment in enumerate(segments):
            module = self._module(home, segment)
            home = f"{home}/{segment}" if home else segment
            if not module and home not in self.folders:
                return Spot(found, depth, regular)
            if depth == 0:
                regular = bool(module)
            found = module
        return Spot(found if segments else self._package(root), len(segments), regular)

    def _module(self, home: str, name: str) -> str:
        """The file of a module or regular package in a folder, "" when there is none."""
        return self.modules.get(f"{home}/{name}" if home else name, "")

    def _package(self, folder: str) -> str:
        prefix = f"{folder}/" if folder else ""
        return next((file for file in (f"{prefix}__init__.py", f"{prefix}__init__.pyi") if file in self._files), "")

    def _weak_roots(self) -> set[str]:
        """The folders in which a topmost package lies, where nobody calls them a source root."""
        tops = {package.rpartition("/")[0] for package in self._packages if package}
        return {root for root in tops if root not in self._packages and _ASIDE.isdisjoint(root.split("/"))}

    def _tops_by_name(self) -> dict[str, set[str]]:
        """Per first segment of a dotted name, the folders (no packages) in which something is called so."""
        found: dict[str, set[str]] = {}
        for folder in self.folders:
            home, _, name = folder.rpartition("/")
            if home not in self._closed or home in self._declared_roots:
                found.setdefault(name, set()).add(home)
        for path in self._files:
            home, _, name = path.rpartition("/")
            if home not in self._closed or home in self._declared_roots:
                found.setdefault(name.rpartition(".")[0], set()).add(home)
        return found


def _modules(files: set[str]) -> dict[str, str]:
    """Per path without its ending (a package's is its folder) the file that an import of it runs: a package hides a
    module, a source hides a stub.
    """
    found: dict[str, str] = {}
    for ending in (".pyi", "/__init__.pyi", ".py", "/__init__.py"):
        found.update((path.removesuffix(ending), path) for path in files if path.endswith(ending))
    return found


def _strong_roots(folders: set[str], manifests: Manifests) -> set[str]:
    """Folders that manifests name, that hold a manifest, or that are called `src`."""
    sources = {folder for folder in folders if folder.rpartition("/")[2] == "src"}
    return {
        *manifests.roots,
        *manifests.homes,
        *sources,
        *(f"{home}/src" if home else "src" for home in manifests.homes),
    }


def _declared(manifests: Manifests, folders: set[str]) -> dict[str, frozenset[str]]:
    """The dependencies by the folder whose modules have them: a list that lies among no modules is of those around it."""
    found: dict[str, frozenset[str]] = {}
    for home, names in manifests.declared.items():
        place = home
        while place and place not in folders:
            place = place.rpartition("/")[0]
        found[place] = found.get(place, frozenset()) | names
    return found


def _above(path: str) -> Iterator[str]:
    """The folders above a path, innermost first, without the project itself."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


@cache
def standard_library() -> frozenset[str]:
    """The topmost names of what every Python brings along."""
    table = tomllib.loads((files(__package__) / "stdlib.toml").read_text(encoding="utf-8"))
    return frozenset((*table["public"], *table["private"]))

"""Specifiers like `react`, `@/users`, `#db` or `/src/main`: one and the place where it is written in, its meaning out."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from archlint.languages.typescript.entries import find_entry, find_named, find_source
from archlint.languages.typescript.file_index import Answer, FileIndex, join, upwards
from archlint.languages.typescript.package_json import Package, package_name, targets
from archlint.languages.typescript.platform import platform
from archlint.languages.typescript.tsconfig import Config
from archlint.languages.typescript.workspaces import Workspaces

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_PACKAGE_NAME = re.compile(r"(?:@[a-z0-9~_-][a-z0-9._~-]*/)?[A-Za-z0-9_-][A-Za-z0-9._~-]*$")
_REGISTRIES = ("npm", "jsr")
_SOURCES_ALIASES = ("@", "~")


class Home(NamedTuple):
    """What decides the meaning of a name: the packages around the importer (innermost first), its configuration, the
    folders that may be the root of its sources, and whether it prefers `x.ts` to `x.js`.
    """

    packages: tuple[Package, ...]
    config: Config | None
    folders: tuple[str, ...]
    sources_first: bool
    answers: dict[str, tuple[Answer, ...]]


def with_scheme(specifier: str) -> Answer | None:
    """`node:fs`, `https://…`, `virtual:…`: a library named by its scheme; None for a specifier without one."""
    match = _SCHEME.match(specifier)
    if match is None:
        return None
    scheme, rest = match[1].lower(), specifier[match.end() :]
    if scheme in platform().standard_schemes:
        return Answer("standard", rest if scheme == "node" else f"{scheme}:{rest}")
    if scheme in _REGISTRIES:
        name = package_name(rest.lstrip("/"))
        return Answer("third-party", name[:1] + name[1:].partition("@")[0])
    if scheme == "file":
        return Answer("unresolved", specifier, "an absolute file name means nothing on another machine")
    if rest.startswith("//"):
        return Answer("third-party", f"{scheme}://{rest[2:].partition('/')[0]}")
    return Answer("third-party", scheme)


class Names:
    """Resolves names by aliases, packages of the project, declared libraries and habit, in this order."""

    def __init__(
        self, index: FileIndex, packages: Mapping[str, Package], workspaces: Workspaces, roots: tuple[str, ...]
    ) -> None:
        self._index = index
        self._packages = packages
        self._workspaces = workspaces
        self._roots = tuple(join("", root) or "" for root in roots)
        self._declared = frozenset(name for package in packages.values() for name in package.declared)

    def rooted(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        """Bundlers serve a package's folder, and its `public` folder, as `/`."""
        folders = tuple(dict.fromkeys((*home.folders, "")))
        for folder in folders:
            for start in (folder, join(folder, "public") or ""):
                path = join(start, specifier)
                if path and (found := self._index.find(path, home.sources_first)):
                    return found
        path = join(folders[0], specifier)
        why = "it leads out of the project" if path is None else self._index.missing(path)
        return (Answer("unresolved", specifier, f"an absolute path; {why}"),)

    def named(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        """What a name means; always at least one answer."""
        pattern, paths = home.config.alias(specifier) if home.config else ("", ())
        for path in paths:
            if found := self._index.find(path, home.sources_first) or self.built(path):
                return found
        if platform().offers(specifier):
            return (Answer("standard", specifier),)
        for root in home.config.roots if home.config else ():
            if (based := join(root, specifier)) and (found := self._index.find(based, home.sources_first)):
                return found
        return (
            self._own_import(home, specifier)
            or self._project_package(home, specifier)
            or self._library(home, specifier)
            or (() if pattern.rstrip("*") else self._by_habit(home, specifier))
            or (self._unknown(home, specifier, pattern, paths),)
        )

    def built(self, path: str) -> tuple[Answer, ...]:
        """The source of a file that a build writes: `path` is a package, or in a build folder that is not there."""
        if path in self._packages:
            return find_entry(self._index, self._packages[path], "")[0]
        folder = next((at for at in upwards(path.rpartition("/")[0]) if at in self._packages), None)
        if folder is None:
            return ()
        first = path[len(folder) + 1 if folder else 0 :].partition("/")[0]
        if first in platform().build_folders and join(folder, first) not in self._index.folders:
            return find_source(self._index, folder, path)
        return ()

    def _own_import(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        """`#name`, by the `imports` of the nearest package.json that has any; () when that does not say."""
        if not specifier.startswith("#"):
            return ()
        package = next((package for package in home.packages if package.imports), None)
        named = targets(package.imports, specifier) if package else ()
        if not package or not named:
            return ()
        if found := find_named(self._index, package.folder, [name for name in named if name.startswith(".")]):
            return found
        for name in named:
            if not name.startswith((".", "#", "/")):
                scheme = with_scheme(name)
                return (scheme,) if scheme else self.named(home, name)
        manifest, missing = join(package.folder, "package.json"), join(package.folder, named[0]) or named[0]
        return (Answer("unresolved", specifier, f"{manifest} says {named[0]}; {self._index.missing(missing)}"),)

    def _project_package(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        """A package of the same workspace, a linked one, or the importer's own; () for none of these."""
        if not home.packages:
            return ()
        name = package_name(specifier)
        linked = (self._workspaces.linked(package, name) for package in home.packages)
        folder = next((link for link in linked if link in self._packages), None)
        if folder is None:
            own = next((package for package in home.packages if package.name), home.packages[0])
            if own.name != name or (own.exports is None and name in self._declared):
                return ()
            folder = own.folder
        found, why = find_entry(self._index, self._packages[folder], specifier[len(name) :].strip("/"))
        return found or (Answer("unresolved", specifier, f"a package of this project: {why}"),)

    def _library(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        name = package_name(specifier)
        if any(name in package.declared for package in home.packages):
            return (Answer("third-party", specifier.rstrip("/")),)
        first = specifier.partition("/")[0]
        return (Answer("third-party", first),) if first in platform().virtual else ()

    def _by_habit(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        """Aliases that only a bundler's configuration declares: `@/x` and `~/x` mean the sources, `src/x` the package."""
        first, slash, rest = specifier.partition("/")
        if not slash or not rest:
            return ()
        sources = first in _SOURCES_ALIASES
        inside = rest if sources or first in ("@@", "~~") else specifier
        for folder in (*self._roots, *home.folders):
            for start in ("src", "") if sources else ("", "src"):
                path = join(folder, f"{start}/{inside}")
                if path and (found := self._index.find(path, home.sources_first)):
                    return found
        return ()

    def _unknown(self, home: Home, specifier: str, pattern: str, paths: tuple[str, ...]) -> Answer:
        name = package_name(specifier)
        first, slash, rest = specifier.partition("/")
        if pattern.rstrip("*") and home.config is not None and not any("node_modules/" in path for path in paths):
            missing = self._index.missing(paths[0]) if paths else "it names no file in the project"
            return Answer("unresolved", specifier, f'"{pattern}" is an alias of {home.config.path}; {missing}')
        if name in self._declared:
            return Answer("third-party", specifier.rstrip("/"))
        if first in _SOURCES_ALIASES and slash:
            missing = self._index.missing(join(home.folders[0], f"src/{rest}") or rest)
            return Answer("unresolved", specifier, f'no tsconfig.json declares the alias "{first}/"; {missing}')
        if slash and rest and (join(home.folders[0], first) or "") in self._index.folders:
            return Answer("unresolved", specifier, self._index.missing(join(home.folders[0], specifier) or specifier))
        if not _PACKAGE_NAME.match(name):
            return Answer("unresolved", specifier, "no package name, and no tsconfig.json declares it as an alias")
        if not home.packages or not all(package.readable for package in home.packages):
            return Answer("third-party", specifier.rstrip("/"))
        manifest = join(home.packages[0].folder, "package.json")
        return Answer("unresolved", specifier, f'not in package.json; add "{name}" to {manifest} or declare an alias')

"""What TypeScript and JavaScript references mean: a Layout in, for each reference a module, a library or the reason why not."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.languages.typescript.entries import find_entry, find_named, find_source
from archlint.languages.typescript.file_index import FileIndex, Found, join, upwards
from archlint.languages.typescript.package_json import Package, package_name, read_packages, targets
from archlint.languages.typescript.platform import platform
from archlint.languages.typescript.tsconfig import Config, Configs
from archlint.languages.typescript.workspaces import Workspaces
from archlint.model.facts import FileFacts, Span
from archlint.model.layout import Layout, Resolved, Status

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_PACKAGE_NAME = re.compile(r"(?:@[a-z0-9~_-][a-z0-9._~-]*/)?[A-Za-z0-9_-][A-Za-z0-9._~-]*$")
_NO_WILDCARD = re.compile(r"[^*?\[{]*$")
_REGISTRIES = ("npm", "jsr")


class _Answer(NamedTuple):
    status: Status
    target: str
    why: str = ""


class _Scope(NamedTuple):
    """What decides the meaning of a specifier: the importer's folder, its configuration and its kind of language. A
    specifier with the patterns that take matches of it out again is the key of what it means there.
    """

    folder: str
    config: Config | None
    sources_first: bool
    answers: dict[tuple[str, tuple[str, ...]], tuple[_Answer, ...]]


class TypeScriptResolver:
    """Resolves as tsc, Node and bundlers do, by what the Layout says alone; `node_modules` is never read."""

    def __init__(self, layout: Layout) -> None:
        self._packages, notes = read_packages(layout)
        self._index = FileIndex(layout, {folder: package.entries for folder, package in self._packages.items()})
        self._workspaces = Workspaces(layout, self._packages)
        self._configs = Configs(layout, self._packages.values())
        self._roots = layout.roots
        self._declared = frozenset(name for package in self._packages.values() for name in package.declared)
        self._scopes: dict[tuple[str, str, bool], _Scope] = {}
        self._above: dict[str, tuple[Package, ...]] = {}
        self.notes: tuple[str, ...] = tuple(sorted({*notes, *self._workspaces.notes, *self._configs.notes}))

    def resolve(self, path: str, facts: FileFacts) -> list[Resolved]:
        """Every reference in order; one answer per imported file, at least one per reference. Only a `!pattern` beside
        other patterns of the same call has no answer: it takes matches of those out again.
        """
        scope = self._scope(path)
        resolved = []
        outs = _taken_out(facts)
        for number, reference in enumerate(facts.references):
            out: tuple[str, ...] = ()
            if outs and (out := outs.get(reference.span, ())) and reference.target.startswith("!"):
                continue
            key = (reference.target, out)
            answers = scope.answers.get(key)
            if answers is None:
                answers = scope.answers[key] = tuple(self._answers(scope, *key))
            name = reference.names[0] if reference.names else ""
            for status, target, why in answers:
                resolved.append(Resolved(number, status, target, name, why))
        return resolved

    def _scope(self, path: str) -> _Scope:
        folder = path.rpartition("/")[0]
        config = self._configs.ruling(path)
        typed = path.endswith((".ts", ".tsx", ".mts", ".cts", ".vue"))
        key = (folder, config.path if config else "", typed)
        if key not in self._scopes:
            self._scopes[key] = _Scope(folder, config, typed, {})
        return self._scopes[key]

    def _packages_above(self, folder: str) -> tuple[Package, ...]:
        """The packages that a folder lies in, innermost first."""
        if folder not in self._above:
            found = (self._packages.get(at) for at in upwards(folder))
            self._above[folder] = tuple(package for package in found if package is not None)
        return self._above[folder]

    def _answers(self, scope: _Scope, written: str, out: tuple[str, ...]) -> Iterator[_Answer]:
        specifier = _resource(written)
        if not specifier:
            yield _Answer("unresolved", written, "nothing is named here")
        elif "\\" in specifier or _DRIVE.match(specifier):
            yield _Answer("unresolved", written, "a path with backslashes or a drive is not portable; write ./ and /")
        elif "*" in specifier:
            yield from self._glob(scope, written, specifier, out)
        elif specifier.startswith(("./", "../")) or specifier in (".", ".."):
            yield from self._relative(scope, written, specifier)
        elif specifier.startswith("/"):
            yield from self._rooted(scope, written, specifier)
        elif scheme := _SCHEME.match(specifier):
            yield self._with_scheme(written, specifier, scheme[1].lower())
        else:
            yield from self._bare(scope, written, specifier)

    def _relative(self, scope: _Scope, written: str, specifier: str) -> tuple[_Answer, ...]:
        path = join(scope.folder, specifier)
        if path is None:
            return (_Answer("unresolved", written, "leads out of the project"),)
        folder_only = specifier.endswith(("/", "/.", "/..")) or specifier in (".", "..")
        found = self._index.find_folder(path) if folder_only else self._index.find(path, scope.sources_first)
        found = found or self._in_root_dirs(scope, path) or self._built(path)
        return _files(found) or (_Answer("unresolved", written, self._index.missing(path)),)

    def _in_root_dirs(self, scope: _Scope, path: str) -> tuple[Found, ...]:
        """`rootDirs` are merged at run time: what is not in one of them may be at the same place in another."""
        for root in scope.config.root_dirs if scope.config else ():
            if path == root or path.startswith(root + "/") or not root:
                rest = path[len(root) :].lstrip("/")
                for other in scope.config.root_dirs if scope.config else ():
                    if found := self._index.find(join(other, rest) or ""):
                        return found
        return ()

    def _built(self, path: str) -> tuple[Found, ...]:
        """The source of a file that a build writes: `path` is a package, or in a build folder of one that is not there."""
        if path in self._packages:
            return find_entry(self._index, self._packages[path], "")[0]
        for package in self._packages_above(path.rpartition("/")[0])[:1]:
            folder = package.folder
            first = path[len(folder) + 1 if folder else 0 :].partition("/")[0]
            if first in platform().build_folders and join(folder, first) not in self._index.folders:
                return find_source(self._index, folder, path)
        return ()

    def _homes(self, scope: _Scope) -> tuple[str, ...]:
        """Where a project's own root may be for a file: its packages, else its configurations, else the whole."""
        packages = tuple(package.folder for package in self._packages_above(scope.folder))
        return packages or self._configs.folders(scope.folder) or ("",)

    def _rooted(self, scope: _Scope, written: str, specifier: str) -> tuple[_Answer, ...]:
        """Bundlers serve a package's folder, and its `public` folder, as `/`."""
        homes = dict.fromkeys((*self._homes(scope), ""))
        for home in homes:
            for folder in (home, join(home, "public") or ""):
                path = join(folder, specifier)
                if path and (found := self._index.find(path, scope.sources_first)):
                    return _files(found)
        missing = join(next(iter(homes)), specifier)
        why = "leads out of the project" if missing is None else self._index.missing(missing)
        return (_Answer("unresolved", written, f"an absolute path; {why}"),)

    def _with_scheme(self, written: str, specifier: str, scheme: str) -> _Answer:
        rest = specifier[len(scheme) + 1 :]
        if scheme in platform().standard_schemes:
            return _Answer("standard", rest if scheme == "node" else f"{scheme}:{rest}")
        if scheme in _REGISTRIES:
            name = package_name(rest.lstrip("/"))
            return _Answer("third-party", name[:1] + name[1:].partition("@")[0])
        if scheme == "file":
            return _Answer("unresolved", written, "an absolute file name means nothing on another machine")
        if rest.startswith("//"):
            return _Answer("third-party", f"{scheme}://{rest[2:].partition('/')[0]}")
        return _Answer("third-party", scheme)

    def _bare(self, scope: _Scope, written: str, specifier: str) -> tuple[_Answer, ...]:
        pattern, paths = scope.config.alias(specifier) if scope.config else ("", ())
        for path in paths:
            if found := self._index.find(path, scope.sources_first) or self._built(path):
                return _files(found)
        if platform().offers(specifier):
            return (_Answer("standard", specifier),)
        for root in scope.config.roots if scope.config else ():
            if (based := join(root, specifier)) and (found := self._index.find(based, scope.sources_first)):
                return _files(found)
        above = self._packages_above(scope.folder)
        declaring = next((package for package in above if package.imports), None) if specifier[0] == "#" else None
        if declaring and (answers := self._own_import(scope, declaring, written, specifier)):
            return answers
        aliased = bool(pattern.rstrip("*"))
        return (
            self._project_package(above, written, specifier)
            or self._library(above, specifier)
            or (() if aliased else _files(self._by_habit(scope, specifier)))
            or (self._unknown(scope, written, specifier, pattern, paths),)
        )

    def _own_import(self, scope: _Scope, package: Package, written: str, specifier: str) -> tuple[_Answer, ...]:
        """`#name`, by the `imports` of the nearest package.json; () when that does not say."""
        named = targets(package.imports, specifier)
        if not named:
            return ()
        if found := find_named(self._index, package.folder, [name for name in named if name.startswith(".")]):
            return _files(found)
        for name in named:
            if not name.startswith((".", "#", "/")):
                scheme = _SCHEME.match(name)
                return (self._with_scheme(written, name, scheme[1]),) if scheme else self._bare(scope, written, name)
        missing = join(package.folder, named[0])
        return (_Answer("unresolved", written, f"package.json says {named[0]}; no file {missing or named[0]}"),)

    def _project_package(self, above: tuple[Package, ...], written: str, specifier: str) -> tuple[_Answer, ...]:
        """A package of the same workspace, one linked by `file:`, or the importer's own; () for none of these."""
        if not above:
            return ()
        name = package_name(specifier)
        linked = (self._workspaces.linked(package, name) for package in above)
        folder = next((link for link in linked if link in self._packages), None)
        own = next((package for package in above if package.name), above[0])
        if folder is None and own.name == name and (own.exports is not None or name not in self._declared):
            folder = own.folder
        if folder is None:
            return ()
        found, why = find_entry(self._index, self._packages[folder], specifier[len(name) :].strip("/"))
        return _files(found) or (_Answer("unresolved", written, f"the project's own package: {why}"),)

    def _library(self, above: tuple[Package, ...], specifier: str) -> tuple[_Answer, ...]:
        name = package_name(specifier)
        if any(name in package.declared for package in above):
            return (_Answer("third-party", specifier.rstrip("/")),)
        first = specifier.partition("/")[0]
        return (_Answer("third-party", first),) if first in platform().virtual else ()

    def _by_habit(self, scope: _Scope, specifier: str) -> tuple[Found, ...]:
        """Aliases that only a bundler's configuration declares: `@/x` and `~/x` mean the sources, `src/x` the package."""
        first, slash, rest = specifier.partition("/")
        if not slash or not rest:
            return ()
        alias = first in ("@", "~", "@@", "~~")
        for home in (*self._roots, *self._homes(scope)):
            for folder in ("src", "") if first in ("@", "~") else ("", "src"):
                path = join(home, f"{folder}/{rest if alias else specifier}")
                if path and (found := self._index.find(path, scope.sources_first)):
                    return found
        return ()

    def _unknown(self, scope: _Scope, written: str, specifier: str, pattern: str, paths: tuple[str, ...]) -> _Answer:
        above, name = self._packages_above(scope.folder), package_name(specifier)
        if pattern.rstrip("*") and scope.config is not None and not any("node_modules/" in path for path in paths):
            missing = self._index.missing(paths[0]) if paths else "it names no file in the project"
            return _Answer("unresolved", written, f'"{pattern}" is an alias of {scope.config.path}; {missing}')
        if name in self._declared:
            return _Answer("third-party", specifier.rstrip("/"))
        home = self._homes(scope)[0]
        first, slash, rest = specifier.partition("/")
        if first in ("@", "~") and slash:
            missing = self._index.missing(join(home, f"src/{rest}") or rest)
            return _Answer("unresolved", written, f'no tsconfig.json declares the alias "{first}/"; {missing}')
        if slash and rest and (join(home, first) or "") in self._index.folders:
            return _Answer("unresolved", written, self._index.missing(join(home, specifier) or specifier))
        if not _PACKAGE_NAME.match(name):
            return _Answer("unresolved", written, "no package name, and no tsconfig.json declares it as an alias")
        if not all(package.readable for package in above) or not above:
            return _Answer("third-party", specifier.rstrip("/"))
        manifest = join(above[0].folder, "package.json")
        return _Answer("unresolved", written, f'not in package.json; add "{name}" to {manifest} or declare an alias')

    def _glob(self, scope: _Scope, written: str, specifier: str, out: tuple[str, ...]) -> Iterator[_Answer]:
        """All files that a pattern of `import.meta.glob` or `require.context` matches."""
        start = self._glob_start(scope, specifier)
        if start is None:
            yield _Answer("unresolved", written, "leads out of the project")
            return
        starts = (self._glob_start(scope, pattern.removeprefix("!")) for pattern in out)
        found, why = self._index.glob(*start, [taken for taken in starts if taken is not None])
        yield from _files(tuple(found))
        if why:
            yield _Answer("unresolved", written, why)

    def _glob_start(self, scope: _Scope, specifier: str) -> tuple[str, str] | None:
        """The folder before a pattern's first wildcard, as a path of the project, and the pattern from there on."""
        segments = specifier.split("/")
        first = next((at for at, segment in enumerate(segments) if not _NO_WILDCARD.match(segment)), len(segments) - 1)
        start, rest = "/".join(segments[:first]), "/".join(segments[first:])
        home = self._homes(scope)[0]
        if segments[0] == "":
            folder = join(home, start)
        elif segments[0] in ("@", "~") or (scope.config and scope.config.alias(start + "/")[0].rstrip("*")):
            _, paths = scope.config.alias(start + "/") if scope.config else ("", ())
            folder = paths[0] if paths else join(home, f"src/{start[2:]}")
        else:
            folder = join(scope.folder, start)
        return None if folder is None else (folder, rest)


def _taken_out(facts: FileFacts) -> dict[Span, tuple[str, ...]]:
    """The `!patterns` of each call that also has others: references with patterns in one place belong together."""
    outs: dict[Span, list[str]] = {}
    for reference in facts.references:
        if reference.target.startswith("!"):
            outs.setdefault(reference.span, []).append(reference.target)
    if not outs:
        return {}
    globs = {item.span for item in facts.references if "*" in item.target and not item.target.startswith("!")}
    return {span: tuple(out) for span, out in outs.items() if span in globs}


def _resource(written: str) -> str:
    """A specifier without loaders in front (`!!raw-loader!./x`) and the query behind (`./x?url`)."""
    return written.rpartition("!")[2].partition("?")[0].strip()


def _files(found: tuple[Found, ...]) -> tuple[_Answer, ...]:
    return tuple(_Answer(*file) for file in found)

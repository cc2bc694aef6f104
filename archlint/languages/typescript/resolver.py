"""What TypeScript and JavaScript references mean: a Layout in, for each reference a module, a library or the reason why not."""

import re
from typing import NamedTuple

from archlint.languages.typescript.bare import Home, Names, with_scheme
from archlint.languages.typescript.file_index import MAX_PATH, Answer, FileIndex, join, upwards
from archlint.languages.typescript.package_json import Package, read_packages
from archlint.languages.typescript.tsconfig import Config, Configs
from archlint.languages.typescript.workspaces import Workspaces
from archlint.model.facts import FileFacts, Span
from archlint.model.layout import Layout, Resolved

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_NO_WILDCARD = re.compile(r"[^*?\[{]*$")
_MAX_GLOBS = 200
_TYPED = (".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte")
_Out = tuple[str, ...]
"""The `!patterns` that take matches of a pattern out again."""


class _Scope(NamedTuple):
    """Where a specifier is written: relative ones mean something else in each folder, names only in each Home."""

    folder: str
    home: Home
    answers: dict[tuple[str, _Out], tuple[Answer, ...]]


class TypeScriptResolver:
    """Resolves as tsc, Node and bundlers do, by what the Layout says alone; `node_modules` is never read."""

    def __init__(self, layout: Layout) -> None:
        self._packages, notes = read_packages(layout)
        self._index = FileIndex(layout, {folder: package.entries for folder, package in self._packages.items()})
        workspaces = Workspaces(layout, self._packages)
        self._configs = Configs(layout, self._packages.values())
        self._names = Names(self._index, self._packages, workspaces, layout.roots)
        self._homes: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Home] = {}
        self._scopes: dict[tuple[str, str, bool], _Scope] = {}
        self._around: dict[str, tuple[Package, ...]] = {}
        self.notes: tuple[str, ...] = tuple(sorted({*notes, *workspaces.notes, *self._configs.notes}))

    def resolve(self, path: str, facts: FileFacts) -> list[Resolved]:
        """Every reference in order; one answer per imported file, at least one per reference. Only a `!pattern` beside
        other patterns of the same call has no answer: it takes matches of those out again.
        """
        scope = self._scope(path)
        outs, globs = _taken_out(facts), 0
        resolved = []
        for number, reference in enumerate(facts.references):
            target, out = reference.target, outs.get(reference.span, ()) if outs else ()
            if out and target.startswith("!"):
                continue
            globs += "*" in target
            answers = scope.home.answers.get(target) or scope.answers.get((target, out))
            if globs > _MAX_GLOBS and "*" in target:
                answers = (
                    Answer("unresolved", target, f"only the first {_MAX_GLOBS} patterns of a file are followed"),
                )
            elif answers is None:
                answers = self._answers(scope, target, out)
            name = reference.names[0] if reference.names else ""
            resolved += [Resolved(number, status, found, name, why) for status, found, why in answers]
        return resolved

    def _scope(self, path: str) -> _Scope:
        folder, typed = path.rpartition("/")[0], path.endswith(_TYPED)
        config = self._configs.ruling(path)
        key = (folder, config.path if config else "", typed)
        if key not in self._scopes:
            self._scopes[key] = _Scope(folder, self._home(folder, config, typed), {})
        return self._scopes[key]

    def _home(self, folder: str, config: Config | None, typed: bool) -> Home:
        around = self._packages_around(folder)
        # The root of the sources is a package's folder, else that of a configuration, else the whole project's.
        folders = tuple(package.folder for package in around) or self._configs.folders(folder) or ("",)
        key = (config.path if config else "", tuple(package.folder for package in around), folders, typed)
        if key not in self._homes:
            self._homes[key] = Home(around, config, folders, typed, {})
        return self._homes[key]

    def _packages_around(self, folder: str) -> tuple[Package, ...]:
        if folder not in self._around:
            self._around[folder] = tuple(self._packages[at] for at in upwards(folder) if at in self._packages)
        return self._around[folder]

    def _answers(self, scope: _Scope, written: str, out: _Out) -> tuple[Answer, ...]:
        """What a specifier means, kept for the next time: names for the whole home, the rest for this folder."""
        specifier = _resource(written)
        answers: tuple[Answer, ...]
        if len(specifier) > MAX_PATH and not with_scheme(specifier):
            answers = (Answer("unresolved", specifier, "longer than any path"),)
        elif "*" in specifier:
            answers = self._glob(scope, specifier, out)
        elif specifier.startswith(("./", "../")) or specifier in (".", ".."):
            answers = self._relative(scope, specifier)
        else:
            answers = self._named(scope.home, specifier)
            scope.home.answers[written] = answers = _as_written(answers, written)
            return answers
        scope.answers[written, out] = answers = _as_written(answers, written)
        return answers

    def _named(self, home: Home, specifier: str) -> tuple[Answer, ...]:
        if not specifier:
            return (Answer("unresolved", specifier, "nothing is named here"),)
        if "\\" in specifier or _DRIVE.match(specifier):
            return (
                Answer("unresolved", specifier, "a path with backslashes or a drive is not portable; write ./ and /"),
            )
        if specifier.startswith("/"):
            return self._names.rooted(home, specifier)
        scheme = with_scheme(specifier)
        return (scheme,) if scheme else self._names.named(home, specifier)

    def _relative(self, scope: _Scope, specifier: str) -> tuple[Answer, ...]:
        path = join(scope.folder, specifier)
        if path is None:
            return (Answer("unresolved", specifier, "leads out of the project"),)
        if "\\" in specifier:
            return (Answer("unresolved", specifier, "a path with backslashes is not portable; write /"),)
        folder_only = specifier.endswith(("/", "/.", "/..")) or specifier in (".", "..")
        found = self._index.find_folder(path) if folder_only else self._index.find(path, scope.home.sources_first)
        found = found or self._in_root_dirs(scope, path) or self._names.built(path)
        return found or (Answer("unresolved", specifier, self._index.missing(path)),)

    def _in_root_dirs(self, scope: _Scope, path: str) -> tuple[Answer, ...]:
        """`rootDirs` are merged at run time: what is not in one of them may be at the same place in another."""
        roots = scope.home.config.root_dirs if scope.home.config else ()
        for root in roots:
            if not root or path.startswith(root + "/"):
                rest = path[len(root) :].lstrip("/")
                for other in roots:
                    if found := self._index.find(join(other, rest) or "", scope.home.sources_first):
                        return found
        return ()

    def _glob(self, scope: _Scope, specifier: str, out: _Out) -> tuple[Answer, ...]:
        """All files that a pattern of `import.meta.glob` or `require.context` matches."""
        start = self._glob_start(scope, specifier)
        if start is None:
            return (Answer("unresolved", specifier, "leads out of the project"),)
        starts = (self._glob_start(scope, pattern.removeprefix("!")) for pattern in out)
        found, why = self._index.glob(*start, [taken for taken in starts if taken is not None])
        return (*found, *([Answer("unresolved", specifier, why)] if why else []))

    def _glob_start(self, scope: _Scope, specifier: str) -> tuple[str, str] | None:
        """The folder before a pattern's first wildcard, as a path of the project, and the pattern from there on."""
        segments = specifier.split("/")
        first = next((at for at, segment in enumerate(segments) if not _NO_WILDCARD.match(segment)), len(segments) - 1)
        start, rest = "/".join(segments[:first]), "/".join(segments[first:])
        home, config = scope.home.folders[0], scope.home.config
        alias, paths = config.alias(start + "/") if config else ("", ())
        if segments[0] == "":
            folder = join(home, start)
        elif segments[0] not in (".", "..") and alias.rstrip("*") and paths:
            folder = paths[0]
        elif segments[0] in ("@", "~"):
            folder = join(home, f"src/{start[2:]}")
        else:
            folder = join(scope.folder, start)
        return None if folder is None else (folder, rest)


def _taken_out(facts: FileFacts) -> dict[Span, _Out]:
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


def _as_written(answers: tuple[Answer, ...], written: str) -> tuple[Answer, ...]:
    """What cannot be resolved is named as the code wrote it."""
    if answers[0].status != "unresolved" and len(answers) == 1:
        return answers
    return tuple(answer._replace(target=written) if answer.status == "unresolved" else answer for answer in answers)

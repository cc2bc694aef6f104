"""tsconfig.json and jsconfig.json: a Layout in, the Config that rules a file out, with `extends` and `references` followed."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archlint.languages.typescript.file_index import join, upwards, without_suffix
from archlint.languages.typescript.jsonc import JsoncError, loads
from archlint.languages.typescript.package_json import Package, package_name
from archlint.model.layout import Layout
from archlint.model.patterns import PatternError, PatternSet

_OPTIONS = ("baseUrl", "paths", "rootDirs")
_INHERITED = ("files", "include", "exclude")
_CONFIG_DIR = "${configDir}"
_Raw = Mapping[str, tuple[object, str]]
"""A key's value and the folder of the file that says it."""


class Config(NamedTuple):
    """One configuration with everything it inherits. All paths are relative to the project's root."""

    path: str
    folder: str
    roots: tuple[str, ...]  # baseUrl, if any
    exact: Mapping[str, tuple[str, ...]]
    wildcards: tuple[tuple[str, str, tuple[str, ...]], ...]  # prefix, suffix, targets; longest prefix first
    root_dirs: tuple[str, ...]
    files: frozenset[str]
    include: PatternSet | None
    exclude: PatternSet | None
    references: tuple[str, ...]

    @property
    def has_aliases(self) -> bool:
        return bool(self.roots or self.exact or self.wildcards)

    def takes(self, path: str) -> bool:
        """Whether `files`, `include` and `exclude` take a file in. JavaScript and Vue count like TypeScript: bundlers
        follow the same aliases from there.
        """
        if path in self.files:
            return True
        if self.folder and self.include is None and not path.startswith(self.folder + "/"):
            return False
        if self.exclude is not None and self.exclude.matches(path):
            return False
        if self.include is None:
            return True
        stem = without_suffix(path)
        return any(map(self.include.matches, (path, stem + ".ts", stem + ".tsx")))

    def alias(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """The pattern of `paths` that a specifier matches, "" for none, and the paths that it stands for."""
        if specifier in self.exact:
            return specifier, self.exact[specifier]
        for prefix, suffix, targets in self.wildcards:
            if (
                specifier.startswith(prefix)
                and specifier.endswith(suffix)
                and len(specifier) >= len(prefix) + len(suffix)
            ):
                star = specifier[len(prefix) : len(specifier) - len(suffix)]
                filled = (join("", target.replace("*", star, 1)) for target in targets)
                return f"{prefix}*{suffix}", tuple(target for target in filled if target is not None)
        return "", ()


class Configs:
    """All configurations of a project, and which one rules a file."""

    def __init__(self, layout: Layout, packages: Iterable[Package]) -> None:
        self.notes: list[str] = []
        self._layout = layout
        self._names = {package.name: package.folder for package in packages if package.name}
        self._contents = self._read()
        self._unread: dict[str, str] = {}
        self._extended = {path: tuple(self._parents(path)) for path in self._contents}
        self._merged: dict[str, _Raw] = {}
        self._configs = {path: self._config(path) for path in self._contents}
        self._by_folder: dict[str, tuple[Config, ...]] = {}
        for folder in {config.folder for config in self._configs.values()}:
            self._by_folder[folder] = self._candidates(folder)
        self._chains: dict[str, tuple[tuple[Config, ...], ...]] = {}
        rule = "only files named tsconfig*.json or jsconfig*.json are read; aliases declared in it are not known"
        self.notes += (f"{path}: {known} is extended here, but {rule}" for known, path in self._unread.items())

    def ruling(self, path: str) -> Config | None:
        """The nearest configuration above a file that takes it in, itself or by a reference; else the nearest at all."""
        chain = self._chain(path.rpartition("/")[0])
        if len(chain) == 1 and len(chain[0]) == 1:
            return chain[0][0]
        for configs in chain:
            for config in configs:
                if config.takes(path):
                    return config if config.has_aliases else _with_aliases(config, configs)
        return _with_aliases(chain[0][0], chain[0]) if chain else None

    def folders(self, folder: str) -> tuple[str, ...]:
        """The folders above (or at) a folder that have a configuration, nearest first."""
        return tuple(configs[0].folder for configs in self._chain(folder))

    def _chain(self, folder: str) -> tuple[tuple[Config, ...], ...]:
        if folder not in self._chains:
            self._chains[folder] = tuple(self._by_folder[at] for at in upwards(folder) if at in self._by_folder)
        return self._chains[folder]

    def _candidates(self, folder: str) -> tuple[Config, ...]:
        """The configurations that speak for a folder's files, in the order in which they are asked."""
        here = [config.path for config in self._configs.values() if config.folder == folder]
        todo = sorted(here, key=lambda path: (_ORDER.get(path.rpartition("/")[2], 2), path), reverse=True)
        asked: dict[str, Config] = {}
        while todo:
            path = todo.pop()
            if path in self._configs and path not in asked:
                asked[path] = self._configs[path]
                todo += reversed(asked[path].references)
        first = [config for config in asked.values() if config.folder == folder]
        return (first[0], *(config for config in asked.values() if config is not first[0]))

    def _read(self) -> dict[str, Mapping[str, object]]:
        contents: dict[str, Mapping[str, object]] = {}
        for path in sorted(self._layout.manifests):
            name = path.rpartition("/")[2]
            if not (name.startswith(("tsconfig", "jsconfig")) and name.endswith(".json")):
                continue
            try:
                value = loads(self._layout.manifests[path])
            except JsoncError as error:
                self.notes.append(f"{path}:{error.line}: not valid JSON ({error.reason}); its aliases are not known")
                continue
            if isinstance(value, dict):
                contents[path] = value
            else:
                self.notes.append(f"{path}:1: not a JSON object; its aliases are not known")
        return contents

    def _merge(self, path: str) -> _Raw:
        """What a file says and inherits. A stack instead of recursion: chains of `extends` may be of any length."""
        stack, open_ = [path], {path}
        while stack:
            current = stack[-1]
            if current in self._merged:
                open_.discard(stack.pop())
                continue
            parents = self._extended[current]
            waiting = next((parent for parent in parents if parent not in self._merged and parent not in open_), None)
            if waiting is not None:
                stack.append(waiting)
                open_.add(waiting)
                continue
            merged: dict[str, tuple[object, str]] = {}
            for parent in parents:
                if parent in self._merged:
                    merged.update(self._merged[parent])
                else:
                    self.notes.append(f"{current}: extends goes round in a circle by way of {parent}")
            merged.update(self._own(current))
            self._merged[current] = merged
        return self._merged[path]

    def _own(self, path: str) -> dict[str, tuple[object, str]]:
        content, folder = self._contents[path], path.rpartition("/")[0]
        options = content.get("compilerOptions")
        own = {key: (content[key], folder) for key in _INHERITED if key in content}
        if isinstance(options, dict):
            own |= {key: (options[key], folder) for key in _OPTIONS if key in options}
        elif options is not None:
            self.notes.append(f"{path}: compilerOptions is not an object; its aliases are not known")
        return own

    def _parents(self, path: str) -> list[str]:
        extends = self._contents[path].get("extends")
        names = [extends] if isinstance(extends, str) else extends if isinstance(extends, list) else []
        found = (self._parent(path, name) for name in names if isinstance(name, str))
        return [parent for parent in found if parent in self._contents]

    def _parent(self, path: str, name: str) -> str | None:
        folder = path.rpartition("/")[0]
        relative = name.startswith(".")
        if relative:
            target = join(folder, name)
        else:
            package = package_name(name)
            home = self._names.get(package)
            if home is None:
                return None  # from node_modules, which is never read
            target = join(home, name[len(package) :].strip("/"))
        if target is None:
            self.notes.append(f"{path}: extends {name!r}, which lies outside the project; what it says is not known")
            return None
        spellings = (target, f"{target}.json", join(target, "tsconfig.json") or "")
        for spelling in spellings:
            if spelling in self._layout.manifests:
                return spelling
        known = next((spelling for spelling in spellings if spelling in self._layout.assets), None)
        if known is not None:
            self._unread.setdefault(known, path)
        elif relative:
            self.notes.append(f"{path}: extends {name!r}, but there is no such file")
        return None

    def _config(self, path: str) -> Config:
        raw, folder = self._merge(path), path.rpartition("/")[0]
        base = self._one(raw, "baseUrl", folder)
        exact, wildcards = self._aliases(path, raw, folder, base)
        files = self._many(raw, "files", folder)
        include = self._many(raw, "include", folder)
        exclude = self._many(raw, "exclude", folder)
        return Config(
            path=path,
            folder=folder,
            roots=() if base is None else (base,),
            exact=exact,
            wildcards=wildcards,
            root_dirs=self._many(raw, "rootDirs", folder) or (),
            files=frozenset(files or ()),
            include=_patterns(include if include is not None or files is None else ()),
            exclude=_patterns(exclude, and_below=True),
            references=self._references(path, folder),
        )

    def _aliases(
        self, path: str, raw: _Raw, folder: str, base: str | None
    ) -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str, tuple[str, ...]], ...]]:
        table, home = raw.get("paths", ({}, folder))
        exact: dict[str, tuple[str, ...]] = {}
        wildcards = []
        if not isinstance(table, dict):
            self.notes.append(f"{path}: paths is not an object; its aliases are not known")
            return {}, ()
        for pattern, listed in table.items():
            found = [
                _place(target, base if base is not None else home, folder)
                for target in (listed if isinstance(listed, list) else [listed])
                if isinstance(target, str)
            ]
            targets = tuple(target for target in found if target is not None)
            prefix, star, suffix = pattern.partition("*")
            if star:
                wildcards.append((prefix, suffix, targets))
            else:
                exact[pattern] = targets
        return exact, tuple(sorted(wildcards, key=lambda row: (-len(row[0]), -len(row[1]), row)))

    def _one(self, raw: _Raw, key: str, folder: str) -> str | None:
        value, home = raw.get(key, (None, ""))
        return _place(value, home, folder) if isinstance(value, str) else None

    def _many(self, raw: _Raw, key: str, folder: str) -> tuple[str, ...] | None:
        value, home = raw.get(key, (None, ""))
        if not isinstance(value, list):
            return None
        placed = (_place(item, home, folder) for item in value if isinstance(item, str))
        return tuple(item for item in placed if item is not None)

    def _references(self, path: str, folder: str) -> tuple[str, ...]:
        listed = self._contents[path].get("references")
        found = []
        for reference in listed if isinstance(listed, list) else ():
            written = reference.get("path") if isinstance(reference, dict) else None
            target = join(folder, written) if isinstance(written, str) else None
            if target is not None:
                found.append(target if target.endswith(".json") else (join(target, "tsconfig.json") or ""))
        return tuple(found)


_ORDER = {"tsconfig.json": 0, "jsconfig.json": 1}


def _with_aliases(config: Config, configs: Iterable[Config]) -> Config:
    """A configuration without aliases beside one with: bundlers are usually told the same, so borrow them."""
    donor = next((other for other in configs if other.has_aliases and other.folder == config.folder), config)
    return config._replace(roots=donor.roots, exact=donor.exact, wildcards=donor.wildcards)


def _place(written: str, home: str, folder: str) -> str | None:
    if written.startswith(_CONFIG_DIR):
        return join(folder, written.removeprefix(_CONFIG_DIR))
    return None if written.startswith("/") else join(home, written)


def _patterns(globs: tuple[str, ...] | None, and_below: bool = False) -> PatternSet | None:
    """The globs of tsc as ours: brackets and braces mean themselves there. `and_below` lets a folder that a wildcard
    matches stand for what is in it.
    """
    if globs is None:
        return None
    texts: list[str] = []
    for glob in globs:
        text = glob.replace("[", "[[]").replace("{", "?").replace("}", "?").lstrip("!") or "**"
        try:
            PatternSet([text])
            texts += (text, f"{text}/**") if and_below and not text.endswith("**") else (text,)
        except PatternError:
            continue
    return PatternSet(texts)

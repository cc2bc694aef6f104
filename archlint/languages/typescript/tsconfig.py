"""tsconfig.json and jsconfig.json: a Layout in, the Config that rules a file out, with `extends` and `references` followed."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archlint.languages.typescript.file_index import MAX_PATH, join, upwards, without_suffix
from archlint.languages.typescript.inherited import Inherited, Settings
from archlint.languages.typescript.package_json import Package
from archlint.model.layout import Layout
from archlint.model.patterns import PatternError, PatternSet

_CONFIG_DIR = "${configDir}"
_MAX_REFERENCES = 500


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
        said = Inherited(layout, packages)
        self.notes = said.notes
        self._configs = {path: self._config(path, said) for path in said.paths}
        here: dict[str, list[str]] = {}
        for path, config in self._configs.items():
            here.setdefault(config.folder, []).append(path)
        self._by_folder = {folder: self._candidates(folder, sorted(paths)) for folder, paths in here.items()}
        self._chains: dict[str, tuple[_Candidates, ...]] = {}

    def ruling(self, path: str) -> Config | None:
        """The nearest configuration above a file that takes it in, itself or by a reference; else the nearest at all."""
        chain = self._chain(path.rpartition("/")[0])
        if len(chain) == 1 and len(chain[0].all) == 1:
            return chain[0].all[0]
        for by_name in (True, False):  # an editor asks tsconfig.json and what it refers to; a build may name others
            for configs in chain:
                for config in configs.asked if by_name else configs.others:
                    if config.takes(path):
                        return config if config.has_aliases else _with_aliases(config, configs.all)
        return _with_aliases(chain[0].all[0], chain[0].all) if chain else None

    def folders(self, folder: str) -> tuple[str, ...]:
        """The folders above (or at) a folder that have a configuration, nearest first."""
        return tuple(configs.folder for configs in self._chain(folder))

    def _chain(self, folder: str) -> tuple["_Candidates", ...]:
        if folder not in self._chains:
            self._chains[folder] = tuple(self._by_folder[at] for at in upwards(folder) if at in self._by_folder)
        return self._chains[folder]

    def _candidates(self, folder: str, here: list[str]) -> "_Candidates":
        todo = [join(folder, name) or "" for name in reversed(_DEFAULTS)]
        asked: dict[str, Config] = {}
        while todo:
            path = todo.pop()
            if len(asked) == _MAX_REFERENCES:
                self.notes.append(f"{next(iter(asked))}: of all its references, only {_MAX_REFERENCES} files are asked")
                break
            if path in self._configs and path not in asked:
                asked[path] = self._configs[path]
                todo += reversed(asked[path].references)
        others = tuple(self._configs[path] for path in here if path not in asked)
        return _Candidates(folder, tuple(asked.values()), others, (*asked.values(), *others))

    def _config(self, path: str, said: Inherited) -> Config:
        raw, folder = said.settings(path), path.rpartition("/")[0]
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
            references=_references(said.references(path), folder),
        )

    def _aliases(
        self, path: str, raw: Settings, folder: str, base: str | None
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

    def _one(self, raw: Settings, key: str, folder: str) -> str | None:
        value, home = raw.get(key, (None, ""))
        return _place(value, home, folder) if isinstance(value, str) else None

    def _many(self, raw: Settings, key: str, folder: str) -> tuple[str, ...] | None:
        value, home = raw.get(key, (None, ""))
        if not isinstance(value, list):
            return None
        placed = (_place(item, home, folder) for item in value if isinstance(item, str))
        return tuple(item for item in placed if item is not None)


_DEFAULTS = ("tsconfig.json", "jsconfig.json")


class _Candidates(NamedTuple):
    """The configurations that speak for a folder: those with a default name and what they refer to, and the others in
    it. `all` is never empty and starts with one of the folder itself.
    """

    folder: str
    asked: tuple[Config, ...]
    others: tuple[Config, ...]
    all: tuple[Config, ...]


def _with_aliases(config: Config, configs: Iterable[Config]) -> Config:
    """A configuration without aliases beside one with: bundlers are usually told the same, so borrow them."""
    donor = next((other for other in configs if other.has_aliases and other.folder == config.folder), config)
    return config._replace(roots=donor.roots, exact=donor.exact, wildcards=donor.wildcards)


def _place(written: str, home: str, folder: str) -> str | None:
    if len(written) > MAX_PATH:
        return None
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


def _references(listed: object, folder: str) -> tuple[str, ...]:
    found = []
    for reference in listed if isinstance(listed, list) else ():
        written = reference.get("path") if isinstance(reference, dict) else None
        target = join(folder, written) if isinstance(written, str) else None
        if target is not None:
            found.append(target if target.endswith(".json") else (join(target, "tsconfig.json") or ""))
    return tuple(found)

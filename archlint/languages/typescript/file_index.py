"""Which file a path without its extension means: a Layout in, look-ups as Node, tsc and bundlers do them out."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from archlint.languages.typescript.platform import platform
from archlint.model.layout import Layout, Status
from archlint.model.patterns import Pattern, PatternError

SUFFIXES = (
    ".ts",
    ".tsx",
    ".js",
    ".jsx",
    ".mts",
    ".cts",
    ".mjs",
    ".cjs",
    ".vue",
    ".svelte",
    ".d.ts",
    ".d.mts",
    ".d.cts",
)
"""Best first. Implementations come before declarations: a `.d.ts` beside a `.js` says nothing about what that imports."""

_SOURCES = {".js": (".ts", ".tsx"), ".jsx": (".tsx", ".ts"), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What a written output file is made from."""

_TWINS = {
    ".ts": (".tsx", ".d.ts", ".js", ".jsx"),
    ".tsx": (".ts", ".d.ts", ".jsx", ".js"),
    ".js": (".jsx", ".d.ts"),
    ".jsx": (".js", ".d.ts"),
    ".mts": (".d.mts", ".mjs"),
    ".cts": (".d.cts", ".cjs"),
    ".mjs": (".d.mts",),
    ".cjs": (".d.cts",),
}
"""What else a file's name is tried as when there is no such file."""

MAX_GLOB_MATCHES = 1000
MAX_PATH = 4096
"""No file has a longer path, so nothing longer is looked up."""


class Answer(NamedTuple):
    """What a specifier means, without the number of the reference: the fields of a Resolved."""

    status: Status
    target: str
    why: str = ""


def join(folder: str, path: str) -> str | None:
    """`path` seen from `folder`, without `.` and `..`; None when it leaves the project. "" is the project's root."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def upwards(folder: str) -> Iterator[str]:
    """A folder and all folders around it, innermost first; the last is "", the project's root."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def without_suffix(path: str) -> str:
    """The path without the longest of SUFFIXES that it ends in."""
    end = path.rfind(".")
    suffix = path[end:]
    if end < 0 or suffix not in SUFFIXES:
        return path
    return path[:end].removesuffix(".d") if f".d{suffix}" in SUFFIXES else path[:end]


class FileIndex:
    """The files of a project by path and by path without suffix. `mains` says, per folder with a package.json, which
    files that names as the folder's entry.
    """

    def __init__(self, layout: Layout, mains: Mapping[str, tuple[str, ...]]) -> None:
        self.modules = frozenset(path for path in layout.modules if path.endswith(SUFFIXES))
        self.assets = layout.assets.union(layout.manifests, layout.modules) - self.modules
        self._mains = mains
        self._stems: dict[str, str] = {}
        rank = {suffix: position for position, suffix in enumerate(SUFFIXES)}
        for path in sorted(self.modules):
            stem = without_suffix(path)
            known = self._stems.get(stem)
            if known is None or rank[path[len(stem) :]] < rank[known[len(stem) :]]:
                self._stems[stem] = path
        for path in sorted(self.modules):
            if path.endswith(".d.ts"):
                self._stems.setdefault(path[: -len(".ts")], path)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a module, directly or below."""
        folders: set[str] = set()
        for path in self.modules:
            for folder in upwards(path.rpartition("/")[0]):
                if folder in folders:
                    break
                folders.add(folder)
        return frozenset(folders)

    def find(self, path: str, sources_first: bool = True) -> tuple[Answer, ...]:
        """The file or folder that `path` means; several only where a file exists once per platform, () for none.

        With `sources_first`, `x.js` means `x.ts` where both exist, as it does for tsc.
        """
        if found := self.find_file(path, sources_first) or self.find_folder(path):
            return found
        return (Answer("asset", data),) if (data := f"{path}.json") in self.assets else ()

    def find_file(self, path: str, sources_first: bool = True) -> tuple[Answer, ...]:
        if path in self.assets:
            return (Answer("asset", path),)
        if path in self.modules:
            source = self._twin(path, _SOURCES) if sources_first else None
            return (Answer("module", source or path),)
        found = self._stems.get(path) or self._twin(path, _SOURCES) or self._twin(path, _TWINS)
        if found is not None:
            return (Answer("module", found),)
        variants = (self._stems.get(f"{path}.{ending}") for ending in platform().platform_endings)
        return tuple(Answer("module", variant) for variant in variants if variant is not None)

    def find_folder(self, path: str) -> tuple[Answer, ...]:
        for main in self._mains.get(path, ()):
            entry = join(path, main)
            if entry is not None and entry != path and (found := self.find_file(entry) or self._index(entry)):
                return found
        return self._index(path)

    def _index(self, folder: str) -> tuple[Answer, ...]:
        index = self._stems.get(f"{folder}/index" if folder else "index")
        return (Answer("module", index),) if index is not None else ()

    def _twin(self, path: str, table: Mapping[str, tuple[str, ...]]) -> str | None:
        dot = path.rfind(".")
        for suffix in table.get(path[dot:], ()):
            if (twin := path[:dot] + suffix) in self.modules:
                return twin
        return None

    @cached_property
    def _by_lower_case(self) -> dict[str, tuple[str, str]]:
        """In lower case, every spelling by which a file can be imported: that spelling and the file."""
        lower: dict[str, tuple[str, str]] = {}
        for path in sorted((*self.modules, *self.assets)):
            stem = without_suffix(path)
            for spelling in (path, stem, stem.removesuffix("/index")):
                lower.setdefault(spelling.lower(), (spelling, path))
        return lower

    def missing(self, path: str) -> str:
        """Why `find` found nothing, in words."""
        name = path.rpartition("/")[2]
        suffix = name[name.rfind(".") :] if "." in name else ""
        if suffix in SUFFIXES or suffix.lower() in platform().asset_suffixes:
            text = f"no file {path}"
        elif path:
            text = f"no file {path}.ts, .tsx, … or {path}/index.*"
        else:
            text = "no file index.* in the project's root"
        for wanted in (path, without_suffix(path)):
            spelling, similar = self._by_lower_case.get(wanted.lower(), (wanted, ""))
            if spelling != wanted:
                return f"{text}; {similar} differs in case only"
        return text

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.modules | self.assets))

    def below(self, folder: str) -> Iterator[str]:
        """All files below a folder, sorted."""
        prefix = f"{folder}/" if folder else ""
        paths = self._sorted
        for position in range(bisect_left(paths, prefix), len(paths)):
            if not paths[position].startswith(prefix):
                return
            yield paths[position]

    def glob(self, folder: str, pattern: str, out: Sequence[tuple[str, str]] = ()) -> tuple[list[Answer], str]:
        """The files below `folder` that a glob relative to it takes in and none of `out` (folder, glob) takes out,
        sorted, and what is to be said about them.
        """
        try:
            paths = self._matching(folder, pattern)
            for other in out:
                paths -= self._matching(*other)
        except PatternError as error:
            return [], str(error)
        return self._bounded(sorted(paths), f"{folder}/{pattern}" if folder else pattern)

    def _matching(self, folder: str, pattern: str) -> set[str]:
        matches, start = Pattern(pattern).matches, len(folder) + 1 if folder else 0
        return {path for path in self.below(folder) if matches(path[start:])}

    def _bounded(self, paths: list[str], pattern: str) -> tuple[list[Answer], str]:
        found = [Answer("module" if path in self.modules else "asset", path) for path in paths[:MAX_GLOB_MATCHES]]
        if len(paths) > MAX_GLOB_MATCHES:
            return found, f"matches {len(paths)} files; only the first {MAX_GLOB_MATCHES} are taken"
        return found, "" if found else f"no file matches {pattern}"

"""Where a package's files really are: what package.json names in, source files out, also for build output that is not there."""

from collections.abc import Iterable

from archlint.languages.typescript.file_index import Answer, FileIndex, join, without_suffix
from archlint.languages.typescript.package_json import Package, targets
from archlint.languages.typescript.platform import platform

_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")


def find_entry(index: FileIndex, package: Package, subpath: str) -> tuple[tuple[Answer, ...], str]:
    """The files that `name` (subpath "") or `name/subpath` of a project's package means, or () and why there is none."""
    manifest = join(package.folder, "package.json")
    if package.exports is None:
        named = (subpath,) if subpath else package.entries
    else:
        named = targets(package.exports, f"./{subpath}" if subpath else ".")
        if not named and subpath == "package.json":
            named = (subpath,)
        if not named:
            return (), f'{manifest} does not export "{"./" + subpath if subpath else "."}"'
    found = find_named(index, package.folder, named)
    if not found and not subpath:
        own, source = index.find_folder(package.folder), index.find(join(package.folder, "src") or "")
        found = (source or own) if named else (own or source)
    if found:
        return found, ""
    missing = ", ".join(text for text in dict.fromkeys(join(package.folder, name) or name for name in named[:3]))
    if not missing:
        return (), f"{manifest} names no entry, and there is no file {join(package.folder, 'src/index.*')}"
    return (), f"no file {missing}, and no source that it could be built from"


def find_named(index: FileIndex, folder: str, named: Iterable[str]) -> tuple[Answer, ...]:
    """The first of the files named in a package that exists; sources come before declarations and before guesses."""
    paths = [path for name in named if (path := join(folder, name)) is not None]
    existing = [found for path in paths if (found := index.find(path))]
    for found in existing:
        if not found[0].target.endswith(_DECLARATIONS):
            return found
    for path in paths:
        if source := find_source(index, folder, path):
            return source
    return existing[0] if existing else ()


def find_source(index: FileIndex, folder: str, path: str) -> tuple[Answer, ...]:
    """The source that build output `path` of the package in `folder` is made from, by the usual correspondence."""
    table = platform()
    segments = path[len(folder) + 1 if folder else 0 :].split("/")
    for start in range(len(segments)):
        rest = _plain("/".join(segments[start:]))
        for source in table.source_folders:
            candidate = join(folder, f"{source}/{rest}")
            if candidate is not None and candidate != path and (found := index.find(candidate)):
                return found
        if segments[start] not in table.build_folders:
            break
    return ()


def _plain(path: str) -> str:
    """A built file's path without suffix and without the endings that builds add: `index.esm.js` gives `index`."""
    stem = without_suffix(path)
    while True:
        rest, dot, ending = stem.rpartition(".")
        if not (dot and ending in platform().build_endings):
            return stem
        stem = rest

"""package.json: its bytes in, a Package out, with what it declares, what it offers (`exports`) and its own `#imports`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archlint.languages.typescript.file_index import MAX_PATH
from archlint.languages.typescript.jsonc import JsoncError, loads
from archlint.model.layout import Layout

_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
_ENTRIES = ("source", "module", "main", "browser", "types", "typings")
_MAX_TARGETS = 200


class Package(NamedTuple):
    """`declared` maps the libraries it may import to their versions as written, `entries` are the files it names as
    its own, best first; `exports` is None where it does not restrict what others may import. A package.json that cannot
    be read gives a Package that is not `readable` and says nothing.
    """

    folder: str
    name: str
    declared: Mapping[str, str]
    entries: tuple[str, ...]
    exports: Mapping[str, object] | None
    imports: Mapping[str, object]
    workspaces: tuple[str, ...] | None
    readable: bool = True


def read_packages(layout: Layout) -> tuple[dict[str, Package], list[str]]:
    """The packages of a project by folder ("" is the project's root), and what could not be read."""
    packages: dict[str, Package] = {}
    notes: list[str] = []
    for path in sorted(layout.manifests):
        folder, _, name = path.rpartition("/")
        if name != "package.json":
            continue
        lost = "its dependencies and entries are not known"
        try:
            value = loads(layout.manifests[path])
        except JsoncError as error:
            notes.append(f"{path}:{error.line}: not valid JSON ({error.reason}); {lost}")
            value = None
        else:
            if not isinstance(value, dict):
                notes.append(f"{path}:1: not a JSON object; {lost}")
        packages[folder] = _package(folder, value if isinstance(value, dict) else None)
    return packages, notes


def _package(folder: str, written: Mapping[str, object] | None) -> Package:
    value = written or {}
    name, imports = value.get("name"), value.get("imports")
    return Package(
        folder=folder,
        name=name if isinstance(name, str) else "",
        declared=_declared(value),
        entries=tuple(
            entry for key in _ENTRIES if isinstance(entry := value.get(key), str) and 0 < len(entry) < MAX_PATH
        ),
        exports=_exports(value.get("exports")),
        imports=imports if isinstance(imports, dict) else {},
        workspaces=_workspaces(value.get("workspaces")),
        readable=written is not None,
    )


def _declared(value: Mapping[str, object]) -> dict[str, str]:
    declared: dict[str, str] = {}
    for key in _DEPENDENCIES:
        table = value.get(key)
        if isinstance(table, dict):
            for name, version in table.items():
                declared.setdefault(name, version if isinstance(version, str) else "")
    for name in [name for name in declared if name.startswith("@types/")]:
        # The types of `@a/b` are published as `@types/a__b`.
        scope, separator, rest = name.removeprefix("@types/").partition("__")
        declared.setdefault(f"@{scope}/{rest}" if separator else scope, "")
    return declared


def _exports(value: object) -> Mapping[str, object] | None:
    if value is None:
        return None
    if isinstance(value, dict) and (not value or any(key.startswith(".") for key in value)):
        return value
    return {".": value}


def _workspaces(value: object) -> tuple[str, ...] | None:
    if isinstance(value, dict):
        value = value.get("packages")
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else None


def package_name(specifier: str) -> str:
    """The package that a bare specifier starts with: `@scope/name` of `@scope/name/sub`, `name` of `name/sub`."""
    segments = specifier.split("/", 2)
    return "/".join(segments[:2]) if specifier.startswith("@") else segments[0]


def targets(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    """What `exports` or `imports` say for a key such as `./button` or `#db`: all files of all conditions, in the order
    written, since archlint does not know which conditions a build sets. () when the key is not there or blocked.
    """
    if key in table and "*" not in key and not key.endswith("/"):
        return tuple(_strings(table[key], ""))
    best, matched = "", ""
    for pattern in table:
        prefix, star, suffix = pattern.partition("*")
        if not star and not (pattern.endswith("/") and pattern != "./"):
            continue
        fits = key.startswith(prefix) and key.endswith(suffix) and len(key) > len(prefix) + len(suffix)
        if fits and (len(prefix), len(pattern)) > (len(best.partition("*")[0]), len(best)):
            best, matched = pattern, key[len(prefix) : len(key) - len(suffix)]
    if not best:
        return ()
    if "*" in best:
        return tuple(_strings(table[best], matched))
    return tuple(text + matched for text in _strings(table[best], ""))


def _strings(value: object, star: str) -> Iterator[str]:
    todo, given = [value], 0
    while todo and given < _MAX_TARGETS:
        current = todo.pop()
        if isinstance(current, str):
            given += 1
            if len(current) + current.count("*") * len(star) < MAX_PATH:
                yield current.replace("*", star) if star else current
        elif isinstance(current, dict):
            todo.extend(reversed(list(current.values())))
        elif isinstance(current, list):
            todo.extend(reversed(current))

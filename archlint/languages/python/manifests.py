"""What Python manifests say about source roots and dependencies: their bytes in, folders and names out."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

MANIFESTS = ("pyproject.toml", "setup.py", "setup.cfg", "manage.py")
_REQUIREMENTS = re.compile(r"(?:.*/)?(?:requirements[^/]*|requirements/[^/]*)\.txt")
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_LARGEST = 1_000_000


class Manifests(NamedTuple):
    """`homes` are folders with a manifest, `roots` those that manifests name as source roots (both relative to the
    project, "" for itself), `declared` the import-like names of dependencies per home.
    """

    homes: frozenset[str]
    roots: frozenset[str]
    declared: dict[str, frozenset[str]]
    notes: tuple[str, ...]


def read_manifests(manifests: Mapping[str, bytes]) -> Manifests:
    homes: set[str] = set()
    roots: set[str | None] = set()
    notes: list[str] = []
    declared: dict[str, set[str]] = {}
    for path, content in sorted(manifests.items()):
        home, _, name = path.rpartition("/")
        is_requirements = _REQUIREMENTS.fullmatch(path) is not None
        if name not in MANIFESTS and not is_requirements:
            continue
        homes.add(home)
        if is_requirements:
            lines = content[:_LARGEST].decode("utf-8", "replace").splitlines()
            declared.setdefault(home, set()).update(_names(lines))
        elif name == "pyproject.toml":
            try:
                table = tomllib.loads(content[:_LARGEST].decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                notes.append(f"{path}: not understood ({str(error)[:200]}); its source roots are guessed")
                continue
            roots.update(_joined(home, folder) for folder in _roots(table))
            declared.setdefault(home, set()).update(_names(_dependencies(table)))
    return Manifests(
        frozenset(homes),
        frozenset(root for root in roots if root is not None),
        {home: frozenset(names) for home, names in declared.items()},
        tuple(notes),
    )


def _at(value: object, *keys: str) -> Any:
    """The value below a path of keys, None where something on the way is no table."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _texts(value: object) -> Iterator[str]:
    """A string, or the strings of a list."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))


def _roots(table: dict[str, Any]) -> Iterator[str]:
    """Where the build backends of the field are told to look for packages."""
    tool = table.get("tool")
    yield from _texts(_at(tool, "setuptools", "packages", "find", "where"))
    package_dir = _at(tool, "setuptools", "package-dir")
    if isinstance(package_dir, dict):
        yield from _texts(package_dir.get(""))
    packages = _at(tool, "poetry", "packages")
    for package in packages if isinstance(packages, list) else ():
        yield from _texts(_at(package, "from"))
    for package in _texts(_at(tool, "hatch", "build", "targets", "wheel", "packages")):
        yield package.rstrip("/").rpartition("/")[0] or "."
    yield from _texts(_at(tool, "pytest", "ini_options", "pythonpath"))
    yield from _texts(_at(tool, "uv", "build-backend", "module-root"))
    yield from _texts(_at(tool, "pdm", "build", "package-dir"))


def _dependencies(table: dict[str, Any]) -> Iterator[str]:
    yield from _texts(_at(table, "project", "dependencies"))
    for group in ("optional-dependencies",):
        extras = _at(table, "project", group)
        for requirements in extras.values() if isinstance(extras, dict) else ():
            yield from _texts(requirements)
    groups = table.get("dependency-groups")
    for requirements in groups.values() if isinstance(groups, dict) else ():
        yield from _texts(requirements)
    poetry = _at(table, "tool", "poetry", "dependencies")
    yield from (name for name in poetry if isinstance(name, str)) if isinstance(poetry, dict) else ()


def _names(requirements: Iterator[str] | list[str]) -> Iterator[str]:
    """Distribution names as an import might write them, in lower case."""
    for requirement in requirements:
        match = _NAME.match(requirement)
        if match:
            name = match[1].lower().replace("-", "_").replace(".", "_")
            yield name
            yield from _imported_as().get(name, ())


@cache
def _imported_as() -> dict[str, tuple[str, ...]]:
    """What the modules of distributions are called that are called otherwise."""
    table = tomllib.loads((files(__package__) / "distributions.toml").read_text(encoding="utf-8"))
    return {name: tuple(map(str.lower, modules)) for name, modules in table.items()}


def _joined(home: str, folder: str) -> str | None:
    """A folder of a manifest relative to the project, None when it leaves it."""
    segments = home.split("/") if home else []
    for segment in folder.strip().split("/"):
        if segment in ("", "."):
            continue
        if segment == "..":
            if not segments:
                return None
            segments.pop()
        else:
            segments.append(segment)
    return "/".join(segments)

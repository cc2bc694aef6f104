"""The modules that tach.toml and tach.domain.toml files declare: parsed documents in, modules with absolute names out."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archlint.model.patterns import PatternSet
from archlint.rulebook.foreign.python_names import PythonNames
from archlint.rulebook.foreign.translation import Document, Unequal, is_true, tables, texts

ROOT = "<root>"
"""What tach calls all that belongs to no module."""
_DOMAIN = "<domain_root>"


class TachModule(NamedTuple):
    """A module as tach has it, names absolute. `uses` None allows everything."""

    name: str
    uses: tuple[str, ...] | None
    deprecated: tuple[str, ...]
    never: tuple[str, ...]
    layer: str
    visible: tuple[str, ...] | None
    utility: bool
    unchecked: bool
    libraries: tuple[str, ...] | None
    never_libraries: tuple[str, ...]


def declared_modules(config: Document, domains: Mapping[str, Document], roots: tuple[str, ...]) -> Iterator[TachModule]:
    """As they are written, patterns among them. `domains` are by path, `roots` the source roots."""
    for table in tables(config.get("modules", ())):
        for path in texts(table.get("paths")) or texts(table.get("path")):
            yield _module(path, table, "")
    for place, document in domains.items():
        home = _dotted(place.rpartition("/")[0], roots)
        if isinstance(document.get("root"), Mapping):
            yield _module(home, document["root"], home)
        for table in tables(document.get("modules", ())):
            for path in texts(table.get("paths")) or texts(table.get("path")):
                yield _module(f"{home}.{path}", table, home)


def _dotted(folder: str, roots: tuple[str, ...]) -> str:
    for root in sorted(roots, key=len, reverse=True):
        if not root or folder == root or folder.startswith(f"{root}/"):
            return folder[len(root) :].strip("/").replace("/", ".")
    return folder.replace("/", ".")


def _module(name: str, table: Document, home: str) -> TachModule:
    uses, deprecated = _listed(table.get("depends_on"), home)
    never, _ = _listed(table.get("cannot_depend_on"), home)
    visible = [_absolute(one, home) for one in texts(table["visibility"])] if "visibility" in table else None
    libraries = texts(table["depends_on_external"]) if "depends_on_external" in table else None
    return TachModule(
        name,
        tuple(uses) if "depends_on" in table else None,
        tuple(deprecated),
        tuple(never),
        str(table.get("layer") or ""),
        tuple(visible) if visible is not None else None,
        is_true(table.get("utility")),
        is_true(table.get("unchecked")),
        libraries,
        texts(table.get("cannot_depend_on_external")),
    )


def _listed(value: object, home: str) -> tuple[list[str], list[str]]:
    """The modules that a key lists, and which of them are deprecated."""
    uses, deprecated = [], []
    for item in value if isinstance(value, list) else ():
        path = item.get("path") if isinstance(item, Mapping) else item
        if isinstance(path, str):
            uses.append(_absolute(path, home))
            if isinstance(item, Mapping) and is_true(item.get("deprecated")):
                deprecated.append(uses[-1])
    return uses, deprecated


def _absolute(path: str, home: str) -> str:
    if path.startswith("//"):
        return path[2:]
    if path == _DOMAIN:
        return home
    return f"{home}.{path}" if home else path


def existing_modules(declared: list[TachModule], names: PythonNames, unequal: list[Unequal]) -> dict[str, TachModule]:
    """The modules that exist by name; a later entry wins, a pattern gives way to a written name."""
    found: dict[str, TachModule] = {}
    for module in sorted(declared, key=lambda one: "*" not in one.name):
        if module.name == ROOT:
            found[ROOT] = module
        elif "*" in module.name:
            matches = PatternSet((module.name.replace(".", "/"),)).matches
            for name in names.names():
                if matches(name.replace(".", "/")):
                    found[name] = module._replace(name=name)
        elif names.package(module.name):
            found[module.name] = module
        else:
            unequal.append(Unequal(f"modules: {module.name}", "names no module of this project"))
    return found

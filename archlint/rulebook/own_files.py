"""A project's own maturity model, standards and catalogues: the ./FILE.toml names of a declaration in, checked Structs out.

They are written like those under rules/maturity, rules/standards/criteria and rules/standards, and may replace or join them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from archlint.model.maturity import Criteria, MaturityModel
from archlint.model.rulebook import DeclarationError
from archlint.model.standards import Standard
from archlint.rulebook.complaints import Complaints, shown
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.sources import Source, lies_inside, parse, read

_HOMES: dict[KeyPath, Any] = {
    ("maturity", "model"): MaturityModel,
    ("maturity", "criteria"): Criteria,
    ("standards", "require"): Standard,
}
"""The keys that may name a file, and what the file then holds."""
_PLACE = re.compile(r" - at `\$(.*)`$")
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]")


class OwnFile(NamedTuple):
    """A file that the declaration names: `home` is the key that does."""

    home: KeyPath
    source: Source


class Own(NamedTuple):
    """What a project brings along, each with the name by which the declaration names its file."""

    models: tuple[tuple[str, MaturityModel], ...] = ()
    criteria: tuple[tuple[str, Criteria], ...] = ()
    catalogues: tuple[tuple[str, Standard], ...] = ()


NOTHING_OWN = Own()


def is_own(name: object) -> bool:
    """Whether a name in the declaration is that of a file of the project."""
    return isinstance(name, str) and name.startswith("./")


def opened(root: Path, main: Source, complaints: Complaints) -> tuple[OwnFile, ...]:
    """The files that a declaration names, parsed. What is missing or broken goes to `complaints`."""
    found: list[OwnFile] = []
    for home, path, name in _named(main):
        label = name[2:]
        if not label.endswith(".toml"):
            complaints.add(main, path, f"'{shown(name)}' is no .toml file")
        elif ".." in label.split("/") or not lies_inside(root, root / label):
            complaints.add(main, path, f"'{shown(name)}' lies outside of the project")
        else:
            try:
                content = read(root / label, label)
                found.append(OwnFile(home, Source(label, content, parse(label, content))))
            except DeclarationError as error:
                complaints.add_error(error)
    return tuple(found)


def own_of(files: tuple[OwnFile, ...], complaints: Complaints) -> Own:
    """The files as what they have to be; what they are not is complained about with its line."""
    found: dict[Any, list[tuple[str, Any]]] = {kind: [] for kind in _HOMES.values()}
    for home, source in files:
        kind = _HOMES[home]
        try:
            found[kind].append((f"./{source.label}", msgspec.convert(source.table, kind)))
        except msgspec.ValidationError as error:
            text = str(error)
            place = _PLACE.search(text)
            path = tuple(name or int(index) for name, index in _STEP.findall(place[1])) if place else ()
            complaints.add(source, path, text[: place.start()] if place else text)
    own = Own(*(tuple(found[kind]) for kind in _HOMES.values()))
    for source, path, mistake in _mistakes(files, own):
        complaints.add(source, path, mistake)
    return own


def _mistakes(files: tuple[OwnFile, ...], own: Own) -> Iterator[tuple[Source, KeyPath, str]]:
    """What is well written and cannot be meant."""
    if not own.models and not own.criteria:
        return
    from archlint.rulebook.criteria_mistakes import mistakes_of_criteria, mistakes_of_model

    sources = {f"./{one.source.label}": one.source for one in files}
    for name, model in own.models:
        yield from ((sources[name], path, told) for path, told in mistakes_of_model(model))
    for name, standard in own.criteria:
        yield from ((sources[name], path, told) for path, told in mistakes_of_criteria(standard.criteria))


def _named(main: Source) -> Iterator[tuple[KeyPath, KeyPath, str]]:
    for home in _HOMES:
        table = main.table.get(str(home[0]))
        value = table.get(home[1]) if isinstance(table, dict) else None
        if isinstance(value, str) and is_own(value):
            yield home, home, value
        elif isinstance(value, list):
            yield from ((home, (*home, index), name) for index, name in enumerate(value) if is_own(name))

"""What one file of a declaration says, piece by piece: a parsed Source in, checked and relocated Pieces out."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from archlint.model.balance import Measure
from archlint.model.maturity import Maturity
from archlint.model.tables import Goal, Project, Standards, Transition
from archlint.rulebook.complaints import Complaints, choice
from archlint.rulebook.convert import INVALID, convert_table, convert_value, field_types, word_for
from archlint.rulebook.format import (
    ARRAYS,
    FRAGMENT_LAYER_KEYS,
    GLOB_KEYS,
    MEASURE_KEY,
    PAIR_KEYS,
    REFUSALS,
    SELECTOR_KEYS,
    SUBJECT_KEYS,
    TOP_KEYS,
    Declaration,
    FileKind,
    Pack,
)
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.selectors import glob_mistake, pair_ends, pair_mistake, relocated, selector_kind
from archlint.rulebook.sources import Source


class Piece(NamedTuple):
    """One table of a file: the keys it sets, as the model's types, with globs relative to the project's root."""

    values: dict[str, Any]
    source: Source
    path: KeyPath


class Declared(NamedTuple):
    """A file's tables by their key, and its entries of `[checks]` and `[balance]`."""

    source: Source
    arrays: Mapping[str, tuple[Piece, ...]]
    project: Piece | None
    transition: Piece | None
    standards: Piece | None
    maturity: Piece | None
    checks: tuple[str, ...]
    balance: Mapping[str, tuple[float, float]] | None
    measure: Measure | None = None
    goals: tuple[Piece, ...] = ()


def read_declared(source: Source, kind: FileKind, complaints: Complaints) -> Declared:
    """Everything that a file says which has the right keys and types; the rest is complained about and left out."""
    table = source.table
    for key in table:
        if key not in TOP_KEYS[kind]:
            known = key in Declaration.__struct_fields__
            tail = f"{REFUSALS[kind]}. Allowed: {', '.join(sorted(TOP_KEYS[kind]))}" if known else ""
            complaints.add(source, (key,), tail or f"unknown key{choice(key, TOP_KEYS[kind])}")
    here = {key: table[key] for key in TOP_KEYS[kind] if key in table}
    types = field_types(Declaration)
    if "extends" in here:
        convert_value(source, ("extends",), here["extends"], types["extends"], complaints)
    if "pack" in here:
        convert_table(source, ("pack",), Pack, complaints)
    balance, measure = _balance(source, here.get("balance", {}), complaints)
    return Declared(
        source=source,
        arrays={
            key: tuple(_pieces(source, key, model, kind, complaints)) for key, model in ARRAYS.items() if key in here
        },
        project=_piece(source, ("project",), Project, complaints) if "project" in here else None,
        transition=(
            _piece(source, ("transition",), Transition, complaints, apart=("target", "goals"))
            if "transition" in here
            else None
        ),
        standards=_piece(source, ("standards",), Standards, complaints) if "standards" in here else None,
        maturity=_piece(source, ("maturity",), Maturity, complaints) if "maturity" in here else None,
        checks=tuple(_tables(source, "checks", here.get("checks", {}), complaints)),
        balance=balance if "balance" in here and balance is not INVALID else None,
        measure=measure,
        goals=tuple(_goals(source, complaints)) if "transition" in here else (),
    )


def _balance(source: Source, value: object, complaints: Complaints) -> tuple[Any, Measure | None]:
    """The bands of `[balance]` (INVALID after a complaint), and what `measure` names there."""
    bands, measure = value, None
    if isinstance(value, dict):
        bands = {name: band for name, band in value.items() if name != MEASURE_KEY}
        if MEASURE_KEY in value:
            named = convert_value(source, ("balance", MEASURE_KEY), value[MEASURE_KEY], Measure, complaints)
            measure = named if named is not INVALID else None
    types = field_types(Declaration)
    return convert_value(source, ("balance",), bands, types["balance"], complaints), measure


def _tables(source: Source, key: str, value: object, complaints: Complaints) -> Iterator[str]:
    """The names of the tables in a table of tables."""
    if not isinstance(value, dict):
        complaints.add(source, (key,), f"expected tables [{key}.NAME], got {word_for(value)}")
        return
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield name
        else:
            complaints.add(source, (key, name), f"expected a table [{key}.NAME], got {word_for(inner)}")


def _goals(source: Source, complaints: Complaints) -> Iterator[Piece]:
    """`[[transition.goals]]`."""
    transition = source.table["transition"]
    entries = transition.get("goals", []) if isinstance(transition, dict) else []
    if not isinstance(entries, list):
        complaints.add(
            source, ("transition", "goals"), f"expected tables [[transition.goals]], got {word_for(entries)}"
        )
        return
    for index in range(len(entries)):
        goal = _piece(source, ("transition", "goals", index), Goal, complaints)
        if "where" in goal.values:
            goal.values["where"] = _selectors(source, (*goal.path, "where"), goal.values["where"], complaints)
        yield goal


def _pieces(source: Source, key: str, model: type[Struct], kind: FileKind, complaints: Complaints) -> Iterator[Piece]:
    entries = source.table[key]
    if not isinstance(entries, list):
        complaints.add(source, (key,), f"expected tables [[{key}]], got {word_for(entries)}")
        return
    refused = {}
    if kind == "fragment" and key == "layers":
        refused = {name: REFUSALS[kind] for name in field_types(model) if name not in FRAGMENT_LAYER_KEYS}
    for index in range(len(entries)):
        piece = _piece(source, (key, index), model, complaints, refused)
        if kind == "fragment":
            _check_subject(piece, complaints)
        yield piece


def _piece(  # noqa: PLR0913 - what a table is read by
    source: Source,
    path: KeyPath,
    model: type[Struct],
    complaints: Complaints,
    refused: Mapping[str, str] | None = None,
    *,
    apart: tuple[str, ...] = (),
) -> Piece:
    """A table of a file. The keys `apart` are read by somebody else."""
    values = convert_table(source, path, model, complaints, refused or {}, apart)
    for key in GLOB_KEYS.get(str(path[0]), ()):
        if key in values:
            values[key] = _located(source, (*path, key), values[key], complaints)
    for key in SELECTOR_KEYS.get(str(path[0]), ()):
        if key in values:
            values[key] = _selectors(source, (*path, key), values[key], complaints)
    for key in PAIR_KEYS.get(str(path[0]), ()):
        if key in values:
            values[key] = _pairs(source, (*path, key), values[key], complaints)
    if path[0] == "layers" and "parts" in values:
        values["parts"] = {
            name: _located(source, (*path, "parts", name), globs, complaints) for name, globs in values["parts"].items()
        }
    return Piece(values, source, path)


def _check_subject(piece: Piece, complaints: Complaints) -> None:
    """An entry of an included file is about its own folder; an exception without ends is about all of it."""
    key = str(piece.path[0])
    ends = [selector for name in SUBJECT_KEYS.get(key, ()) for selector in piece.values.get(name, ())]
    if key == "exceptions" and not ends:
        piece.values["importer"] = (relocated("**", piece.source.folder),)
    elif key in SUBJECT_KEYS and not any(selector_kind(end) == "glob" and end[0] != "!" for end in ends):
        known = ", ".join(SUBJECT_KEYS[key])
        complaints.add(piece.source, piece.path, f"one of {known} must be a glob: {REFUSALS['fragment']}")


def _located(source: Source, path: KeyPath, globs: tuple[str, ...], complaints: Complaints) -> tuple[str, ...]:
    """Globs relative to the root, each checked."""
    for index, glob in enumerate(globs):
        mistake = glob_mistake(glob)
        if mistake:
            complaints.add(source, (*path, index), mistake)
    if globs and globs[0].startswith("!") and not source.folder:
        complaints.add(source, (*path, 0), "'!' takes files out of the patterns before it, and there are none")
    return tuple(relocated(glob, source.folder) for glob in globs)


def _selectors(source: Source, path: KeyPath, selectors: tuple[str, ...], complaints: Complaints) -> tuple[str, ...]:
    """Selectors, of which the globs are checked and relative to the root."""
    found = []
    for index, selector in enumerate(selectors):
        if selector_kind(selector) != "glob":
            found.append(selector)
            continue
        mistake = glob_mistake(selector)
        if mistake:
            complaints.add(source, (*path, index), mistake)
        found.append(relocated(selector, source.folder))
    return tuple(found)


def _pairs(source: Source, path: KeyPath, pairs: tuple[str, ...], complaints: Complaints) -> tuple[str, ...]:
    """Pairs of selectors, each end checked and relative to the root."""
    found = []
    for index, pair in enumerate(pairs):
        mistake = pair_mistake(pair)
        if mistake:
            complaints.add(source, (*path, index), mistake)
        ends = []
        for end in pair_ends(pair):
            wrong = glob_mistake(end) if selector_kind(end) == "glob" else ""
            if wrong and not mistake:
                complaints.add(source, (*path, index), wrong)
            ends.append(relocated(end, source.folder) if selector_kind(end) == "glob" else end)
        found.append(" -> ".join(ends))
    return tuple(found)

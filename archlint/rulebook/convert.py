"""TOML values made into the types of the model, key by key, so that every mistake of a file shows at once."""

import datetime
import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.locate import KeyPath
from archlint.rulebook.sources import Source

INVALID = object()
"""What a value that was complained about converts to."""

_MISMATCH = re.compile(r"Expected `([^`]+)`, got `([^`]+)`$")
_BOUND = re.compile(r"Expected `(?:float|int)` (.*)$")
_TYPE_WORDS = {
    "str": "a string",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date such as 2027-03-31",
    "array": "a list",
    "object": "a table",
    "datetime": "a date with a time",
    "time": "a time",
    "null": "nothing",
}


@cache
def field_types(model: type[Struct]) -> Mapping[str, Any]:
    """The keys of a struct, as written in a file, with their types."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(model)}


def convert_table(  # noqa: PLR0913, PLR0917 - what a table is read by
    source: Source,
    path: KeyPath,
    model: type[Struct],
    complaints: Complaints,
    refused: Mapping[str, str] = types.MappingProxyType({}),
    apart: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The keys that the table at `path` sets, converted to the types of `model`; those that cannot be are left out, after a
    complaint. `refused` are keys of the model that have no place here, with the reason; `apart` are keys that are read
    elsewhere.
    """
    raw = value_at(source.table, path)
    if not isinstance(raw, dict):
        complaints.add(source, path, f"expected a table, got {word_for(raw)}")
        return {}
    known = field_types(model)
    allowed = [key for key in known if key not in refused]
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key in apart:
            continue
        if key in allowed:
            converted = convert_value(source, (*path, key), value, known[key], complaints)
            if converted is not INVALID:
                values[key] = converted
        elif key in known:
            complaints.add(source, (*path, key), f"{refused[key]}. Allowed: {', '.join(sorted(allowed))}")
        else:
            complaints.add(source, (*path, key), f"unknown key{choice(key, allowed)}")
    missing = [
        field.encode_name for field in msgspec.structs.fields(model) if field.required and field.encode_name not in raw
    ]
    if missing:
        complaints.add(source, path, f"missing key{'s' if len(missing) > 1 else ''}: {', '.join(missing)}")
    return values


def convert_value(source: Source, path: KeyPath, value: object, expected: Any, complaints: Complaints) -> Any:
    """One value as `expected`, or INVALID after a complaint. A string stands for a list of one string."""
    bare = get_args(expected)[0] if get_origin(expected) is Annotated else expected
    origin, arguments = get_origin(bare), get_args(bare)
    if origin is tuple and arguments[-1] is Ellipsis and isinstance(value, str):
        value = [value]
    items: Any
    if origin in (Mapping, dict) and isinstance(value, dict):
        items = {
            key: convert_value(source, (*path, key), item, arguments[1], complaints) for key, item in value.items()
        }
        return INVALID if INVALID in items.values() else items
    if origin is tuple and arguments[-1] is Ellipsis and isinstance(value, list):
        items = [
            convert_value(source, (*path, index), item, arguments[0], complaints) for index, item in enumerate(value)
        ]
        if any(item is INVALID for item in items):
            return INVALID
        value = items
    try:
        return msgspec.convert(value, expected)
    except msgspec.ValidationError as error:
        complaints.add(source, path, _explained(str(error), value, bare))
        return INVALID


def value_at(table: object, path: KeyPath) -> Any:
    """What a parsed file holds at a key path that it has."""
    for step in path:
        table = table[step]  # type: ignore[index]
    return table


def word_for(value: object) -> str:
    """The type of a TOML value in plain words."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, datetime.datetime):
        return "a date with a time"
    names = {str: "a string", int: "a whole number", float: "a number", list: "a list", dict: "a table"}
    return next((word for kind, word in names.items() if isinstance(value, kind)), "a date or a time")


def _explained(message: str, value: object, expected: Any) -> str:
    """What msgspec says in the words of this file format, with the value and the allowed ones."""
    message = message.partition(" - at `")[0]
    literals = _literals(expected)
    if literals and isinstance(value, str):
        return f"unknown value '{shown(value)}'{choice(value, literals)}"
    mismatch = _MISMATCH.match(message)
    if mismatch is not None:
        allowed = f" Allowed: {', '.join(literals)}" if literals else ""
        wanted = mismatch[1].removesuffix(" | null")
        return f"expected {_TYPE_WORDS.get(wanted, wanted)}, got {word_for(value)}.{allowed}".removesuffix(".")
    bound = _BOUND.match(message)
    if bound is not None:
        return f"must be a number {bound[1]}, not {value}"
    if message == "Expected `str` of length >= 1":
        return "must not be empty"
    if message == "Expected `array` of length >= 1":
        return "must name at least one"
    if message == "Invalid RFC3339 encoded date":
        return f"'{shown(str(value))}' is no date; write it as 2027-03-31"
    return message.replace("`array`", "a list").replace("`object`", "a table")


def _literals(expected: Any) -> list[str]:
    """The allowed strings of a `Literal`, also inside a union."""
    origin = get_origin(expected)
    if origin is Literal:
        return [str(word) for word in get_args(expected)]
    if origin in (Union, types.UnionType):
        return [word for argument in get_args(expected) for word in _literals(argument)]
    return []

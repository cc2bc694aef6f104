"""`[checks.NAME]` of all files, validated against the option models of the catalogue: tables in, CheckSettings out."""

from collections.abc import Mapping, Sequence
from typing import Any, get_type_hints

import msgspec
from msgspec import Struct

from archlint.checks.check import Check
from archlint.model.tables import CheckSettings
from archlint.rulebook.complaints import Complaints, choice, shown
from archlint.rulebook.convert import INVALID, convert_value, field_types
from archlint.rulebook.declared import Declared

_SEVERITY = "severity"


def check_settings(
    files: Sequence[Declared], catalogue: Mapping[str, Check], complaints: Complaints
) -> dict[str, CheckSettings]:
    """The settings per check that a file mentions. A later file wins, key by key; `options` is always an instance."""
    merged: dict[str, dict[str, Any]] = {}
    for declared in files:
        for name in declared.checks:
            path = ("checks", name)
            if name not in catalogue:
                complaints.add(declared.source, path, f"unknown check '{shown(name)}'{choice(name, catalogue)}")
                continue
            values = _values(declared, name, catalogue[name].options, complaints)
            merged.setdefault(name, {}).update(values)
    return {name: _settings(values, catalogue[name].options) for name, values in merged.items()}


def _values(declared: Declared, name: str, options: type[Struct], complaints: Complaints) -> dict[str, Any]:
    """What one file sets for a check, converted."""
    known = {_SEVERITY: get_type_hints(CheckSettings)[_SEVERITY], **field_types(options)}
    values: dict[str, Any] = {}
    for key, value in declared.source.table["checks"][name].items():
        path = ("checks", name, key)
        if key not in known:
            complaints.add(declared.source, path, f"unknown key{choice(key, known)}")
            continue
        converted = convert_value(declared.source, path, value, known[key], complaints)
        if converted is not INVALID:
            values[key] = converted
    return values


def _settings(values: dict[str, Any], options: type[Struct]) -> CheckSettings:
    names = {field.encode_name: field.name for field in msgspec.structs.fields(options)}
    chosen = {names[key]: value for key, value in values.items() if key != _SEVERITY}
    return CheckSettings(severity=values.get(_SEVERITY), options=options(**chosen))

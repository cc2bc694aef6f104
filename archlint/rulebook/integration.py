"""In which style a technology joins systems: rules/standards/integration-patterns.toml in, styles by technology out."""

from collections.abc import Mapping
from functools import cache

import msgspec
from msgspec import Struct

from archlint.model.connections import MessageStyle
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/standards/integration-patterns.toml"


class _Style(Struct, frozen=True, forbid_unknown_fields=True):
    name: MessageStyle
    technologies: tuple[str, ...]


class _Sides(Struct, frozen=True, forbid_unknown_fields=True):
    technologies: tuple[str, str]


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    styles: tuple[_Style, ...]
    sides: tuple[_Sides, ...] = ()


def load_styles() -> Mapping[str, MessageStyle]:
    """By technology. Raises DeclarationError where the file is broken."""
    return {technology: style.name for style in _table().styles for technology in style.technologies}


def load_sides() -> Mapping[str, str]:
    """By the technology of one side that of the other, which alone gets its messages. Raises like load_styles."""
    pairs = [one.technologies for one in _table().sides]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


@cache
def _table() -> _Table:
    table = parse(_LABEL, read(rules_folder() / "standards" / "integration-patterns.toml", _LABEL), shipped=True)
    try:
        return msgspec.convert(table, _Table)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None

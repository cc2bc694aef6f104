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


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    styles: tuple[_Style, ...]


@cache
def load_styles() -> Mapping[str, MessageStyle]:
    """By technology. Raises DeclarationError where the file is broken."""
    table = parse(_LABEL, read(rules_folder() / "standards" / "integration-patterns.toml", _LABEL), shipped=True)
    try:
        styles = msgspec.convert(table, _Table).styles
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None
    return {technology: style.name for style in styles for technology in style.technologies}

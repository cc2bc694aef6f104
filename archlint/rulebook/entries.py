"""Where systems are entered: rules/entries.toml in, EntryRules out."""

from functools import cache

import msgspec

from archlint.model.entry_rules import EntryRules
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/entries.toml"


@cache
def load_entries() -> EntryRules:
    """The shipped table. Raises DeclarationError where it is broken."""
    try:
        return msgspec.convert(parse(_LABEL, read(rules_folder() / "entries.toml", _LABEL)), EntryRules)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None

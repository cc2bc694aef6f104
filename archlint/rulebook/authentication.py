"""By which words code speaks of authentication: rules/authentication.toml in, AuthenticationWords out."""

from functools import cache

import msgspec

from archlint.model.authentication import AuthenticationWords
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_LABEL = "rules/authentication.toml"


@cache
def load_authentication_words() -> AuthenticationWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    table = parse(_LABEL, read(rules_folder() / "authentication.toml", _LABEL), shipped=True)
    try:
        return msgspec.convert(table, AuthenticationWords)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{_LABEL}: {error}", _LABEL) from None

"""What words of names mean: rules/ui-logic.toml, rules/presentation.toml and rules/stereotypes.toml in, their structs out."""

from functools import cache
from typing import TypeVar

import msgspec

from archlint.model.rulebook import DeclarationError
from archlint.model.stereotypes import StereotypeWords
from archlint.model.tier_words import DomainWords, PresentationWords
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_T = TypeVar("_T", DomainWords, PresentationWords, StereotypeWords)


@cache
def load_domain_words() -> DomainWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    return _load("ui-logic.toml", DomainWords)


@cache
def load_presentation_words() -> PresentationWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    return _load("presentation.toml", PresentationWords)


@cache
def load_stereotype_words() -> StereotypeWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    return _load("stereotypes.toml", StereotypeWords)


def _load(name: str, kind: type[_T]) -> _T:
    label = f"rules/{name}"
    try:
        return msgspec.convert(parse(label, read(rules_folder() / name, label)), kind)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{label}: {error}", label) from None

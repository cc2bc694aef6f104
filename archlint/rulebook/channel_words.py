"""What words give channels and decisions away: rules/channels.toml and rules/decisions.toml in, their structs out."""

from functools import cache
from typing import TypeVar

import msgspec

from archlint.model.channel_words import ChannelWords, DecisionWords
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.packs import rules_folder
from archlint.rulebook.sources import parse, read

_T = TypeVar("_T", ChannelWords, DecisionWords)


@cache
def load_channel_words() -> ChannelWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    return _load("channels.toml", ChannelWords)


@cache
def load_decision_words() -> DecisionWords:
    """The shipped table. Raises DeclarationError where it is broken."""
    return _load("decisions.toml", DecisionWords)


def _load(name: str, kind: type[_T]) -> _T:
    label = f"rules/{name}"
    try:
        return msgspec.convert(parse(label, read(rules_folder() / name, label)), kind)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{label}: {error}", label) from None

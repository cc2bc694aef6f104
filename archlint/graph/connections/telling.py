"""What addresses say: some of them in, those that say anything, or more than others, out; and whether a value is one."""

import re
from collections.abc import Sequence

from archlint.graph.connections.addresses import Address
from archlint.graph.values.terms import TextValue, Value

_PATH = re.compile(r"/|https?:|[\w.-]+/")
"""How an address begins that is written as such."""
_BEHIND = re.compile(r"/[A-Za-z]")
_NOT_KNOWN = re.compile(r"\{[^}]*\}|[/?]")


def telling(places: list[Address]) -> list[Address]:
    """Some addresses without those of `path ?? ""` and of words for readers (`"no image"`), where there are others."""
    nothing = "/" if any(map(says, places)) else ""
    return [one for one in places if one.host or (one.path.strip(nothing) and " " not in one.path)] or places


def says_more(place: Address, own: Sequence[Address]) -> bool:
    """Whether an address says anything besides what is not known and what it said before."""
    if not (says(place) or (place.host and not place.host.startswith("{"))):
        return False
    said = (_NOT_KNOWN.sub("", place.path), place.host)
    return all(said != (_NOT_KNOWN.sub("", one.path), one.host) for one in own)


def says(place: Address) -> bool:
    """Whether an address says anything besides what is not known."""
    return bool(_NOT_KNOWN.sub("", place.path)) or (place.path == "/" and bool(place.host))


def is_path(value: Value) -> bool:
    """Whether a text begins as addresses do."""
    first = value.parts[0] if isinstance(value, TextValue) and value.parts else None
    return isinstance(first, str) and _PATH.match(first) is not None


def is_behind(value: Value) -> bool:
    """Whether a text says a path behind a beginning that is not known."""
    known = [one for one in value.parts if isinstance(one, str) and one] if isinstance(value, TextValue) else []
    return bool(known) and _BEHIND.match(known[0]) is not None

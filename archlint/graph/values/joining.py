"""Pieces of addresses put together: values in, one with single slashes between them out."""

import re

from archlint.graph.values.cuts import start_of
from archlint.graph.values.terms import TextValue, Value, options_of, several, text

_HOST = re.compile(r"[a-z]+://[^/]+(?=/)")


def joined_url(parts: list[Value]) -> Value:
    """Pieces of an address with one slash between each two."""
    whole: Value = parts[0]
    for part in parts[1:]:
        options = [one for one in options_of(part) if isinstance(one, TextValue)]
        absolute = bool(options) and all(start_of(one).startswith(("http://", "https://")) for one in options)
        whole = part if absolute else text(without_slash(whole), "/", _without_first(part))
    return whole


def begins_at_root(value: Value) -> bool:
    """Whether a path begins with a slash, which a resolved address begins with behind its host."""
    return all(isinstance(one, TextValue) and start_of(one).startswith("/") for one in options_of(value))


def at_root(value: Value) -> Value:
    """An address without its path, as far as it is known: `http://bills` of `http://bills/api/`."""
    found: list[Value] = []
    for one in options_of(value):
        host = _HOST.match(start_of(one)) if isinstance(one, TextValue) else None
        found.append(TextValue((host[0],)) if host is not None else one)
    return several(found)


def without_slash(value: Value) -> Value:
    """A text without the slashes at its end."""
    found: list[Value] = []
    for one in options_of(value):
        if isinstance(one, TextValue) and one.parts and isinstance(one.parts[-1], str):
            last = one.parts[-1].rstrip("/")
            found.append(TextValue((*one.parts[:-1], last) if last else one.parts[:-1]))
        else:
            found.append(one)
    return several(found) if len(found) > 1 else found[0]


def _without_first(value: Value) -> Value:
    found: list[Value] = []
    for one in options_of(value):
        if isinstance(one, TextValue) and one.parts and isinstance(one.parts[0], str):
            first = one.parts[0].lstrip("/")
            found.append(TextValue((first, *one.parts[1:]) if first else one.parts[1:]))
        else:
            found.append(one)
    return several(found) if len(found) > 1 else found[0]


def glued(start: Value, value: Value) -> Value:
    """A value behind what it begins with, without a slash of ours between them where the start is known to its end."""
    is_known = isinstance(start, TextValue) and start.parts and isinstance(start.parts[-1], str)
    return text(without_slash(start), value) if is_known else joined_url([start, value])

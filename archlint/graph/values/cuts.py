"""What is left of a text that code cuts and replaces in: a text and what it is told in, the text out, as far as it goes for
addresses.
"""

import re
from collections.abc import Sequence

from archlint.graph.values.terms import UNKNOWN, TextValue, Value, merged, text

_MANY_SLASHES = frozenset(
    (
        "/+",
        "//+",
        "/{2,}",
        "//",
        "(/)+",
        "(://)/*|(/)+",
        "([^:]/)/+",
        "([^:])//+",
        "([^:])/{2,}",
        "(?<!:)//+",
        "(?<!:)/+",
    )
)
_LAST_SLASHES = frozenset(("/+$", "/$", "/*$"))
_FIRST_SLASHES = frozenset(("^/+", "^/", "^/*"))
_SLASHES = re.compile(r"(?<!:)/{2,}")
CUTS = ("slice", "substring", "substr")
STRIPS = ("lstrip", "rstrip", "strip", "trim", "trimStart", "trimEnd", "removeprefix", "removesuffix", "replace")
"""What only takes marks off the ends of what callers give."""
_MARKS = ("/", "?", "#", "&", ".")


def changed(of: TextValue, name: str, arguments: Sequence[Value]) -> Value | None:
    """What a method leaves of a text that cuts or replaces in it, None for any other."""
    first = literal_of(arguments[0]) if arguments else " "
    if name in ("rstrip", "removesuffix") and of.parts and isinstance(of.parts[-1], str):
        last = of.parts[-1].rstrip(first) if name == "rstrip" and first else of.parts[-1].removesuffix(first)
        return TextValue((*of.parts[:-1], last) if last else of.parts[:-1])
    if name in ("lstrip", "removeprefix") and of.parts and isinstance(of.parts[0], str):
        left = of.parts[0].lstrip(first) if name == "lstrip" and first else of.parts[0].removeprefix(first)
        return TextValue((left, *of.parts[1:]) if left else of.parts[1:])
    if name in CUTS and 1 <= len(arguments) <= 2:
        return _cut(of, first, is_end=len(arguments) > 1)
    if name in ("replace", "replaceAll") and len(arguments) > 1:
        return _replaced(of, arguments)
    return None


def start_of(value: TextValue) -> str:
    """What is known of a text from its start on."""
    return value.parts[0] if value.parts and isinstance(value.parts[0], str) else ""


def literal_of(value: Value) -> str:
    """A text of which all is known, "" for any other."""
    return start_of(value) if isinstance(value, TextValue) and len(value.parts) == 1 else ""


def _cut(of: TextValue, start: str, *, is_end: bool) -> Value:
    """`of.slice(1)`, `of.slice(0, -1)`: a text without the marks that are cut off at its start or its end. One that begins
    with no mark is itself: nobody cuts a letter off an address unless a mark stands there.
    """
    if not of.parts:
        return of
    first, last = of.parts[0], of.parts[-1]
    if not is_end and start == "1" and isinstance(first, str):
        return TextValue(merged((first[1:] if first[:1] in _MARKS else first, *of.parts[1:])))
    if is_end and start == "0" and isinstance(last, str) and last.endswith("/"):
        return TextValue(merged((*of.parts[:-1], last[:-1])))
    return UNKNOWN


def _replaced(of: TextValue, arguments: Sequence[Value]) -> Value:
    """A replacement of a literal piece; one by a pattern changes nothing that is known but the number of slashes."""
    old = literal_of(arguments[0])
    if not old or (old.startswith("/") and old.rpartition("/")[0]):
        return _with_slashes(of, old[1:].rpartition("/")[0].replace("\\/", "/"), literal_of(arguments[1]))
    parts: list[str | Value] = []
    for part in of.parts:
        if isinstance(part, str) and old in part:
            for index, piece in enumerate(part.split(old)):
                parts += [arguments[1], piece] if index else [piece]
        else:
            parts.append(part)
    return text(*parts)


def _with_slashes(of: TextValue, pattern: str, by: str) -> Value:
    """A text after a replacement by a pattern that is about slashes alone: several of them, or those at an end."""
    if by not in ("", "/") and not by.startswith("$"):
        return of
    if pattern in _LAST_SLASHES and of.parts and isinstance(of.parts[-1], str):
        return TextValue(merged((*of.parts[:-1], of.parts[-1].rstrip("/"), by)))
    if pattern in _FIRST_SLASHES and of.parts and isinstance(of.parts[0], str):
        return TextValue(merged((by, of.parts[0].lstrip("/"), *of.parts[1:])))
    if pattern in _MANY_SLASHES:
        return TextValue(tuple(_SLASHES.sub("/", part) if isinstance(part, str) else part for part in of.parts))
    return of

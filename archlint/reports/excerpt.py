"""The guilty line of source with carets under it: a line of text and a place in it in, two lines for a terminal out."""

import unicodedata

from archlint.model.finding import Place
from archlint.reports.escape import source

_WIDEST = 160
"""Columns of source shown where the terminal sets no limit."""

_ELLIPSIS = "…"


def excerpt(line: str, place: Place, width: int = 0) -> list[str]:
    """`  12 | the code` and the carets below it. Long lines are cut around the place; [] where it lies outside."""
    if not 1 <= place.column <= len(line) + 1:
        return []
    gutter = f"{place.line:>6} | "
    room = max((width or _WIDEST) - len(gutter), 12)
    before, marked = line[: place.column - 1], _marked(line, place)
    after = line[len(before) + len(marked) :]
    stripped = before.lstrip()
    before, marked, after = source(stripped), source(marked), source(after)
    if columns(before) > room // 2:
        before = _ELLIPSIS + _last(before, room // 2 - 1)
    marked = _first(marked, room - columns(before))
    after = _first(after, room - columns(before) - columns(marked))
    carets = "^" * max(columns(marked), 1)
    return [gutter + before + marked + after, " " * (len(gutter) - 2) + "| " + " " * columns(before) + carets]


def columns(text: str) -> int:
    """The columns that `text` takes on a terminal: East Asian wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns_of(char) for char in text)


def _columns_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _marked(line: str, place: Place) -> str:
    """The part of the line that the place spans: its length is known in bytes only."""
    rest = line[place.column - 1 :]
    length = place.end - place.start
    if length <= 0:
        return rest[:1]
    return rest.encode("utf-8", "surrogatepass")[:length].decode("utf-8", "ignore").rstrip()


def _first(text: str, room: int) -> str:
    """As much of the beginning as fits, with an ellipsis where something is missing."""
    if columns(text) <= room:
        return text
    kept, used = [], 0
    for char in text:
        used += _columns_of(char)
        if used > room - 1:
            break
        kept.append(char)
    return "".join(kept) + _ELLIPSIS if room > 0 else ""


def _last(text: str, room: int) -> str:
    """As much of the end as fits."""
    kept, used = [], 0
    for char in reversed(text):
        used += _columns_of(char)
        if used > room:
            break
        kept.append(char)
    return "".join(reversed(kept))

"""The guilty line of source with carets under it: a line of text and a place in it in, two lines for a terminal out."""

import re
import unicodedata
from collections.abc import Callable

from archlint.model.finding import Place
from archlint.reports.escape import source

_WIDEST = 160
"""Columns of source shown where the terminal sets no limit."""

_ELLIPSIS = "…"
_MOST_MARKS = 20
_MARK = re.compile(r"@[\w.]+(?=\W|$)\s*")


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


def shown_line(read: Callable[[str, int], str | None], place: Place) -> tuple[str | None, Place]:
    """The line to show for a place, and the place on it: below the annotations with which a class or function begins."""
    line = text = read(place.file, place.line)
    at = place
    for _ in range(_MOST_MARKS):
        if text is None or not _is_mark(text[at.column - 1 :]):
            break
        start = at.start + len(text[at.column - 1 :].encode("utf-8", "surrogatepass")) + 1
        text = read(place.file, at.line + 1)
        if not text or start >= place.end:
            return line, place  # the annotation itself is meant
        indent = len(text) - len(text.lstrip())
        at = Place(place.file, at.line + 1, indent + 1, start + indent, place.end)
    return (line, place) if text is None else (text, at)


def _is_mark(text: str) -> bool:
    """Whether a line holds annotations and nothing else, each of them whole."""
    rest = text.strip()
    while match := _MARK.match(rest):
        rest = rest[match.end() :]
        if rest.startswith("("):
            depth = 0
            for end, char in enumerate(rest):
                depth += (char == "(") - (char == ")")
                if depth == 0:
                    rest = rest[end + 1 :].lstrip()
                    break
            else:
                return False
        if not rest:
            return True
    return False


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

"""What the lines, heads and numbers of a picture mean: a Picture in, operations of xdot out, for what occurs in it."""

from collections.abc import Iterator

from archlint.model.connections import IntegrationStyle
from archlint.model.graph import Kind, Verdict
from archlint.reports.integration import STYLE_MEANINGS
from archlint.reports.pictures.picture import Change, Picture
from archlint.reports.pictures.xdot import GREY, text

_SOLID, _DASHED, _DOTTED = "S 5 -solid ", "S 6 -dashed ", "S 6 -dotted "
_LINE = "#5b6b7b"
_LINES: dict[Verdict, tuple[str, str, str]] = {
    "violation": ("#c62828", _SOLID, "breaks the layering"),
    "excepted": ("#a15c00", _DASHED, "excepted: accepted for now"),
    "uncovered": ("#757575", _DOTTED, "uncovered: one end is in no layer"),
}
_CHANGED: dict[Change, tuple[str, str]] = {"added": ("#1b7f3b", _SOLID), "removed": ("#8a8a8a", _DASHED)}
_KINDS: tuple[tuple[Kind, IntegrationStyle | None, str], ...] = (
    ("import", None, "import"),
    ("call", None, "call"),
    ("http", "direct API", STYLE_MEANINGS["direct API"]),
    ("event", "messaging", STYLE_MEANINGS["messaging"]),
    ("event", "event", STYLE_MEANINGS["event"]),
    ("data", None, "shared data"),
)
_LETTER = 5.6
_SIZE = 10


def legend(drawn: Picture, left: float, y: float) -> tuple[str, float]:
    """The operations, and how far to the right they reach."""
    told, x = "", left
    for color, style, kind, word in _entries(drawn):
        told += _sample(x, y, color, style, kind) + text(
            (x + 36, y - 3), _SIZE, GREY if color == _LINE else color, word
        )
        x += 52 + _LETTER * len(word)
    if any(arrow.count > 1 and arrow.label for arrow in drawn.arrows):
        word = "numbers count dependencies; the more, the thicker"
        told += text((x, y - 3), _SIZE, GREY, word)
        x += _LETTER * len(word)
    return told, x


def _entries(drawn: Picture) -> Iterator[tuple[str, str, str, str]]:
    there = {(arrow.kind, arrow.style) for arrow in drawn.arrows}
    for kind, joined, word in _KINDS:
        if (kind, joined) in there:
            yield _LINE, _SOLID, kind, word
    for verdict, (color, style, word) in _LINES.items():
        if any(arrow.verdict == verdict for arrow in drawn.arrows):
            yield color, style, "import", word
    changes = {arrow.change for arrow in drawn.arrows if arrow.verdict != "violation" or arrow.change == "removed"}
    changes |= {box.change for box in drawn.boxes}
    for change, (color, style) in _CHANGED.items():
        if change in changes:
            yield color, style, "import", change


def _sample(x: float, y: float, color: str, style: str, kind: str) -> str:
    end = x + 30
    told = f"{style}c 7 -{color} L 2 {x:.1f} {y:.1f} {end - 6:.1f} {y:.1f} S 5 -solid "
    if kind == "data":
        return told + f"c 7 -{color} C 7 -#ffffff E {end - 3:.1f} {y:.1f} 3 3 "
    fill = "#ffffff" if kind == "event" else color
    wings = f"{end:.1f} {y:.1f} {end - 8:.1f} {y + 3.5:.1f} "
    if kind == "http":
        return told + f"c 7 -{color} C 7 -{color} P 4 {wings}{end - 4:.1f} {y:.1f} {end - 8:.1f} {y - 3.5:.1f} "
    return told + f"c 7 -{color} C 7 -{fill} P 3 {wings}{end - 8:.1f} {y - 3.5:.1f} "

"""TOML text cut into tokens: what the bounds before parsing and the line numbers after it are both made from.

Every alternative of the pattern is possessive and ends by itself, so that the cut is linear in the text, valid or not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_DEPTH = 32
"""How deep brackets nest and how many dots a key has at most: tomllib recurses over these, is quadratic in those."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]++|\\.|"(?!""))*(?:"{3,5})?'
    r"|'''(?:[^']++|'(?!''))*(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*"?'
    r"|'[^'\n]*+'?)"
    r"|(?P<newline>\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<space>[^\S\n]++|#[^\n]*+)"
    r"|(?P<word>[^\s\"'#\[\]{}=,.]++)",
    re.DOTALL,
)


class Token(NamedTuple):
    """`kind` is string, newline, mark or word; `line` (1-based) is where it begins."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a TOML text without white space and comments. Any text gives tokens; validity is not looked at."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match[0], line)
        if kind in ("string", "newline"):
            line += match[0].count("\n")


def beyond_bounds(text: str) -> tuple[int, str] | None:
    """The line and the reason why a text must not be handed to tomllib, None when it may."""
    depth = dots = 0
    for token in tokens(text):
        if token.text in ("[", "{"):
            depth += 1
            dots = 0
        elif token.text in ("]", "}"):
            depth = max(0, depth - 1)
            dots = 0
        elif token.kind == "mark" and token.text == ".":
            dots += 1
        elif token.kind == "newline" or token.text in ("=", ","):
            dots = 0
        if depth > MAX_DEPTH:
            return token.line, f"brackets nest deeper than {MAX_DEPTH} levels"
        if dots > MAX_DEPTH:
            return token.line, f"a key has more than {MAX_DEPTH} dots"
    return None

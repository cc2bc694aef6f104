"""Syntax that the grammars do not know yet: a text that did not parse in, one of the same length that may, out.

Nothing moves: what is taken out is filled with blanks, or with a name of the same length.
"""

import re

_BLANKED = (
    re.compile(rb"\bexport\s+(type)\s*\*"),
    re.compile(rb"\bexport\s+default\s+(abstract)\s+class\b"),
    re.compile(rb"\bimport\s+(defer|source)\s+(?!from\b)[\w$*{]"),
    re.compile(rb"[<,]\s*(in\s+out|in|out)\s+[A-Za-z_$]"),
)
_TYPE_IMPORT = re.compile(
    rb"\bimport\(\s*(?:\"[^\"\r\n]{1,500}\"|'[^'\r\n]{1,500}')\s*\)"
    rb"(?=\s*\.\s*(?!(?:then|catch|finally)\b)[\w$]+(?:\s*\.\s*[\w$]+){0,8}\s*<)"
)
_DEFAULT_FROM = re.compile(rb"\bexport (default) (?=from\s*[\"'])")
_SPECIFIER = re.compile(rb"[\"']([^\"']+)[\"']")


def repaired(text: bytes) -> tuple[bytes, list[tuple[str, int, int]]]:
    """The text with unknown syntax taken out, and the `import("…")` types among it: target, start and end."""
    for pattern in _BLANKED:
        text = pattern.sub(_blank, text)
    text = _DEFAULT_FROM.sub(rb"export{\1}", text)
    found: list[tuple[str, int, int]] = []

    def name(match: re.Match[bytes]) -> bytes:
        specifier = _SPECIFIER.search(match[0])
        if specifier is not None:
            found.append((specifier[1].decode("utf-8", "replace"), match.start(), match.end()))
        return b"_" * len(match[0])

    return _TYPE_IMPORT.sub(name, text), found


def _blank(match: re.Match[bytes]) -> bytes:
    start, end = match.span(1)
    return match[0][: start - match.start()] + b" " * (end - start) + match[0][end - match.start() :]

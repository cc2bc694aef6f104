"""JSON as people write it in tsconfig.json: bytes with comments, trailing commas or a byte order mark in, values out.

Linear in the input and without recursion of its own; nesting is bounded before anything that recurses sees the text.
"""

import codecs
import json
import re

MAX_DEPTH = 64
_STOP = re.compile(r'["/,\[\]{}]')
_STRING_END = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_CLOSING = re.compile(r"\s*[\]}]")
_NOT_LINE_END = re.compile(r"[^\r\n]")


class JsoncError(ValueError):
    """Why the text is no JSON, and in which line (1-based)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def loads(data: bytes) -> object:
    """The value that `data` holds: dicts, lists, strings, numbers, booleans, None. Raises JsoncError, nothing else."""
    text = _decode(data)
    plain = _without_trailing_commas(_without_comments(text))
    try:
        value: object = json.loads(plain)
    except json.JSONDecodeError as error:
        raise JsoncError(error.msg, error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise JsoncError(str(error), 1) from None
    return value


def _decode(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsoncError(
            f"byte {error.start} is not {error.encoding.upper()}", data.count(b"\n", 0, error.start) + 1
        ) from None


def _without_comments(text: str) -> str:
    """The text with comments blanked out (line ends stay), its strings closed and its nesting within MAX_DEPTH."""
    pieces: list[str] = []
    done = position = depth = 0
    while match := _STOP.search(text, position):
        start, char = match.start(), match[0]
        position = start + 1
        if char == '"':
            end = _STRING_END.match(text, position)
            if end is None:
                raise JsoncError("a string is not closed", _line(text, start))
            position = end.end()
        elif char == "/":
            position = _comment_end(text, start)
            if position < 0:
                raise JsoncError("a comment is not closed", _line(text, start))
            pieces += (text[done:start], _NOT_LINE_END.sub(" ", text[start:position]))
            done = position
        elif char in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise JsoncError(f"nested deeper than {MAX_DEPTH} levels", _line(text, start))
        elif char in "]}":
            depth -= 1
    return "".join((*pieces, text[done:]))


def _comment_end(text: str, start: int) -> int:
    """Where the comment at `start` ends; the next character when it is none, -1 when it is not closed."""
    if text.startswith("//", start):
        ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
        return min(ends, default=len(text))
    if text.startswith("/*", start):
        end = text.find("*/", start + 2)
        return end + 2 if end >= 0 else -1
    raise JsoncError("a stray '/'", _line(text, start))


def _without_trailing_commas(text: str) -> str:
    pieces: list[str] = []
    done = position = 0
    while match := _STOP.search(text, position):
        start, char = match.start(), match[0]
        position = start + 1
        if char == '"':
            end = _STRING_END.match(text, position)
            position = end.end() if end else len(text)
        elif char == "," and (closing := _CLOSING.match(text, position)):
            pieces += (text[done:start], " ")
            done = position
            position = closing.end() - 1
    return "".join((*pieces, text[done:]))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1

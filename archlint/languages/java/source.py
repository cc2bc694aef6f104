"""A file's bytes in, the text that the grammar reads and its lines out: line ends and Unicode escapes as the language has
them (JLS 3.3, 3.4), which the grammar does not know.
"""

import re
from bisect import bisect_right

from archlint.languages.parsing import Lines
from archlint.model.facts import Span

_ESCAPES = re.compile(rb"\\\\|((?:\\u+[0-9a-fA-F]{4})+)")
_CODE = re.compile(rb"\\u+([0-9a-fA-F]{4})")
_LONE_CR = re.compile(rb"\r(?!\n)")
_CONSTRUCTOR_CALL = re.compile(rb"(?<=[;{}\s])(?:s(?=uper\s*\()|t(?=his\s*\())")
_WHITE = b"\t\n\f\r"


class EscapedLines(Lines):
    """The lines of a file by offsets into its text without escapes."""

    def __init__(self, content: bytes, ends: list[int], shifts: list[int]) -> None:
        super().__init__(content)
        self._ends = ends
        self._shifts = shifts

    def _written(self, offset: int) -> int:
        """Where the file has what stands at an offset of the text."""
        index = bisect_right(self._ends, offset)
        return offset + self._shifts[index - 1] if index else offset

    def line(self, offset: int) -> int:
        return super().line(self._written(offset))

    def span(self, start: int, end: int) -> Span:
        return super().span(self._written(start), self._written(end))

    def is_blank_before(self, offset: int) -> bool:
        return super().is_blank_before(self._written(offset))


def read_source(content: bytes, lines: Lines) -> tuple[bytes, Lines]:
    """The text to parse, and the lines of the file for offsets into that text."""
    if content.endswith(b"\x1a"):
        content = content[:-1] + b" "
    if b"\\u" in content:
        text, ends, shifts = _without_escapes(content)
        if ends:
            lines = EscapedLines(content, ends, shifts)
            content = text
    return (_LONE_CR.sub(b"\n", content) if b"\r" in content else content), lines


def rename_constructor_calls(content: bytes) -> bytes:
    """`super(…)` behind other statements (Java 25) is newer than the grammar: make it a call of `$uper`."""
    return _CONSTRUCTOR_CALL.sub(b"$", content)


def _without_escapes(content: bytes) -> tuple[bytes, list[int], list[int]]:
    r"""The text with `\u002e` as `.`, where each of them ends in it, and how many bytes they took until there."""
    pieces: list[bytes] = []
    ends: list[int] = []
    shifts: list[int] = []
    copied = 0
    length = 0
    for match in _ESCAPES.finditer(content):
        if match[1] is None:
            continue
        characters = _characters(match[1])
        if characters is None:
            continue
        pieces += (content[copied : match.start()], characters)
        length += match.start() - copied + len(characters)
        copied = match.end()
        ends.append(length)
        shifts.append(copied - length)
    pieces.append(content[copied:])
    return b"".join(pieces), ends, shifts


def _characters(escapes: bytes) -> bytes | None:
    """What a run of escapes stands for; None where that is no text: control characters and halves of characters."""
    codes = [int(code, 16) for code in _CODE.findall(escapes)]
    if any(code < 0x20 and code not in _WHITE for code in codes):
        return None
    try:
        return b"".join(code.to_bytes(2, "big") for code in codes).decode("utf-16-be").encode()
    except UnicodeDecodeError:
        return None

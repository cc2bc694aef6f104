"""Places in files as editors count them: 0-based lines, columns in the units agreed on; places of findings in, ranges out."""

from lsprotocol.types import Position, PositionEncodingKind, Range

from archlint.model.finding import Place


class Lines:
    """The lines of one document. LF, CRLF and a lone CR end a line, as in the protocol and in archlint. Columns count UTF-16
    code units, unless editor and server agreed on something else.
    """

    def __init__(self, content: bytes, encoding: str = PositionEncodingKind.Utf16) -> None:
        self._content = content
        self._encoding = encoding
        self._starts = [0]
        for index, byte in enumerate(content):
            if byte == 10 or (byte == 13 and content[index + 1 : index + 2] != b"\n"):
                self._starts.append(index + 1)

    def range(self, place: Place) -> Range:
        """The range of a place; the whole line where no bytes are known, the start of the file where no line is."""
        if place.end > place.start and place.end <= len(self._content):
            return Range(self.position(place.start), self.position(place.end))
        line = max(place.line - 1, 0)
        return Range(Position(line, 0), Position(line, self._width(line)))

    def span(self, start: int, end: int) -> Range:
        """The range of a stretch of bytes."""
        return Range(self.position(start), self.position(end))

    def position(self, offset: int) -> Position:
        """Where a byte stands."""
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._starts[middle] <= offset else (low, middle)
        return Position(low, self._units(self._content[self._starts[low] : offset]))

    def text(self, line: int) -> str:
        """A line without its end, "" where there is none."""
        if not 0 <= line < len(self._starts):
            return ""
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._content)
        return self._content[self._starts[line] : end].decode("utf-8", "replace").rstrip("\r\n")

    def whole(self) -> str:
        return self._content.decode("utf-8", "replace")

    def end(self) -> Position:
        """Where the document ends."""
        return self.position(len(self._content))

    def _width(self, line: int) -> int:
        return self._units(self.text(line).encode())

    def _units(self, text: bytes) -> int:
        """How many units a stretch takes: bytes, code points, or in UTF-16 two for what lies beyond the first plane."""
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text)
        decoded = text.decode("utf-8", "replace")
        if self._encoding == PositionEncodingKind.Utf32:
            return len(decoded)
        return len(decoded) + sum(char > "\uffff" for char in decoded)

"""Lines of source for excerpts: a project's folder in, a function from (file, line) to that line out."""

import re
import stat
from functools import lru_cache
from pathlib import Path

from archlint.reports.view import ReadLine

_LARGEST = 2_000_000
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_LINE_END = re.compile("\r\n|\r|\n")


def line_reader(root: Path) -> ReadLine:
    """Reads regular files below `root` only, each once as long as the report stays with it. A file that cannot be read,
    is too large or has no such line gives None.
    """

    @lru_cache(maxsize=8)
    def lines(file: str) -> tuple[str, ...]:
        path = root / file
        try:
            found = path.stat()
            if not path.resolve().is_relative_to(root.resolve()) or not stat.S_ISREG(found.st_mode):
                return ()
            return _lines(path.read_bytes()) if found.st_size <= _LARGEST else ()
        except (OSError, ValueError):
            return ()

    def read_line(file: str, line: int) -> str | None:
        found = lines(file)
        return found[line - 1] if 1 <= line <= len(found) else None

    return read_line


def _lines(content: bytes) -> tuple[str, ...]:
    """Split as spans count lines: at LF, CRLF and lone CR."""
    return tuple(_LINE_END.split(_decoded(content.removeprefix(b"\xef\xbb\xbf"))))


def _decoded(content: bytes) -> str:
    for line in content.split(b"\n", 2)[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            try:
                return content.decode(cookie[1].decode("ascii"), "replace")
            except (LookupError, UnicodeError):
                break
    return content.decode("utf-8", "replace")

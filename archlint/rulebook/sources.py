"""Files of a declaration, read and parsed within bounds: a path in, a Source (TOML table with line numbers) out."""

import os
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from archlint.model.rulebook import DeclarationError, Origin
from archlint.rulebook import locate
from archlint.rulebook.tokens import beyond_bounds

MAX_BYTES = 1_000_000
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class Source:
    """One parsed file. `label` names it in messages; `folder` ("" for the root) is what its patterns are relative to;
    `within` is where in the file the declaration stands (`tool.archlint` in pyproject.toml).
    """

    def __init__(
        self, label: str, content: bytes, table: dict[str, Any], folder: str = "", within: tuple[str, ...] = ()
    ) -> None:
        self.label = label
        self.content = content
        self.table = table
        self.folder = folder
        self.within = within

    @cached_property
    def _lines(self) -> dict[locate.KeyPath, int]:
        depth = len(self.within)
        located = locate.locate(decode(self.label, self.content))
        return {path[depth:]: line for path, line in located.items() if path[:depth] == self.within}

    def line(self, path: locate.KeyPath) -> int:
        """The line of a key path, or of the innermost table around it that has one; 0 for an empty file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def origin(self, path: locate.KeyPath) -> Origin:
        return Origin(self.label, self.line(path))


def read(path: Path, label: str) -> bytes:
    """The bytes of a regular file of at most MAX_BYTES. Raises DeclarationError for anything else."""
    if not os.path.lexists(path):
        raise DeclarationError(f"{label}: there is no such file", label)
    if not is_file(path):  # a FIFO or a device would block
        raise DeclarationError(f"{label}: this is not a regular file", label)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DeclarationError(f"{label}: cannot be read: {error.strerror}", label) from None
    if len(content) > MAX_BYTES:
        raise DeclarationError(f"{label}: larger than {MAX_BYTES:,} bytes, which no declaration is", label)
    return content


def is_file(path: Path) -> bool:
    """Whether a regular file is there. Any path has an answer, also names that no file system takes."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises for some names, and differently by version


def lies_inside(root: Path, path: Path) -> bool:
    """Whether a path, links followed, stays in the project. Any path has an answer, as with `is_file`."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    except ValueError:  # a null character
        return False


def decode(label: str, content: bytes) -> str:
    """The text of a TOML file: UTF-8, a byte order mark at its start is passed over."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = " (it looks like UTF-16)" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        raise DeclarationError(f"{label}:{line}: not UTF-8{hint}; TOML files must be", label, line) from None


def parse(label: str, content: bytes, *, shipped: bool = False) -> dict[str, Any]:
    """The table that a TOML file holds. Raises DeclarationError with the line of the first mistake. What archlint brings along
    itself (`shipped`) is within all bounds.
    """
    text = decode(label, content)
    excess = beyond_bounds(text) if not shipped else None
    if excess is not None:
        line, reason = excess
        raise DeclarationError(f"{label}:{line}: {reason}", label, line)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number with too many digits
        message = str(error).partition("; use sys.")[0]
        place = _PLACE.search(message)
        line = text.count("\n") + 1
        if place is not None:
            message = message[: place.start()]
            line = int(place[1]) if place[1] else line
        raise DeclarationError(f"{label}:{line}: not valid TOML: {message}", label, line) from None

"""What readers hand back: facts, and problems that a file's other facts survive. What stops a whole file is Unreadable."""

from collections.abc import Iterable
from typing import NamedTuple

from archlint.model.deployment import Channel, Deployable, PageRequest, Proxy, ServedOperation, Setting, Statement, Step

LONGEST = 2_000
"""Characters of a key, a path or a name; longer ones are no configuration."""

MOST = 100_000
"""Values that what a file shares may grow to: variables of a file that many services read."""


class Unreadable(Exception):  # noqa: N818 - told to the user as a problem of the file
    """Why a file could not be read; `line` is 1-based, 0 where unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Problem(NamedTuple):
    """What one place of a file says that could not be understood, and what to do about it."""

    file: str
    line: int
    what: str


Fact = Setting | Deployable | Proxy | ServedOperation | Channel | PageRequest | Statement | Step
Found = Iterable[Fact | Problem]


def folder_of(path: str) -> str:
    """The folder that a file lies in, "." for the project's own."""
    return path.rpartition("/")[0] or "."


def name_of(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def segments_of(path: str) -> list[str]:
    """The parts of a URL's path, without empty ones."""
    return [part for part in path.split("/") if part]


def text_of(content: bytes) -> str:
    """The text of a file: UTF-8, with or without its mark; else Latin-1, which is what old tools write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")

"""The first contents of a Nacos server: statements that fill its table `config_info` in, the settings of each row out."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from archlint.manifests.reading import Problem, Unreadable, name_of, text_of
from archlint.manifests.settings import SUFFIXES, meant_by, read_settings
from archlint.model.deployment import Setting

_INTO = re.compile(
    r"\binsert\s+(?:ignore\s+)?into\s+[`\"]?config_info[`\"]?\s*(?:\(([^()']*+)\)\s*)?values\s*+", re.IGNORECASE
)
_INTO_BYTES = re.compile(rb"\binto\s+[`\"]?config_info\b", re.IGNORECASE)
_VALUE = re.compile(r"\s*+(?:'((?:[^'\\]++|''|\\.)*)'|([^,()']*+(?:\([^()']*+\))?))\s*+", re.DOTALL)
_NEXT = re.compile(r"\s*+,\s*+(?=\()")
_ESCAPE = re.compile(r"\\(.)|''", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": ""}
_COLUMNS = ("id", "data_id", "group_id", "content")
"""How the table begins, for statements that name no columns."""
_FORMATS = {"yaml": ".yml", "yml": ".yml", "properties": ".properties"}
_MOST_ROWS = 2_000


class Row(NamedTuple):
    """A row: the name of a file that the server hands out, what is in it, and the line where that begins."""

    name: str
    content: str
    line: int
    is_folded: bool
    """Whether its lines stand in one line of the statement."""

    def place(self, line: int) -> int:
        """Where one of its lines stands in the file."""
        return self.line if self.is_folded else self.line + max(line, 1) - 1


def is_seed(content: bytes) -> bool:
    """Whether a file in SQL fills the table that a Nacos server keeps its configuration in."""
    return _INTO_BYTES.search(content) is not None


def read_seed(path: str, content: bytes) -> Iterator[tuple[str, list[Setting]] | Problem]:
    """The settings of each row with the name of the application that they are for, "" for all."""
    rows = list(_rows(text_of(content)))
    stems = {row.name.rpartition(".")[0] for row in rows}
    for row in rows:
        meant = meant_by(row.name, stems)
        try:
            found = list(read_settings(row.name, row.content.encode(), meant))
        except Unreadable as error:
            yield Problem(path, row.place(error.line), f"not read: {row.name}: {error}")
            continue
        yield meant.for_name, [replace(one, file=path, line=row.place(one.line)) for one in found]


def _rows(text: str) -> Iterator[Row]:
    """The rows that hold settings, in the order of the statements."""
    line, seen, count = 1, 0, 0
    for into in _INTO.finditer(text):
        columns = tuple(name.strip(' `"\n\r\t').lower() for name in into[1].split(",")) if into[1] else _COLUMNS
        at = into.end()
        while text[at : at + 1] == "(" and count < _MOST_ROWS:
            count += 1
            values, at = _values(text, at + 1)
            row = dict(zip(columns, values, strict=False))
            written, start = row.get("content", ("", 0))
            name = _named(row)
            if name and written:
                line += text.count("\n", seen, start)
                seen = start
                yield Row(name, _unescaped(written), line, "\n" not in written)
            following = _NEXT.match(text, at)
            if following is None:
                break
            at = following.end()


def _named(row: Mapping[str, tuple[str, int]]) -> str:
    """The name of the file in a row, with the ending of its format; "" where it holds no settings."""
    name = name_of(row.get("data_id", ("", 0))[0])
    if name and not name.endswith(SUFFIXES):
        name += _FORMATS.get(row.get("type", ("", 0))[0].lower(), "")
    return name if name.endswith(SUFFIXES) else ""


def _values(text: str, at: int) -> tuple[list[tuple[str, int]], int]:
    """The values of a row as they are written, each with its place, and where the row ends."""
    found: list[tuple[str, int]] = []
    while True:
        value = _VALUE.match(text, at)
        if value is None:
            return found, at
        group = 1 if value[1] is not None else 2
        found.append((value[group], value.start(group)))
        at = value.end()
        if text[at : at + 1] != ",":
            return found, at + 1
        at += 1


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]) if found[1] else "'", text)

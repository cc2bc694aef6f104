"""Files of variables (`.env`) in, Settings out: keyed by the variable's name."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import text_of
from archlint.model.deployment import Setting

_LINE = re.compile(r"[ \t]*+(?:export[ \t]++)?([A-Za-z_][\w.-]*+)[ \t]*+=[ \t]*+(.*)")
_NAME = re.compile(r"\.env(?:\.([\w-]+))?(?:\.[\w.-]+)?|\.env[-_][\w.-]+|[\w.-]+\.env")


def is_dotenv(name: str) -> bool:
    """Whether a file is one of variables, by its name."""
    return _NAME.fullmatch(name) is not None


def read_dotenv(path: str, content: bytes) -> Iterator[Setting]:
    """The variables of a file; a value in quotes may go on over lines."""
    lines = text_of(content).split("\n")
    position = 0
    while position < len(lines):
        start = position + 1
        found = _LINE.match(lines[position])
        position += 1
        if found is None:
            continue
        value = found[2].strip()
        quote = value[:1]
        if quote not in ('"', "'"):
            yield Setting(found[1], value.partition(" #")[0].strip(), path, start)
            continue
        pieces = [value[1:]]
        while quote not in pieces[-1] and position < len(lines) and len(pieces) < 200:
            pieces.append(lines[position].rstrip("\r"))
            position += 1
        if quote not in pieces[-1]:  # never closed: the quote was part of the value
            pieces, position = [value], start
            yield Setting(found[1], value, path, start)
            continue
        yield Setting(found[1], "\n".join(pieces).partition(quote)[0], path, start)

"""Files of variables (`.env`) in, Settings out: keyed by the variable's name."""

import re
from collections.abc import Iterator

from archlint.manifests.reading import name_of, text_of
from archlint.model.deployment import Setting

_LINE = re.compile(r"[ \t]*+(?:export[ \t]++)?([A-Za-z_][\w.-]*+)[ \t]*+=[ \t]*+(.*)")
_NAME = re.compile(
    r"\.env(?:\.([\w-]+))?(?:\.[\w.-]+)?|\.env[-_][\w.-]+|[\w.-]+\.env|env[-_.](?:example|sample|template)[\w.-]*"
)
_TO_FILL_IN = re.compile(r"example|sample|template|dist\b")
"""Names of files that are copied: what is empty there is what everybody fills in."""


def is_dotenv(name: str) -> bool:
    """Whether a file is one of variables, by its name."""
    return _NAME.fullmatch(name) is not None


def read_dotenv(path: str, content: bytes) -> Iterator[Setting]:
    """The variables of a file; a value in quotes may go on over lines. What is left empty in an example says nothing."""
    is_example = _TO_FILL_IN.search(name_of(path)) is not None
    yield from (one for one in _variables(path, content) if one.value or not is_example)


def _variables(path: str, content: bytes) -> Iterator[Setting]:
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

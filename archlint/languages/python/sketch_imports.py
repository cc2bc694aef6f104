"""Imports in a sketch: an import statement in, what it brings into its scope out. It is read from its text."""

import re

from tree_sitter import Node

from archlint.languages.python.sketch_reading import Reading
from archlint.languages.python.source import decoded
from archlint.model.sketch import Imported

_WORD = r"[\w\x80-\xff]+"
_FROM = re.compile(r"\s*from\b([^;(,]*?)\bimport\b", re.ASCII)
_TAKEN = re.compile(rf"({_WORD})(?:\s+as\s+({_WORD}))?|\*", re.ASCII)
_COMMENT = re.compile(r"#[^\r\n]*")


def read_import(reading: Reading, node: Node) -> None:
    """`import a.b as c, d`."""
    for piece in _statement(reading, node).removeprefix("import").split(","):
        words = piece.split()
        if len(words) > 2 and words[-2] == "as":
            target, local = "".join(words[:-2]), words[-1]
        else:
            target = local = "".join(words)
        if target:
            reading.imports.append(Imported(decoded(local), decoded(target), "", reading.draft.index))


def read_from(reading: Reading, node: Node) -> None:
    """`from a import x, y as z`, `from a import *`."""
    text = _statement(reading, node)
    head = _FROM.match(text)
    if head is None:
        return
    target = decoded("".join(head[1].split()))
    for found in _TAKEN.finditer(text, head.end()):
        name, alias = found.groups()
        if name is None:
            reading.imports.append(Imported("", target, "*", reading.draft.index))
        else:
            local = decoded(alias or name)
            reading.imports.append(Imported(local, target, decoded(name), reading.draft.index))


def _statement(reading: Reading, node: Node) -> str:
    """The statement without comments and line continuations."""
    text = reading.source[node.start_byte : node.end_byte]
    if "#" in text:
        text = _COMMENT.sub("", text)
    return text.replace("\\", " ")

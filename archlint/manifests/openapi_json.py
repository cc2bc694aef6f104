"""An OpenAPI document in plain JSON in, the tree of what it promises out: where paths and operations stand, their names, and
what is said of the whole. Schemas, parameters and answers, nearly all of such a document, are passed over.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from msgspec import Raw

from archlint.manifests import json_tree
from archlint.manifests.tree import Tree

_OF_THE_WHOLE = ("openapi", "swagger", "info", "basePath", "servers")
_MEMBERS = msgspec.json.Decoder(dict[str, Raw])


class _Operation(msgspec.Struct):
    operationId: str = ""  # noqa: N815 - as the standard writes it


_OPERATION = msgspec.json.Decoder(_Operation)


class _Elsewhere(Exception):  # noqa: N818 - no error: another reader takes it
    """Something stands there in another way than these documents are written by programs."""


class _Member(NamedTuple):
    """A key of an object, the bytes where it and its value begin, and the value as written."""

    key: str
    start: int
    value: int
    raw: bytes


def promised(content: bytes) -> Tree | None:
    """The tree of a document with `paths`, None for one that must be read as a whole: with comments, keys that are there twice
    or escaped, and what is no OpenAPI document.
    """
    try:
        members = {one.key: one for one in _members(content, 0, content)}
        if "paths" not in members or "asyncapi" in members:
            return None
        found = {key: json_tree.document(members[key].raw) for key in _OF_THE_WHOLE if key in members}
        found["paths"] = _Paths(content).read(members["paths"])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, _Elsewhere):
        return None
    return Tree(found, 1)


class _Paths:
    """The paths of a document, in its order: lines are counted on from the last one."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0
        self._line = 1

    def read(self, paths: _Member) -> Tree:
        line = self._line_of(paths.start)
        return Tree({one.key: self._item(one) for one in _members(self._content, paths.value, paths.raw)}, line)

    def _item(self, item: _Member) -> Tree:
        found: dict[str, Tree] = {}
        line = self._line_of(item.start)
        for one in _members(self._content, item.value, item.raw):
            if one.key == "servers":
                found[one.key] = json_tree.document(one.raw)
            elif one.raw[:1] == b"{":
                at = self._line_of(one.start)
                found[one.key] = Tree({"operationId": Tree(_OPERATION.decode(one.raw).operationId, at)}, at)
        return Tree(found, line)

    def _line_of(self, start: int) -> int:
        self._line += self._content.count(b"\n", self._at, start)
        self._at = start
        return self._line


def _members(content: bytes, start: int, raw: bytes) -> Iterator[_Member]:
    """The members of an object that begins at a byte of a document."""
    for key, value in _MEMBERS.decode(raw).items():
        at = content.find(b'"%s"' % key.encode(), start)
        after = at + len(key.encode()) + 2
        written = bytes(value)
        place = content.find(written, after) if at >= 0 else -1
        if place < 0 or content[after:place].strip() != b":":
            raise _Elsewhere
        start = place + len(written)
        yield _Member(key, at, place, written)

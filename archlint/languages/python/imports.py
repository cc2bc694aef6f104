"""Import statements: their text in, references and the names that they bring into scope out.

They are read from their text, not from their nodes: the tree says where a statement is, and that is the slow half.
"""

import re
from collections.abc import Iterable

from tree_sitter import Node

from archlint.languages.python.scope import Variable
from archlint.languages.python.walk import Walk
from archlint.model.facts import Flag, Reference

_WORD = rb"[\w\x80-\xff]+"
_FROM = re.compile(rb"from\b([^;(,]*?)\bimport\b")
_TAKEN = re.compile(rb"(%s)(?:\s+as\s+(%s))?|\*" % (_WORD, _WORD))
_COMMENT = re.compile(rb"#[^\r\n]*")


def visit_import(walk: Walk, node: Node) -> None:
    """`import a.b as c, d`: a reference per module."""
    walk.unit.statements += 1
    offset = node.start_byte
    text = _plain(walk.code[offset : node.end_byte])
    flags = walk.flags | (Flag.LAZY if offset in walk.lazy_starts else 0)
    unit = walk.unit_index or -1
    position = 6
    for piece in text[6:].split(b","):
        words = piece.split()
        local = ""
        if len(words) > 2 and words[-2] == b"as":
            local = words[-1].decode("utf-8", "replace")
            words = words[:-2]
        name = b"".join(words).decode("utf-8", "replace")
        if name:
            start = offset + position + len(piece) - len(piece.lstrip())
            span = walk.lines.span(start, offset + position + len(piece.rstrip()))
            reexport = Flag.REEXPORT if local == name else 0
            walk.references.append(Reference(name, (), span, flags | reexport, unit))
            first = name.partition(".")[0]
            walk.local_names.append((local or first,))
            walk.scope.names[local or first] = Variable(name if local else first)
        position += len(piece) + 1


def visit_import_from(walk: Walk, node: Node) -> None:
    """`from a import x, y as z`: a reference per line of names."""
    walk.unit.statements += 1
    offset = node.start_byte
    text = _plain(walk.code[offset : node.end_byte])
    head = _FROM.match(text)
    if head is None:
        return
    written = head[1]
    target = b"".join(written.split()).decode("utf-8", "replace")
    flags = walk.flags | (Flag.LAZY if offset in walk.lazy_starts else 0)
    end = head.start(1) + len(written.rstrip())
    pointed_at = (offset + end - len(written.strip()), offset + end)
    multiline = b"\n" in text or b"\r" in text
    if not multiline:
        _refer(walk, target, _TAKEN.finditer(text, head.end()), pointed_at, flags)
        return
    line = walk.lines.line(offset)
    group: list[re.Match[bytes]] = []
    for match in _TAKEN.finditer(text, head.end()):
        line_of_name = walk.lines.line(offset + match.start())
        if line_of_name != line:
            if group:
                _refer(walk, target, group, pointed_at, flags)
                group = []
            line = line_of_name
            pointed_at = (offset + match.start(), offset + match.end())
        group.append(match)
    _refer(walk, target, group, pointed_at, flags)


def _refer(walk: Walk, target: str, group: Iterable[re.Match[bytes]], pointed_at: tuple[int, int], flags: int) -> None:
    """One reference. Names on the statement's first line are pointed at by the module, others by the first of a line."""
    names: list[str] = []
    local_names: list[str] = []
    bound = walk.scope.names
    prefix = target if target[-1:] == "." else f"{target}."
    for match in group:
        if match[1] is None:
            names.append("*")
            flags |= Flag.WILDCARD
            continue
        name = local = match[1].decode("utf-8", "replace")
        if match[2] is not None:
            local = match[2].decode("utf-8", "replace")
            if local == name:
                flags |= Flag.REEXPORT
        names.append(name)
        local_names.append(local)
        bound[local] = Variable(prefix + name)
    if names and target:
        span = walk.lines.span(*pointed_at)
        walk.references.append(Reference(target, tuple(names), span, flags, walk.unit_index or -1))
        walk.local_names.append(tuple(local_names))


def _plain(text: bytes) -> bytes:
    """A statement with comments and line continuations blanked, byte for byte."""
    if b"#" in text:
        text = _COMMENT.sub(lambda match: b" " * len(match[0]), text)
    return text.replace(b"\\", b" ") if b"\\" in text else text

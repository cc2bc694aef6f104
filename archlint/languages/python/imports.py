"""Import statements: their text in, references and the names that they bring into scope out.

They are read from their text, not from their nodes: the tree says where a statement is, and that is the slow half.
"""

import re
from collections.abc import Iterable

from tree_sitter import Node

from archlint.languages.python.grammar import REEXPORT, WILDCARD
from archlint.languages.python.walk import Walk
from archlint.model.facts import Reference, Span

_WORD = rb"[\w\x80-\xff]+"
_FROM = re.compile(rb"from\b([^;(,]*?)\bimport\b")
_TAKEN = re.compile(rb"(%s)(?:\s+as\s+(%s))?|\*" % (_WORD, _WORD))
_ONE_LINE = re.compile(r"from ([.\w]+) import ([\w, ]+)", re.ASCII).fullmatch
_ONE_MODULE = re.compile(r"import ([.\w]+)", re.ASCII).fullmatch
_NAME_PER_LINE = re.compile(r"from ([.\w]+) import \(\n((?: +\w+(?: as \w+)?,?\n)+) *\)", re.ASCII).fullmatch
"""The ways in which nearly all import statements are written."""
_COMMENT = re.compile(rb"#[^\r\n]*")


def visit_import(walk: Walk, node: Node) -> None:
    """`import a.b as c, d`: a reference per module."""
    walk.unit.statements += 1
    offset = node.start_byte
    end = node.end_byte
    flags = walk.reference_flags(offset)
    unit = walk.unit_index or -1
    plain = _ONE_MODULE(walk.source, offset, end)
    if plain is not None:
        module = plain[1]
        top = module.partition(".")[0]
        walk.references.append(Reference(module, (), walk.lines.span(offset + 7, end), flags, unit))
        walk.local_names.append((top,))
        walk.scope.bind(top, top)
        return
    text = _plain(walk.code[offset:end])
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
            reexport = REEXPORT if local == name else 0
            walk.references.append(Reference(name, (), span, flags | reexport, unit))
            first = name.partition(".")[0]
            walk.local_names.append((local or first,))
            walk.scope.bind(local or first, name if local else first)
        position += len(piece) + 1


def visit_import_from(walk: Walk, node: Node) -> None:
    """`from a import x, y as z`: a reference per line of names."""
    walk.unit.statements += 1
    offset = node.start_byte
    end = node.end_byte
    written = walk.source[offset:end]
    flags = walk.reference_flags(offset)
    plain = _ONE_LINE(written)
    if plain is not None and " as " not in written:
        _refer_plainly(walk, plain[1], plain[2].replace(" ", "").split(","), offset, flags)
        return
    listed = _NAME_PER_LINE(written)
    if listed is not None:
        _refer_by_line(walk, listed[1], listed[2], (offset, offset + listed.start(2)), flags)
        return
    _refer_in_full(walk, _plain(walk.code[offset:end]), offset, flags)


def _refer_in_full(walk: Walk, text: bytes, offset: int, flags: int) -> None:
    """The statement in whatever way it is written."""
    head = _FROM.match(text)
    if head is None:
        return
    written = head[1]
    target = b"".join(written.split()).decode("utf-8", "replace")
    end = offset + head.start(1) + len(written.rstrip())
    pointed_at = (end - len(written.strip()), end)
    line = walk.lines.line(offset)
    group: list[re.Match[bytes]] = []
    for match_ in _TAKEN.finditer(text, head.end()):
        line_of_name = walk.lines.line(offset + match_.start())
        if line_of_name != line:
            if group:
                _refer(walk, target, group, pointed_at, flags)
                group = []
            line = line_of_name
            pointed_at = (offset + match_.start(), offset + match_.end())
        group.append(match_)
    _refer(walk, target, group, pointed_at, flags)


def _refer_plainly(walk: Walk, target: str, names: list[str], offset: int, flags: int) -> None:
    """The usual case: everything on one line, in ASCII, without aliases."""
    bind = walk.scope.bind
    prefix = target if target[-1] == "." else target + "."
    if names[-1] == "":
        names.pop()
    for name in names:
        bind(name, prefix + name)
    span = walk.lines.span(offset + 5, offset + 5 + len(target))
    taken = tuple(names)
    walk.references.append(Reference(target, taken, span, flags, walk.unit_index or -1))
    walk.local_names.append(taken)


def _refer_by_line(walk: Walk, target: str, names: str, starts: tuple[int, int], flags: int) -> None:
    """A name on each line, the statement's own line aside. `starts` are those of the statement and of the names."""
    offset, start = starts
    line = walk.lines.line(offset)
    prefix = target if target[-1] == "." else target + "."
    unit = walk.unit_index or -1
    references, local_names, bind = walk.references, walk.local_names, walk.scope.bind
    for written in names[:-1].split("\n"):
        line += 1
        taken = written.lstrip(" ")
        indentation = len(written) - len(taken)
        if taken[-1] == ",":
            taken = taken[:-1]
        begin = start + indentation
        span = Span(begin, begin + len(taken), line, indentation + 1)
        start += len(written) + 1
        local = taken
        own_flags = flags
        if " " in taken:
            taken, _, local = taken.partition(" as ")
            if local == taken:
                own_flags |= REEXPORT
        names_taken = (taken,)
        references.append(Reference(target, names_taken, span, own_flags, unit))
        local_names.append(names_taken if local is taken else (local,))
        bind(local, prefix + taken)


def _refer(walk: Walk, target: str, group: Iterable[re.Match[bytes]], pointed_at: tuple[int, int], flags: int) -> None:
    """One reference. Names on the statement's first line are pointed at by the module, others by the first of a line."""
    names: list[str] = []
    local_names: list[str] = []
    bind = walk.scope.bind
    prefix = target if target[-1:] == "." else target + "."
    for match in group:
        taken, alias = match.groups()
        if taken is None:
            names.append("*")
            flags |= WILDCARD
            continue
        name = local = taken.decode("utf-8", "replace")
        if alias is not None:
            local = alias.decode("utf-8", "replace")
            if local == name:
                flags |= REEXPORT
        names.append(name)
        local_names.append(local)
        bind(local, prefix + name)
    if names and target:
        span = walk.lines.span(*pointed_at)
        walk.references.append(Reference(target, tuple(names), span, flags, walk.unit_index or -1))
        walk.local_names.append(local_names)


def _plain(text: bytes) -> bytes:
    """A statement with comments and line continuations blanked, byte for byte."""
    if b"#" in text:
        text = _COMMENT.sub(lambda match: b" " * len(match[0]), text)
    return text.replace(b"\\", b" ") if b"\\" in text else text

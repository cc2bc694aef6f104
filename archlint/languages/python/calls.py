"""Visits to calls: whom they call with what. Most are read from their text alone, which costs a third of their nodes."""

import re
from keyword import iskeyword

from tree_sitter import Node

from archlint.languages.python.arguments import read_arguments, read_plainly
from archlint.languages.python.dynamic import LOADERS, refer_by_name
from archlint.languages.python.expressions import has_keyword, is_interesting
from archlint.languages.python.grammar import ARGUMENT_LIST, ATTRIBUTE, CALL, IDENTIFIER, LEAVES
from archlint.languages.python.source import decoded
from archlint.languages.python.templates import MAX_TEXT
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument, Call

MAX_CHAIN = 30
"""Links followed from a call back to the name that its chain starts with: `a.b().c().d()`."""


_CALL = re.compile(r"([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)\(([^()]*+)\)", re.ASCII).fullmatch


def visit_call(walk: Walk, node: Node) -> str:
    """Keep a call whose callee is known or that has a string argument. What its callee is by the file's imports and
    simple assignments; "" when unknown.
    """
    start = node.start_byte
    match = _CALL(walk.source, start, node.end_byte)
    if match is not None:
        callee = read_call(walk, start, match[1], match[2])
        if callee is not None:
            return callee
    return _visit_parts(walk, node, start)


def read_call(walk: Walk, start: int, written: str, raw: str) -> str | None:
    """What visit_call does, for the call at `start` of a dotted name with arguments without parentheses; None, and
    nothing done, where they hold more than their text tells.
    """
    if has_keyword(raw):
        return None
    scope = walk.scope
    callee = scope.resolve(written)
    if callee or '"' in raw or "'" in raw:
        first = start + len(written) + 1
        last = first + len(raw)
        given = read_plainly(scope, raw)
        if given is None or len(written) >= MAX_TEXT or (iskeyword(written) and not callee):
            return None
        if callee or given[1]:
            _keep(walk, callee or written, (start, last + 1), given[0])
    return callee


def _visit_parts(walk: Walk, node: Node, start: int) -> str:
    """The same for any call."""
    source = walk.source
    children = node.children
    function, arguments = children[0], children[-1]
    kind = function.kind_id
    written = ""
    if kind in (IDENTIFIER, ATTRIBUTE):
        end = function.end_byte
        written = decoded(source[start:end]) if end - start < MAX_TEXT else ""
        if not written.replace(".", "").isidentifier():
            written = _chain(walk, function)
            walk.stack.append(function)
    elif kind not in LEAVES:
        walk.stack.append(function)
    if arguments.kind_id != ARGUMENT_LIST:
        walk.stack += children[1:]
        return walk.scope.resolve(written)
    callee = walk.scope.resolve(written)
    first, last = arguments.start_byte + 1, arguments.end_byte - 1
    raw = source[first:last]
    if not written or not (callee or '"' in raw or "'" in raw):
        if is_interesting(raw):
            walk.stack += arguments.named_children[::-1]
        return callee
    given = read_plainly(walk.scope, raw) if "(" not in raw else None
    if given is None:
        nodes = arguments.named_children
        given = read_arguments(walk, nodes)
        if is_interesting(raw):
            walk.stack += nodes[::-1]
    if callee or given[1]:
        _keep(walk, callee or written, (start, node.end_byte), given[0])
    return callee


def _keep(walk: Walk, callee: str, stretch: tuple[int, int], arguments: list[Argument]) -> None:
    span = walk.lines.span(*stretch)
    walk.calls.append(Call(callee, span, walk.unit_index, tuple(arguments)))
    if callee in LOADERS:
        refer_by_name(walk, callee, arguments, span)


def _chain(walk: Walk, function: Node) -> str:
    """`a.b.c` of `a.b(…).c`, `""` when the chain starts with something that has no name."""
    segments: list[str] = []
    current = function
    for _ in range(MAX_CHAIN):
        kind = current.kind_id
        if kind == ATTRIBUTE:
            children = [child for child in current.children if child.is_named]
            segments.append(walk.text(children[-1]))
            current = children[0]
        elif kind == CALL:
            current = current.children[0]
        elif kind == IDENTIFIER:
            segments.append(walk.text(current))
            return ".".join(segments[::-1])
        else:
            break
    return ""

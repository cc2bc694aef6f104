"""Visits to calls: whom they call with what."""

from tree_sitter import Node

from archlint.languages.python.arguments import read_arguments, read_plainly
from archlint.languages.python.dynamic import LOADERS, refer_by_name
from archlint.languages.python.expressions import is_interesting
from archlint.languages.python.grammar import ARGUMENT_LIST, ATTRIBUTE, CALL, IDENTIFIER, LEAVES
from archlint.languages.python.templates import MAX_TEXT
from archlint.languages.python.walk import Walk
from archlint.model.facts import Call

MAX_CHAIN = 30
"""Links followed from a call back to the name that its chain starts with: `a.b().c().d()`."""


def visit_call(walk: Walk, node: Node) -> str:
    """Keep a call whose callee is known or that has a string argument. What its callee is by the file's imports and
    simple assignments; "" when unknown.
    """
    content = walk.content
    children = node.children
    function, arguments = children[0], children[-1]
    kind = function.kind_id
    start = node.start_byte
    written = ""
    if kind in (IDENTIFIER, ATTRIBUTE):
        end = function.end_byte
        written = content[start:end].decode("utf-8", "replace") if end - start < MAX_TEXT else ""
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
    raw = content[first:last]
    if kind == IDENTIFIER and walk.unit.name == written and walk.unit.kind == "function":
        walk.unit.recursive = True
    if not written or not (callee or b'"' in raw or b"'" in raw):
        if is_interesting(raw):
            walk.stack += arguments.children[::-1]
        return callee
    given = read_plainly(walk.scope, content, first, last)
    if given is None:
        nodes = arguments.children
        given = read_arguments(walk, nodes)
        if is_interesting(raw):
            walk.stack += nodes[::-1]
    if callee or given[1]:
        span = walk.lines.span(start, node.end_byte)
        walk.calls.append(Call(callee or written, span, walk.unit_index, tuple(given[0])))
        if (callee or written) in LOADERS:
            refer_by_name(walk, callee or written, given[0], span)
    return callee


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

"""Visits to assignments: variables and fields that get another value, CommonJS exports, functions that get a name."""

from tree_sitter import Node

from archlint.languages.typescript.chains import value_of
from archlint.languages.typescript.declarations import name_value
from archlint.languages.typescript.exports import note_commonjs
from archlint.languages.typescript.names import MAX_NAME
from archlint.languages.typescript.walk import Walk


def visit_assignment(walk: Walk, node: Node) -> None:
    """`name = value` and `this.name = value` give a variable another value; `a.b = function …` names a function."""
    children = node.children
    left, right = children[0], children[-1]
    if left.type in ("identifier", "member_expression") and left.end_byte - left.start_byte <= MAX_NAME:
        written = walk.content[left.start_byte : left.end_byte]
        if written in walk.scope.variables:
            walk.scope.assign(written, value_of(walk, right))
        last = written.rpartition(b".")[2].decode("utf-8", "replace").strip()
        name_value(walk, right, "default" if written == b"module.exports" else last, "function", node.start_byte)
        if not walk.scope.nested:
            note_commonjs(walk, written, left, right)
    walk.stack += (right, left)

"""Conditions that only a type checker meets: an expression in, who gets past it out."""

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ATTRIBUTE,
    BOOLEAN,
    EXTRAS,
    IDENTIFIER,
    LEFT_FIELD,
    NOT,
    OPERATOR_FIELD,
    PARENTHESIZED,
    RIGHT_FIELD,
)
from archlint.languages.python.walk import Walk

CHECKABLE = frozenset({IDENTIFIER, ATTRIBUTE, NOT, PARENTHESIZED, BOOLEAN})
"""The kinds of condition that type_checking can say something about."""
_TYPE_CHECKING = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING", "TYPE_CHECKING"})


def type_checking(walk: Walk, condition: Node) -> int:
    """1 when only the type checker gets past this condition, -1 when only running code does, 0 otherwise."""
    sign = 1
    node = condition
    while True:
        kind = node.kind_id
        if kind in (PARENTHESIZED, NOT):
            inner = [child for child in node.named_children if child.kind_id not in EXTRAS]
            if not inner:
                return 0
            node = inner[0]
            if kind == NOT:
                sign = -sign
        elif kind == BOOLEAN and sign > 0:
            left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
            operator = node.child_by_field_id(OPERATOR_FIELD)
            if left is None or right is None or operator is None or operator.type != "and":
                return 0
            if _is_constant(walk, right):
                return 1
            node = left
        else:
            return sign if _is_constant(walk, node) else 0


def _is_constant(walk: Walk, node: Node) -> bool:
    if node.kind_id not in (IDENTIFIER, ATTRIBUTE) or node.end_byte - node.start_byte > 200:
        return False
    written = "".join(walk.text(node).split())
    return written == "TYPE_CHECKING" or walk.scope.resolve(written) in _TYPE_CHECKING

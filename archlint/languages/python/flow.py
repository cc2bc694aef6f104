"""Visits to statements that branch: under which conditions the imports in them happen."""

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ALTERNATIVE_FIELD,
    ATTRIBUTE,
    BOOLEAN,
    COMMENT,
    CONDITION_FIELD,
    ELIF_CLAUSE,
    IDENTIFIER,
    LEFT_FIELD,
    NOT,
    OPERATOR_FIELD,
    PARENTHESIZED,
    RIGHT_FIELD,
)
from archlint.languages.python.walk import Enter, Restore, Walk
from archlint.model.facts import Flag

_TYPE_CHECKING = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})


def visit_restore(walk: Walk, mark: Restore) -> None:
    walk.flags = mark.flags
    walk.unit_index = mark.unit


def visit_conditional(walk: Walk, node: Node) -> None:
    """A statement whose parts may or may not run."""
    walk.restore()
    walk.flags |= Flag.CONDITIONAL
    walk.follow(node)


def visit_if(walk: Walk, node: Node) -> None:
    """`if TYPE_CHECKING:` says who runs its branches; any other condition makes them conditional."""
    walk.restore()
    parts: list[Node | Restore] = []
    flags = walk.flags
    for part in (node, *node.children_by_field_id(ALTERNATIVE_FIELD)):
        condition = part.child_by_field_id(CONDITION_FIELD)
        if condition is None:
            parts += [Enter(flags, walk.unit_index), *_bodies(part)]
            continue
        checking = _type_checking(walk, condition)
        parts.append(condition)
        if checking > 0:
            parts += [Enter(flags | Flag.TYPE_ONLY, walk.unit_index), *_bodies(part)]
        elif checking < 0:
            parts += [Enter(flags, walk.unit_index), *_bodies(part)]
            flags |= Flag.TYPE_ONLY
        else:
            flags |= Flag.CONDITIONAL
            parts += [Enter(flags, walk.unit_index), *_bodies(part)]
    walk.stack += parts[::-1]


def _bodies(part: Node) -> list[Node]:
    condition = part.child_by_field_id(CONDITION_FIELD)
    alternatives = part.children_by_field_id(ALTERNATIVE_FIELD) if part.kind_id != ELIF_CLAUSE else []
    left_out = {child.id for child in alternatives}
    if condition is not None:
        left_out.add(condition.id)
    return [child for child in part.children if child.id not in left_out and child.kind_id != COMMENT]


def _type_checking(walk: Walk, condition: Node) -> int:
    """1 when only the type checker gets past this condition, -1 when only the type checker does not, 0 otherwise."""
    sign = 1
    node = condition
    while True:
        kind = node.kind_id
        if kind == PARENTHESIZED:
            inner = [child for child in node.named_children if child.kind_id != COMMENT]
            if not inner:
                return 0
            node = inner[0]
        elif kind == NOT:
            sign = -sign
            node = node.named_children[-1]
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
    written = walk.dotted(node)
    first, dot, rest = written.partition(".")
    return written == "TYPE_CHECKING" or walk.names.get(first, first) + dot + rest in _TYPE_CHECKING

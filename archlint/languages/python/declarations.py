"""Visits to functions, classes and assignments: whose code follows, and what `__all__` lists."""

from tree_sitter import Node

from archlint.languages.python.grammar import IDENTIFIER, LEFT_FIELD, LIST, RIGHT_FIELD, STRING, TUPLE
from archlint.languages.python.walk import Walk
from archlint.model.facts import Flag


def visit_function(walk: Walk, node: Node) -> None:
    """What a function's body imports it imports when it runs."""
    walk.restore()
    walk.flags |= Flag.LAZY
    walk.follow(node)


def visit_assignment(walk: Walk, node: Node) -> None:
    """`__all__ = […]` and `__all__ += […]` list what the module hands on."""
    left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    if left is None or right is None or left.kind_id != IDENTIFIER or right.kind_id not in (LIST, TUPLE):
        walk.follow(node)
        return
    if walk.text(left) == "__all__":
        for child in right.children:
            if child.kind_id == STRING:
                walk.public.add(walk.text(child).strip("\"'"))
    walk.follow(node)

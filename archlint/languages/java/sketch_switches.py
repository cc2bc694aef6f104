"""`switch` as a value: its node in, the choice of what its arms give out. Its statements are read later."""

from tree_sitter import Node

from archlint.languages.java.grammar import (
    BODY_FIELD,
    CONDITION_FIELD,
    EXPRESSION_STATEMENT,
    NEW,
    SWITCH_RULE,
    TYPE_DECLARATIONS,
    kind,
)
from archlint.languages.java.sketch_patterns import PATTERN, bind_pattern
from archlint.languages.java.sketch_reading import Reading, named
from archlint.model.sketch import Choice, Expression

YIELD = kind("yield_statement")
SWITCH_LABEL = kind("switch_label")
_SIMPLE = frozenset(
    kind(name)
    for name in (
        "local_variable_declaration", "expression_statement", "return_statement", "throw_statement", "assert_statement",
        "parenthesized_expression", "switch_label", "resource_specification",
    )
) | TYPE_DECLARATIONS | {NEW}  # fmt: skip
"""What no `yield` of the switch around can stand in."""


def read_switch(reading: Reading, node: Node, depth: int) -> Expression:
    condition, body = node.child_by_field_id(CONDITION_FIELD), node.child_by_field_id(BODY_FIELD)
    if condition is not None:
        reading.keep(condition, depth + 1)
    is_certain, reading.certain = reading.certain, False
    options: list[Expression] = []
    statements: list[Node] = []
    for arm in named(body) if body is not None else ():
        if arm.kind_id != SWITCH_RULE:
            options += _yielded(reading, arm, depth)
            statements.append(arm)
            continue
        for part in named(arm):
            if part.kind_id == SWITCH_LABEL:
                read_label(reading, part)
            elif part.kind_id == EXPRESSION_STATEMENT:
                options += reading.expressions(part.named_children, depth + 1)
            else:
                options += _yielded(reading, part, depth)
                statements.append(part)
    reading.certain = is_certain
    reading.later(statements, certain=False)
    return Choice(tuple(options))


def _yielded(reading: Reading, statement: Node, depth: int) -> list[Expression]:
    """What the `yield` statements in a statement give."""
    if b"yield" not in reading.content[statement.start_byte : statement.end_byte]:
        return []
    found: list[Expression] = []
    pending = [statement]
    while pending:
        reading.count()
        one = pending.pop()
        if one.kind_id == YIELD:
            reading.yielded.add(one.start_byte)
            found += reading.expressions(one.named_children, depth + 1)
        elif one.kind_id not in _SIMPLE:
            pending += reversed(named(one))
    return found


def read_label(reading: Reading, node: Node) -> None:
    """`case A, "b"`, `case T name when guard`."""
    is_certain, reading.certain = reading.certain, False
    for child in named(node):
        if child.kind_id == PATTERN:
            bind_pattern(reading, child)
        else:
            reading.keep(child)
    reading.certain = is_certain

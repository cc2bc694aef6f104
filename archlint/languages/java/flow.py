"""Visits to control flow: statements, decisions, and SonarSource's cognitive complexity (Campbell 2018).

Cyclomatic decisions are `if`, `for`, `while`, `do`, `case`, `catch`, `?:`, `&&` and `||`, as lizard counts them.
"""

from tree_sitter import Node

from archlint.languages.java.declarations import visit_loop_variable
from archlint.languages.java.grammar import (
    ALTERNATIVE_FIELD,
    BINARY,
    CONDITION_FIELD,
    CONSEQUENCE_FIELD,
    IDENTIFIER,
    IF,
    LEFT_FIELD,
    OPERATOR_FIELD,
    PARENTHESIZED,
    RIGHT_FIELD,
    without_comments,
)
from archlint.languages.java.walk import CLOSE_SCOPE, NEST, UNNEST, Mark, Walk

_LOGICAL = ("&&", "||")


def visit_statement(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    walk.stack += node.named_children[::-1]


def visit_if(walk: Walk, node: Node) -> None:
    """A whole `if … else if … else` chain: `else if` costs one, however deep it stands."""
    unit = walk.unit
    unit.cognitive += 1 + walk.nesting
    parts: list[Node | Mark] = []
    current: Node | None = node
    while current is not None:
        unit.statements += 1
        unit.decisions += 1
        condition = current.child_by_field_id(CONDITION_FIELD)
        consequence = current.child_by_field_id(CONSEQUENCE_FIELD)
        alternative = current.child_by_field_id(ALTERNATIVE_FIELD)
        if condition is not None:
            parts.append(condition)
        if consequence is not None:
            parts += (NEST, consequence, UNNEST)
        current = None
        if alternative is not None:
            unit.cognitive += 1
            if alternative.kind_id == IF:
                current = alternative
            else:
                parts += (NEST, alternative, UNNEST)
    walk.stack += reversed(parts)


def visit_loop(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    _decide(walk)
    walk.scope.open()
    walk.stack += (CLOSE_SCOPE, UNNEST)
    walk.follow(node)


def visit_for_each(walk: Walk, node: Node) -> None:
    visit_loop(walk, node)
    visit_loop_variable(walk, node)


def visit_catch(walk: Walk, node: Node) -> None:
    _decide(walk)
    walk.scope.open()
    walk.stack += (CLOSE_SCOPE, UNNEST)
    walk.follow(node)


def visit_ternary(walk: Walk, node: Node) -> None:
    _decide(walk)
    walk.stack.append(UNNEST)
    walk.follow(node)


def visit_switch(walk: Walk, node: Node) -> None:
    """The switch is one break of the flow for people, each `case` a decision for McCabe."""
    walk.unit.cognitive += 1 + walk.nesting
    walk.nesting += 1
    walk.stack.append(UNNEST)
    walk.follow(node)


def visit_switch_label(walk: Walk, node: Node) -> None:
    if any(child.type == "case" for child in node.children):
        walk.unit.decisions += 1
    walk.follow(node)


def visit_jump(walk: Walk, node: Node) -> None:
    """`break` and `continue`: a jump to a label costs one."""
    walk.unit.statements += 1
    if any(child.kind_id == IDENTIFIER for child in node.children):
        walk.unit.cognitive += 1


def visit_scoped_statement(walk: Walk, node: Node) -> None:
    """`try (…)`: its resources are known inside it."""
    walk.unit.statements += 1
    walk.scope.open()
    walk.stack.append(CLOSE_SCOPE)
    walk.follow(node)


def visit_binary(walk: Walk, node: Node) -> None:
    """Short-circuit operators: each is a decision for McCabe, each run of equal ones costs one for people."""
    operator = node.child_by_field_id(OPERATOR_FIELD)
    if operator is None or operator.type not in _LOGICAL:
        walk.follow(node)
        return
    operands, operators = _flatten(node)
    walk.unit.logical += len(operators)
    walk.unit.cognitive += sum(
        index == 0 or operators[index - 1] != operator for index, operator in enumerate(operators)
    )
    walk.stack += reversed(operands)


def _flatten(node: Node) -> tuple[list[Node], list[str]]:
    """Operands and operators of a logical expression from left to right, parentheses opened."""
    operands: list[Node] = []
    operators: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, str):
            operators.append(current)
            continue
        inner = current
        while inner.kind_id == PARENTHESIZED:
            inside = without_comments(inner.children)
            if not inside:
                break
            inner = inside[0]
        operator = inner.child_by_field_id(OPERATOR_FIELD) if inner.kind_id == BINARY else None
        if operator is None or operator.type not in _LOGICAL:
            operands.append(inner)
            continue
        left, right = inner.child_by_field_id(LEFT_FIELD), inner.child_by_field_id(RIGHT_FIELD)
        stack += [part for part in (right, operator.type, left) if part is not None]
    return operands, operators


def _decide(walk: Walk) -> None:
    """A decision that nests what is in it; the caller pushes UNNEST."""
    walk.unit.decisions += 1
    walk.unit.cognitive += 1 + walk.nesting
    walk.nesting += 1

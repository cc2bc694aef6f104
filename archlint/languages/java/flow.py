"""Visits to control flow: statements, decisions, and SonarSource's cognitive complexity (Campbell 2018).

Cyclomatic decisions are `if`, `for`, `while`, `do`, `case`, `catch`, `?:`, `&&` and `||`, as lizard counts them.
"""

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.java.declarations import visit_loop_variable
from archlint.languages.java.grammar import (
    ALTERNATIVE_FIELD,
    BINARY,
    BODY_FIELD,
    COMMENTS,
    CONDITION_FIELD,
    CONSEQUENCE_FIELD,
    EXPRESSION_STATEMENT,
    IDENTIFIER,
    IF,
    LEFT_FIELD,
    OPERATOR_FIELD,
    PARENTHESIZED,
    RIGHT_FIELD,
    SWITCH,
    SWITCH_RULE,
    without_comments,
)
from archlint.languages.java.walk import CLOSE_SCOPE, NEST, UNNEST, Walk
from archlint.languages.logic import Parts, changes, flatten

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
        for branch in (consequence, alternative):
            if branch is not None and branch.kind_id == SWITCH:
                walk.state_switch(branch)
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
    body = node.child_by_field_id(BODY_FIELD)
    if body is not None and body.kind_id == SWITCH:
        walk.state_switch(body)
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
    if not walk.is_switch_statement(node):
        body = node.child_by_field_id(BODY_FIELD)
        rules = body.named_children if body is not None else []
        walk.value_rules.update(rule.start_byte for rule in rules if rule.kind_id == SWITCH_RULE)
    walk.follow(node)


def visit_switch_rule(walk: Walk, node: Node) -> None:
    """`case Foo foo -> …`: what a pattern names is known in its rule only."""
    walk.scope.open()
    walk.stack.append(CLOSE_SCOPE)
    children = node.named_children
    if children and children[-1].kind_id == EXPRESSION_STATEMENT and node.start_byte in walk.value_rules:
        # The value of a switch is no statement, although the grammar says so.
        children[-1:] = children[-1].named_children
    walk.stack += children[::-1]


def visit_switch_label(walk: Walk, node: Node) -> None:
    """Each `case` is a decision; in `case null, default` the grammar takes `default` for a name."""
    children = node.children
    if children[0].type == "case" and not (children[-1].kind_id == IDENTIFIER and walk.text(children[-1]) == "default"):
        walk.unit.decisions += 1
    walk.follow(node)


def visit_labeled(walk: Walk, node: Node) -> None:
    for child in node.named_children:
        if child.kind_id == SWITCH:
            walk.state_switch(child)
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
    operator: Node | None = node.child(1)
    if operator is not None and operator.kind_id in COMMENTS:
        operator = node.child_by_field_id(OPERATOR_FIELD)
    if operator is None or operator.type not in _LOGICAL:
        walk.follow(node)
        return
    operands, operators = flatten(node, _parts)
    walk.unit.logical += len(operators)
    walk.unit.cognitive += changes(operators)
    walk.stack += reversed(operands)


def _parts(node: Node) -> Parts:
    """The operands of `&&` or `||`, parentheses around them opened."""
    while node.kind_id == PARENTHESIZED:
        inside = without_comments(node.children)
        if not inside:
            break
        node = inside[0]
    operator = node.child_by_field_id(OPERATOR_FIELD) if node.kind_id == BINARY else None
    if operator is None or operator.type not in _LOGICAL:
        return Parts((node,))
    sides = (node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD))
    return Parts([side for side in sides if side is not None], (operator.type,))


def _decide(walk: Walk) -> None:
    """A decision that nests what is in it; the caller pushes UNNEST."""
    walk.unit.decisions += 1
    walk.unit.cognitive += 1 + walk.nesting
    walk.nesting += 1

"""Visits to control flow: statements, decisions, and SonarSource's cognitive complexity (Campbell 2018).

Cyclomatic decisions are `if`, `for`, `while`, `do`, `case`, `catch`, `?:`, `&&`, `||`, `??`, assignments by these three,
and default values, as lizard and ESLint count them.
"""

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.logic import Parts, changes, flatten
from archlint.languages.typescript.names import MAX_NAME
from archlint.languages.typescript.walk import BRANCH, NEST, UNBRANCH, UNNEST, Walk

_LOGICAL = ("&&", "||", "??")
_LOGICAL_ASSIGNMENTS = ("&&=", "||=", "??=")


def visit_statement(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    walk.stack += node.named_children[::-1]


def visit_container(walk: Walk, node: Node) -> None:
    walk.stack += node.named_children[::-1]


def visit_simple(walk: Walk, node: Node) -> None:
    """A statement that mostly holds one thing: an expression, a declaration."""
    walk.unit.statements += 1
    if node.named_child_count == 1:
        child = node.named_child(0)
        if child is not None:
            walk.stack.append(child)
    else:
        walk.stack += node.named_children[::-1]


def visit_if(walk: Walk, node: Node) -> None:
    """A whole `if … else if … else` chain: `else if` costs one, however deep it stands."""
    walk.add_break()
    unit = walk.unit
    fields = walk.fields
    parts: list[Node | Mark] = []
    current: Node | None = node
    while current is not None:
        unit.statements += 1
        unit.decisions += 1
        condition = current.child_by_field_id(fields.condition)
        consequence = current.child_by_field_id(fields.consequence)
        alternative = current.child_by_field_id(fields.alternative)
        if condition is not None:
            parts.append(condition)
        if consequence is not None:
            parts += (NEST, consequence, UNNEST)
        current = None
        if alternative is not None:
            unit.cognitive += 1
            inner = next((child for child in alternative.named_children if child.type != "comment"), None)
            if inner is not None and inner.type == "if_statement":
                current = inner
            elif inner is not None:
                parts += (NEST, inner, UNNEST)
    walk.stack += parts[::-1]


def visit_loop(walk: Walk, node: Node) -> None:
    """`for`, `while` and `do`: their body runs on one branch only."""
    walk.unit.statements += 1
    _decide(walk)
    body = node.child_by_field_name("body")
    parts: list[Node | Mark] = []
    for child in node.named_children:
        if child == body:
            parts += (NEST, child, UNNEST)
        else:
            parts.append(child)
    walk.stack += parts[::-1]


def visit_ternary(walk: Walk, node: Node) -> None:
    _decide(walk)
    parts: list[Node | Mark] = [*node.named_children]
    walk.stack += (UNNEST, *parts[:0:-1], NEST, *parts[:1])


def visit_switch(walk: Walk, node: Node) -> None:
    """The switch is one break of the flow for people, each `case` a decision for McCabe."""
    walk.unit.statements += 1
    walk.add_break()
    parts: list[Node | Mark] = []
    for child in node.named_children:
        if child.type == "switch_body":
            parts += (NEST, child, UNNEST)
        else:
            parts.append(child)
    walk.stack += parts[::-1]


def visit_case(walk: Walk, node: Node) -> None:
    walk.unit.decisions += 1
    walk.follow(node)


def visit_try(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    walk.stack += (UNBRANCH, *node.named_children[::-1], BRANCH)


def visit_catch(walk: Walk, node: Node) -> None:
    _decide(walk)
    walk.stack += (UNNEST, *node.named_children[::-1], NEST)


def visit_jump(walk: Walk, node: Node) -> None:
    """`break` and `continue`: a jump to a label costs one."""
    walk.unit.statements += 1
    if node.child_by_field_name("label") is not None:
        walk.unit.cognitive += 1


def visit_binary(walk: Walk, node: Node) -> None:
    """Short-circuit operators: each is a decision for McCabe, each run of equal `&&` or `||` costs one for people."""
    operator = node.child(1)
    if operator is None or (operator.type not in _LOGICAL and operator.type != "comment"):
        walk.stack += [child for child in (node.child(2), node.child(0)) if child is not None and child.child_count]
        return
    operands, operators = flatten(node, _parts)
    if not operators:
        walk.follow(node)
        return
    walk.unit.logical += len(operators)
    counted = [operator for operator in operators if operator != "??"]
    walk.unit.cognitive += changes(counted)
    walk.stack += (UNBRANCH, *operands[:0:-1], BRANCH, *operands[:1])


def visit_augmented(walk: Walk, node: Node) -> None:
    """`a ??= b` assigns on one branch only; for people it is a shorthand."""
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type in _LOGICAL_ASSIGNMENTS:
        walk.unit.logical += 1
    walk.follow(node)


def visit_default(walk: Walk, node: Node) -> None:
    """A default value is taken on one branch only; for people it is a shorthand."""
    walk.unit.logical += 1
    walk.follow(node)


def visit_parameter(walk: Walk, node: Node) -> None:
    walk.unit.logical += any(child.type == "=" for child in node.children)
    walk.follow(node)


def visit_pattern(walk: Walk, node: Node) -> None:
    """A destructuring pattern matters for the default values in it. Only a short one is searched for them first: a deep
    one would be searched again at each level.
    """
    start, end = node.start_byte, node.end_byte
    if end - start > MAX_NAME or walk.content.find(b"=", start, end) >= 0:
        walk.follow(node)


def _parts(node: Node) -> Parts:
    """The operands of a logical operator, parentheses around them opened."""
    while node.type == "parenthesized_expression":
        inside = [child for child in node.named_children if child.type != "comment"]
        if len(inside) != 1:
            break
        node = inside[0]
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    if operator is None or operator.type not in _LOGICAL:
        return Parts((node,))
    sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
    return Parts([side for side in sides if side is not None], (operator.type,))


def _decide(walk: Walk) -> None:
    """A decision that costs the more the deeper it stands."""
    walk.unit.decisions += 1
    walk.add_break()


def nest(walk: Walk, _mark: Mark) -> None:
    """Into what runs on one branch only."""
    walk.nesting += 1
    walk.branches += 1


def unnest(walk: Walk, _mark: Mark) -> None:
    walk.nesting -= 1
    walk.branches -= 1


def branch(walk: Walk, _mark: Mark) -> None:
    walk.branches += 1


def unbranch(walk: Walk, _mark: Mark) -> None:
    walk.branches -= 1

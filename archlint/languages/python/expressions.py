"""Visits to expressions that branch: short-circuit operators, `x if y else z`, comprehensions, lambdas.

`is_interesting` tells cheaply, from its text alone, whether a stretch of code can hold anything that a visit looks for.
"""

import re

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.logic import Parts, changes, flatten
from archlint.languages.python.grammar import (
    BOOLEAN,
    ELSE_KEYWORD,
    EXTRAS,
    FOR_IN_CLAUSE,
    IF_CLAUSE,
    IF_KEYWORD,
    LEAVES,
    PARENTHESIZED,
)
from archlint.languages.python.walk import DEDENT, INDENT, Walk

_KEYWORD = re.compile(r"[^\w.](?:and|or|if|for)\b", re.ASCII).search


def is_interesting(raw: str) -> bool:
    """Whether a stretch of code may hold a call, a name that is bound, or something that measures count. True may be a
    false alarm (inside a string); False is certain.
    """
    return "(" in raw or (("or" in raw or "if" in raw or "and" in raw) and _KEYWORD(raw) is not None) or ":=" in raw


def has_keyword(raw: str) -> bool:
    """The same where calls do not count."""
    return (("or" in raw or "if" in raw or "and" in raw) and _KEYWORD(raw) is not None) or ":=" in raw


def visit_unmeasured(walk: Walk, node: Node) -> None:
    """An expression where only names count."""
    if walk.source.find(":=", node.start_byte, node.end_byte) >= 0:
        walk.stack += node.children[::-1]


def visit_composite(walk: Walk, node: Node) -> None:
    """An expression that only matters for what may stand in it."""
    if is_interesting(walk.source[node.start_byte : node.end_byte]):
        walk.stack += node.children[::-1]


def visit_enclosed(walk: Walk, node: Node) -> None:
    """An expression in brackets of its own: the first of them says nothing."""
    if is_interesting(walk.source[node.start_byte + 1 : node.end_byte]):
        walk.stack += node.children[::-1]


def visit_attribute(walk: Walk, node: Node) -> None:
    """`a.b.c` can hold a call or a choice, in `a[b if c else d].e`; and a type can, in `Annotated[…]`."""
    if is_interesting(walk.source[node.start_byte - 1 : node.end_byte]):
        walk.stack += node.children[::-1]


def visit_string(walk: Walk, node: Node) -> None:
    """Code in a string is code in the braces of an f-string or t-string."""
    source = walk.source
    start = node.start_byte
    if source[start : start + 1] not in _QUOTES and is_interesting(source[start : node.end_byte]):
        walk.stack += node.children[::-1]


_QUOTES = "\"'"


def visit_ternary(walk: Walk, node: Node) -> None:
    """The two values stand deeper and are evaluated on one branch only, the condition between them is not."""
    unit = walk.unit
    unit.decisions += 1
    unit.cognitive += 1 + walk.nesting
    parts: list[Node | Mark] = [INDENT]
    for child in node.children:
        kind = child.kind_id
        parts.append(DEDENT if kind == IF_KEYWORD else INDENT if kind == ELSE_KEYWORD else child)
    parts.append(DEDENT)
    walk.stack += parts[::-1]


def visit_lambda(walk: Walk, node: Node) -> None:
    """A lambda belongs to the unit around it, one level deeper."""
    if is_interesting(walk.source[node.start_byte : node.end_byte]):
        walk.stack += (DEDENT, *node.children[::-1], INDENT)


def visit_comprehension(walk: Walk, node: Node) -> None:
    """Each `for` is a loop around the element; each filter one more decision."""
    unit = walk.unit
    parts: list[Node | Mark] = []
    for child in node.children:
        kind = child.kind_id
        if kind == FOR_IN_CLAUSE:
            unit.decisions += 1
            unit.cognitive += 1 + walk.nesting
            parts.append(child)
        elif kind not in LEAVES:
            if kind == IF_CLAUSE:
                unit.decisions += 1
                unit.cognitive += 1
            parts += (INDENT, child, DEDENT)
    walk.stack += parts[::-1]


def visit_boolean(walk: Walk, node: Node) -> None:
    """Short-circuit operators: each is a decision for McCabe, each run of equal ones costs one for people."""
    operands, operators = flatten(node, _parts)
    walk.unit.logical += len(operators)
    walk.unit.cognitive += changes(operators)
    walk.stack += operands[::-1]


def _parts(node: Node) -> Parts:
    """The operands of `and` or `or`, parentheses around them opened."""
    while node.kind_id == PARENTHESIZED:
        inside = [child for child in node.children[1:-1] if child.kind_id not in EXTRAS]
        if len(inside) != 1:
            break
        node = inside[0]
    if node.kind_id != BOOLEAN:
        return Parts((node,))
    parts = [child for child in node.children if child.kind_id not in EXTRAS]
    return Parts((parts[0], parts[2]), (parts[1].type,)) if len(parts) == 3 else Parts(parts)  # broken: what is left

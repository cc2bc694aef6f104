"""Visits to statements that branch: their measures, and under which conditions the imports in them happen.

Cyclomatic decisions are counted as radon counts them (`else` of a loop or `try` is one, `with` is none), cognitive
complexity as SonarSource defines it (Campbell 2018), comprehensions taken as loops.
"""

from tree_sitter import Node

from archlint.languages.python.conditions import type_checking
from archlint.languages.python.expressions import is_interesting
from archlint.languages.python.grammar import (
    BLOCK,
    CASE_CLAUSE,
    CASE_PATTERN,
    COMMENT,
    CONDITIONAL,
    ELIF_CLAUSE,
    ELSE_CLAUSE,
    EXCEPT_CLAUSE,
    IDENTIFIER,
    IF_CLAUSE,
    TYPE_ONLY,
    WITH_CLAUSE,
)
from archlint.languages.python.walk import State, Walk


def visit_statement(walk: Walk, node: Node) -> None:
    """A statement without a block."""
    walk.unit.statements += 1
    if is_interesting(walk.content[node.start_byte : node.end_byte]):
        walk.stack += node.children[::-1]


def visit_assert(walk: Walk, node: Node) -> None:
    walk.unit.decisions += 1
    visit_statement(walk, node)


def visit_if(walk: Walk, node: Node) -> None:
    """A whole `if … elif … else`. `if TYPE_CHECKING:` says who runs its branches, any other condition makes them
    conditional.
    """
    unit = walk.unit
    unit.statements += 1
    unit.cognitive += walk.nesting
    after = walk.state()
    flags = walk.flags
    parts: list[Node | State] = []
    pending = node.children[::-1]
    checking = 0
    while pending:
        child = pending.pop()
        kind = child.kind_id
        if kind == BLOCK:
            parts += (State(walk, flags | (TYPE_ONLY if checking > 0 else 0), walk.nesting + 1), child, after)
            if checking < 0:
                flags |= TYPE_ONLY
        elif kind in (ELIF_CLAUSE, ELSE_CLAUSE):
            checking = 0
            if kind == ELSE_CLAUSE:
                unit.cognitive += 1
            pending += child.children[::-1]
        elif child.is_named and kind != COMMENT:
            unit.decisions += 1
            unit.cognitive += 1
            checking = type_checking(walk, child) if walk.watches_type_checking else 0
            if not checking:
                flags |= CONDITIONAL
            if is_interesting(walk.content[child.start_byte - 1 : child.end_byte]):
                parts.append(child)
    parts.append(after)
    walk.stack += parts[::-1]


def visit_loop(walk: Walk, node: Node) -> None:
    """`for` and `while`. A simple loop variable hides what was known of its name."""
    unit = walk.unit
    unit.statements += 1
    unit.decisions += 1
    unit.cognitive += 1 + walk.nesting
    after = walk.state()
    flags = walk.flags | CONDITIONAL
    parts: list[Node | State] = []
    for child in node.children:
        kind = child.kind_id
        if kind == BLOCK:
            parts += (State(walk, flags, walk.nesting + 1), child, after)
        elif kind == ELSE_CLAUSE:
            unit.decisions += 1
            parts += (State(walk, flags, walk.nesting), child, after)
        elif child.is_named:
            if kind == IDENTIFIER and not parts:
                walk.scope.bind(walk.text(child), "", None)
            parts.append(child)
    walk.stack += parts[::-1]


def visit_try(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    walk.stack.append(walk.state())
    walk.flags |= CONDITIONAL
    children = node.children
    for child in children:
        if child.kind_id in (EXCEPT_CLAUSE, ELSE_CLAUSE):
            walk.unit.decisions += 1
    walk.stack += children[::-1]


def visit_except(walk: Walk, node: Node) -> None:
    walk.unit.cognitive += 1 + walk.nesting
    walk.stack.append(walk.state())
    walk.nesting += 1
    for child in node.children[:0:-1]:
        if child.kind_id == BLOCK or (
            child.is_named and is_interesting(walk.content[child.start_byte : child.end_byte])
        ):
            walk.stack.append(child)


def visit_with(walk: Walk, node: Node) -> None:
    """`with suppress(ImportError):` is a condition like `try`."""
    walk.unit.statements += 1
    children = node.children
    for child in children:
        if child.kind_id == WITH_CLAUSE and walk.content.find(b"suppress", child.start_byte, child.end_byte) >= 0:
            walk.stack.append(walk.state())
            walk.flags |= CONDITIONAL
    walk.stack += children[::-1]


def visit_match(walk: Walk, node: Node) -> None:
    """The match is one break of the flow for people, each `case` that is not the default a decision for McCabe."""
    unit = walk.unit
    unit.statements += 1
    unit.cognitive += 1 + walk.nesting
    walk.stack.append(walk.state())
    walk.flags |= CONDITIONAL
    walk.nesting += 1
    has_default = False
    parts: list[Node] = []
    for child in node.children:
        if child.kind_id != BLOCK:
            parts.append(child)
            continue
        for case in child.children:
            if case.kind_id == CASE_CLAUSE:
                unit.decisions += 1
                has_default = _read_case(walk, case, parts) or has_default
    unit.decisions -= has_default
    walk.stack += parts[::-1]


def _read_case(walk: Walk, case: Node, parts: list[Node]) -> bool:
    """Add what a case holds of code, patterns left out; whether it is a default (`_` or a name)."""
    patterns: list[Node] = []
    for child in case.children:
        if child.kind_id == CASE_PATTERN:
            patterns.append(child)
        elif child.kind_id == IF_CLAUSE:
            parts += child.children
        else:
            parts.append(child)
    return len(patterns) == 1 and walk.text(patterns[0]).isidentifier()

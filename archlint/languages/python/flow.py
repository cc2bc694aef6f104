"""Visits to statements that branch: their measures, and under which conditions the imports in them happen.

Cyclomatic decisions are counted as radon counts them (`else` of a loop or `try` is one, `with` is none), cognitive
complexity as SonarSource defines it (Campbell 2018), comprehensions taken as loops.
"""

import re
from copy import copy

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.python.calls import read_call
from archlint.languages.python.conditions import CHECKABLE, type_checking
from archlint.languages.python.expressions import is_interesting
from archlint.languages.python.grammar import (
    BLOCK,
    CASE_CLAUSE,
    CASE_PATTERN,
    ELIF_CLAUSE,
    ELSE_CLAUSE,
    EXCEPT_CLAUSE,
    EXTRAS,
    IDENTIFIER,
    IF_CLAUSE,
    LEAVES,
    PLAIN_LITERALS,
    TYPE_ONLY,
)
from archlint.languages.python.walk import CONDITION, DEDENT, END_CONDITION, INDENT, State, Walk

_RETURNED_CALL = re.compile(
    r"return[ \t]++(?:await[ \t]++)?([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)\(([^()]*+)\)", re.ASCII
).fullmatch


def visit_statement(walk: Walk, node: Node) -> None:
    """A statement without a block."""
    walk.unit.statements += 1
    if is_interesting(walk.source[node.start_byte : node.end_byte]):
        walk.stack += node.children[::-1]


def visit_return(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    start = node.start_byte
    raw = walk.source[start : node.end_byte]
    if is_interesting(raw):
        match = _RETURNED_CALL(raw)
        if match is None or read_call(walk, start + match.start(1), match[1], match[2]) is None:
            walk.stack += node.children[::-1]


def visit_assert(walk: Walk, node: Node) -> None:
    walk.unit.decisions += 1
    visit_statement(walk, node)


def visit_if(walk: Walk, node: Node) -> None:
    """A whole `if … elif … else`."""
    unit = walk.unit
    unit.statements += 1
    unit.cognitive += walk.nesting
    if walk.watches_type_checking and _asks_type_checker(walk, node):
        _visit_watched_if(walk, node)
        return
    source = walk.source
    parts: list[Node | Mark] = []
    pending = node.children[::-1]
    while pending:
        child = pending.pop()
        kind = child.kind_id
        if kind == BLOCK:
            parts += (INDENT, child, DEDENT)
        elif kind == ELIF_CLAUSE:
            pending += child.children[::-1]
        elif kind == ELSE_CLAUSE:
            unit.cognitive += 1
            pending += child.children[::-1]
        elif kind not in LEAVES or kind == IDENTIFIER or kind in PLAIN_LITERALS:
            unit.decisions += 1
            unit.cognitive += 1
            if is_interesting(source[child.start_byte - 1 : child.end_byte]):
                parts.append(child)
    walk.stack += parts[::-1]


def _asks_type_checker(walk: Walk, node: Node) -> bool:
    """Whether a condition of an `if … elif` is about who reads the code."""
    clauses = [node, *[child for child in node.children if child.kind_id == ELIF_CLAUSE]]
    return any(
        child.kind_id in CHECKABLE and type_checking(walk, child) for clause in clauses for child in clause.children
    )


def _visit_watched_if(walk: Walk, node: Node) -> None:
    """The same where `if TYPE_CHECKING:` says who runs a branch; any other condition makes it conditional."""
    unit = walk.unit
    checking = 0
    after = State(walk)
    state = State(walk)
    parts: list[Node | Mark] = []
    pending = node.children[::-1]
    while pending:
        child = pending.pop()
        kind = child.kind_id
        if kind == BLOCK:
            inside = copy(state)
            inside.nesting += 1
            if checking > 0:
                inside.flags |= TYPE_ONLY
            elif checking < 0:
                state.flags |= TYPE_ONLY
            parts += (inside, child, after)
        elif kind in (ELIF_CLAUSE, ELSE_CLAUSE):
            checking = 0
            unit.cognitive += kind == ELSE_CLAUSE
            pending += child.children[::-1]
        elif child.is_named and kind not in EXTRAS:
            unit.decisions += 1
            unit.cognitive += 1
            checking = type_checking(walk, child)
            if not checking:
                state.conditions += 1
            parts.append(child)
    walk.stack += parts[::-1]


def visit_loop(walk: Walk, node: Node) -> None:
    """`for` and `while`. A simple loop variable hides what was known of its name."""
    unit = walk.unit
    unit.statements += 1
    unit.decisions += 1
    unit.cognitive += 1 + walk.nesting
    parts: list[Node | Mark] = []
    for child in node.children:
        kind = child.kind_id
        if kind == BLOCK:
            parts += (INDENT, child, DEDENT)
        elif kind == ELSE_CLAUSE:
            unit.decisions += 1
            parts += (CONDITION, child, END_CONDITION)
        elif child.is_named:
            if kind == IDENTIFIER and not parts:
                walk.scope.bind(walk.text(child), None)
            parts.append(child)
    walk.stack += parts[::-1]


def visit_try(walk: Walk, node: Node) -> None:
    unit = walk.unit
    unit.statements += 1
    stack = walk.stack
    stack.append(END_CONDITION)
    for child in node.children[::-1]:
        kind = child.kind_id
        if kind in (EXCEPT_CLAUSE, ELSE_CLAUSE):
            unit.decisions += 1
        if kind not in LEAVES:
            stack.append(child)
    stack.append(CONDITION)


def visit_except(walk: Walk, node: Node) -> None:
    walk.unit.cognitive += 1 + walk.nesting
    stack = walk.stack
    stack.append(DEDENT)
    for child in node.children[:0:-1]:
        kind = child.kind_id
        if kind == BLOCK or (kind not in LEAVES and is_interesting(walk.source[child.start_byte : child.end_byte])):
            stack.append(child)
    stack.append(INDENT)


def visit_with(walk: Walk, node: Node) -> None:
    """`with suppress(ImportError):` is a condition like `try`."""
    walk.unit.statements += 1
    children = node.children
    body = children[-1]
    if walk.source.find("suppress", node.start_byte, body.start_byte) >= 0:
        walk.stack += (END_CONDITION, body, CONDITION)
        walk.stack += children[-2::-1]
    else:
        walk.stack += children[::-1]


def visit_match(walk: Walk, node: Node) -> None:
    """The match is one break of the flow for people, each `case` that is not the default a decision for McCabe."""
    unit = walk.unit
    unit.statements += 1
    unit.cognitive += 1 + walk.nesting
    has_default = False
    parts: list[Node | Mark] = []
    for child in node.children:
        if child.kind_id != BLOCK:
            parts.append(child)
            continue
        parts.append(INDENT)
        for case in child.children:
            if case.kind_id == CASE_CLAUSE:
                unit.decisions += 1
                has_default = _read_case(walk, case, parts) or has_default
        parts.append(DEDENT)
    unit.decisions -= has_default
    walk.stack += parts[::-1]


def _read_case(walk: Walk, case: Node, parts: list[Node | Mark]) -> bool:
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

"""The sketch of a Python file: its tree in; scopes with what they bind, return and call, and what it imports, out.

Statements are read off a stack, expressions down to a limited depth. A broken tree gives what can be read of it.
"""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.grammar import ERROR
from archlint.languages.parsing import Budget
from archlint.languages.python.grammar import (
    AS_PATTERN,
    ASSIGNMENT,
    BLOCK,
    CASE_CLAUSE,
    CASE_PATTERN,
    CLASS,
    CONCATENATED,
    DECORATED,
    DOTTED_NAME,
    ELIF_CLAUSE,
    ELSE_CLAUSE,
    EXCEPT_CLAUSE,
    EXPRESSION_STATEMENT,
    FINALLY_CLAUSE,
    FUNCTION,
    IDENTIFIER,
    IF_CLAUSE,
    IMPORT,
    IMPORT_FROM,
    LEFT_FIELD,
    RETURN,
    RIGHT_FIELD,
    STRING,
    WITH_CLAUSE,
    kind,
)
from archlint.languages.python.sketch_definitions import visit_class, visit_decorated, visit_function
from archlint.languages.python.sketch_expressions import READERS
from archlint.languages.python.sketch_imports import read_from, read_import
from archlint.languages.python.sketch_reading import Reading, holds_calls, named
from archlint.languages.python.sketch_targets import bind_target, read_assignment, read_augmented
from archlint.model.sketch import NOTHING, Choice, Index, Items, Sketch

_AUGMENTED = kind("augmented_assignment")
_STRINGS = frozenset({STRING, CONCATENATED})
_SUBSCRIPT = kind("subscript")


def read_sketch(root: Node, content: bytes, budget: Budget) -> Sketch:
    """The sketch of a file from its tree and the bytes it was parsed from. Raises OutOfTime, and nothing else."""
    reading = Reading(root, content, budget, READERS, _VISITS.keys())
    stack = reading.stack
    stack += [(child, reading.draft, 0) for child in reversed(root.children)]
    while stack or reading.closures:
        reading.count()
        if stack:
            node, reading.draft, reading.until = stack.pop()
            reading.certain = not reading.until
            visit = _VISITS.get(node.kind_id)
            if visit is not None:
                visit(reading, node)
            elif node.is_named:
                reading.keep(node)
        else:
            node, reading.draft = reading.closures.popleft()
            reading.certain, reading.until = True, 0
            reading.draft.returns.append(reading.expression(node))
            reading.held = 0
    return Sketch(tuple([draft.finish() for draft in reading.drafts]), tuple(reading.imports))


def _visit_inner(reading: Reading, node: Node) -> None:
    """What only groups statements; also a part of a file that is not understood."""
    reading.inside(node.children)


def _visit_branches(reading: Reading, node: Node) -> None:
    """A statement whose blocks may be skipped."""
    blocks: list[Node] = []
    for child in node.children:
        if child.kind_id in _BLOCKS:
            blocks.append(child)
        elif child.is_named:
            reading.keep(child)
    reading.later(blocks, certain=False)


def _visit_loop(reading: Reading, node: Node) -> None:
    """`for target in iterable`."""
    target, iterable = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    reading.certain, reading.until = False, node.end_byte
    before = reading.held
    if iterable is not None:
        value = reading.expression(iterable)
        if target is not None:
            bind_target(reading, target, Index(value, NOTHING), before)
        else:
            reading.place(value, before)
    reading.later([child for child in node.children if child.kind_id in _BLOCKS], certain=False)


def _visit_with(reading: Reading, node: Node) -> None:
    for clause in node.children:
        if clause.kind_id == WITH_CLAUSE:
            for item in named(clause):
                for value in named(item):
                    _read_context(reading, value)
    reading.inside([child for child in node.children if child.kind_id in _BLOCKS])


def _read_context(reading: Reading, node: Node) -> None:
    """`value as target`, or just a value."""
    inside = named(node)
    if node.kind_id != AS_PATTERN or len(inside) != 2:
        reading.keep(node)
        return
    before = reading.held
    value = reading.expression(inside[0])
    bind_target(reading, inside[1], value, before)


def _visit_except(reading: Reading, node: Node) -> None:
    """`except Type as name`: the name has that type."""
    reading.certain, reading.until = False, node.end_byte
    blocks: list[Node] = []
    for child in named(node):
        if child.kind_id in _BLOCKS:
            blocks.append(child)
        elif child.kind_id == AS_PATTERN and len(inside := named(child)) == 2:
            before = reading.held
            declared = reading.expression(inside[0])
            reading.place(declared, before)
            if isinstance(declared, Items):
                declared = Choice(declared.items)
            typed = None if holds_calls(declared) else declared
            reading.bind(reading.text(inside[1]), None, inside[1].start_byte, declared=typed)
        else:
            reading.keep(child)
    reading.later(blocks, certain=False)


def _visit_case(reading: Reading, node: Node) -> None:
    """`case pattern if guard`: names in the pattern get something."""
    reading.certain, reading.until = False, node.end_byte
    blocks: list[Node] = []
    pending: list[Node] = []
    for child in named(node):
        if child.kind_id in _BLOCKS:
            blocks.append(child)
        elif child.kind_id == IF_CLAUSE:
            for guard in named(child):
                reading.keep(guard)
        else:
            pending.append(child)
    pending.reverse()
    while pending:
        reading.count()
        part = pending.pop()
        inside = named(part)
        if part.kind_id == CASE_PATTERN and len(inside) == 1 and inside[0].kind_id == DOTTED_NAME:
            name = reading.text(inside[0])
            if "." not in name and name != "_":
                reading.bind(name, NOTHING, part.start_byte)
            continue
        if part.kind_id == AS_PATTERN and inside and inside[-1].kind_id == IDENTIFIER:
            reading.bind(reading.text(inside[-1]), NOTHING, inside[-1].start_byte)
        pending += inside[::-1]
    reading.later(blocks, certain=False)


def _visit_return(reading: Reading, node: Node) -> None:
    for child in named(node):
        before = reading.held
        value = reading.expression(child)
        if reading.draft.kind == "function":
            reading.draft.returns.append(value)
            reading.held = before
        else:
            reading.place(value, before)


def _visit_expression(reading: Reading, node: Node) -> None:
    for child in named(node):
        number = child.kind_id
        if number == ASSIGNMENT:
            read_assignment(reading, child)
        elif number == _AUGMENTED:
            read_augmented(reading, child)
        elif number not in _STRINGS or reading.source[child.start_byte : child.start_byte + 1] not in "\"'":
            reading.keep(child)


def _visit_parts(reading: Reading, node: Node) -> None:
    """A statement that only matters for the calls in it."""
    if reading.tells(node):
        for child in named(node):
            reading.keep(child)


def _visit_nothing(_reading: Reading, _node: Node) -> None:
    """A statement without expressions."""


def _visit_alias(reading: Reading, node: Node) -> None:
    """`type Name = …`."""
    target, value = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    if target is None or value is None:
        _visit_parts(reading, node)
        return
    while target.kind_id not in (IDENTIFIER, _SUBSCRIPT) and (inside := named(target)):
        reading.count()
        target = inside[0]
    before = reading.held
    bind_target(reading, target, reading.expression(value), before)


_BLOCKS = frozenset({BLOCK, ELIF_CLAUSE, ELSE_CLAUSE, EXCEPT_CLAUSE, FINALLY_CLAUSE, CASE_CLAUSE})

Visit = Callable[[Reading, Node], None]
_VISITS: dict[int, Visit] = {
    BLOCK: _visit_inner,
    ERROR: _visit_inner,
    kind("if_statement"): _visit_branches,
    kind("while_statement"): _visit_branches,
    kind("try_statement"): _visit_branches,
    kind("match_statement"): _visit_branches,
    ELIF_CLAUSE: _visit_branches,
    ELSE_CLAUSE: _visit_branches,
    FINALLY_CLAUSE: _visit_branches,
    EXCEPT_CLAUSE: _visit_except,
    CASE_CLAUSE: _visit_case,
    kind("for_statement"): _visit_loop,
    kind("with_statement"): _visit_with,
    RETURN: _visit_return,
    EXPRESSION_STATEMENT: _visit_expression,
    ASSIGNMENT: read_assignment,
    _AUGMENTED: read_augmented,
    kind("type_alias_statement"): _visit_alias,
    DECORATED: visit_decorated,
    FUNCTION: visit_function,
    CLASS: visit_class,
    IMPORT: read_import,
    IMPORT_FROM: read_from,
    kind("future_import_statement"): read_from,
    kind("assert_statement"): _visit_parts,
    kind("delete_statement"): _visit_parts,
    kind("exec_statement"): _visit_parts,
    kind("print_statement"): _visit_parts,
    kind("raise_statement"): _visit_parts,
    kind("global_statement"): _visit_nothing,
    kind("nonlocal_statement"): _visit_nothing,
    kind("pass_statement"): _visit_nothing,
    kind("comment"): _visit_nothing,
}

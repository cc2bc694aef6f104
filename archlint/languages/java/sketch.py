"""The sketch of a Java file: its tree in; scopes with what they bind, return and call, and what it imports, out.

Statements are read off a stack, expressions down to a limited depth: what is nested deeper is read as if it stood by itself,
and so is what stands in broken parts of a file.
"""

from bisect import bisect_right
from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.grammar import ERROR
from archlint.languages.java.grammar import (
    CLASS_BODY,
    EXPRESSION_STATEMENT,
    FIELD_DECLARATIONS,
    IMPORT,
    PACKAGE,
    SWITCH,
    TYPE_DECLARATIONS,
    kind,
)
from archlint.languages.java.sketch_assignments import read_caught, read_loop_variable, read_resource, read_variables
from archlint.languages.java.sketch_calls import BLOCK
from archlint.languages.java.sketch_declarations import (
    METHOD,
    STATIC_INITIALIZER,
    visit_body,
    visit_compact,
    visit_constant,
    visit_element,
    visit_method,
    visit_type,
)
from archlint.languages.java.sketch_expressions import READERS
from archlint.languages.java.sketch_imports import visit_import, visit_package
from archlint.languages.java.sketch_patterns import PATTERN, bind_pattern
from archlint.languages.java.sketch_reading import SKIPPED, Reading, named
from archlint.languages.java.sketch_switches import SWITCH_LABEL, YIELD, read_label
from archlint.languages.parsing import Budget
from archlint.model.sketch import Sketch


def read_sketch(root: Node, content: bytes, budget: Budget) -> Sketch:
    """The sketch of a file from its tree and the bytes it was parsed from. Raises OutOfTime, and nothing else."""
    reading = Reading(content, budget, READERS, _VISITS.keys())
    reading.later(root.children, certain=True, index=0)
    _run(reading)
    if root.has_error:
        _read_broken(reading, root)
    return reading.drawing.finish()


def _run(reading: Reading) -> None:
    """Read all that is still to be read."""
    stack, bodies = reading.stack, reading.bodies
    while stack or bodies:
        if not stack:
            node, index = bodies.pop()
            reading.enter(index)
            reading.certain, reading.until = True, 0
            before = reading.held
            reading.draft.returns.append(reading.expression(node))
            reading.held = before
            continue
        node, index, reading.until = stack.pop()
        reading.certain = not reading.until
        if index != reading.index:
            reading.enter(index)
        number = node.kind_id
        visit = _VISITS.get(number)
        if visit is not None:
            reading.count()
            visit(reading, node)
        elif node.is_named and number not in SKIPPED:
            reading.keep(node)


def _read_broken(reading: Reading, root: Node) -> None:
    """What stands in parts that the parser could not make sense of, each in the innermost scope around it."""
    scopes = reading.drawing.scopes
    order: list[int] = []
    starts: list[int] = []
    pending = [root]
    while pending:
        reading.count()
        node = pending.pop()
        if node.kind_id == ERROR and node != root:
            if len(order) != len(scopes):
                order = sorted(range(len(scopes)), key=lambda index: (scopes[index].start, -scopes[index].end))
                starts = [scopes[index].start for index in order]
            index = order[max(bisect_right(starts, node.start_byte) - 1, 0)]
            while index > 0 and scopes[index].end < node.end_byte:
                index = scopes[index].parent
            reading.later(node.children, certain=False, index=max(index, 0))
            _run(reading)
        pending += [child for child in reversed(node.children) if child.has_error]


def _visit_inner(reading: Reading, node: Node) -> None:
    """What only groups statements."""
    reading.inside(node.named_children)


def _visit_branches(reading: Reading, node: Node) -> None:
    """A statement whose parts may be skipped."""
    reading.later(node.named_children, certain=False)


def _visit_loop(reading: Reading, node: Node) -> None:
    """`for (T name : values)`."""
    reading.certain, reading.until = False, node.end_byte
    read_loop_variable(reading, node)
    body = node.child_by_field_name("body")
    if body is not None:
        reading.later([body], certain=False)


def _visit_try(reading: Reading, node: Node) -> None:
    """`try (resources)`: those are certain, the blocks are not."""
    until, index = reading.until, reading.index
    reading.stack += [
        (child, index, until if child.kind_id == _RESOURCES else child.end_byte)
        for child in reversed(node.named_children)
    ]


def _visit_caught(reading: Reading, node: Node) -> None:
    reading.certain, reading.until = False, node.end_byte
    read_caught(reading, node)


def _visit_return(reading: Reading, node: Node) -> None:
    for child in named(node):
        before = reading.held
        value = reading.expression(child)
        if reading.draft.kind == "function":
            reading.draft.returns.append(value)
            reading.held = before
        else:
            reading.place(value, before)


def _visit_yield(reading: Reading, node: Node) -> None:
    """One that the `switch` around has not asked for."""
    if node.start_byte not in reading.yielded:
        _visit_parts(reading, node)


def _visit_expression(reading: Reading, node: Node) -> None:
    for child in node.named_children:
        before = reading.held
        reading.place(reading.expression(child), before)


def _visit_parts(reading: Reading, node: Node) -> None:
    """A statement that only matters for the calls in it."""
    for child in named(node):
        reading.keep(child)


def _visit_nothing(_reading: Reading, _node: Node) -> None:
    """What holds no expressions."""


_RESOURCES = kind("resource_specification")

Visit = Callable[[Reading, Node], None]
_VISITS: dict[int, Visit] = {
    **dict.fromkeys(TYPE_DECLARATIONS, visit_type),
    **dict.fromkeys(FIELD_DECLARATIONS, read_variables),
    kind("local_variable_declaration"): read_variables,
    METHOD: visit_method,
    kind("constructor_declaration"): visit_method,
    kind("compact_constructor_declaration"): visit_compact,
    kind("annotation_type_element_declaration"): visit_element,
    kind("enum_constant"): visit_constant,
    CLASS_BODY: visit_body,
    kind("interface_body"): visit_body,
    kind("enum_body"): visit_body,
    kind("enum_body_declarations"): visit_body,
    kind("annotation_type_body"): visit_body,
    IMPORT: visit_import,
    PACKAGE: visit_package,
    STATIC_INITIALIZER: _visit_inner,
    BLOCK: _visit_inner,
    kind("constructor_body"): _visit_inner,
    kind("labeled_statement"): _visit_inner,
    kind("synchronized_statement"): _visit_inner,
    _RESOURCES: _visit_inner,
    SWITCH: _visit_branches,
    kind("switch_block"): _visit_branches,
    kind("switch_block_statement_group"): _visit_branches,
    kind("switch_rule"): _visit_branches,
    kind("if_statement"): _visit_branches,
    kind("while_statement"): _visit_branches,
    kind("do_statement"): _visit_branches,
    kind("for_statement"): _visit_branches,
    kind("try_statement"): _visit_branches,
    kind("catch_clause"): _visit_branches,
    kind("finally_clause"): _visit_branches,
    kind("enhanced_for_statement"): _visit_loop,
    kind("try_with_resources_statement"): _visit_try,
    kind("resource"): read_resource,
    kind("catch_formal_parameter"): _visit_caught,
    PATTERN: bind_pattern,
    SWITCH_LABEL: read_label,
    EXPRESSION_STATEMENT: _visit_expression,
    kind("return_statement"): _visit_return,
    YIELD: _visit_yield,
    kind("throw_statement"): _visit_parts,
    kind("assert_statement"): _visit_parts,
    kind("break_statement"): _visit_nothing,
    kind("continue_statement"): _visit_nothing,
    kind("modifiers"): _visit_parts,
}

"""Functions and classes in a sketch: a definition in, its scope out; what is in its body is read later."""

from tree_sitter import Node

from archlint.languages.grammar import ERROR
from archlint.languages.python.grammar import (
    ARGUMENT_LIST,
    BLOCK,
    CLASS,
    DECORATOR,
    FUNCTION,
    IDENTIFIER,
    KEYWORD_ARGUMENT,
    PARAMETERS,
    TYPE,
    kind,
)
from archlint.languages.python.sketch_parameters import read_parameters
from archlint.languages.python.sketch_reading import Draft, Reading, holds_calls, named
from archlint.languages.python.sketch_types import read_type
from archlint.model.sketch import Binding, Expression, Text

_SUBSCRIPT = kind("subscript")
_KEPT = frozenset({kind("type_parameter"), ERROR})


def visit_decorated(reading: Reading, node: Node) -> None:
    marks: list[Expression] = []
    for child in node.children:
        if child.kind_id == DECORATOR:
            before = reading.held
            marks += [reading.expression(one) for one in named(child)]
            reading.held = before
        elif child.kind_id == FUNCTION:
            visit_function(reading, child, tuple(marks))
            marks = []
        elif child.kind_id == CLASS:
            visit_class(reading, child, tuple(marks))
            marks = []
        elif child.is_named:
            reading.inside([child])
    reading.draft.expressions += filter(holds_calls, marks)  # of something that is not understood


def visit_function(reading: Reading, node: Node, marks: tuple[Expression, ...] = ()) -> None:
    draft = _open(reading, "function", node)
    draft.marks = marks
    for child in node.children:
        number = child.kind_id
        if number == PARAMETERS:
            draft.parameters = read_parameters(reading, child)
        elif number == TYPE:
            draft.type, draft.of_type = read_type(reading, child)
        elif number == BLOCK:
            reading.later(child.children, draft, certain=True)
        elif number in _KEPT:
            reading.keep(child)


def _open(reading: Reading, what: str, node: Node) -> Draft:
    name = next((child for child in node.children if child.kind_id == IDENTIFIER), node)
    written = reading.text(name) if name is not node else ""
    return reading.open(what, written, node, reading.draft.index, reading.line(name.start_byte))


def visit_class(reading: Reading, node: Node, marks: tuple[Expression, ...] = ()) -> None:
    draft = _open(reading, "class", node)
    draft.marks = marks
    for child in node.children:
        number = child.kind_id
        if number == ARGUMENT_LIST:
            _read_bases(reading, child, draft)
        elif number == BLOCK:
            reading.later(child.children, draft, certain=True)
        elif number in _KEPT:
            reading.keep(child)


def _read_keyword(reading: Reading, node: Node, draft: Draft) -> None:
    key, *parts = named(node)
    for part in parts:
        before = reading.held
        found = reading.expression(part)
        if isinstance(found, Text):
            reading.held = before
            line = reading.line(node.start_byte)
            draft.bindings.append(Binding(f"({reading.text(key)})", found, None, line, node.start_byte))
        else:
            reading.place(found, before)


def _read_bases(reading: Reading, arguments: Node, draft: Draft) -> None:
    """What a class extends. Its keywords are none; one that is a literal (`table=True`) is bound to the name `(table)`."""
    bases: list[Expression] = []
    of_bases: list[Expression] = []
    for child in named(arguments):
        if child.kind_id == KEYWORD_ARGUMENT:
            _read_keyword(reading, child, draft)
            continue
        if child.kind_id == _SUBSCRIPT:
            base, types = read_type(reading, child)
            if base is not None:
                bases.append(base)
                of_bases += types
            continue
        before = reading.held
        bases.append(reading.expression(child))
        reading.held = before
    draft.bases, draft.of_bases = tuple(bases), tuple(of_bases)

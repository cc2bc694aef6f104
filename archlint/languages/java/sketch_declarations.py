"""Types, methods, constructors and their like: their nodes in, scopes and what is still to be read in them out."""

from tree_sitter import Node

from archlint.languages.java.grammar import (
    ARGUMENTS_FIELD,
    BODY_FIELD,
    CLASS_BODY,
    FORMAL_PARAMETERS,
    IDENTIFIER,
    MODIFIERS,
    NAME_FIELD,
    PARAMETERS_FIELD,
    TYPE_FIELD,
    VALUE_FIELD,
    kind,
)
from archlint.languages.java.sketch_calls import BLOCK, open_body
from archlint.languages.java.sketch_parameters import read_parameters, sweep_annotations
from archlint.languages.java.sketch_reading import Reading, named
from archlint.languages.java.sketch_types import marks_of, read_marks, read_type
from archlint.model.sketch import Binding, Closure, Expression, Invocation, Name

STATIC_INITIALIZER = kind("static_initializer")
METHOD = kind("method_declaration")
_COMPACT = kind("compact_constructor_declaration")
_SUPERS = frozenset({kind("superclass"), kind("super_interfaces"), kind("extends_interfaces")})
_TYPE_LIST = kind("type_list")
_BODIES = frozenset(
    {CLASS_BODY, kind("interface_body"), kind("enum_body"), kind("annotation_type_body"), kind("constructor_body"), BLOCK}
)
_CONSTRUCTOR = "<init>"
_INITIALIZER = "<clinit>"


def visit_type(reading: Reading, node: Node) -> None:
    """A class, interface, enum, record or annotation type."""
    name = node.child_by_field_id(NAME_FIELD)
    line = reading.line((name or node).start_byte)
    around = reading.index
    index = reading.open("class", reading.text(name) if name is not None else "", node, line)
    draft = reading.drawing.scopes[index]
    for child in node.named_children:
        number = child.kind_id
        if number == MODIFIERS:
            draft.marks += read_marks(reading, child)
        elif number in _SUPERS:
            _read_supers(reading, child, index)
        elif number == FORMAL_PARAMETERS:
            _read_components(reading, child, index, line)
        elif number in _BODIES:
            reading.stack.append((child, index, True))
        elif number != IDENTIFIER:
            sweep_annotations(reading, child)
    reading.enter(around)


def _read_supers(reading: Reading, node: Node, index: int) -> None:
    draft = reading.drawing.scopes[index]
    for child in named(node):
        for one in named(child) if child.kind_id == _TYPE_LIST else (child,):
            base, generic = read_type(reading, one)
            if base is not None:
                draft.bases.append(base)
                draft.of_bases = draft.of_bases or generic


def _read_components(reading: Reading, node: Node, index: int, line: int) -> None:
    """The components of a record: parameters of its constructor, and its fields."""
    made = reading.open("function", _CONSTRUCTOR, node, line, index)
    reading.components[index] = made
    draft = reading.drawing.scopes[made]
    for parameter, generic in read_parameters(reading, node):
        draft.parameters.append(parameter)
        draft.bindings.append(
            Binding(
                f"this.{parameter.name}", Name(parameter.name), parameter.type, line, node.end_byte, True, (), generic
            )  # fmt: skip
        )


def visit_body(reading: Reading, node: Node) -> None:
    """The members of a type. Blocks among them make scopes."""
    members: list[Node] = []
    for child in reversed(node.named_children):
        number = child.kind_id
        if number == BLOCK or number == STATIC_INITIALIZER:
            index = reading.open("function", _INITIALIZER, child, reading.line(child.start_byte))
            reading.stack.append((child, index, True))
        else:
            reading.stack.append((child, reading.index, True))
    reading.later(members, certain=True)


def visit_method(reading: Reading, node: Node) -> None:
    """A method, a constructor, an element of an annotation type."""
    name = None
    type_ = parameters = body = value = None
    modifiers = None
    ...

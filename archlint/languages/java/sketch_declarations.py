"""Types, methods, constructors and their like: their nodes in, scopes and what is still to be read in them out."""

from msgspec.structs import replace
from tree_sitter import Node

from archlint.languages.java.grammar import (
    ARGUMENTS_FIELD,
    BODY_FIELD,
    CLASS_BODY,
    FORMAL_PARAMETERS,
    IDENTIFIER,
    MODIFIERS,
    NAME_FIELD,
    TYPE_FIELD,
    VALUE_FIELD,
    kind,
)
from archlint.languages.java.sketch_calls import BLOCK, TYPES, open_body
from archlint.languages.java.sketch_parameters import read_parameters, sweep_annotations
from archlint.languages.java.sketch_reading import Reading, named
from archlint.languages.java.sketch_types import marks_of, read_marks, read_type
from archlint.model.sketch import ABSTRACT, Binding, Closure, Invocation, Name

STATIC_INITIALIZER = kind("static_initializer")
METHOD = kind("method_declaration")
_SUPERS = frozenset({kind("superclass"), kind("super_interfaces"), kind("extends_interfaces")})
_TYPE_LIST = kind("type_list")
_BODIES = frozenset(
    {
        CLASS_BODY,
        kind("interface_body"),
        kind("enum_body"),
        kind("annotation_type_body"),
        kind("constructor_body"),
        BLOCK,
    }
)
_CONSTRUCTOR = "<init>"
_INITIALIZER = "<clinit>"
_INITIALIZERS = (BLOCK, STATIC_INITIALIZER)


def visit_type(reading: Reading, node: Node) -> None:
    """A class, interface, enum, record or annotation type."""
    name = node.child_by_field_id(NAME_FIELD)
    line = reading.line((name or node).start_byte)
    index = reading.open("class", reading.text(name) if name is not None else "", node, line)
    draft = reading.drawing.scopes[index]
    if node.type == "interface_declaration":
        draft.marks += (ABSTRACT,)
    for child in node.named_children:
        number = child.kind_id
        if number == MODIFIERS:
            draft.marks += read_marks(reading, child)
            if any(one.type == "abstract" for one in child.children):
                draft.marks += (ABSTRACT,)
        elif number in _SUPERS:
            _read_supers(reading, child, index)
        elif number == FORMAL_PARAMETERS:
            _read_components(reading, child, index, line)
        elif number in _BODIES:
            reading.stack.append((child, index, 0))
        elif number != IDENTIFIER:
            sweep_annotations(reading, child)


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
            )
        )


def visit_body(reading: Reading, node: Node) -> None:
    """The members of a type. Blocks among them are functions."""
    index, stack = reading.index, reading.stack
    members = [(child, index, 0) for child in node.named_children]
    for position, (child, _, _) in enumerate(members):
        if child.kind_id in _INITIALIZERS:
            made = reading.open("function", _INITIALIZER, child, reading.line(child.start_byte))
            members[position] = (child, made, 0)
    stack += reversed(members)


def visit_method(reading: Reading, node: Node) -> None:
    """A method or a constructor."""
    name = node.child_by_field_id(NAME_FIELD)
    called = _CONSTRUCTOR if node.kind_id != METHOD else reading.name(name).name if name is not None else ""
    index = reading.open("function", called, node, reading.line((name or node).start_byte))
    draft = reading.drawing.scopes[index]
    for child in node.named_children:
        number = child.kind_id
        if number == MODIFIERS:
            draft.marks += read_marks(reading, child)
        elif number in TYPES:
            draft.type, draft.of_type = read_type(reading, child)
        elif number == FORMAL_PARAMETERS:
            if child.end_byte - child.start_byte > 2:
                draft.parameters += [parameter for parameter, _ in read_parameters(reading, child)]
        elif number in _BODIES:
            reading.later(child.named_children, certain=True, index=index)
        elif number != IDENTIFIER:
            sweep_annotations(reading, child)


def visit_compact(reading: Reading, node: Node) -> None:
    """`R { … }`: part of the constructor that a record has anyway; its fields are set after this."""
    index = reading.components.get(reading.index)
    if index is None:  # only in a broken file
        visit_method(reading, node)
        return
    draft = reading.drawing.scopes[index]
    draft.marks += marks_of(reading, node)
    draft.bindings[:] = [replace(binding, start=node.end_byte) for binding in draft.bindings]
    draft.end = max(draft.end, node.end_byte)
    body = node.child_by_field_id(BODY_FIELD)
    if body is not None:
        reading.later(body.named_children, certain=True, index=index)


def visit_element(reading: Reading, node: Node) -> None:
    """An element of an annotation type: a method that returns its default."""
    name, value = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(VALUE_FIELD)
    called = reading.text(name) if name is not None else ""
    index = reading.open("function", called, node, reading.line((name or node).start_byte))
    draft = reading.drawing.scopes[index]
    draft.marks += marks_of(reading, node)
    draft.type, draft.of_type = read_type(reading, node.child_by_field_id(TYPE_FIELD))
    if value is not None:
        reading.bodies.append((value, index))


def visit_constant(reading: Reading, node: Node) -> None:
    """A constant of an enum: an object of it. With a body it is one of a class of its own."""
    name = node.child_by_field_id(NAME_FIELD)
    arguments, body = node.child_by_field_id(ARGUMENTS_FIELD), node.child_by_field_id(BODY_FIELD)
    owner = Name(reading.draft.name)
    marks = marks_of(reading, node)
    before = reading.held
    given = reading.expressions(arguments.named_children, 1) if arguments is not None else ()
    reading.held = before
    start = (name or node).start_byte
    line = reading.line(start)
    if body is not None:
        given = (*given, Closure(open_body(reading, body, line, (owner,), ())))
    made = Invocation(owner, given, (), start, line)
    called = reading.text(name) if name is not None else ""
    reading.draft.bindings.append(Binding(called, made, owner, line, node.end_byte, True, marks))

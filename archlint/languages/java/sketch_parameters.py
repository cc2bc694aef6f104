"""Parameters of methods, constructors, lambdas and records: their nodes in, Parameters out."""

from tree_sitter import Node

from archlint.languages.java.grammar import (
    ANNOTATIONS,
    FORMAL_PARAMETERS,
    IDENTIFIER,
    MODIFIERS,
    NAME_FIELD,
    TYPE_FIELD,
    VARIABLE_DECLARATOR,
    kind,
)
from archlint.languages.java.sketch_reading import Reading, named
from archlint.languages.java.sketch_types import ARRAY, Type, read_marks, read_type, sweep
from archlint.model.sketch import Expression, Parameter

_SPREAD = kind("spread_parameter")
_FORMAL = kind("formal_parameter")
_DIMENSIONS = kind("dimensions")
_UNDERSCORE = kind("underscore_pattern")

Declared = tuple[Parameter, tuple[Expression, ...]]
"""A parameter, and what its type is generic in."""


def read_parameters(reading: Reading, node: Node) -> list[Declared]:
    """Those of a method, constructor or record."""
    found: list[Declared] = []
    for child in node.named_children:
        number = child.kind_id
        if number == _FORMAL:
            found.append(_formal(reading, child))
        elif number == _SPREAD:
            found.append(_spread(reading, child))
        else:
            sweep_annotations(reading, child)  # the object itself: `@A Outer this`
    return found


def _formal(reading: Reading, node: Node) -> Declared:
    parts = node.children
    if len(parts) == 2 and parts[1].kind_id == IDENTIFIER:
        type_, generic = read_type(reading, parts[0])
        return Parameter(reading.name(parts[1]).name, type_, None), generic
    marks = read_marks(reading, parts[0]) if parts and parts[0].kind_id == MODIFIERS else ()
    name = node.child_by_field_id(NAME_FIELD)
    type_, generic = declared_type(reading, node)
    return Parameter(reading.text(name) if name is not None else "", type_, None, marks), generic


def _spread(reading: Reading, node: Node) -> Declared:
    """`T... name`: the grammar names no fields here."""
    marks: tuple[Expression, ...] = ()
    type_: Type = (None, ())
    name = ""
    for child in named(node):
        number = child.kind_id
        if number == MODIFIERS:
            marks = read_marks(reading, child)
        elif number == VARIABLE_DECLARATOR:
            name_node = child.child_by_field_id(NAME_FIELD)
            name = reading.text(name_node) if name_node is not None else ""
        elif number in ANNOTATIONS:
            sweep(reading, child)
        elif type_[0] is None:
            type_ = read_type(reading, child)
    return Parameter(name, type_[0], None, marks, rest=True), type_[1]


def lambda_parameters(reading: Reading, node: Node) -> list[Parameter]:
    if node.kind_id == FORMAL_PARAMETERS:
        return [parameter for parameter, _ in read_parameters(reading, node)]
    if node.kind_id in (IDENTIFIER, _UNDERSCORE):
        return [Parameter(reading.text(node))]
    return [Parameter(reading.text(child)) for child in named(node)]


def declared_type(reading: Reading, node: Node, around: Type | None = None) -> Type:
    """The type of what declares a name: `T name`, `T name[]`. `around` is the one that several names share."""
    type_ = around if around is not None else read_type(reading, node.child_by_field_id(TYPE_FIELD))
    if node.child_count > 1:
        for child in node.named_children[1:]:
            if child.kind_id == _DIMENSIONS:
                sweep_annotations(reading, child)
                return ARRAY, (type_[0],) if type_[0] is not None and type_[0] != ARRAY else ()
    return type_


def sweep_annotations(reading: Reading, node: Node) -> None:
    """Keep the annotations in a node that says nothing else, if there are any."""
    if b"@" in reading.content[node.start_byte : node.end_byte]:
        sweep(reading, node)

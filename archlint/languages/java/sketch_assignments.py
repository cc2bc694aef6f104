"""Assignments and declarations of variables: their nodes in, Bindings out.

`start` of a binding is the byte from which on the name has the value: where the value ends, or the name if it has none.
"""

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST
from archlint.languages.java.grammar import (
    FIELD_ACCESS,
    IDENTIFIER,
    LEFT_FIELD,
    MODIFIERS,
    NAME_FIELD,
    OPERATOR_FIELD,
    RIGHT_FIELD,
    TYPE_FIELD,
    VALUE_FIELD,
    VARIABLE_DECLARATOR,
    kind,
)
from archlint.languages.java.sketch_parameters import declared_type
from archlint.languages.java.sketch_reading import Reading, dotted, named, token
from archlint.languages.java.sketch_types import Type, marks_of, names_of, read_marks, read_type
from archlint.model.sketch import NOTHING, Binding, Choice, Expression, Index, Invocation, Joined, Opaque

_ASSIGNMENT = kind("assignment_expression")
_CATCH_TYPE = kind("catch_type")
_EQUALS = token("=")
_ADDED = token("+=")
_NO_NAMES = frozenset(b"([{\"'")


def read_assignment(reading: Reading, node: Node, depth: int) -> Expression:
    """`a = b = value` binds both. Gives the value; the target where the value holds a call, as every call is said once."""
    steps: list[tuple[Node, Node | None, Node]] = []
    inner: Node = node
    while inner.kind_id == _ASSIGNMENT:
        reading.count()
        left, right = inner.child_by_field_id(LEFT_FIELD), inner.child_by_field_id(RIGHT_FIELD)
        if left is None or right is None:
            break
        steps.append((left, inner.child_by_field_id(OPERATOR_FIELD), right))
        inner = right
    before = reading.held
    if inner.kind_id == _ASSIGNMENT:  # only in a broken file
        value: Expression = reading.opaque(named(inner), depth)
    else:
        value = reading.expression(inner, depth + 1)
    for position in range(len(steps) - 1, -1, -1):
        left, operator, right = steps[position]
        target = _target(reading, left)
        if not target:
            reading.keep(left, depth + 1)
            continue
        number = operator.kind_id if operator is not None else _EQUALS
        whole = dotted(target)
        if number == _ADDED:
            value = Joined((whole, *(value.parts if isinstance(value, Joined) else (value,))))
        elif number != _EQUALS:
            value = Opaque((value,)) if reading.held != before else NOTHING
        # Inner targets have their values a little earlier than outer ones.
        reading.bind(".".join(target), value, left, max(right.start_byte, right.end_byte - position))
        if reading.held != before:
            reading.held = before
            value = whole
    return value


def read_update(reading: Reading, node: Node, depth: int) -> Expression:
    """`i++`: nobody knows what `i` is from here on."""
    inside = named(node)
    target = _target(reading, inside[0]) if inside else []
    if target:
        reading.bind(".".join(target), NOTHING, inside[0], node.end_byte)
        return NOTHING
    return reading.opaque(inside, depth)


def _target(reading: Reading, node: Node) -> list[str]:
    """What is assigned to, by its names: `x`, `this.x`. None for an element, or what a call gives."""
    number = node.kind_id
    if number == IDENTIFIER:
        return [reading.name(node).name]
    raw = reading.content[node.start_byte : node.end_byte]
    if number != FIELD_ACCESS or not _NO_NAMES.isdisjoint(raw):
        return []
    names = names_of(raw)
    return names if len(names) <= DEEPEST else []


def read_variables(reading: Reading, node: Node) -> None:
    """Fields and local variables. Annotations with arguments are said of the first name only."""
    type_ = read_type(reading, node.child_by_field_id(TYPE_FIELD))
    marks: tuple[Expression, ...] = ()
    for child in node.named_children:
        number = child.kind_id
        if number == MODIFIERS:
            marks = read_marks(reading, child)
        elif number == VARIABLE_DECLARATOR:
            _declare(reading, child, type_, marks)
            marks = tuple(
                [mark for mark in marks if not (isinstance(mark, Invocation) and (mark.positional or mark.named))]
            )


def _declare(reading: Reading, node: Node, declared: Type, marks: tuple[Expression, ...]) -> None:
    parts = node.children
    if len(parts) == 1:
        add_variable(reading, parts[0], None, declared, marks)
    elif len(parts) == 3 and parts[1].kind_id == _EQUALS:
        add_variable(reading, parts[0], parts[2], declared, marks)
    else:
        name, value = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(VALUE_FIELD)
        if name is not None:
            add_variable(reading, name, value, declared_type(reading, node, declared), marks)


def add_variable(
    reading: Reading, name: Node, value: Node | None, declared: Type, marks: tuple[Expression, ...] = ()
) -> None:
    """Bind a name to its first value, if it has one."""
    before = reading.held
    found = reading.expression(value) if value is not None else None
    reading.held = before
    start = name.start_byte
    effect = value.end_byte if value is not None else start
    reading.draft.bindings.append(
        Binding(
            reading.name(name).name,
            found,
            declared[0],
            reading.line(start),
            effect,
            reading.certain,
            marks,
            declared[1],
            reading.until,
        )
    )


def read_loop_variable(reading: Reading, node: Node) -> None:
    """`for (T name : values)`: the name is one of the values."""
    name, values = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(VALUE_FIELD)
    marks = marks_of(reading, node)
    declared = declared_type(reading, node)
    before = reading.held
    found = reading.expression(values) if values is not None else NOTHING
    if name is None:
        reading.place(found, before)
        return
    reading.held = before
    start = name.start_byte
    effect = values.end_byte if values is not None else start
    reading.draft.bindings.append(
        Binding(
            reading.name(name).name,
            Index(found, NOTHING),
            declared[0],
            reading.line(start),
            effect,
            False,
            marks,
            declared[1],
            reading.until,
        )
    )


def read_resource(reading: Reading, node: Node) -> None:
    """`try (T name = value)`, `try (name)`."""
    name, value = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(VALUE_FIELD)
    if name is not None:
        add_variable(reading, name, value, declared_type(reading, node), marks_of(reading, node))
        return
    for child in named(node):
        reading.keep(child)


def read_caught(reading: Reading, node: Node) -> None:
    """`catch (A | B name)`: one of these types."""
    name = node.child_by_field_id(NAME_FIELD)
    marks = marks_of(reading, node)
    types = [type_ for child in named(node) if child.kind_id == _CATCH_TYPE for type_ in named(child)]
    declared = [found for one in types if (found := read_type(reading, one)[0]) is not None]
    if name is not None and declared:
        one = declared[0] if len(declared) == 1 else Choice(tuple(declared))
        add_variable(reading, name, None, (one, ()), marks)

"""Types and annotations: their nodes in, what the type is and what it is generic in, or the marks, out."""

import re

from tree_sitter import Node

from archlint.languages.java.grammar import (
    ANNOTATED_TYPE,
    ANNOTATION,
    ANNOTATIONS,
    ARGUMENTS_FIELD,
    GENERIC_TYPE,
    KEY_FIELD,
    MODIFIERS,
    NAME_FIELD,
    PAIR,
    SCOPED_IDENTIFIER,
    SCOPED_TYPE,
    TYPE_ARGUMENTS,
    VALUE_FIELD,
    field,
    kind,
)
from archlint.languages.java.sketch_reading import SKIPPED, Reading, dotted, named
from archlint.model.sketch import NOTHING, Expression, Invocation, Name

ARRAY_TYPE = kind("array_type")
_WILDCARD = kind("wildcard")
_ELEMENT = field("element")
_COMMENT = re.compile(rb"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_PLAIN = re.compile(rb"[\w$\x80-\xff]+(?:\.[\w$\x80-\xff]+)*").fullmatch
ARRAY = Name("[]")
"""The type of arrays: what is generic in what they hold."""

Type = tuple[Expression | None, tuple[Expression, ...]]
"""A type without what it is generic in, and that. None stands for `var`."""
UNTYPED: Type = (None, ())


def read_type(reading: Reading, node: Node | None) -> Type:
    """A type as written. Annotations in it that are calls go into the scope's expressions."""
    if node is None:
        return UNTYPED
    raw = reading.content[node.start_byte : node.end_byte]
    found = reading.types.get(raw)
    if found is None:
        found = reading.types[raw] = _type(reading, node)
    if b"@" in raw:
        sweep(reading, node)
    return found


def _type(reading: Reading, node: Node) -> Type:
    node = _bare(reading, node)
    if node.kind_id == ARRAY_TYPE:
        element = node.child_by_field_id(_ELEMENT)
        return ARRAY, (_plain(reading, element),) if element is not None else ()
    plain = _plain(reading, node)
    if plain == Name("var"):
        return UNTYPED
    if node.kind_id != GENERIC_TYPE:
        return plain, ()
    arguments = next((child for child in node.named_children if child.kind_id == TYPE_ARGUMENTS), None)
    return plain, tuple([_plain(reading, one) for one in named(arguments)]) if arguments is not None else ()


def _bare(reading: Reading, node: Node) -> Node:
    """A type without its annotations."""
    while node.kind_id == ANNOTATED_TYPE and (inside := named(node)):
        reading.count()
        node = inside[-1]
    return node


def _plain(reading: Reading, node: Node) -> Expression:
    """A type without what it is generic in; of a wildcard its bound."""
    names: list[str] = []
    while True:
        reading.count()
        number = node.kind_id
        inside = named(node)
        if number == ARRAY_TYPE:
            return ARRAY
        if number == _WILDCARD:
            bounds = [child for child in inside if child.kind_id not in ANNOTATIONS]
            if not bounds:
                return Name("Object")
            node = bounds[-1]
        elif number == ANNOTATED_TYPE and inside:
            node = inside[-1]
        elif number == GENERIC_TYPE and inside:
            node = inside[0]
        elif number in (SCOPED_TYPE, SCOPED_IDENTIFIER) and len(inside) > 1:
            names.append(reading.text(inside[-1]))
            node = inside[0]
        else:
            names.append(reading.text(node))
            return dotted(names[::-1])


def name_of(reading: Reading, node: Node) -> Expression:
    """A name, or names joined by dots."""
    raw = reading.content[node.start_byte : node.end_byte]
    return dotted(names_of(raw)) if b"." in raw else reading.name(node)


def names_of(raw: bytes) -> list[str]:
    """The parts of names joined by dots, without the white space and comments between them."""
    if not _PLAIN(raw):
        raw = b"".join(_COMMENT.sub(b" ", raw).split())
    return raw.decode("utf-8", "replace").split(".")


# Annotations


def read_marks(reading: Reading, node: Node) -> tuple[Expression, ...]:
    """The annotations among modifiers."""
    if not node.named_child_count:
        return ()
    before = reading.held
    marks = [read_annotation(reading, child, 0) for child in node.named_children if child.kind_id in ANNOTATIONS]
    reading.held = before
    return tuple(marks)


def marks_of(reading: Reading, node: Node) -> tuple[Expression, ...]:
    """The annotations of a declaration."""
    for child in node.named_children:
        if child.kind_id == MODIFIERS:
            return read_marks(reading, child)
    return ()


def read_annotation(reading: Reading, node: Node, depth: int) -> Expression:
    name, arguments = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(ARGUMENTS_FIELD)
    callee = name_of(reading, name) if name is not None else NOTHING
    positional: list[Expression] = []
    named_values: list[tuple[str, Expression]] = []
    for child in named(arguments) if arguments is not None else ():
        if child.kind_id != PAIR:
            positional.append(reading.expression(child, depth + 1))
            continue
        key, value = child.child_by_field_id(KEY_FIELD), child.child_by_field_id(VALUE_FIELD)
        if key is not None and value is not None:
            named_values.append((reading.text(key), reading.expression(value, depth + 1)))
    start = node.start_byte
    reading.held += 1
    return Invocation(callee, tuple(positional), tuple(named_values), start, reading.line(start))


def sweep(reading: Reading, node: Node) -> None:
    """Keep the annotations that stand somewhere in types."""
    pending = [node]
    while pending:
        reading.count()
        one = pending.pop()
        if one.kind_id == ANNOTATION:
            reading.keep(one)
        elif one.kind_id not in SKIPPED:
            pending += reversed(named(one))

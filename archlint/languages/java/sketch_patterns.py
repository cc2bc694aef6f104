"""Patterns: what `instanceof` and `case` test for in, the names that they bind out."""

from tree_sitter import Node

from archlint.languages.java.grammar import IDENTIFIER, LEFT_FIELD, NAME_FIELD, RIGHT_FIELD, field, kind
from archlint.languages.java.sketch_reading import Reading, named
from archlint.languages.java.sketch_types import read_type
from archlint.model.sketch import Binding, Expression

_PATTERN_FIELD = field("pattern")
PATTERN = kind("pattern")
GUARD = kind("guard")
_NAMING = frozenset({kind("type_pattern"), kind("record_pattern_component")})


def read_instance_test(reading: Reading, node: Node, depth: int) -> Expression:
    """`x instanceof T name`, `x instanceof R(T name)`."""
    left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    name, pattern = node.child_by_field_id(NAME_FIELD), node.child_by_field_id(_PATTERN_FIELD)
    declared = read_type(reading, right)
    if name is not None:
        _bind(reading, name, declared)
    if pattern is not None:
        bind_pattern(reading, pattern)
    return reading.opaque([left] if left is not None else [], depth)


def bind_pattern(reading: Reading, node: Node) -> None:
    """Bind the names in a pattern to values of which only the type is known."""
    pending = [node]
    while pending:
        reading.count()
        one = pending.pop()
        inside = named(one)
        if one.kind_id in _NAMING and len(inside) > 1 and inside[-1].kind_id == IDENTIFIER:
            _bind(reading, inside[-1], read_type(reading, inside[-2]))
        else:
            pending += reversed(inside)


def _bind(reading: Reading, name: Node, declared: tuple[Expression | None, tuple[Expression, ...]]) -> None:
    start = name.start_byte
    binding = Binding(reading.text(name), None, declared[0], reading.line(start), start, False, (), declared[1])
    reading.draft.bindings.append(binding)

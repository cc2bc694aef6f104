"""Expressions that are no calls: their nodes in, what they say out."""

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST
from archlint.languages.java.grammar import (
    ALTERNATIVE_FIELD,
    ANNOTATIONS,
    ARRAY_INITIALIZERS,
    BINARY,
    CAST,
    CHARACTER,
    CLASS_LITERAL,
    CONDITION_FIELD,
    CONSEQUENCE_FIELD,
    FIELD_ACCESS,
    FIELD_FIELD,
    INVOCATION,
    LEFT_FIELD,
    NEW,
    OBJECT_FIELD,
    OPERATOR_FIELD,
    PARENTHESIZED,
    PLAIN_LITERALS,
    RIGHT_FIELD,
    SCOPED_IDENTIFIER,
    STRING,
    SUPER,
    SWITCH,
    THIS,
    TYPE_FIELD,
    VALUE_FIELD,
    field,
    kind,
)
from archlint.languages.java.sketch_assignments import read_assignment, read_update
from archlint.languages.java.sketch_calls import (
    TYPES,
    read_constructor_call,
    read_creation,
    read_invocation,
    read_lambda,
    read_method_reference,
)
from archlint.languages.java.sketch_patterns import read_instance_test
from archlint.languages.java.sketch_reading import Reader, Reading, named, token
from archlint.languages.java.sketch_switches import read_switch
from archlint.languages.java.sketch_types import name_of, read_annotation, read_type
from archlint.languages.java.templates import string_value, unescape
from archlint.model.sketch import IF_MISSING, NOTHING, Choice, Expression, Index, Items, Joined, Member, Name, Text

_ARRAY_FIELD = field("array")
_INDEX_FIELD = field("index")
_OPERAND_FIELD = field("operand")
_NULL = Name("null")
_LONGEST_CONDITION = 200
_SUPER = Name("super")
_PLUS, _MINUS = token("+"), token("-")
_LOGICAL = frozenset({token("&&"), token("||")})
_INTERPOLATION = kind("string_interpolation")


def _read_string(reading: Reading, node: Node, _depth: int) -> Expression:
    return Text(string_value(reading.content[node.start_byte : node.end_byte]))


def _read_template(reading: Reading, node: Node, depth: int) -> Expression:
    r"""`STR."a \{b}"`: what is between the texts; the texts depend on the processor."""
    inside: list[Node] = []
    for child in named(node):
        if child.kind_id == STRING:
            for part in named(child):
                inside += named(part) if part.kind_id == _INTERPOLATION else ()
        else:
            inside.append(child)
    return reading.opaque(inside, depth)


def _read_literal(reading: Reading, node: Node, _depth: int) -> Expression:
    return Text(reading.text(node))


def _read_character(reading: Reading, node: Node, _depth: int) -> Expression:
    return Text(unescape(reading.text(node)[1:-1]))


def _read_null(_reading: Reading, _node: Node, _depth: int) -> Expression:
    return _NULL


def _read_name(reading: Reading, node: Node, _depth: int) -> Expression:
    return reading.name(node)


def _read_dotted(reading: Reading, node: Node, _depth: int) -> Expression:
    return name_of(reading, node)


def _read_field(reading: Reading, node: Node, depth: int) -> Expression:
    """`a.b.c`, read from its first part on."""
    names: list[str] = []
    inner: Node | None = node
    while inner is not None and inner.kind_id == FIELD_ACCESS and depth + len(names) <= DEEPEST:
        reading.count()
        parts = inner.children
        name = inner.child_by_field_id(FIELD_FIELD)
        names.append(reading.text(name) if name is not None else "")
        if len(parts) > 3 and any(part.kind_id == SUPER for part in parts[1:-1]):
            names.append("super")
        inner = inner.child_by_field_id(OBJECT_FIELD)
    found: Expression = NOTHING if inner is None else reading.expression(inner, depth + len(names))
    for written in reversed(names):
        found = Member(found, written)
    return found


def _read_binary(reading: Reading, node: Node, depth: int) -> Expression:
    """Sums are texts put together, all else is not worked out. Read from left to right, however many parts there are."""
    operator = node.child_by_field_id(OPERATOR_FIELD)
    is_sum = operator is not None and operator.kind_id == _PLUS
    is_certain = reading.certain
    parts: list[Node] = []
    pending = [node]
    while pending:
        reading.count()
        one = pending.pop()
        number = one.kind_id
        if number == PARENTHESIZED and len(inside := named(one)) == 1:
            pending.append(inside[0])
            continue
        if number == BINARY:
            operator = one.child_by_field_id(OPERATOR_FIELD)
            joins = operator is not None and operator.kind_id == _PLUS
            left, right = one.child_by_field_id(LEFT_FIELD), one.child_by_field_id(RIGHT_FIELD)
            if left is not None and right is not None and joins == is_sum:
                if operator is not None and operator.kind_id in _LOGICAL:
                    reading.certain = False
                pending += (right, left)
                continue
            if left is None or right is None:  # only in a broken file
                pending += reversed(named(one))
                continue
        parts.append(one)
    if is_sum:
        found: Expression = Joined(tuple([reading.expression(part, depth + 1) for part in parts]))
    else:
        found = reading.opaque(parts, depth)
    reading.certain = is_certain
    return found


def _read_unary(reading: Reading, node: Node, depth: int) -> Expression:
    """`-1` is a number, all else is not worked out."""
    operand, operator = node.child_by_field_id(_OPERAND_FIELD), node.child_by_field_id(OPERATOR_FIELD)
    if operand is None or operator is None:
        return reading.opaque(named(node), depth)
    if operand.kind_id in PLAIN_LITERALS and operator.kind_id == _MINUS:
        return Text(f"-{reading.text(operand)}")
    return reading.opaque([operand], depth)


def _read_ternary(reading: Reading, node: Node, depth: int) -> Expression:
    """One of two; calls in the condition are the scope's."""
    condition = node.child_by_field_id(CONDITION_FIELD)
    if condition is not None:
        reading.keep(condition, depth + 1)
    is_certain, reading.certain = reading.certain, False
    ends = (node.child_by_field_id(CONSEQUENCE_FIELD), node.child_by_field_id(ALTERNATIVE_FIELD))
    found = Choice(
        tuple([reading.expression(end, depth + 1) for end in ends if end is not None]),
        IF_MISSING if _asks_for_itself(reading, condition, ends[0]) else "",
    )
    reading.certain = is_certain
    return found


def _asks_for_itself(reading: Reading, condition: Node | None, taken: Node | None) -> bool:
    """Whether a ternary takes what is there: `a != null ? a : b`."""
    if condition is None or taken is None:
        return False
    if max(one.end_byte - one.start_byte for one in (condition, taken)) > _LONGEST_CONDITION:
        return False
    asked, _, compared = reading.text(condition).strip("()").partition("!=")
    return compared.strip() == "null" and asked.strip() == reading.text(taken)


def _read_parenthesized(reading: Reading, node: Node, depth: int) -> Expression:
    inside = named(node)
    return reading.expression(inside[0], depth + 1) if len(inside) == 1 else reading.opaque(inside, depth)


def _read_cast(reading: Reading, node: Node, depth: int) -> Expression:
    value = node.child_by_field_id(VALUE_FIELD)
    for declared in node.children_by_field_id(TYPE_FIELD):
        read_type(reading, declared)
    return reading.expression(value, depth + 1) if value is not None else NOTHING


def _read_items(reading: Reading, node: Node, depth: int) -> Expression:
    return Items(reading.expressions(node.named_children, depth + 1))


def _read_array(reading: Reading, node: Node, depth: int) -> Expression:
    """`new T[] {…}` has items, `new T[n]` does not say which."""
    value = node.child_by_field_id(VALUE_FIELD)
    declared = node.child_by_field_id(TYPE_FIELD)
    read_type(reading, declared)
    rest = [child for child in named(node) if child not in (value, declared)]
    if value is None:
        return reading.opaque(rest, depth)
    for child in rest:
        reading.keep(child, depth + 1)
    return reading.expression(value, depth + 1)


def _read_element(reading: Reading, node: Node, depth: int) -> Expression:
    """`xs[i]`, `xs[i][j]`, read from its first part on."""
    keys: list[Node] = []
    inner: Node | None = node
    while inner is not None and inner.kind_id == _ARRAY_ACCESS and depth + len(keys) <= DEEPEST:
        reading.count()
        key = inner.child_by_field_id(_INDEX_FIELD)
        if key is not None:
            keys.append(key)
        inner = inner.child_by_field_id(_ARRAY_FIELD)
    found: Expression = NOTHING if inner is None else reading.expression(inner, depth + len(keys) + 1)
    for position in range(len(keys) - 1, -1, -1):
        found = Index(found, reading.expression(keys[position], depth + position + 1))
    return found


def _read_class_literal(reading: Reading, node: Node, _depth: int) -> Expression:
    inside = named(node)
    return Member((read_type(reading, inside[0])[0] if inside else None) or NOTHING, "class")


def _read_type(reading: Reading, node: Node, _depth: int) -> Expression:
    """A type where the grammar takes an expression for one, and in broken files."""
    return read_type(reading, node)[0] or NOTHING


_ARRAY_ACCESS = kind("array_access")

READERS: dict[int, Reader] = {
    INVOCATION: read_invocation,
    NEW: read_creation,
    FIELD_ACCESS: _read_field,
    STRING: _read_string,
    BINARY: _read_binary,
    PARENTHESIZED: _read_parenthesized,
    THIS: _read_name,
    SUPER: _read_name,
    CAST: _read_cast,
    CHARACTER: _read_character,
    CLASS_LITERAL: _read_class_literal,
    SWITCH: read_switch,
    SCOPED_IDENTIFIER: _read_dotted,
    _ARRAY_ACCESS: _read_element,
    kind("null_literal"): _read_null,
    kind("lambda_expression"): read_lambda,
    kind("method_reference"): read_method_reference,
    kind("ternary_expression"): _read_ternary,
    kind("unary_expression"): _read_unary,
    kind("update_expression"): read_update,
    kind("assignment_expression"): read_assignment,
    kind("instanceof_expression"): read_instance_test,
    kind("array_creation_expression"): _read_array,
    kind("template_expression"): _read_template,
    kind("explicit_constructor_invocation"): read_constructor_call,
    **dict.fromkeys(ANNOTATIONS, read_annotation),
    **dict.fromkeys(ARRAY_INITIALIZERS, _read_items),
    **dict.fromkeys(PLAIN_LITERALS, _read_literal),
    **dict.fromkeys(TYPES, _read_type),
}

"""Operators in a sketch: sums, formats and choices; of all others only the calls in them count."""

from tree_sitter import Node

from archlint.languages.python.grammar import BINARY, BOOLEAN, EXTRAS, PARENTHESIZED, TUPLE, kind, token
from archlint.languages.python.sketch_collections import DICTIONARY, PAIR, read_key
from archlint.languages.python.sketch_reading import Reading, named
from archlint.languages.python.sketch_texts import Entries, is_literal, read_percent
from archlint.model.sketch import IF_EMPTY, IF_MISSING, Choice, Expression, Joined, Text

_CONDITIONAL = kind("conditional_expression")
_NUMBERS = frozenset({kind("integer"), kind("float")})
_OR = token("or")
_LONGEST_CONDITION = 200
_SLASH = token("/")
_PERCENT = token("%")
_MINUS = token("-")
_JOINS = frozenset({token("+"), _SLASH})
_SLASH_TEXT = Text("/")


def read_binary(reading: Reading, node: Node, depth: int) -> Expression:
    """`a + b` and `a / b` are texts one after the other, `%` may be; of others the calls count."""
    operands: list[Node] = []
    slashes: list[bool] = []
    joins: bool | None = None
    while node.kind_id == BINARY:
        reading.count()
        inside = [child for child in node.children if child.kind_id not in EXTRAS]
        if len(inside) != 3:
            break
        left, operator, right = inside
        is_join = operator.kind_id in _JOINS
        if joins is None:
            joins = is_join
            if operator.kind_id == _PERCENT and is_literal(reading, left):
                return _read_percent(reading, left, right, depth)
        elif is_join != joins or (operator.kind_id == _PERCENT and is_literal(reading, left)):
            break
        operands.append(right)
        slashes.append(operator.kind_id == _SLASH)
        node = left
    if not operands:
        return reading.opaque(node.named_children, depth)
    operands.append(node)
    operands.reverse()
    if not joins:
        return reading.opaque(operands, depth)
    slashes.append(False)
    parts: list[Expression] = []
    for operand, after_slash in zip(operands, reversed(slashes), strict=True):
        if after_slash:
            parts.append(_SLASH_TEXT)
        part = reading.expression(operand, depth + 1)
        parts += part.parts if isinstance(part, Joined) else (part,)
    return Joined(tuple(parts))


def _read_percent(reading: Reading, left: Node, right: Node, depth: int) -> Expression:
    text = reading.expression(left, depth + 1)
    if not isinstance(text, Text):
        return reading.opaque([left, right], depth)
    entries: Entries = []
    while right.kind_id == PARENTHESIZED and len(named(right)) == 1:
        right = named(right)[0]
    if right.kind_id == TUPLE:
        entries = [(str(position), child) for position, child in enumerate(named(right))]
    elif right.kind_id == DICTIONARY:
        entries = _entries_by_name(reading, right, depth)
    else:
        entries = [("", right)]
    return read_percent(reading, text.value, entries, depth)


def _entries_by_name(reading: Reading, node: Node, depth: int) -> Entries:
    found: Entries = []
    for child in named(node):
        parts = named(child)
        if child.kind_id == PAIR and len(parts) == 2:
            found.append((read_key(reading, parts[0], depth), parts[1]))
        else:
            found.append(("*", child))
    return found


def read_unary(reading: Reading, node: Node, depth: int) -> Expression:
    inside = named(node)
    if len(inside) == 1 and inside[0].kind_id in _NUMBERS and node.children[0].kind_id == _MINUS:
        return Text("-" + reading.text(inside[0]))
    return reading.opaque(inside, depth)


def read_boolean(reading: Reading, node: Node, depth: int) -> Expression:
    """`a or b` is one of them, `a and b` is b."""
    operands: list[Node] = []
    operator = 0
    while node.kind_id == BOOLEAN:
        reading.count()
        inside = [child for child in node.children if child.kind_id not in EXTRAS]
        if len(inside) != 3 or (operator and inside[1].kind_id != operator):
            break
        operator = inside[1].kind_id
        operands.append(inside[2])
        node = inside[0]
    if not operands:
        return reading.opaque(node.named_children, depth)
    operands.append(node)
    if operator == _OR:
        return Choice(tuple([reading.expression(operand, depth + 1) for operand in reversed(operands)]), IF_EMPTY)
    for operand in operands[:0:-1]:
        reading.keep(operand, depth + 1)
    return reading.expression(operands[0], depth + 1)


def read_conditional(reading: Reading, node: Node, depth: int) -> Expression:
    """`a if condition else b`, and so on in b."""
    options: list[Expression] = []
    falls: set[str] = set()
    while node.kind_id == _CONDITIONAL:
        reading.count()
        inside = named(node)
        if len(inside) != 3:
            break
        falls.add(_falls(reading, *inside[:2]))
        options.append(reading.expression(inside[0], depth + 1))
        reading.keep(inside[1], depth + 1)
        node = inside[2]
    if not options:
        return reading.opaque(node.named_children, depth)
    return Choice((*options, reading.expression(node, depth + 1)), falls.pop() if len(falls) == 1 else "")


def _falls(reading: Reading, node: Node, condition_node: Node) -> str:
    """When an expression takes the alternative to what its own condition asks for: `a if a is not None else b`."""
    if max(one.end_byte - one.start_byte for one in (node, condition_node)) > _LONGEST_CONDITION:
        return ""
    taken, condition = reading.text(node), reading.text(condition_node)
    if condition == taken:
        return IF_EMPTY
    return IF_MISSING if condition == f"{taken} is not None" else ""

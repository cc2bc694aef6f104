"""Expressions in a sketch: how each kind of node is read. Every call is put into one place."""

import re

from tree_sitter import Node

from archlint.languages.python import sketch_operators as operators
from archlint.languages.python.grammar import (
    ARGUMENT_LIST,
    AS_PATTERN,
    ATTRIBUTE,
    AWAIT,
    BINARY,
    BOOLEAN,
    CALL,
    CONCATENATED,
    EXTRAS,
    IDENTIFIER,
    KEYWORD_ARGUMENT,
    LIST,
    PARENTHESIZED,
    STRING,
    TUPLE,
    TYPE,
    kind,
)
from archlint.languages.python.sketch_collections import (
    DICTIONARY,
    DICTIONARY_SPLAT,
    read_comprehension,
    read_dictionary,
    read_items,
    read_splat,
)
from archlint.languages.python.sketch_parameters import read_parameters
from archlint.languages.python.sketch_reading import Reader, Reading, named
from archlint.languages.python.sketch_targets import bind_target
from archlint.languages.python.sketch_texts import Entries, is_literal, read_concatenated, read_format, read_string
from archlint.model.sketch import (
    IF_MISSING,
    NOTHING,
    Choice,
    Closure,
    Expression,
    Index,
    Invocation,
    Items,
    Member,
    Name,
    Text,
)

_GETATTR, _NONE = Name("getattr"), Name("None")
_GENERATOR = kind("generator_expression")
_LIST_SPLAT = kind("list_splat")
_SLICE = kind("slice")
_END_CUT = re.compile(r"(\d+):|:(-\d+)")
_TRUTHS = {kind("true"): Text("true"), kind("false"): Text("false")}
_LAMBDA_PARAMETERS = kind("lambda_parameters")
_ENCLOSED = frozenset({PARENTHESIZED, AWAIT, TYPE})
_NONE = Name("None")


def read_enclosed(reading: Reading, node: Node, depth: int) -> Expression:
    """`(x)` and `await x` are x."""
    while node.kind_id in _ENCLOSED:
        reading.count()
        inside = named(node)
        if len(inside) != 1:
            return reading.opaque(inside, depth)
        node = inside[0]
    return reading.expression(node, depth)


def read_attribute(reading: Reading, node: Node, depth: int) -> Expression:
    found = reading.dotted(reading.source[node.start_byte : node.end_byte])
    if found is not None:
        return found
    inside = named(node)
    if len(inside) != 2:
        return reading.opaque(inside, depth)
    return Member(reading.expression(inside[0], depth + 1), reading.text(inside[1]))


def _taken(call: Invocation) -> Expression:
    """What `getattr(of, name, default)` gives."""
    if call.named or not 2 <= len(call.positional) <= 3:
        return call
    whole = Index(*call.positional[:2])
    return whole if call.positional[2:] in ((), (_NONE,)) else Choice((whole, call.positional[2]), IF_MISSING)


def read_call(reading: Reading, node: Node, depth: int) -> Expression:
    inside = node.children
    if len(inside) != 2:
        inside = [child for child in inside if child.kind_id not in EXTRAS]
    if len(inside) != 2 or inside[1].kind_id not in (ARGUMENT_LIST, _GENERATOR):
        return reading.opaque(inside, depth)
    function, arguments = inside
    end = function.end_byte
    if function.kind_id == ATTRIBUTE:
        if reading.source.startswith(".format", end - 7) and (entries := _formatted(reading, function, arguments)):
            return read_format(reading, entries[0], entries[1], depth)
        # A call and its attribute count as one: chains of calls are long.
        callee = read_attribute(reading, function, depth)
    else:
        callee = reading.expression(function, depth + 1)
    reading.held += 1
    start = node.start_byte
    if arguments.kind_id == _GENERATOR:
        return Invocation(callee, (reading.expression(arguments, depth + 1),), (), start, reading.line(end - 1))
    positional: list[Expression] = []
    keywords: list[tuple[str, Expression]] = []
    for child in arguments.named_children:
        number = child.kind_id
        if number == KEYWORD_ARGUMENT:
            parts = named(child)
            if len(parts) == 2:
                keywords.append((reading.text(parts[0]), reading.expression(parts[1], depth + 1)))
            else:
                positional.append(reading.opaque(parts, depth))
        elif number == DICTIONARY_SPLAT:
            keywords.append(("...", read_splat(reading, child, depth + 1)))
        elif number not in EXTRAS:
            positional.append(reading.expression(child, depth + 1))
    made = Invocation(callee, tuple(positional), tuple(keywords), start, reading.line(end - 1))
    return made if callee != _GETATTR else _taken(made)


def _formatted(reading: Reading, function: Node, arguments: Node) -> tuple[str, Entries] | None:
    """The text of `"…".format` and what it is given; None where there is no such text."""
    inside = named(function)
    if len(inside) != 2 or not is_literal(reading, inside[0]):
        return None
    text = reading.expression(inside[0])
    if not isinstance(text, Text):
        return None
    entries: Entries = []
    position: int | None = 0
    for child in named(arguments) if arguments.kind_id == ARGUMENT_LIST else [arguments]:
        parts = named(child) if child.kind_id == KEYWORD_ARGUMENT else []
        if len(parts) == 2:
            entries.append((reading.text(parts[0]), parts[1]))
            continue
        if child.kind_id in (_LIST_SPLAT, DICTIONARY_SPLAT):
            position = None
        entries.append(("*" if position is None else str(position), child))
        position = None if position is None else position + 1
    return text.value, entries


def read_subscript(reading: Reading, node: Node, depth: int) -> Expression:
    inside = named(node)
    cut = _END_CUT.fullmatch(reading.text(inside[1])) if len(inside) == 2 and inside[1].kind_id == _SLICE else None
    if cut is not None:  # `path[1:]`
        of = reading.expression(inside[0], depth + 1)
        places = (Text(cut[1]),) if cut[1] else (Text("0"), Text(cut[2]))
        start = node.start_byte
        return Invocation(Member(of, "slice"), places, (), start, reading.line(start))
    if len(inside) < 2 or any(child.kind_id == _SLICE for child in inside):
        return reading.opaque(inside, depth)
    of = reading.expression(inside[0], depth + 1)
    keys = [reading.expression(child, depth + 1) for child in inside[1:]]
    return Index(of, keys[0] if len(keys) == 1 else Items(tuple(keys)))


def read_walrus(reading: Reading, node: Node, depth: int) -> Expression:
    inside = named(node)
    if len(inside) != 2:
        return reading.opaque(inside, depth)
    before = reading.held
    value = reading.expression(inside[1], depth + 1)
    bind_target(reading, inside[0], value, before)
    return reading.expression(inside[0], depth)


def read_as(reading: Reading, node: Node, depth: int) -> Expression:
    """`value as name`, where it is no `with`."""
    inside = named(node)
    if len(inside) != 2:
        return reading.opaque(inside, depth)
    before = reading.held
    value = reading.expression(inside[0], depth + 1)
    target = named(inside[1])
    bind_target(reading, target[0] if target else inside[1], value, before)
    return reading.expression(target[0], depth) if target and target[0].kind_id == IDENTIFIER else NOTHING


def read_yield(reading: Reading, node: Node, depth: int) -> Expression:
    """What a function yields is what it gives."""
    inside = named(node)
    if not inside:
        return NOTHING
    before = reading.held
    value = reading.expression(inside[0], depth + 1)
    if reading.draft.kind != "function":
        return value
    reading.draft.returns.append(value)
    reading.held = before
    return NOTHING


def read_number(reading: Reading, node: Node, _depth: int) -> Expression:
    return Text(reading.text(node)[:100])


def read_truth(_reading: Reading, node: Node, _depth: int) -> Expression:
    return _TRUTHS[node.kind_id]


def read_none(_reading: Reading, _node: Node, _depth: int) -> Expression:
    return _NONE


def read_generic(reading: Reading, node: Node, depth: int) -> Expression:
    """`of[…]` in the place of a type."""
    of, *arguments = [reading.expression(child, depth + 1) for child in named(node)] or [NOTHING]
    if len(arguments) == 1 and isinstance(arguments[0], Items):
        arguments = list(arguments[0].items)
    return Index(of, arguments[0] if len(arguments) == 1 else Items(tuple(arguments)))


def read_lambda(reading: Reading, node: Node, _depth: int) -> Expression:
    """A function without a name; its body is read later, in its own scope."""
    start = node.start_byte
    draft = reading.open("function", "", node, reading.draft.index, reading.line(start))
    body: Node | None = None
    for child in named(node):
        if child.kind_id == _LAMBDA_PARAMETERS:
            draft.parameters = read_parameters(reading, child)
        else:
            body = child
    if body is not None:
        reading.closures.append((body, draft))
    reading.held += 1
    return Closure(draft.index)


READERS: dict[int, Reader] = {
    PARENTHESIZED: read_enclosed,
    AWAIT: read_enclosed,
    ATTRIBUTE: read_attribute,
    CALL: read_call,
    kind("subscript"): read_subscript,
    kind("named_expression"): read_walrus,
    AS_PATTERN: read_as,
    kind("yield"): read_yield,
    kind("lambda"): read_lambda,
    STRING: read_string,
    CONCATENATED: read_concatenated,
    kind("integer"): read_number,
    kind("float"): read_number,
    kind("true"): read_truth,
    kind("false"): read_truth,
    kind("none"): read_none,
    BINARY: operators.read_binary,
    BOOLEAN: operators.read_boolean,
    kind("conditional_expression"): operators.read_conditional,
    kind("unary_operator"): operators.read_unary,
    LIST: read_items,
    TUPLE: read_items,
    kind("set"): read_items,
    kind("expression_list"): read_items,
    kind("type_parameter"): read_items,
    DICTIONARY: read_dictionary,
    _LIST_SPLAT: read_splat,
    DICTIONARY_SPLAT: read_splat,
    kind("list_comprehension"): read_comprehension,
    kind("set_comprehension"): read_comprehension,
    kind("dictionary_comprehension"): read_comprehension,
    _GENERATOR: read_comprehension,
    TYPE: read_enclosed,
    kind("generic_type"): read_generic,
}

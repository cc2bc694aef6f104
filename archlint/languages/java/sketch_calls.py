"""Calls, new objects and functions as values: their nodes in, Invocations and Closures out."""

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST
from archlint.languages.java.grammar import (
    ANNOTATED_TYPE,
    ANNOTATION,
    ARGUMENT_LIST,
    ARGUMENTS_FIELD,
    BODY_FIELD,
    CLASS_BODY,
    GENERIC_TYPE,
    IDENTIFIER,
    INVOCATION,
    NAME_FIELD,
    OBJECT_FIELD,
    PARAMETERS_FIELD,
    SCOPED_TYPE,
    SUPER,
    TYPE_ARGUMENTS,
    TYPE_FIELD,
    field,
    kind,
)
from archlint.languages.java.sketch_parameters import lambda_parameters
from archlint.languages.java.sketch_reading import Reading, named, token
from archlint.languages.java.sketch_types import read_type, sweep
from archlint.model.sketch import NOTHING, Closure, Expression, Invocation, Member, Name

BLOCK = kind("block")
_NEW = token("new")
_CONSTRUCTOR_FIELD = field("constructor")
_SUPER = Name("super")
TYPES = frozenset(
    kind(name)
    for name in (
        "generic_type", "array_type", "annotated_type", "scoped_type_identifier", "type_identifier", "integral_type",
        "floating_point_type", "boolean_type", "void_type",
    )
)  # fmt: skip
_COMPOSED = frozenset({GENERIC_TYPE, ANNOTATED_TYPE, SCOPED_TYPE})
_COST = 2
"""Links of a chain of calls that count as one level of depth."""

_Link = tuple[Node | None, bool, Node | None, Node | None, Node]
"""What is called on, whether on its `super`, the method's name, the arguments, and the whole."""


def read_invocation(reading: Reading, node: Node, depth: int) -> Expression:
    """A chain of calls, read from its first link on."""
    links: list[_Link] = []
    inner: Node | None = node
    longest = (DEEPEST - depth) * _COST
    while inner is not None and inner.kind_id == INVOCATION and len(links) <= longest:
        reading.count()
        link = _link(reading, inner)
        links.append(link)
        inner = link[0]
    position = len(links)
    found = reading.expression(inner, depth + 1 + position // _COST) if inner is not None else None
    for _, on_super, name, arguments, whole in reversed(links):
        position -= 1
        if on_super:
            found = Member(found, "super") if found is not None else _SUPER
        called = reading.name(name or whole)
        callee = called if found is None else Member(found, called.name)
        line = reading.line((name or whole).start_byte)
        given = _arguments(reading, arguments, depth + 1 + position // _COST)
        found = Invocation(callee, given, (), whole.start_byte, line)
        reading.held += 1
    return found if found is not None else NOTHING


def _link(reading: Reading, node: Node) -> _Link:
    parts = node.children
    if len(parts) == 4 and parts[2].kind_id == IDENTIFIER and parts[3].kind_id == ARGUMENT_LIST:
        return parts[0], False, parts[2], parts[3], node
    if len(parts) == 2 and parts[0].kind_id == IDENTIFIER:
        return None, False, parts[0], parts[1], node
    of = node.child_by_field_id(OBJECT_FIELD)
    on_super = False
    for part in parts:
        if part.kind_id == TYPE_ARGUMENTS:
            sweep(reading, part)
        elif part.kind_id == SUPER and part != of:
            on_super = True
    return of, on_super, node.child_by_field_id(NAME_FIELD), node.child_by_field_id(ARGUMENTS_FIELD), node


def _arguments(reading: Reading, node: Node | None, depth: int) -> tuple[Expression, ...]:
    if node is None or node.end_byte - node.start_byte == 2:
        return ()
    return reading.expressions(node.named_children, depth)


def read_constructor_call(reading: Reading, node: Node, depth: int) -> Expression:
    """`super(…)`, `this(…)`."""
    made, of = node.child_by_field_id(_CONSTRUCTOR_FIELD), node.child_by_field_id(OBJECT_FIELD)
    called = reading.name(made) if made is not None else _SUPER
    callee = Member(reading.expression(of, depth + 1), called.name) if of is not None else called
    given = _arguments(reading, node.child_by_field_id(ARGUMENTS_FIELD), depth + 1)
    reading.held += 1
    return Invocation(callee, given, (), node.start_byte, reading.line((made or node).start_byte))


def read_creation(reading: Reading, node: Node, depth: int) -> Expression:
    """`new X(…)`, `outer.new X(…)`; with a body, the class it makes is its last argument."""
    declared = node.child_by_field_id(TYPE_FIELD)
    base, generic = read_type(reading, declared)
    callee = base or NOTHING
    given: tuple[Expression, ...] = ()
    body: Node | None = None
    is_inner = False
    for child in node.children:
        number = child.kind_id
        if number == _NEW:
            is_inner = True
        elif number == ARGUMENT_LIST:
            given = _arguments(reading, child, depth + 1)
        elif number == CLASS_BODY:
            body = child
        elif number in (ANNOTATION, TYPE_ARGUMENTS):
            sweep(reading, child)
        elif not is_inner and child.is_named and declared is not None:
            callee = Member(reading.expression(child, depth + 1), reading.text(_last_name(declared)))
    line = reading.line(_last_name(declared).start_byte if declared is not None else node.start_byte)
    if body is not None:
        index = open_body(reading, body, line, (base,) if base is not None else (), generic)
        given = (*given, Closure(index))
    reading.held += 1
    return Invocation(callee, given, (), node.start_byte, line)


def open_body(
    reading: Reading, body: Node, line: int, bases: tuple[Expression, ...], of_bases: tuple[Expression, ...]
) -> int:
    """The class without a name that a body is of; the body is read later."""
    index = reading.open("class", "", body, line)
    made = reading.drawing.scopes[index]
    made.bases += bases
    made.of_bases = of_bases
    reading.stack.append((body, index, 0))
    return index


def _last_name(node: Node) -> Node:
    """Of a type, the name that stands last, generics left out."""
    while node.kind_id in _COMPOSED and (inside := named(node)):
        node = inside[0 if node.kind_id == GENERIC_TYPE else -1]
    return node


def read_lambda(reading: Reading, node: Node, _depth: int) -> Expression:
    """A function without a name. What it is made of is read later, in its own scope."""
    index = reading.open("function", "", node, reading.line(node.start_byte))
    parameters, body = node.child_by_field_id(PARAMETERS_FIELD), node.child_by_field_id(BODY_FIELD)
    if parameters is not None:
        reading.drawing.scopes[index].parameters = lambda_parameters(reading, parameters)
    if body is None:
        pass
    elif body.kind_id == BLOCK:
        reading.stack.append((body, index, 0))
    else:
        reading.bodies.append((body, index))
    reading.held += 1
    return Closure(index)


def read_method_reference(reading: Reading, node: Node, depth: int) -> Expression:
    """`A::b`, `A::new`."""
    inside = named(node)
    if not inside:
        return NOTHING
    of = inside[0]
    found = (read_type(reading, of)[0] or NOTHING) if of.kind_id in TYPES else reading.expression(of, depth + 1)
    last = node.children[-1]
    return Member(found, reading.text(last) if last.kind_id in (IDENTIFIER, _NEW) else "")

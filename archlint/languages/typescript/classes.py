"""Visits to classes: they open units, and what their fields hold is known before their methods are read."""

from tree_sitter import Node

from archlint.languages.typescript.chains import value_of
from archlint.languages.typescript.functions import EXPRESSIONS, typed_parameter
from archlint.languages.typescript.names import MAX_NAME, type_callee
from archlint.languages.typescript.scope import UNKNOWN, Variable
from archlint.languages.typescript.walk import LEAVE_UNIT, Walk

_FIELDS = ("public_field_definition", "field_definition")
_PROPERTY_MODIFIERS = ("accessibility_modifier", "readonly", "override_modifier")
_MAX_CONSTRUCTOR = 200
"""Statements of a constructor that are read ahead for what they assign to fields."""


def visit_class(walk: Walk, node: Node) -> None:
    name = node.child_by_field_name("name")
    naming = walk.namings.pop(node.start_byte, None)
    written = walk.text(name) if name is not None else naming[0] if naming is not None else ""
    walk.enter_unit(written, "class", (node.start_byte, node.end_byte))
    walk.stack.append(LEAVE_UNIT)
    children = node.named_children
    body = children[-1] if children else None
    if body is not None and body.type == "class_body":
        _bind_fields(walk, body)
    walk.stack += children[::-1]
    walk.stack += walk.decorations.pop(node.start_byte, ())


def visit_class_body(walk: Walk, node: Node) -> None:
    """Decorators stand before the method that they decorate; they are visited as a part of it."""
    waiting: list[Node] = []
    members: list[Node] = []
    for child in node.named_children:
        kind = child.type
        if kind == "decorator":
            waiting.append(child)
        elif kind == "method_definition":
            if waiting:
                walk.decorations[child.start_byte] = waiting[::-1]
                waiting = []
            members.append(child)
        elif kind != "comment":
            members += waiting
            waiting = []
            members.append(child)
    walk.stack += waiting
    walk.stack += members[::-1]


def visit_field(walk: Walk, node: Node) -> None:
    """`name = () => …` in a class is a method."""
    walk.unit.statements += 1
    children = node.named_children
    value = children[-1] if children else None
    name = node.child_by_field_name("name") or node.child_by_field_name("property")
    if value is not None and name is not None and value.type in EXPRESSIONS:
        walk.namings[value.start_byte] = (walk.text(name), "method", node.start_byte)
    walk.stack += children[::-1]


def _bind_fields(walk: Walk, body: Node) -> None:
    for member in body.named_children:
        kind = member.type
        if kind in _FIELDS:
            _bind_field(walk, member)
        elif kind == "method_definition":
            name = member.child_by_field_name("name")
            if name is not None and walk.content[name.start_byte : name.end_byte] == b"constructor":
                _bind_constructed(walk, member)


def _bind_field(walk: Walk, field: Node) -> None:
    name = b""
    variable = UNKNOWN
    children = field.children
    for child in children:
        kind = child.type
        if kind in ("property_identifier", "private_property_identifier") and not name:
            name = walk.content[child.start_byte : child.end_byte]
        elif kind == "type_annotation":
            annotation = walk.content[child.start_byte : min(child.end_byte, child.start_byte + MAX_NAME)]
            callee = type_callee(walk.scope, annotation)
            variable = Variable(callee) if callee else UNKNOWN
        elif kind == "=" and variable is UNKNOWN:
            variable = value_of(walk, children[-1])
    walk.scope.bind(b"this." + name, variable)


def _bind_constructed(walk: Walk, constructor: Node) -> None:
    """Parameter properties (`constructor(private http: HttpClient)`) and `this.x = …` at the top of the body."""
    parameters, body = constructor.child_by_field_name("parameters"), constructor.child_by_field_name("body")
    local: dict[bytes, Variable] = {}
    for parameter in parameters.named_children if parameters is not None else ():
        if parameter.type not in ("required_parameter", "optional_parameter"):
            continue
        pattern, callee = typed_parameter(walk, parameter)
        if pattern is None or pattern.type != "identifier":
            continue
        name = walk.content[pattern.start_byte : pattern.end_byte]
        local[name] = Variable(callee) if callee else UNKNOWN
        if any(child.type in _PROPERTY_MODIFIERS for child in parameter.children):
            walk.scope.bind(b"this." + name, local[name])
    for statement in body.named_children[:_MAX_CONSTRUCTOR] if body is not None else ():
        inner = statement.named_children
        if statement.type != "expression_statement" or not inner or inner[0].type != "assignment_expression":
            continue
        left, right = inner[0].children[0], inner[0].children[-1]
        name = walk.content[left.start_byte : min(left.end_byte, left.start_byte + MAX_NAME)]
        if name.startswith(b"this.") and name.count(b".") == 1:
            given = local.get(walk.content[right.start_byte : min(right.end_byte, right.start_byte + MAX_NAME)])
            walk.scope.bind(name, value_of(walk, right) if given is None else given)

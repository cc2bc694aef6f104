"""Visits to declarations: types, methods, fields, parameters, locals. They open units and bind names."""

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.java.grammar import (
    CATCH_TYPE,
    COMMENTS,
    FORMAL_PARAMETERS,
    IDENTIFIER,
    LEFT_FIELD,
    NAME_FIELD,
    PARAMETERS,
    PARAMETERS_FIELD,
    RIGHT_FIELD,
    SWITCH,
    TYPE_FIELD,
    TYPE_IDENTIFIER,
    VALUE_FIELD,
    VARIABLE_DECLARATOR,
    without_comments,
)
from archlint.languages.java.scope import UNKNOWN, Variable
from archlint.languages.java.templates import TEXTUAL, text_of
from archlint.languages.java.types import declared_variables, read_fields, variable_of
from archlint.languages.java.walk import CLOSE_SCOPE, LEAVE_TYPE, LEAVE_UNIT, UNNEST, Walk


def visit_import(walk: Walk, node: Node) -> None:
    walk.imports.read_import(node.start_byte, node.end_byte)


def visit_package(walk: Walk, node: Node) -> None:
    annotations = []
    for child in node.children:
        if child.type == "package":
            walk.imports.read_package(child.start_byte, node.end_byte)
            break
        annotations.append(child)
    walk.stack += reversed(annotations)


def visit_error(walk: Walk, node: Node) -> None:
    walk.imports.read_broken(node)
    walk.follow(node)


def visit_type(walk: Walk, node: Node) -> None:
    """A class, interface, enum, record or annotation type; a local one is known from here on."""
    name_node = node.child_by_field_id(NAME_FIELD)
    name = walk.text(name_node) if name_node is not None else ""
    walk.names.declared.setdefault(name, name)
    walk.enter_unit(name, "class", node)
    walk.types_around.append(name)
    walk.stack += (LEAVE_UNIT, LEAVE_TYPE)
    walk.follow(node)


def visit_method(walk: Walk, node: Node) -> None:
    named = node.named_children
    name = ""
    count = 0
    for child in named:
        kind_id = child.kind_id
        if kind_id == IDENTIFIER:
            name = walk.text(child)
        elif kind_id == FORMAL_PARAMETERS:
            count = sum(parameter.kind_id in PARAMETERS for parameter in child.named_children)
            break
    walk.enter_unit(name, "method" if walk.types_around else "function", node, count)
    walk.stack.append(LEAVE_UNIT)
    walk.stack += named[::-1]


def visit_type_parameters(walk: Walk, node: Node) -> None:
    """All names are known before any bound is read: one may stand in the bound of another."""
    bounds = []
    for parameter in node.named_children:
        named = False
        for child in parameter.named_children:
            if not named and child.kind_id in (TYPE_IDENTIFIER, IDENTIFIER):
                walk.scope.bind_type_parameter(walk.text(child))
                named = True
            else:
                bounds.append(child)
    walk.stack += reversed(bounds)


def visit_body(walk: Walk, node: Node) -> None:
    """The body of a type, anonymous ones included: its fields are known before its methods are read."""
    walk.scope.open()
    for name, variable in read_fields(node, walk.content, walk.names.qualify, walk.lookup):
        walk.scope.bind(name, variable)
    walk.stack.append(CLOSE_SCOPE)
    walk.follow(node)


def visit_block(walk: Walk, node: Node) -> None:
    children = node.named_children
    for child in children:
        if child.kind_id == SWITCH:
            walk.state_switch(child)
    walk.scope.open()
    walk.stack.append(CLOSE_SCOPE)
    walk.stack += children[::-1]


def visit_field(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    walk.follow(node)


def visit_local(walk: Walk, node: Node) -> None:
    walk.unit.statements += 1
    for name, variable, value in declared_variables(node, walk.content, walk.names.qualify):
        if value is not None and value.kind_id in TEXTUAL:
            variable = Variable(variable.type, text_of(value, walk.content, walk.lookup))  # noqa: PLW2901
        walk.scope.bind(name, variable)
    walk.follow(node)


def visit_assignment(walk: Walk, node: Node) -> None:
    """A local or field that gets another value no longer holds the text that it was declared with."""
    left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    if left is not None and left.kind_id == IDENTIFIER and right is not None:
        textual = right.kind_id in TEXTUAL and any(child.type == "=" for child in node.children)
        walk.scope.assign(walk.text(left), text_of(right, walk.content, walk.lookup) if textual else None)
    walk.follow(node)


def visit_parameter(walk: Walk, node: Node) -> None:
    """A parameter or resource: whatever has a type and a name."""
    inner = node.named_children
    if len(inner) == 2 and inner[1].kind_id == IDENTIFIER and inner[0].kind_id not in COMMENTS:
        walk.scope.bind(walk.text(inner[1]), variable_of(inner[0], None, walk.content, walk.names.qualify))
        walk.stack.append(inner[0])
        return
    name = node.child_by_field_id(NAME_FIELD)
    if name is not None:
        kind = node.child_by_field_id(TYPE_FIELD)
        value = node.child_by_field_id(VALUE_FIELD)
        walk.scope.bind(walk.text(name), variable_of(kind, value, walk.content, walk.names.qualify))
    walk.follow(node)


def visit_instance_test(walk: Walk, node: Node) -> None:
    """`x instanceof Foo foo` binds a name like a parameter."""
    name = node.child_by_field_id(NAME_FIELD)
    if name is not None:
        kind = node.child_by_field_id(RIGHT_FIELD)
        walk.scope.bind(walk.text(name), variable_of(kind, None, walk.content, walk.names.qualify))
    walk.follow(node)


def visit_unfielded_parameter(walk: Walk, node: Node) -> None:
    """`Foo... xs`, `case Foo f`, `catch (A | B e)`: the same where the grammar names no fields."""
    inner = without_comments(node.children)
    last = inner[-1] if inner else None
    if last is not None and last.kind_id == VARIABLE_DECLARATOR:
        last = last.child_by_field_id(NAME_FIELD)
    if last is not None and last.kind_id == IDENTIFIER and len(inner) > 1:
        first = inner[-2]
        if first.kind_id == CATCH_TYPE:
            types = without_comments(first.children)
            first = types[0] if types else first
        walk.scope.bind(walk.text(last), variable_of(first, None, walk.content, walk.names.qualify))
    walk.follow(node)


def visit_loop_variable(walk: Walk, node: Node) -> None:
    """Binds the variable of `for (Foo foo : foos)`; the caller has opened the scope."""
    name = node.child_by_field_id(NAME_FIELD)
    if name is not None:
        kind = node.child_by_field_id(TYPE_FIELD)
        walk.scope.bind(walk.text(name), variable_of(kind, None, walk.content, walk.names.qualify))


def visit_lambda(walk: Walk, node: Node) -> None:
    """Belongs to the unit around it; nests one deeper, as SonarSource counts."""
    walk.scope.open()
    parameters = node.child_by_field_id(PARAMETERS_FIELD)
    if parameters is not None and parameters.kind_id != FORMAL_PARAMETERS:
        single = parameters.kind_id == IDENTIFIER
        for name in [parameters] if single else without_comments(parameters.children):
            walk.scope.bind(walk.text(name), UNKNOWN)
    walk.nesting += 1
    walk.stack += (CLOSE_SCOPE, UNNEST)
    walk.follow(node)


def close_scope(walk: Walk, _mark: Mark) -> None:
    walk.scope.close()


def leave_unit(walk: Walk, _mark: Mark) -> None:
    walk.leave_unit()


def leave_type(walk: Walk, _mark: Mark) -> None:
    walk.types_around.pop()


def nest(walk: Walk, _mark: Mark) -> None:
    walk.nesting += 1


def unnest(walk: Walk, _mark: Mark) -> None:
    walk.nesting -= 1

"""Visits to functions: those with a name open a unit, callbacks count into the unit around them."""

import re

from tree_sitter import Node

from archlint.languages.grammar import Mark
from archlint.languages.typescript.grammar import HOT
from archlint.languages.typescript.names import MAX_NAME, type_callee
from archlint.languages.typescript.scope import UNKNOWN, Scope, Variable
from archlint.languages.typescript.walk import LEAVE_CALLBACK, LEAVE_FUNCTION, LEAVE_UNIT, Walk

EXPRESSIONS = frozenset(("arrow_function", "function_expression", "generator_function"))
"""Functions that get their name from where they stand."""

_BESIDES = frozenset(
    (
        "decorator",
        "computed_property_name",
        "type_annotation",
        "type_parameters",
        "asserts_annotation",
        "type_predicate_annotation",
    )
)
_WORD = re.compile(rb"[A-Za-z_$][\w$]*")
_MODIFIERS = frozenset(("accessibility_modifier", "override_modifier", "readonly", "decorator", "comment"))


def visit_declaration(walk: Walk, node: Node) -> None:
    """`function name(…) {…}`, and methods."""
    name = node.child_by_field_id(walk.fields.name)
    written = walk.text(name) if name is not None else ""
    kind = "method" if node.type == "method_definition" else "function"
    _open(walk, node, written, kind, node.start_byte)


def visit_expression(walk: Walk, node: Node) -> None:
    """An arrow function or function expression: a unit when something gives it a name."""
    naming = walk.namings.pop(node.start_byte, None)
    if naming is not None:
        _open(walk, node, *naming)
        return
    walk.enter_function()
    walk.scope.open()
    walk.stack.append(LEAVE_CALLBACK)
    _enter(walk, node)


def _open(walk: Walk, node: Node, name: str, kind: str, start: int) -> None:
    walk.enter_unit(name, kind, (start, node.end_byte))
    walk.enter_function()
    walk.stack += (LEAVE_UNIT, LEAVE_FUNCTION)
    walk.unit.parameters = _enter(walk, node)
    walk.stack += walk.decorations.pop(node.start_byte, ())


def _enter(walk: Walk, node: Node) -> int:
    """Bind the parameters, visit them and the body next; how many parameters there are."""
    fields = walk.fields
    body = node.child_by_field_id(fields.body)
    if body is not None:
        if body.type == "statement_block":
            walk.stack += body.named_children[::-1]
        else:
            walk.stack.append(body)
    if walk.look_into_types or node.type == "method_definition":
        walk.stack += [child for child in node.named_children if child.type in _BESIDES]
    parameters = node.child_by_field_id(fields.parameters)
    if parameters is not None:
        return _bind_parameters(walk, parameters) if parameters.end_byte - parameters.start_byte > 2 else 0
    single = node.child_by_field_id(fields.parameter)
    if single is None:
        return 0
    walk.scope.bind(walk.content[single.start_byte : single.end_byte], UNKNOWN)
    return 1


def _bind_parameters(walk: Walk, parameters: Node) -> int:
    count = 0
    scope, content = walk.scope, walk.content
    nodes = parameters.named_children
    for parameter in nodes:
        kind = parameter.type
        if kind == "comment":
            continue
        count += 1
        if kind == "identifier":
            scope.bind(content[parameter.start_byte : parameter.end_byte], UNKNOWN)
        elif kind in ("required_parameter", "optional_parameter"):
            pattern, callee = typed_parameter(walk, parameter)
            if pattern is None:
                continue
            if pattern.type == "this":
                count -= 1
            elif pattern.type == "identifier":
                name = content[pattern.start_byte : pattern.end_byte]
                scope.bind(name, Variable(callee) if callee else UNKNOWN)
            else:
                shadow(scope, content, pattern)
        else:
            shadow(scope, content, parameter)
    first, last = parameters.start_byte + 1, parameters.end_byte - 1
    if nodes and (HOT.search(content, first, last) or content.find(b"=", first, last) >= 0):
        walk.stack += nodes[::-1]
    return count


def typed_parameter(walk: Walk, parameter: Node) -> tuple[Node | None, str]:
    """The pattern of a parameter and the qualified name of its type, "" when it has none that is imported."""
    pattern: Node | None = None
    for child in parameter.children:
        kind = child.type
        if kind == "type_annotation":
            annotation = walk.content[child.start_byte : min(child.end_byte, child.start_byte + MAX_NAME)]
            return pattern, type_callee(walk.scope, annotation)
        if pattern is None and kind not in _MODIFIERS:
            pattern = child
    return pattern, ""


def shadow(scope: Scope, content: bytes, pattern: Node) -> None:
    """A destructuring pattern hides the outer variables of the names in it."""
    if scope.variables:
        stretch = content[pattern.start_byte : min(pattern.end_byte, pattern.start_byte + 10 * MAX_NAME)]
        for word in _WORD.findall(stretch):
            scope.bind(word, UNKNOWN)


def leave_function(walk: Walk, _mark: Mark) -> None:
    walk.leave_function()


def leave_callback(walk: Walk, _mark: Mark) -> None:
    walk.leave_function()
    walk.scope.close()

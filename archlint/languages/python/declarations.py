"""Visits to functions and classes: whose code it is that follows."""

import re

from tree_sitter import Node

from archlint.languages.python.expressions import is_interesting
from archlint.languages.python.grammar import (
    BODY_FIELD,
    CLASS,
    DECORATED,
    DECORATOR,
    EXTRAS,
    FUNCTION,
    IDENTIFIER,
    LAZY,
    NAME_FIELD,
    PARAMETER_KINDS,
    PARAMETERS_FIELD,
    RETURN,
    SPLATS,
)
from archlint.languages.python.scope import Scope, declared_type
from archlint.languages.python.source import decoded
from archlint.languages.python.walk import Owner, State, Walk
from archlint.languages.unit_draft import CALLABLE, UnitDraft

_PARAMETER_NAME = re.compile(r"(?:\A|,)\s*+\*{0,2}+\s*+([A-Za-z_]\w*+)", re.ASCII).findall
_TYPED = re.compile(r"(?:\A|,)\s*+\*{0,2}+\s*+([A-Za-z_]\w*+)\s*+:\s*+([^,=]++)", re.ASCII).findall
"""Parameters with the type that they are declared as: `session: Session`."""
_RECEIVERS = frozenset({"self", "cls", "mcs", "mcls"})


def visit_decorated(walk: Walk, node: Node) -> None:
    """Calls in decorators belong to what they decorate."""
    decorators: list[Node] = []
    for child in node.children:
        kind = child.kind_id
        if kind == DECORATOR:
            if is_interesting(walk.source[child.start_byte : child.end_byte]):
                decorators.append(child)
        elif kind == FUNCTION:
            _enter_function(walk, child, decorators)
            return
        elif kind == CLASS:
            _enter_class(walk, child, decorators)
            return
    walk.follow(node)


def visit_function(walk: Walk, node: Node) -> None:
    _enter_function(walk, node, [])


def visit_class(walk: Walk, node: Node) -> None:
    _enter_class(walk, node, [])


def _enter_function(walk: Walk, node: Node, decorators: list[Node]) -> None:
    """A function's body is visited later, under its own unit; what its head holds happens here and now."""
    around = walk.unit
    around.statements += 1
    name_node = node.child_by_field_id(NAME_FIELD)
    parameters = node.child_by_field_id(PARAMETERS_FIELD)
    body = node.child_by_field_id(BODY_FIELD)
    if name_node is None or parameters is None or body is None:
        walk.follow(node)
        return
    if walk.passes_over(node):
        _declare(walk, name_node)
        return
    in_class = around.kind == "class"
    draft = walk.add_unit(_declare(walk, name_node), "method" if in_class else "function", node)
    state = State(walk)
    state.flags |= LAZY
    state.nesting = walk.nesting + (not around.decorates) if around.kind in CALLABLE else 0
    draft.decorates = walk.source[body.start_byte : body.start_byte + 1] in "@ad#" and _is_decorator(body)
    state.unit = draft
    state.unit_index = draft.index
    state.scope = walk.scope.of_function()
    source = walk.source
    end = parameters.end_byte
    raw = source[parameters.start_byte + 1 : end - 1]
    head = decorators
    if raw and raw != "self":
        draft.parameters = _read_parameters(parameters, raw, state.scope, in_class)
        if is_interesting(raw):
            head = [*decorators, parameters]
    if "(" in source[end : body.start_byte]:
        head = [*head, *[child for child in node.named_children if end <= child.start_byte < body.start_byte]]
    if head:
        _push_head(walk, draft, head)
    walk.later.append((state, body))


def _is_decorator(body: Node) -> bool:
    """SonarSource's exception: functions in such a function do not stand deeper."""
    inside = [child for child in body.children if child.kind_id not in EXTRAS]
    if len(inside) != 2 or inside[1].kind_id != RETURN:
        return False
    kind = inside[0].kind_id
    return kind == FUNCTION or (kind == DECORATED and inside[0].children[-1].kind_id == FUNCTION)


def _enter_class(walk: Walk, node: Node, decorators: list[Node]) -> None:
    walk.unit.statements += 1
    name_node = node.child_by_field_id(NAME_FIELD)
    body = node.child_by_field_id(BODY_FIELD)
    if name_node is None or body is None:
        walk.follow(node)
        return
    if walk.passes_over(node):
        _declare(walk, name_node)
        return
    draft = walk.add_unit(_declare(walk, name_node), "class", node)
    state = State(walk)
    state.nesting = 0
    state.unit = draft
    state.unit_index = draft.index
    state.scope = walk.scope.of_class()
    walk.stack += (State(walk), body, state)
    head = decorators
    if is_interesting(walk.source[name_node.end_byte + 1 : body.start_byte]):
        head = [*head, *[child for child in node.named_children if child.start_byte < body.start_byte]]
    if head:
        _push_head(walk, draft, head)


def _declare(walk: Walk, node: Node) -> str:
    name = walk.text(node)
    if not walk.unit_index:
        walk.export(name, node.start_byte, node.end_byte)
    walk.scope.bind(name, None)
    return name


def _push_head(walk: Walk, draft: UnitDraft, head: list[Node]) -> None:
    """Decorators and defaults: their calls are the new unit's, their logic is of the unit around it."""
    walk.stack.append(Owner(walk.unit_index))
    walk.stack += head[::-1]
    walk.stack.append(Owner(draft.index))


def _read_parameters(node: Node, raw: str, own: Scope, in_class: bool) -> int:
    """How many parameters there are, a method's receiver left out; each hides what was known of its name."""
    names = _PARAMETER_NAME(raw)
    if any(own.find(name) is not None for name in names):
        _hide(node, raw, own)
    for name, written in _TYPED(raw) if ":" in raw else ():
        callee = declared_type(own, decoded(written))
        if callee is not None:
            own.typed[decoded(name)] = callee
    if "#" in raw or "*" in raw or "/" in raw:
        count = sum(child.kind_id in PARAMETER_KINDS for child in node.children)
    else:
        count = node.named_child_count
    return count - 1 if in_class and names and names[0] in _RECEIVERS and count else count


def _hide(node: Node, raw: str, own: Scope) -> None:
    """Parameters whose names this file knows in another meaning mean something else in the function."""
    offset = node.start_byte + 1
    for child in node.children:
        inner = child
        while inner.kind_id != IDENTIFIER and inner.kind_id in PARAMETER_KINDS:
            inner = inner.children[1 if inner.kind_id in SPLATS else 0]
        if inner.kind_id == IDENTIFIER:
            own.hidden.append(decoded(raw[inner.start_byte - offset : inner.end_byte - offset]))

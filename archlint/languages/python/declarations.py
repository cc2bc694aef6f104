"""Visits to functions and classes: whose code it is that follows."""

import re

from tree_sitter import Node

from archlint.languages.python.expressions import INTERESTING
from archlint.languages.python.grammar import (
    BLOCK,
    CLASS,
    COMMENT,
    DECORATOR,
    FUNCTION,
    IDENTIFIER,
    PARAMETER_KINDS,
    PARAMETERS,
)
from archlint.languages.python.scope import UNKNOWN, Scope, class_scope
from archlint.languages.python.walk import State, UnitDraft, Walk
from archlint.model.facts import Flag

_PARAMETER_NAME = re.compile(rb"[A-Za-z_]\w*(?=\s*(?:[:=,]|\Z))")
_RECEIVERS = frozenset({b"self", b"cls", b"mcs", b"mcls"})
_CALLABLE = ("function", "method")


def visit_decorated(walk: Walk, node: Node) -> None:
    """Calls in decorators belong to what they decorate."""
    decorators: list[Node] = []
    for child in node.children:
        kind = child.kind_id
        if kind == DECORATOR:
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
    content = walk.content
    name = ""
    parameters: Node | None = None
    body: Node | None = None
    head: list[Node | State] = []
    for child in node.children:
        kind = child.kind_id
        if kind == IDENTIFIER:
            name = walk.text(child)
            walk.export(name, child)
            walk.scope.bind(name, UNKNOWN)
        elif kind == PARAMETERS:
            parameters = child
        elif kind == BLOCK:
            body = child
        elif child.is_named and content.find(b"(", child.start_byte, child.end_byte) >= 0:
            head.append(child)
    draft = walk.add_unit(name, "method" if around.kind == "class" else "function", node)
    scope = walk.scope
    own = Scope(scope.around if around.kind == "class" else scope, scope.attributes)
    if parameters is not None:
        draft.parameters = _read_parameters(walk, parameters, own, draft.kind == "method")
        if INTERESTING(content, parameters.start_byte + 1, parameters.end_byte):
            head.append(parameters)
    if decorators or head:
        _push_head(walk, draft, decorators, head)
    if body is not None:
        state = State(walk, walk.flags | Flag.LAZY, walk.nesting + 1 if around.kind in _CALLABLE else 0)
        state.unit, state.unit_index, state.scope = draft, draft.index, own
        walk.later.append((state, body))


def _enter_class(walk: Walk, node: Node, decorators: list[Node]) -> None:
    walk.unit.statements += 1
    name = ""
    body: Node | None = None
    head: list[Node | State] = []
    for child in node.children:
        kind = child.kind_id
        if kind == IDENTIFIER:
            name = walk.text(child)
            walk.export(name, child)
            walk.scope.bind(name, UNKNOWN)
        elif kind == BLOCK:
            body = child
        elif child.is_named:
            head.append(child)
    draft = walk.add_unit(name, "class", node)
    walk.stack.append(walk.state())
    if body is not None:
        state = walk.state()
        state.unit, state.unit_index, state.scope = draft, draft.index, class_scope(walk.scope)
        walk.stack += (body, state)
    _push_head(walk, draft, decorators, head)


def _push_head(walk: Walk, draft: UnitDraft, decorators: list[Node], head: list[Node | State]) -> None:
    """Decorators and defaults: their calls are the new unit's, their logic is of the unit around it."""
    state = walk.state()
    state.unit_index = draft.index
    walk.stack.append(walk.state())
    walk.stack += head[::-1]
    walk.stack += decorators[::-1]
    walk.stack.append(state)


def _read_parameters(walk: Walk, node: Node, own: Scope, is_method: bool) -> int:
    """How many parameters there are, a method's receiver left out; each hides what was known of its name."""
    written = walk.content[node.start_byte + 1 : node.end_byte - 1]
    names = _PARAMETER_NAME.findall(written)
    if not names:
        return _count(node, b"") if written.strip() else 0
    first = names[0]
    for raw in names:
        if raw not in _RECEIVERS and walk.scope.find(raw.decode()) is not None:
            _hide(walk, node, own)
            break
    count = _count(node, written)
    return count - 1 if is_method and first in _RECEIVERS and count else count


def _count(node: Node, written: bytes) -> int:
    if written and not (b"#" in written or b"*" in written or b"/" in written):
        return node.named_child_count
    return sum(child.kind_id in PARAMETER_KINDS for child in node.children)


def _hide(walk: Walk, node: Node, own: Scope) -> None:
    """Names of parameters that this file knows in another meaning."""
    for child in node.children:
        if child.kind_id not in PARAMETER_KINDS or child.kind_id == COMMENT:
            continue
        inner = child
        while inner.kind_id != IDENTIFIER and inner.child_count:
            named = inner.named_children
            if not named:
                break
            inner = named[0]
        if inner.kind_id == IDENTIFIER:
            name = walk.text(inner)
            if own.find(name) is not None:
                own.names[name] = UNKNOWN

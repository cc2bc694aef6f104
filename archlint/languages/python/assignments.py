"""Visits to assignments: which names mean what from there on, what a module exports, what `__all__` lists."""

import re

from tree_sitter import Node

from archlint.languages.python.calls import visit_call
from archlint.languages.python.expressions import INTERESTING
from archlint.languages.python.grammar import (
    AS_PATTERN_TARGET,
    ASSIGNMENT,
    ATTRIBUTE,
    AWAIT,
    BINARY,
    CALL,
    COMMENT,
    IDENTIFIER,
    LEFT_FIELD,
    LIST,
    PARENTHESIZED,
    PATTERNS,
    RIGHT_FIELD,
    STRING,
    TUPLE,
    TYPE,
)
from archlint.languages.python.scope import UNKNOWN, Variable
from archlint.languages.python.templates import TEXTUAL, string_value, text_of
from archlint.languages.python.walk import Walk

_TARGET = re.compile(rb"(self\.|cls\.)?([A-Za-z_]\w*)[ \t]*(?::(?!=)[^=\r\n]*)?=(?!=)[ \t]*")
_PLAIN_STRING = re.compile(rb"\"[^\"\\\r\n]*\"|'[^'\\\r\n]*'")
_DOTTED = re.compile(rb"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_QUOTES = b"\"'"


def visit_expression_statement(walk: Walk, node: Node) -> None:
    """Most statements are a docstring, a call, or an assignment that can be read from its text."""
    walk.unit.statements += 1
    content = walk.content
    start, end = node.start_byte, node.end_byte
    if content[start] in _QUOTES and content[end - 1] in _QUOTES:
        return
    if INTERESTING(content, start, end) is None:
        target = _TARGET.match(content, start, end)
        if target is not None and _bind_plain(walk, target, content, end):
            return
        if walk.unit.kind not in ("module", "class"):
            return
    walk.stack += node.children[::-1]


def _bind_plain(walk: Walk, target: re.Match[bytes], content: bytes, end: int) -> bool:
    """Bind the target of an assignment whose value holds no call; False when its text does not tell."""
    start = target.end()
    if _PLAIN_STRING.fullmatch(content, start, end):
        text = content[start + 1 : end - 1].decode("utf-8", "replace")
        variable = Variable("", text)
    elif _DOTTED.fullmatch(content, start, end):
        callee = walk.scope.resolve(content[start:end].decode())
        variable = Variable(callee) if callee else UNKNOWN
    elif content.find(b"=", start, end) >= 0 or target[2] == b"__all__" or content[start] in _STRING_START:
        return False
    else:
        variable = UNKNOWN
    name = target[2].decode()
    if target[1] is not None:
        bind_attribute(walk, name, variable)
        return True
    walk.scope.bind(name, variable)
    if not walk.unit_index:
        walk.export_between(name, target.start(2), target.end(2))
    return True


_STRING_START = b"\"'fFrRbBuUtT("


def bind_attribute(walk: Walk, name: str, variable: Variable) -> None:
    """`self.name = …`: the first meaning that is known stays, as `__init__` gives it."""
    attributes = walk.scope.attributes
    if attributes is not None and variable is not UNKNOWN and attributes.get(name, UNKNOWN) is UNKNOWN:
        attributes[name] = variable


def visit_assignment(walk: Walk, node: Node) -> None:
    """`a = b = value`, with or without an annotation."""
    targets: list[Node] = []
    current = node
    while True:
        children = [child for child in current.children if child.kind_id != COMMENT]
        targets.append(children[0])
        for child in children[1:]:
            if child.kind_id == TYPE:
                walk.stack.append(child)
        value = children[-1]
        if len(children) < 3 or value.kind_id == TYPE:
            for target in targets:
                _bind(walk, target, None)
            return
        if value.kind_id != ASSIGNMENT:
            break
        current = value
    variable = value_of(walk, value)
    for target in targets:
        _bind(walk, target, variable)
        if target.kind_id == IDENTIFIER and value.kind_id in _LISTS and walk.text(target) == "__all__":
            read_all(walk, value)


def visit_augmented(walk: Walk, node: Node) -> None:
    """`__all__ += […]` lists more; any other augmented name is no longer known."""
    left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    if left is not None and right is not None and left.kind_id == IDENTIFIER:
        if walk.text(left) == "__all__":
            read_all(walk, right)
        walk.scope.bind(walk.text(left), UNKNOWN)
    walk.follow(node)


def visit_walrus(walk: Walk, node: Node) -> None:
    """`(name := value)`."""
    children = [child for child in node.children if child.kind_id != COMMENT]
    if len(children) == 3:
        _bind(walk, children[0], value_of(walk, children[2]))


def visit_as(walk: Walk, node: Node) -> None:
    """`with value as name`."""
    children = [child for child in node.children if child.kind_id != COMMENT]
    variable = value_of(walk, children[0])
    if children[-1].kind_id == AS_PATTERN_TARGET:
        for target in children[-1].children:
            _bind(walk, target, variable)


def value_of(walk: Walk, value: Node) -> Variable:
    """What an expression means to the name that gets it; calls in it are read on the way."""
    inner = value
    while inner.kind_id in (AWAIT, PARENTHESIZED):
        inside = [child for child in inner.named_children if child.kind_id != COMMENT]
        if len(inside) != 1:
            break
        inner = inside[0]
    kind = inner.kind_id
    if kind == CALL:
        callee = visit_call(walk, inner)
        if callee:
            return Variable(callee)
        text = text_of(inner, walk.content, walk.scope.text)
        return UNKNOWN if text is None else Variable("", text)
    if kind in (IDENTIFIER, ATTRIBUTE):
        found, rest = walk.scope.find_dotted("".join(walk.text(inner).split()))
        walk.stack.append(inner)
        if found is None:
            return UNKNOWN
        return found if not rest else Variable(found.callee + rest) if found.callee else UNKNOWN
    walk.stack.append(inner)
    if kind in TEXTUAL:
        text = text_of(inner, walk.content, walk.scope.text)
        if text is not None:
            return Variable("", text)
    return UNKNOWN


def _bind(walk: Walk, target: Node, variable: Variable | None) -> None:
    """Give a target its meaning; an annotation alone (None) only declares the name."""
    if target.kind_id == IDENTIFIER:
        name = walk.text(target)
        walk.export(name, target)
        if variable is not None:
            walk.scope.bind(name, variable)
    elif target.kind_id == ATTRIBUTE:
        name = walk.text(target)
        first, _, attribute = name.partition(".")
        if first in ("self", "cls") and attribute.isidentifier() and variable is not None:
            bind_attribute(walk, attribute, variable)
    else:
        pending = [target]
        while pending:
            inner = pending.pop()
            if inner.kind_id == IDENTIFIER:
                name = walk.text(inner)
                walk.export(name, inner)
                walk.scope.bind(name, UNKNOWN)
            elif inner.kind_id in PATTERNS:
                pending += inner.named_children
        walk.stack.append(target)


def read_all(walk: Walk, value: Node) -> None:
    """The names that a literal `__all__` lists, the literal parts of a sum included."""
    pending = [value]
    while pending:
        node = pending.pop()
        if node.kind_id == STRING:
            walk.public.add(string_value(walk.content[node.start_byte : node.end_byte]))
        elif node.kind_id in _LISTS:
            pending += node.named_children


_LISTS = frozenset({LIST, TUPLE, BINARY, PARENTHESIZED})

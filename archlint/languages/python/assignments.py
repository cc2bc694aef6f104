"""Visits to assignments: which names mean what from there on, what a module exports, what `__all__` lists."""

import re

from tree_sitter import Node

from archlint.languages.python.calls import read_call, visit_call
from archlint.languages.python.expressions import has_keyword
from archlint.languages.python.grammar import (
    AS_PATTERN_TARGET,
    ASSIGNMENT,
    ATTRIBUTE,
    AWAIT,
    CALL,
    IDENTIFIER,
    LEFT_FIELD,
    LISTS,
    PARENTHESIZED,
    PATTERNS,
    RIGHT_FIELD,
    STRING,
    TYPE,
)
from archlint.languages.python.scope import Text, declared_type
from archlint.languages.python.source import decoded
from archlint.languages.python.templates import TEXTUAL, string_value, text_of, without_extras
from archlint.languages.python.walk import Walk

_PLAIN = re.compile(
    r"(self\.|cls\.)?([A-Za-z_]\w*+)[ \t]*+(?::(?!=)[^=\r\n]*)?=[ \t]*+"
    r"(?:\"([^\"\\\r\n]*+)\"|'([^'\\\r\n]*+)'|([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)"
    r"|[^=\"'+%]++|[\[{][^=]*+|[A-Za-z_][\w.]*+\[[^=+%]*+)",
    re.ASCII,
).fullmatch
"""An assignment whose meaning its text tells: of a plain string, of a name, or of something that is neither."""
_CALL = re.compile(
    r"(?:(self\.|cls\.)?([A-Za-z_]\w*+)[ \t]*+(?::(?!=)[^=\r\n()]*+)?=[ \t]*+)?(?:await[ \t]++)?"
    r"([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)\(([^()]*+)\)",
    re.ASCII,
).fullmatch
"""A call or the assignment of one, without parentheses in its arguments."""
_QUOTES = "\"'"


def visit_expression_statement(walk: Walk, node: Node) -> None:
    """Most statements are a docstring, a call, or an assignment that can be read from its text."""
    walk.unit.statements += 1
    start = node.start_byte
    raw = walk.source[start : node.end_byte]
    if raw[:1] in _QUOTES and raw[-1:] in _QUOTES:  # a docstring, or nothing in a broken file
        return
    if not walk.whole and "=" not in raw and ":" not in raw:  # it binds nothing
        return
    if "(" in raw:
        if not _read_call_statement(walk, start, raw):
            walk.stack += node.children[::-1]
        return
    match = None if has_keyword(raw) else _PLAIN(raw)
    if match is None or match[2] == "__all__":
        walk.stack += node.children[::-1]
        return
    receiver, target, text, other_text, dotted = match.groups()
    if dotted is not None:
        meaning = walk.scope.meaning(dotted)
    else:
        text = other_text if text is None else text
        meaning = None if text is None else Text(decoded(text))
    _bind_plainly(walk, start, receiver, target, meaning)


def _read_call_statement(walk: Walk, start: int, raw: str) -> bool:
    """Whether the statement is nothing but a call that its text tells, or the assignment of one; then it is done."""
    match = _CALL(raw)
    if match is None:
        return False
    receiver, target, name, arguments = match.groups()
    if target is not None and (target == "__all__" or name.endswith(".format")):
        return False
    callee = read_call(walk, start + match.start(3), name, arguments)
    if callee is None:
        return False
    if target is not None:
        _bind_plainly(walk, start, receiver, target, callee or None)
    return True


def _bind_plainly(walk: Walk, start: int, receiver: str | None, target: str, meaning: str | None) -> None:
    if receiver:
        walk.scope.bind_attribute(target, meaning)
        return
    walk.scope.bind(target, meaning)
    if not walk.unit_index:
        walk.export(target, start, start + len(target))


def visit_assignment(walk: Walk, node: Node) -> None:
    """`a = b = value`, with or without an annotation."""
    targets: list[Node] = []
    current = node
    while True:
        children = without_extras(current.children)
        value = children[-1]
        targets.append(children[0])
        if len(children) > 3:
            walk.stack += [child for child in children[1:] if child.kind_id == TYPE]
        if len(children) < 3 or value.kind_id == TYPE:
            for target in targets:
                _declare(walk, target)
            if value.kind_id == TYPE and walk.unit.kind == "class":
                _bind_declared(walk, children[0], value)
            return
        if value.kind_id != ASSIGNMENT:
            break
        current = value
    meaning = value_of(walk, value)
    for target in targets:
        _bind(walk, target, meaning)
    if value.kind_id in LISTS and any(walk.text(target) == "__all__" for target in targets):
        read_all(walk, value)


def _bind_declared(walk: Walk, target: Node, declared: Node) -> None:
    """`session: Session` in a class says what `self.session` is."""
    if target.kind_id == IDENTIFIER:
        walk.scope.bind_attribute(walk.text(target), declared_type(walk.scope, walk.text(declared)))


def visit_augmented(walk: Walk, node: Node) -> None:
    """`__all__ += […]` lists more; any other augmented name is no longer known."""
    left, right = node.child_by_field_id(LEFT_FIELD), node.child_by_field_id(RIGHT_FIELD)
    if left is not None and right is not None and left.kind_id == IDENTIFIER:
        name = walk.text(left)
        if name == "__all__":
            read_all(walk, right)
        walk.scope.bind(name, None)
    walk.follow(node)


def visit_walrus(walk: Walk, node: Node) -> None:
    """`(name := value)`."""
    children = without_extras(node.children)
    if len(children) == 3:
        _bind(walk, children[0], value_of(walk, children[2]))


def visit_as(walk: Walk, node: Node) -> None:
    """`with value as name`."""
    children = without_extras(node.children)
    meaning = value_of(walk, children[0])
    if children[-1].kind_id == AS_PATTERN_TARGET:
        for target in children[-1].children:
            _bind(walk, target, meaning)


def value_of(walk: Walk, value: Node) -> str | None:
    """What an expression means to the name that gets it; calls in it are read on the way or right after."""
    kind = value.kind_id
    while kind in (AWAIT, PARENTHESIZED):
        inside = without_extras(value.named_children)
        if len(inside) != 1:
            break
        value = inside[0]
        kind = value.kind_id
    if kind == CALL:
        callee = visit_call(walk, value)
        if callee:
            return callee
    else:
        walk.stack.append(value)
        if kind in (IDENTIFIER, ATTRIBUTE):
            return walk.scope.meaning("".join(walk.text(value).split()))
    text = text_of(value, walk.source, walk.scope.text) if kind in TEXTUAL else None
    return None if text is None else Text(text)


def _bind(walk: Walk, target: Node, meaning: str | None) -> None:
    kind = target.kind_id
    if kind == IDENTIFIER:
        name = walk.text(target)
        walk.scope.bind(name, meaning)
        if not walk.unit_index:
            walk.export(name, target.start_byte, target.end_byte)
    elif kind == ATTRIBUTE:
        first, _, attribute = walk.text(target).partition(".")
        if first in ("self", "cls") and attribute.isidentifier():
            walk.scope.bind_attribute(attribute, meaning)
    else:
        _declare(walk, target)
        walk.stack.append(target)


def _declare(walk: Walk, target: Node) -> None:
    """Names that get a part of a value, or none: what they mean is not known."""
    pending = [target]
    while pending:
        node = pending.pop()
        if node.kind_id == IDENTIFIER:
            name = walk.text(node)
            walk.scope.bind(name, None)
            if not walk.unit_index:
                walk.export(name, node.start_byte, node.end_byte)
        elif node.kind_id in PATTERNS:
            pending += node.named_children


def read_all(walk: Walk, value: Node) -> None:
    """The names that a literal `__all__` lists, the literal parts of a sum included."""
    pending = [value]
    while pending:
        node = pending.pop()
        if node.kind_id == STRING:
            walk.public.add(string_value(walk.source[node.start_byte : node.end_byte]))
        elif node.kind_id in LISTS:
            pending += node.named_children

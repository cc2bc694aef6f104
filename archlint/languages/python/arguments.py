"""Arguments of calls: their text or nodes in, literal texts and dotted names out."""

import re

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ATTRIBUTE,
    EXTRAS,
    IDENTIFIER,
    KEYWORD_ARGUMENT,
    PLAIN_LITERALS,
    SEQUENCES,
)
from archlint.languages.python.scope import Scope
from archlint.languages.python.templates import MAX_TEXT, TEXTUAL, text_of
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument

MAX_ARGUMENTS = 64
"""Arguments kept of one call."""

_NOTHING = Argument("", "", False)
_PLAIN = re.compile(
    rb"\s*+(?:([A-Za-z_]\w*+)\s*+=\s*+)?(?:\"([^\"\\\r\n]*+)\"|'([^'\\\r\n]*+)'|([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*+)"
    rb"|([0-9][\w.]*+))\s*+(?:,\s*+|\Z)"
).match
_CONSTANTS = frozenset({"True", "False", "None"})


def read_plainly(scope: Scope, content: bytes, start: int, end: int) -> tuple[list[Argument], bool] | None:
    """What read_arguments would say of the text between two parentheses, None when it holds more than plain strings,
    names and numbers.
    """
    found: list[Argument] = []
    has_text = False
    while start < end:
        match = _PLAIN(content, start, end)
        if match is None or len(found) == MAX_ARGUMENTS:
            return None
        keyword, text, other_text, name, number = match.groups()
        keyword = "" if keyword is None else keyword.decode()
        if name is not None:
            argument, is_text = _name(scope, keyword, name.decode())
            has_text = has_text or is_text
            found.append(argument)
        elif number is not None:
            found.append(Argument(keyword, number.decode()[:MAX_TEXT], True))
        else:
            text = other_text if text is None else text
            found.append(Argument(keyword, text.decode("utf-8", "replace")[:MAX_TEXT], True))
            has_text = True
        start = match.end()
    return found, has_text


def read_arguments(walk: Walk, nodes: list[Node]) -> tuple[list[Argument], bool]:
    """The arguments of a call in order, and whether one of them is a string. One that is neither text nor a name keeps
    its place with an empty text; the elements of a list or tuple given by keyword repeat the keyword.
    """
    found: list[Argument] = []
    has_text = False
    for node in nodes:
        kind = node.kind_id
        if not node.is_named or kind in EXTRAS:
            continue
        if len(found) >= MAX_ARGUMENTS:
            break
        keyword = ""
        elements = [node]
        if kind == KEYWORD_ARGUMENT:
            children = node.children
            if len(children) < 3:
                continue
            keyword = walk.text(children[0])
            elements = _elements(children[-1])
        for element in elements:
            argument, is_text = _argument(walk, element, element.kind_id, keyword)
            found.append(argument)
            has_text = has_text or is_text
    return found, has_text


def _elements(value: Node) -> list[Node]:
    if value.kind_id not in SEQUENCES:
        return [value]
    return [child for child in value.named_children if child.kind_id not in EXTRAS][:MAX_ARGUMENTS] or [value]


def _argument(walk: Walk, node: Node, kind: int, keyword: str) -> tuple[Argument, bool]:
    content = walk.content
    if kind in (IDENTIFIER, ATTRIBUTE):
        name = content[node.start_byte : node.end_byte].decode("utf-8", "replace")
        if not name.replace(".", "").isidentifier():
            name = "".join(name[:MAX_TEXT].split())
        if len(name) <= MAX_TEXT and name.replace(".", "").isidentifier():
            return _name(walk.scope, keyword, name)
    elif kind in PLAIN_LITERALS:
        text = content[node.start_byte : min(node.end_byte, node.start_byte + MAX_TEXT)]
        return Argument(keyword, text.decode("utf-8", "replace"), True), False
    elif kind in TEXTUAL:
        text_or_none = text_of(node, content, walk.scope.text)
        if text_or_none is not None:
            return Argument(keyword, text_or_none, True), True
    return Argument(keyword, "", False) if keyword else _NOTHING, False


def _name(scope: Scope, keyword: str, name: str) -> tuple[Argument, bool]:
    """A dotted name: the text that it holds, or what it means without import aliases."""
    text = scope.text(name)
    if text is not None:
        return Argument(keyword, text, True), True
    if name in _CONSTANTS:
        return Argument(keyword, name, True), False
    return Argument(keyword, scope.resolve(name) or name, False), False

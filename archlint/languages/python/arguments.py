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
from archlint.languages.python.scope import Scope, Text
from archlint.languages.python.source import decoded
from archlint.languages.python.templates import MAX_TEXT, TEXTUAL, text_of
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument

MAX_ARGUMENTS = 64
"""Arguments kept of one call."""

_NOTHING = Argument("", "", False)
_PLAIN = re.compile(
    r"\s*+(?:([A-Za-z_]\w*+)\s*+=\s*+)?(?:(\"[^\"\\\r\n]*+\"|'[^'\\\r\n]*+')|([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*)"
    r"|([0-9][\w.]*+))\s*+(?:,\s*+|\Z)|(.++)",
    re.ASCII | re.DOTALL,
).findall
"""Keyword, text, name and number of each argument; whatever follows one that is none of these."""
_CONSTANTS = frozenset({"True", "False", "None"})


def read_plainly(scope: Scope, raw: str) -> tuple[list[Argument], bool] | None:
    """What read_arguments would say of the text between two parentheses, None when it holds more than plain strings,
    names and numbers.
    """
    found: list[Argument] = []
    has_text = False
    pieces = _PLAIN(raw)
    if len(pieces) > MAX_ARGUMENTS or (pieces and pieces[-1][4]):
        return None
    for keyword, text, name, number, _ in pieces:
        if name:
            argument, is_text = _name(scope, keyword, name)
            has_text = has_text or is_text
            found.append(argument)
        elif text:
            found.append(Argument(keyword, decoded(text[1:-1])[:MAX_TEXT], True))
            has_text = True
        else:
            found.append(Argument(keyword, number[:MAX_TEXT], True))
    return found, has_text


def read_arguments(walk: Walk, nodes: list[Node]) -> tuple[list[Argument], bool]:
    """The arguments of a call, given as nodes, and whether one of them is a string. One that is neither text nor a name
    keeps its place with an empty text; the elements of a list or tuple given by keyword repeat the keyword.
    """
    found: list[Argument] = []
    has_text = False
    for node in nodes:
        kind = node.kind_id
        if kind in EXTRAS:
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
    source = walk.source
    if kind in (IDENTIFIER, ATTRIBUTE):
        name = walk.text(node)
        if not name.replace(".", "").isidentifier():
            name = "".join(name[:MAX_TEXT].split())
        if len(name) <= MAX_TEXT and name.replace(".", "").isidentifier():
            return _name(walk.scope, keyword, name)
    elif kind in PLAIN_LITERALS:
        text = source[node.start_byte : min(node.end_byte, node.start_byte + MAX_TEXT)]
        return Argument(keyword, text, True), False
    elif kind in TEXTUAL:
        text_or_none = text_of(node, source, walk.scope.text)
        if text_or_none is not None:
            return Argument(keyword, text_or_none, True), True
    return Argument(keyword, "", False) if keyword else _NOTHING, False


def _name(scope: Scope, keyword: str, name: str) -> tuple[Argument, bool]:
    """A dotted name: the text that it holds, or what it means without import aliases."""
    found = scope.meaning(name)
    if found.__class__ is Text:
        return Argument(keyword, str(found), True), True
    if name in _CONSTANTS:
        return Argument(keyword, name, True), False
    return Argument(keyword, found or name, False), False

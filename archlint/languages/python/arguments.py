"""Arguments of calls: their nodes in, literal texts and dotted names out."""

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ATTRIBUTE,
    COMMENT,
    IDENTIFIER,
    KEYWORD_ARGUMENT,
    PLAIN_LITERALS,
    SEQUENCES,
    STRING,
)
from archlint.languages.python.templates import MAX_TEXT, TEXTUAL, text_of
from archlint.languages.python.walk import Walk
from archlint.model.facts import Argument

MAX_ARGUMENTS = 64
"""Arguments kept of one call."""

_NOTHING = Argument("", "", False)


def read_arguments(walk: Walk, nodes: list[Node]) -> tuple[tuple[Argument, ...], bool]:
    """The arguments of a call in order, and whether one of them is a string. One that is neither text nor a name keeps
    its place with an empty text; the elements of a list or tuple given by keyword repeat the keyword.
    """
    found: list[Argument] = []
    has_text = False
    for node in nodes:
        kind = node.kind_id
        if not node.is_named or kind == COMMENT:
            continue
        if len(found) >= MAX_ARGUMENTS:
            break
        if kind != KEYWORD_ARGUMENT:
            argument, is_text = _argument(walk, node, kind, "")
            found.append(argument)
            has_text = has_text or is_text
            continue
        children = node.children
        if len(children) < 3:
            continue
        keyword, value = walk.text(children[0]), children[-1]
        for element in _elements(value):
            argument, is_text = _argument(walk, element, element.kind_id, keyword)
            found.append(argument)
            has_text = has_text or is_text
    return tuple(found), has_text


def _elements(value: Node) -> list[Node]:
    if value.kind_id not in SEQUENCES:
        return [value]
    return [child for child in value.named_children if child.kind_id != COMMENT][:MAX_ARGUMENTS] or [value]


def _argument(walk: Walk, node: Node, kind: int, keyword: str) -> tuple[Argument, bool]:
    content = walk.content
    if kind == STRING:
        text = text_of(node, content, walk.scope.text)
        return Argument(keyword, text or "", True), True
    if kind in (IDENTIFIER, ATTRIBUTE):
        return _name(walk, node, keyword)
    if kind in PLAIN_LITERALS:
        return Argument(
            keyword, content[node.start_byte : node.end_byte].decode("utf-8", "replace")[:MAX_TEXT], True
        ), False
    if kind in TEXTUAL:
        text = text_of(node, content, walk.scope.text)
        if text is not None:
            return Argument(keyword, text, True), True
    return Argument(keyword, "", False) if keyword else _NOTHING, False


def _name(walk: Walk, node: Node, keyword: str) -> tuple[Argument, bool]:
    """A dotted name: the text that it holds, or what it means without import aliases."""
    if node.end_byte - node.start_byte > MAX_TEXT:
        return Argument(keyword, "", False), False
    name = walk.text(node)
    if not name.replace(".", "").isidentifier():
        name = "".join(name.split())
        if not name.replace(".", "").isidentifier():
            return Argument(keyword, "", False), False
    found, rest = walk.scope.find_dotted(name)
    if found is None:
        return Argument(keyword, name, False), False
    if found.text is not None and not rest:
        return Argument(keyword, found.text, True), True
    return Argument(keyword, found.callee + rest if found.callee else name, False), False

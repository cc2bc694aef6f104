"""Text that code puts together: an expression in, the string with `{}` for what cannot be known out."""

import re

from tree_sitter import Node

from archlint.languages.typescript.names import MAX_NAME, dotted
from archlint.languages.typescript.scope import Scope

MAX_TEXT = 2_000
"""Characters kept of one text."""
HOLE = "{}"

_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|.))", re.DOTALL
)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r": "", "\r\n": ""}
_WRAPPERS = frozenset(("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"))
_NAMES = frozenset(("identifier", "member_expression", "shorthand_property_identifier"))

TEXTUAL = frozenset(("string", "template_string", "binary_expression", *_WRAPPERS, *_NAMES))
"""The kinds of expression that can be text: nothing else need be asked for it."""


def text_of(node: Node, content: bytes, scope: Scope) -> str | None:
    """The text of an expression that is a string in part at least; None when no part of it is known text."""
    kind = node.type
    if kind == "string":
        return literal_text(content, node.start_byte, node.end_byte)
    if kind in _NAMES:
        return _named_text(node, content, scope)
    pieces: list[str] = []
    known = False
    stack: list[Node | str] = [node]
    while stack and len(pieces) < MAX_TEXT:
        current = stack.pop()
        if isinstance(current, str):
            pieces.append(current)
            known = True
            continue
        kind = current.type
        if kind == "binary_expression":
            children = current.children
            plus = len(children) == 3 and content[children[1].start_byte] == 0x2B
            stack += (children[2], children[0]) if plus else ()
            if not plus:
                pieces.append(HOLE)
        elif kind in _WRAPPERS:
            stack += current.named_children[:1]
        elif kind == "template_string":
            known = True
            stack += _template_parts(current, content)[::-1]
        else:
            text = _piece(current, kind, content, scope)
            known = known or text is not None
            pieces.append(HOLE if text is None else text)
    return "".join(pieces)[:MAX_TEXT] if known else None


def _piece(node: Node, kind: str, content: bytes, scope: Scope) -> str | None:
    if kind == "string":
        return literal_text(content, node.start_byte, node.end_byte)
    return _named_text(node, content, scope) if kind in _NAMES else None


def _named_text(node: Node, content: bytes, scope: Scope) -> str | None:
    start, end = node.start_byte, node.end_byte
    if end - start > MAX_NAME:
        return None
    name = dotted(content[start:end])
    return scope.text(name) if name is not None else None


def _template_parts(node: Node, content: bytes) -> list[Node | str]:
    """Literal stretches and what stands in the holes of a template."""
    parts: list[Node | str] = []
    position = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        if child.start_byte > position:
            parts.append(_decoded(content, position, child.start_byte))
        position = child.end_byte
        inner = [part for part in child.named_children if part.type != "comment"]
        parts.append(inner[0] if inner else child)
        if len(parts) > MAX_TEXT:
            return parts
    if node.end_byte - 1 > position:
        parts.append(_decoded(content, position, node.end_byte - 1))
    return parts


def literal_text(content: bytes, start: int, end: int) -> str:
    """What the string literal or template without holes at an offset stands for."""
    return _decoded(content, start + 1, end - 1)


def _decoded(content: bytes, start: int, end: int) -> str:
    text = content[start : min(end, start + 4 * MAX_TEXT)].decode("utf-8", "replace")
    return (unescape(text) if "\\" in text else text)[:MAX_TEXT]


def unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    if match[4]:
        return chr(int(match[4], 8))
    return _SIMPLE_ESCAPES.get(match[5], match[5])

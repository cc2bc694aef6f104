"""Text that code puts together: an expression in, the string with `{}` for what cannot be known out."""

import re
from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.java.grammar import (
    ARGUMENTS_FIELD,
    BINARY,
    CHARACTER,
    FIELD_ACCESS,
    IDENTIFIER,
    INVOCATION,
    LEFT_FIELD,
    NAME_FIELD,
    OBJECT_FIELD,
    OPERATOR_FIELD,
    PARENTHESIZED,
    PLAIN_LITERALS,
    RIGHT_FIELD,
    STRING,
    without_comments,
)

MAX_TEXT = 2_000
"""Characters kept of one text."""
HOLE = "{}"

TEXTUAL = frozenset({STRING, BINARY, INVOCATION, IDENTIFIER, FIELD_ACCESS, PARENTHESIZED})
"""The kinds of expression that can be text: nothing else need be asked for it."""

Lookup = Callable[[str], str | None]
"""The text of a constant by its name as written (`PATH`, `Paths.OWNERS`), None when it is not known."""

_ESCAPE = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " ", "\n": "", "\r": "", "\r\n": ""}
_FORMAT_HOLE = re.compile(r"%(?:([%n])|(?:\d+\$)?[-#+ 0,(<]*(?:[1-9]\d*)?(?:\.\d+)?(?:[a-su-zA-Z]|t[a-zA-Z]))")


def text_of(node: Node, content: bytes, lookup: Lookup) -> str | None:
    """The text of an expression that is a string in part at least; None when no part of it is known text."""
    pieces: list[str] = []
    length = 0
    known = False
    stack = [node]
    while stack and not (known and length > MAX_TEXT):
        current = stack.pop()
        kind = current.kind_id
        if kind == BINARY:
            left, right = current.child_by_field_id(LEFT_FIELD), current.child_by_field_id(RIGHT_FIELD)
            operator = current.child_by_field_id(OPERATOR_FIELD)
            if left is not None and right is not None and operator is not None and operator.type == "+":
                stack += (right, left)
                continue
        if kind == PARENTHESIZED:
            stack += without_comments(current.children)[:1]
            continue
        piece, is_text = _piece(current, kind, content, lookup)
        known = known or is_text
        if length <= MAX_TEXT:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces)[:MAX_TEXT] if known else None


def _piece(node: Node, kind: int, content: bytes, lookup: Lookup) -> tuple[str, bool]:
    if kind == STRING:
        return string_value(content[node.start_byte : node.end_byte]), True
    if kind in (IDENTIFIER, FIELD_ACCESS):
        if node.end_byte - node.start_byte > MAX_TEXT:
            return HOLE, False
        text = lookup(content[node.start_byte : node.end_byte].decode("utf-8", "replace"))
        return (HOLE, False) if text is None else (text, True)
    if kind == INVOCATION:
        text = _formatted(node, content, lookup)
        return (HOLE, False) if text is None else (text, True)
    if kind == CHARACTER:
        return unescape(content[node.start_byte + 1 : node.end_byte - 1].decode("utf-8", "replace")), False
    if kind in PLAIN_LITERALS:
        return content[node.start_byte : node.end_byte].decode("utf-8", "replace"), False
    return HOLE, False


def _formatted(node: Node, content: bytes, lookup: Lookup) -> str | None:
    """`String.format("/x/%s", …)` and `"/x/%s".formatted(…)`."""
    receiver, name = node.child_by_field_id(OBJECT_FIELD), node.child_by_field_id(NAME_FIELD)
    if receiver is None or name is None:
        return None
    if receiver.end_byte - receiver.start_byte > MAX_TEXT:
        return None
    method = content[name.start_byte : name.end_byte]
    if method == b"formatted":
        pattern: Node | None = receiver
    elif method == b"format" and content[receiver.start_byte : receiver.end_byte] in (b"String", b"java.lang.String"):
        arguments = node.child_by_field_id(ARGUMENTS_FIELD)
        given = without_comments(arguments.children) if arguments is not None else []
        pattern = given[0] if given else None
    else:
        return None
    if pattern is None:
        return None
    if pattern.kind_id == STRING:
        text: str | None = string_value(content[pattern.start_byte : pattern.end_byte])
    elif pattern.kind_id in (IDENTIFIER, FIELD_ACCESS) and pattern.end_byte - pattern.start_byte <= MAX_TEXT:
        text = lookup(content[pattern.start_byte : pattern.end_byte].decode("utf-8", "replace"))
    else:
        text = None
    return None if text is None else _FORMAT_HOLE.sub(_hole, text)


def _hole(match: re.Match[str]) -> str:
    return {"%": "%", "n": "\n"}.get(match[1], HOLE) if match[1] else HOLE


def string_value(literal: bytes) -> str:
    """What a string literal or text block stands for."""
    text = literal[: 8 * MAX_TEXT].decode("utf-8", "replace")
    if text.startswith('"""'):
        return unescape(_strip_indentation(text[3:].removesuffix('"""')))
    return unescape(text[1:].removesuffix('"'))


def unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16)) if not 0xD800 <= int(match[1], 16) <= 0xDFFF else "�"
    if match[2]:
        return chr(int(match[2], 8))
    return _SIMPLE_ESCAPES.get(match[3], match[3])


def _strip_indentation(text: str) -> str:
    """A text block without its incidental white space (JLS 3.10.6)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]
    counted = [line for line in lines if line.strip()] + lines[-1:]
    margin = min((len(line) - len(line.lstrip()) for line in counted), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines)

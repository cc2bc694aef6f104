"""Text that code puts together: an expression in, the string with `{}` for what cannot be known out."""

import re
from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.python.grammar import (
    ATTRIBUTE,
    BINARY,
    CALL,
    CONCATENATED,
    EXTRAS,
    IDENTIFIER,
    INTERPOLATION,
    PARENTHESIZED,
    STRING,
    STRING_CONTENT,
)
from archlint.languages.python.source import decoded

_TEMPLATE_PARTS = frozenset({STRING_CONTENT, INTERPOLATION})

MAX_TEXT = 2_000
"""Characters kept of one text."""
MAX_PIECES = 1_000
"""Nodes read for one text: a sum of 100,000 strings says no more than its first thousand."""
HOLE = "{}"

TEXTUAL = frozenset({STRING, CONCATENATED, BINARY, CALL, IDENTIFIER, ATTRIBUTE, PARENTHESIZED})
"""The kinds of expression that can be text: nothing else need be asked for it."""

Lookup = Callable[[str], str | None]
"""The text of a variable by its name as written (`URL`, `self.path`), None when it is not known."""

_PLAIN_STRING = re.compile(r"'[^'\\]*+'|\"[^\"\\]*+\"").fullmatch
_START = re.compile(r"([A-Za-z]{0,3})(\"\"\"|'''|\"|')")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_SIMPLE_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "\n": "",
    "\r": "",
    "\r\n": "",
}
_PERCENT_HOLE = re.compile(r"%(?:\([^)]*\))?[-#+ 0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?([a-zA-Z%])")
_FORMAT_HOLE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")


def text_of(node: Node, source: str, lookup: Lookup) -> str | None:
    """The text of an expression that is a string in part at least; None when no part of it is known text."""
    if node.kind_id == STRING:
        literal = source[node.start_byte : node.end_byte]
        if _PLAIN_STRING(literal):
            return decoded(literal[1:-1])[:MAX_TEXT]
    pieces: list[str] = []
    known = False
    stack = [node]
    for _ in range(MAX_PIECES):
        if not stack:
            break
        current = stack.pop()
        kind = current.kind_id
        if kind == STRING and _is_template(source, current.start_byte):
            stack += [child for child in current.children if child.kind_id in _TEMPLATE_PARTS][::-1]
            known = True
        elif kind == STRING_CONTENT:
            text = source[current.start_byte : min(current.end_byte, current.start_byte + 8 * MAX_TEXT)]
            pieces.append(unescape(decoded(text).replace("{{", "{").replace("}}", "}")))
        elif kind in (CONCATENATED, PARENTHESIZED):
            stack += without_extras(current.named_children)[::-1]
        elif kind == BINARY and (operands := _sum(current)):
            stack += operands
        else:
            text_of_piece = _piece(current, kind, source, lookup)
            pieces.append(HOLE if text_of_piece is None else text_of_piece)
            known = known or text_of_piece is not None
    return "".join(pieces)[:MAX_TEXT] if known else None


def _sum(node: Node) -> list[Node]:
    """The operands of `a + b`, the second first; nothing for other operators."""
    children = without_extras(node.children)
    return [children[2], children[0]] if len(children) == 3 and children[1].type == "+" else []


def _piece(node: Node, kind: int, source: str, lookup: Lookup) -> str | None:
    """The text of an expression that is no sum, None when it is not known."""
    if kind == STRING:
        return string_value(source[node.start_byte : node.end_byte])
    if kind in (IDENTIFIER, ATTRIBUTE):
        if node.end_byte - node.start_byte > MAX_TEXT:
            return None
        return lookup(decoded(source[node.start_byte : node.end_byte]))
    if kind == INTERPOLATION:
        inside = without_extras(node.named_children)
        plain = len(inside) == 1 and inside[0].kind_id in (IDENTIFIER, ATTRIBUTE)
        return _piece(inside[0], inside[0].kind_id, source, lookup) if plain else None
    if kind == BINARY:
        children = without_extras(node.children)
        if len(children) == 3 and children[1].type == "%":
            text = _plain_text(children[0], source, lookup)
            return None if text is None else _PERCENT_HOLE.sub(_percent_hole, text)
    if kind == CALL:
        return _formatted(node, source, lookup)
    return None


def _formatted(node: Node, source: str, lookup: Lookup) -> str | None:
    """`"/x/{}".format(…)`."""
    function = node.children[0]
    if function.kind_id != ATTRIBUTE or source[function.end_byte - 7 : function.end_byte] != ".format":
        return None
    text = _plain_text(function.children[0], source, lookup)
    return None if text is None else _FORMAT_HOLE.sub(_format_hole, text)


def _plain_text(node: Node, source: str, lookup: Lookup) -> str | None:
    """The text of a string literal, of several in a row, or of a name."""
    while node.kind_id == PARENTHESIZED:
        inside = without_extras(node.named_children)
        if len(inside) != 1:
            return None
        node = inside[0]
    parts = without_extras(node.named_children)[:MAX_PIECES] if node.kind_id == CONCATENATED else [node]
    texts = [
        _piece(part, part.kind_id, source, lookup) if part.kind_id in (STRING, IDENTIFIER, ATTRIBUTE) else None
        for part in parts
    ]
    return None if None in texts else "".join([text for text in texts if text is not None])[: 4 * MAX_TEXT]


def _percent_hole(match: re.Match[str]) -> str:
    return "%" if match[1] == "%" else HOLE


def _format_hole(match: re.Match[str]) -> str:
    return match[0][0] if match[0] in ("{{", "}}") else HOLE


def _is_template(source: str, start: int) -> bool:
    match = _START.match(source, start)
    return match is not None and any(letter in "fFtT" for letter in match[1])


def string_value(literal: str) -> str:
    """What a string literal without holes stands for. Prefixes other than `r` do not change its text."""
    match = _START.match(literal)
    if match is None:
        return ""
    quotes = match[2]
    end = len(literal) - len(quotes) if literal.endswith(quotes) else len(literal)
    text = decoded(literal[match.end() : min(end, match.end() + 8 * MAX_TEXT)])
    if "r" not in match[1] and "R" not in match[1]:
        text = unescape(text)
    return text[:MAX_TEXT]


def unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits or match[4]:
        number = int(digits, 16) if digits else int(match[4], 8)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return _SIMPLE_ESCAPES.get(match[5], match[0])


def without_extras(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node.kind_id not in EXTRAS]

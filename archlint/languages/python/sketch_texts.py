"""Texts in a sketch: literals, f-strings, `%` and `.format` in, a Text or a Joined out."""

import re
from collections.abc import Iterable

from tree_sitter import Node

from archlint.languages.python.grammar import (
    CONCATENATED,
    INTERPOLATION,
    PARENTHESIZED,
    STRING,
    STRING_CONTENT,
    kind,
    token,
)
from archlint.languages.python.sketch_reading import Reading, named
from archlint.languages.python.source import decoded
from archlint.languages.python.templates import MAX_TEXT, string_value, unescape
from archlint.model.sketch import NOTHING, Expression, Index, Joined, Member, Text

_PREFIX = re.compile(r"[A-Za-z]{0,3}(?=[\"'])")
_PLAIN = re.compile(r"'([^'\\]*+)'|\"([^\"\\]*+)\"").fullmatch
_PERCENT = re.compile(r"%(?:\(([^()%]*+)\))?[-#+ 0]*(?:\d+|(\*))?(?:\.(?:\d+|(\*)))?[hlL]?([a-zA-Z%])")
_BRACES = re.compile(r"(\{\{)|(\}\})|\{([^{}!:.\[]*+)([.\[][^{}!:]*+)?(?:![^{}:]*+)?(?::(?:[^{}]|\{[^{}]*+\})*)?\}")
_STEP = re.compile(r"\.(\w+)|\[([^\[\]]+)\]")
_FORMAT_SPECIFIER = kind("format_specifier")
_TYPE_CONVERSION = kind("type_conversion")
_EQUALS = token("=")


def read_string(reading: Reading, node: Node, depth: int) -> Expression:
    """A string literal, of whatever prefix."""
    raw = reading.source[node.start_byte : node.end_byte]
    plain = _PLAIN(raw)
    if plain is not None:
        return Text(decoded(plain[1] or plain[2] or "")[:MAX_TEXT])
    prefix = _prefix(raw)
    if "f" not in prefix and "t" not in prefix:
        return Text(string_value(raw))
    return _merged(_template(reading, node, depth, raw="r" in prefix))


def read_concatenated(reading: Reading, node: Node, depth: int) -> Expression:
    """Literals one after the other."""
    parts: list[Expression] = []
    for child in named(node):
        part = reading.expression(child, depth)
        parts += part.parts if isinstance(part, Joined) else (part,)
    return _merged(parts)


def is_literal(reading: Reading, node: Node) -> bool:
    """Whether an expression is a string written out, or several in a row, that hold nothing to work out."""
    while node.kind_id == PARENTHESIZED:
        inside = named(node)
        if len(inside) != 1:
            return False
        node = inside[0]
    strings = named(node) if node.kind_id == CONCATENATED else [node]
    return all(one.kind_id == STRING and not _is_template(reading, one) for one in strings)


def _is_template(reading: Reading, node: Node) -> bool:
    prefix = _prefix(reading.source[node.start_byte : node.start_byte + 4])
    return "f" in prefix or "t" in prefix


def _prefix(raw: str) -> str:
    found = _PREFIX.match(raw)
    return found[0].lower() if found else ""


def _template(reading: Reading, node: Node, depth: int, *, raw: bool) -> list[Expression]:
    parts: list[Expression] = []
    for child in node.children:
        if child.kind_id == STRING_CONTENT:
            text = decoded(reading.source[child.start_byte : min(child.end_byte, child.start_byte + 8 * MAX_TEXT)])
            text = text.replace("{{", "{").replace("}}", "}")
            parts.append(Text((text if raw else unescape(text))[:MAX_TEXT]))
        elif child.kind_id == INTERPOLATION:
            parts += _interpolation(reading, child, depth)
    return parts


def _interpolation(reading: Reading, node: Node, depth: int) -> list[Expression]:
    """`{expression!r:format}`: only what calls its format makes counts."""
    parts: list[Expression] = []
    for child in named(node):
        if child.kind_id == _FORMAT_SPECIFIER:
            reading.keep(child, depth + 1)
        elif child.kind_id != _TYPE_CONVERSION:
            parts.append(reading.expression(child, depth + 1))
    if len(parts) == 1 and any(child.kind_id == _EQUALS for child in node.children):
        written = reading.source[node.start_byte + 1 : node.end_byte - 1]
        parts.insert(0, Text(decoded(written[: written.rfind("=") + 1])[:MAX_TEXT]))
    return parts or [NOTHING]


def _merged(parts: Iterable[Expression]) -> Expression:
    """Parts as one text, neighbouring literals put together."""
    found: list[Expression] = []
    pieces: list[str] = []
    for part in parts:
        if isinstance(part, Text):
            pieces.append(part.value)
            continue
        if text := "".join(pieces):
            found.append(Text(text))
        pieces = []
        found.append(part)
    text = "".join(pieces)
    if not found:
        return Text(text)
    return Joined((*found, Text(text)) if text else tuple(found))


class _Arguments:
    """What fills the holes of a format. An argument that holds a call is used once: a call stands in one place only."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._values: dict[str, Expression] = {}
        self._calling: dict[str, Expression] = {}
        self._used: set[str] = set()

    def add(self, key: str, node: Node, depth: int) -> None:
        before = self._reading.held
        value = self._reading.expression(node, depth)
        if self._reading.held != before:
            if key in self._calling:
                self._reading.draft.expressions.append(self._calling.pop(key))
            self._calling[key] = value
            self._reading.held = before
        self._values[key] = value

    def take(self, key: str) -> Expression:
        if key in self._used and key in self._calling:
            return NOTHING
        self._used.add(key)
        return self._values.get(key, NOTHING)

    def finish(self) -> None:
        """Count the calls that have been used, keep the others in the scope."""
        for key, value in self._calling.items():
            if key in self._used:
                self._reading.held += 1
            else:
                self._reading.draft.expressions.append(value)


Entries = list[tuple[str, Node]]
"""What a format is given: by name, by position ("0"), or by "" for a value that may be anything."""


def read_percent(reading: Reading, format_text: str, entries: Entries, depth: int) -> Expression:
    """`"…%s…" % right`."""
    arguments = _Arguments(reading)
    for key, node in entries:
        arguments.add(key, node, depth + 1)
    holes = list(_PERCENT.finditer(format_text))
    alone = sum(found[4] != "%" for found in holes) == 1
    whole = len(entries) == 1 and not entries[0][0]
    parts: list[Expression] = []
    end = position = 0
    for found in holes:
        parts.append(Text(format_text[end : found.start()]))
        end = found.end()
        if found[4] == "%":
            parts.append(Text("%"))
            continue
        position += (found[2] is not None) + (found[3] is not None)
        key = str(position) if found[1] is None else found[1]
        position += 1
        value = arguments.take("" if whole else key)
        is_part = whole and value is not NOTHING and not (alone and found[1] is None)
        parts.append(Index(value, Text(key)) if is_part else value)
    parts.append(Text(format_text[end:]))
    arguments.finish()
    return _merged(parts)


def read_format(reading: Reading, format_text: str, entries: Entries, depth: int) -> Expression:
    """`"…{}…".format(…)`."""
    arguments = _Arguments(reading)
    for key, node in entries:
        arguments.add(key, node, depth + 1)
    parts: list[Expression] = []
    end = count = 0
    for found in _BRACES.finditer(format_text):
        parts.append(Text(format_text[end : found.start()]))
        end = found.end()
        if found[1] or found[2]:
            parts.append(Text("{" if found[1] else "}"))
            continue
        key = found[3].strip()
        if not key:
            key = str(count)
            count += 1
        value = arguments.take(key)
        if found[4] and value is not NOTHING:
            for attribute, item in _STEP.findall(found[4])[:5]:
                value = Member(value, attribute) if attribute else Index(value, Text(item))
        parts.append(value)
    parts.append(Text(format_text[end:]))
    arguments.finish()
    return _merged(parts)

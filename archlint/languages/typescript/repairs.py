"""Syntax that the grammars do not know: a text that did not parse in, texts of the same length that may, out.

Nothing moves: what is taken out is filled with blanks, or with a name of the same length.
"""

import re
from collections.abc import Iterator

from tree_sitter import Node

from archlint.languages.parsing import Budget, first_error

_BLANKED = (
    re.compile(rb"\bexport\s+(type)\s*\*"),
    re.compile(rb"\bexport\s+default\s+(abstract)\s+class\b"),
    re.compile(rb"\bimport\s+(defer|source)\s+(?!from\b)[\w$*{]"),
    re.compile(rb"[<,]\s*(in\s+out|in|out)\s+[A-Za-z_$]"),
)
_NAMED_AS_A_TYPE = re.compile(rb"\(\s*(?:any|boolean|number|object|string|symbol|unknown)\s*\)(?=\s*=>)")
_TYPE_IMPORT = re.compile(
    rb"\bimport\(\s*(?:\"[^\"\r\n]{1,500}\"|'[^'\r\n]{1,500}')\s*\)"
    rb"(?=\s*\.\s*(?!(?:then|catch|finally)\b)[\w$]+(?:\s*\.\s*[\w$]+){0,8}\s*[<\[])"
)
_DEFAULT_FROM = re.compile(rb"\bexport (default) (?=from\s*[\"'])")
_SPECIFIER = re.compile(rb"[\"']([^\"']+)[\"']")
_TEMPLATE = re.compile(rb"(?<!=)>\s*`")
_LONGEST = 2_000
"""Bytes of type arguments in front of a template."""
_ODD = {
    "jsx_opening_element": b"&", "jsx_text": b"&", "jsx_expression": b"&", "html_character_reference": b"&",
    "string_fragment": b"&", '"': b"&", "'": b"&",
}  # fmt: skip
"""By what it follows, a character that is text there and no operator."""
_COMMENT = re.compile(rb"\s*(?://|/?\*)")


def repaired(text: bytes) -> tuple[bytes, list[tuple[str, int, int]]]:
    """The text with unknown syntax taken out, and the `import("…")` types among it: target, start and end."""
    for pattern in _BLANKED:
        text = pattern.sub(_blank, text)
    text = _DEFAULT_FROM.sub(rb"export{\1}", text)
    found: list[tuple[str, int, int]] = []

    def name(match: re.Match[bytes]) -> bytes:
        specifier = _SPECIFIER.search(match[0])
        if specifier is not None:
            found.append((specifier[1].decode("utf-8", "replace"), match.start(), match.end()))
        return b"_" * len(match[0])

    text = _TYPE_IMPORT.sub(name, text)
    return _NAMED_AS_A_TYPE.sub(lambda match: re.sub(rb"\w", b"_", match[0]), _without_type_arguments(text)), found


def _blank(match: re.Match[bytes]) -> bytes:
    start, end = match.span(1)
    return match[0][: start - match.start()] + b" " * (end - start) + match[0][end - match.start() :]


def repairs_at(root: Node, text: bytes, budget: Budget) -> Iterator[bytes]:
    """What may be meant where the tree of a text has its first error, the likeliest first."""
    without = _with_plain_texts(root, text, budget)
    if without != text:
        yield without
    node = first_error(root)
    if node is not None:
        for end in dict.fromkeys((*_line_ends(text, node.start_byte), *_line_ends(text, node.end_byte))):
            yield text[:end] + b";" + text[end + 1 :]


def _line_ends(text: bytes, offset: int) -> Iterator[int]:
    """Where a line ends and the last one before it that holds code: a statement may end there without a semicolon."""
    end = text.find(b"\n", offset)
    if end > 0:
        yield end
    start = text.rfind(b"\n", 0, offset)
    while start > 0:
        before = text.rfind(b"\n", 0, start)
        line = text[before + 1 : start]
        if line.strip() and not _COMMENT.match(line):
            yield start
            return
        start = before


def _without_type_arguments(text: bytes) -> bytes:
    """`` query<Row[]>`select …` ``: type arguments of a template are known to the grammars only where they are plain names."""
    written = bytearray(text)
    for match in _TEMPLATE.finditer(text):
        depth = 0
        for offset in range(match.start(), max(match.start() - _LONGEST, 0), -1):
            if text[offset] == ord(">") and text[offset - 1] != ord("="):
                depth += 1
            elif text[offset] == ord("`"):
                break
            elif text[offset] == ord("<"):
                depth -= 1
                if not depth:
                    written[offset : match.start() + 1] = _blanks(text[offset : match.start() + 1])
                    break
    return bytes(written)


def _blanks(text: bytes) -> bytes:
    return re.sub(rb"[^\r\n]", b" ", text)


def _with_plain_texts(root: Node, text: bytes, budget: Budget) -> bytes:
    r"""`<h1>Bed & Breakfast</h1>`, `<a href="?a&b">`: a bare `&` in markup is text to TypeScript, Babel and esbuild, an error
    to the grammars, and so is a `\` before anything in a template that a tag reads raw. What follows it is often not read as
    markup at all, so that only the next round sees the next one.
    """
    written = bytearray(text)
    waiting: list[tuple[Node, str]] = [(root, "")]
    while waiting:
        node, before = waiting.pop()
        budget.check()
        for child in node.children:
            odd = b"\\" if node.type == "template_string" else _ODD.get(before, b"")
            if odd and (child.is_error or not child.is_named) and text.startswith(odd, child.start_byte):
                written[child.start_byte : child.end_byte] = text[child.start_byte : child.end_byte].replace(odd, b" ")
            elif child.has_error:
                waiting.append((child, before if child.is_error else ""))
            before = child.type
    return bytes(written)

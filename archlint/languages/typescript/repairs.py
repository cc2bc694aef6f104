"""Syntax that the grammars do not know: a text in, its tree out, of a text of the same length if that is what it takes.

Nothing moves: what is taken out is filled with blanks, or with a name of the same length.
"""

import re
from typing import NamedTuple

from tree_sitter import Node, Tree

from archlint.languages.parsing import Budget, parse
from archlint.languages.typescript.grammar import grammar

_BLANKED = (
    re.compile(rb"\bexport\s+(type)\s*\*"),
    re.compile(rb"\bexport\s+default\s+(abstract)\s+class\b"),
    re.compile(rb"\bimport\s+(defer|source)\s+(?!from\b)[\w$*{]"),
    re.compile(rb"[<,]\s*(in\s+out|in|out)\s+[A-Za-z_$]"),
)
_TYPE_IMPORT = re.compile(
    rb"\bimport\(\s*(?:\"[^\"\r\n]{1,500}\"|'[^'\r\n]{1,500}')\s*\)"
    rb"(?=\s*\.\s*(?!(?:then|catch|finally)\b)[\w$]+(?:\s*\.\s*[\w$]+){0,8}\s*<)"
)
_DEFAULT_FROM = re.compile(rb"\bexport (default) (?=from\s*[\"'])")
_SPECIFIER = re.compile(rb"[\"']([^\"']+)[\"']")


_BETWEEN_TAGS = ("jsx_opening_element", "jsx_text", "jsx_expression", "html_character_reference")
"""What a text may follow, and no operator."""
_ROUNDS = 20


class Understood(NamedTuple):
    """A tree with what it is a tree of: the text, the grammar that reads it, and the targets of `import("…")` types that had to
    be taken out of the text, each with its start and end.
    """

    tree: Tree
    text: bytes
    grammar: str
    types: tuple[tuple[str, int, int], ...] = ()


def understand(text: bytes, name: str, budget: Budget) -> Understood:
    """The tree of a text that is read by the grammar `name`; where nothing helps, one with errors in it. Raises OutOfTime.

    `.js` with Flow's or TypeScript's annotations needs TypeScript's grammar.
    """
    tree = parse(grammar(name).parser, text, budget)
    if not tree.root_node.has_error:
        return Understood(tree, text, name)
    if name == "javascript":
        second = parse(grammar("tsx").parser, text, budget)
        if not second.root_node.has_error:
            return Understood(second, text, "tsx")
    other, types = _repaired(text)
    second = tree if other == text else parse(grammar(name).parser, other, budget)
    for _ in range(_ROUNDS):
        if not second.root_node.has_error:
            return Understood(second, other, name, tuple(types))
        before, other = other, _without_ampersands(second.root_node, other, budget)
        if other == before:
            break
        second = parse(grammar(name).parser, other, budget)
    return Understood(tree, text, name)


def _without_ampersands(root: Node, text: bytes, budget: Budget) -> bytes:
    """`<h1>Bed & Breakfast</h1>`: a bare `&` between tags is text to TypeScript, Babel and esbuild, an error to the grammars.
    What follows it is often read as no markup at all, so that only the next round sees the next one.
    """
    written = bytearray(text)
    waiting: list[tuple[Node, str]] = [(root, "")]
    while waiting:
        node, before = waiting.pop()
        budget.check()
        for child in node.children:
            if (
                before in _BETWEEN_TAGS
                and text.startswith(b"&", child.start_byte)
                and (child.is_error or not child.is_named)
            ):
                written[child.start_byte : child.end_byte] = text[child.start_byte : child.end_byte].replace(b"&", b" ")
            elif child.has_error:
                waiting.append((child, before if child.is_error else ""))
            before = child.type
    return bytes(written)


def _repaired(text: bytes) -> tuple[bytes, list[tuple[str, int, int]]]:
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

    return _TYPE_IMPORT.sub(name, text), found


def _blank(match: re.Match[bytes]) -> bytes:
    start, end = match.span(1)
    return match[0][: start - match.start()] + b" " * (end - start) + match[0][end - match.start() :]

"""Markup that code writes as text: a tree and its bytes in, where tags stand out."""

import re
from collections.abc import Iterator

from tree_sitter import Node

_TAG = re.compile(rb"</[a-z]|<(?:br|div|p|span|table|td|tr|html|b|h[1-6]|a href)\b")
_MAX_TAGS = 500


def tags(root: Node, content: bytes) -> Iterator[int]:
    """Where strings hold tags of HTML; those of comments and docstrings do not count."""
    for number, match in enumerate(_TAG.finditer(content)):
        if number >= _MAX_TAGS:
            return
        node = root.descendant_for_byte_range(match.start(), match.start() + 1)
        inside = False
        for _ in range(4):
            if node is None:
                break
            if inside and node.type == "expression_statement":
                inside = False
                break
            inside = inside or "string" in node.type
            node = node.parent
        if inside:
            yield match.start()

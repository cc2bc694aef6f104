"""YAML with line numbers: bytes in, documents of plain trees out. Bounded: no object is made, aliases cannot grow a file."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_MOST_NODES = 100_000
_DEEPEST = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEMPLATE = re.compile(rb"\{\{[^\n]*?\}\}")
_CONTROL = re.compile(rb"^[ \t]*\{\{-?\s*(?:if|else|end|range|with|define|include|template|/\*|-?\s*\$)[^\n]*$", re.MULTILINE)


class Unreadable(Exception):  # noqa: N818 - told to the user as a problem of the file
    """Why a file could not be read; `line` is 1-based, 0 where unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Tree(NamedTuple):
    """A value with the line it begins at (1-based): a text, a list or a table."""

    value: "str | list[Tree] | dict[str, Tree]"
    line: int

    def get(self, *keys: str) -> "Tree | None":
        """The value under some keys, None where a key is missing."""
        found: Tree | None = self
        for key in keys:
            found = found.value.get(key) if found is not None and isinstance(found.value, dict) else None
        return found

    def text(self, *keys: str) -> str:
        """The text under some keys, "" where there is none."""
        found = self.get(*keys)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def items(self, *keys: str) -> "list[Tree]":
        """The list under some keys; a text counts as a list of one."""
        found = self.get(*keys) if keys else self
        if found is None:
            return []
        return found.value if isinstance(found.value, list) else [found] if isinstance(found.value, str) else []

    def entries(self, *keys: str) -> "dict[str, Tree]":
        """The table under some keys, empty where there is none."""
        found = self.get(*keys) if keys else self
        return found.value if found is not None and isinstance(found.value, dict) else {}


def documents(content: bytes) -> list[Tree]:
    """The documents of a file. Raises Unreadable."""
    try:
        loaded = list(yaml.compose_all(content, Loader=_LOADER))  # compose makes nodes, never objects
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise Unreadable(f"not YAML: {reason}", mark.line + 1 if mark is not None else 0) from None
    counter = [_MOST_NODES]
    return [_tree(node, counter, 0) for node in loaded if node is not None]


def untemplated(content: bytes) -> bytes:
    """A template of Helm with its expressions replaced, so that it reads as YAML: control lines are blanked out."""
    content = _CONTROL.sub(b"", content)
    return _TEMPLATE.sub(lambda found: _plain(found[0]), content)


def _plain(expression: bytes) -> bytes:
    """A word for an expression: the path of a value where it is one."""
    found = re.search(rb"\.(Values|Release|Chart)((?:\.\w+)+)", expression)
    return b"__" + (found[1] + found[2] if found else b"x") + b"__"


def _tree(node: yaml.Node, counter: list[int], depth: int) -> Tree:
    counter[0] -= 1
    if counter[0] < 0:
        raise Unreadable("it grows beyond 100,000 values")
    if depth > _DEEPEST:
        raise Unreadable("it is nested too deep", node.start_mark.line + 1)
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Tree(str(node.value), line)
    if isinstance(node, yaml.SequenceNode):
        return Tree([_tree(one, counter, depth + 1) for one in node.value], line)
    merged: dict[str, Tree] = {}
    own: dict[str, Tree] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        inner = _tree(value, counter, depth + 1)
        if name == "<<":
            for one in inner.value if isinstance(inner.value, list) else [inner]:
                if isinstance(one.value, dict):
                    merged |= one.value
        else:
            own[name] = inner._replace(line=key.start_mark.line + 1)
    return Tree({**merged, **own}, line)


def flattened(tree: Tree, start: str = "") -> Iterator[tuple[str, str, int]]:
    """Every text in a tree with its keys joined by dots, and its line."""
    pending = [(start, tree)]
    while pending:
        key, one = pending.pop()
        if isinstance(one.value, str):
            yield key, one.value, one.line
        elif isinstance(one.value, list):
            pending += [(f"{key}.{index}" if key else str(index), inner) for index, inner in enumerate(one.value)][::-1]
        else:
            pending += [(f"{key}.{name}" if key else name, inner) for name, inner in one.value.items()][::-1]

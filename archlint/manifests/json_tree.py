"""JSON with line numbers: bytes in, a plain tree out. Comments and trailing commas are allowed, as many tools allow them."""

import json
import re
from collections.abc import Iterator

from archlint.manifests.reading import Unreadable, text_of
from archlint.manifests.tree import Tree

_MOST_VALUES = 200_000
_DEEPEST = 100
_TOKEN = re.compile(
    r"""(?P<space>\s++)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<mark>[{}\[\],:])|(?P<word>[^\s{}\[\],:"/]++)|"""
    r"""(?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*\*/)|(?P<bad>.)"""
)

_Open = tuple[list[Tree] | dict[str, Tree], int]


def document(content: bytes) -> Tree:
    """The value of a file. Of keys written twice the last one counts. Raises Unreadable."""
    return _Document().read(text_of(content))


class _Document:
    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._keys: list[Tree | None] = []
        self._found: Tree | None = None
        self._left = _MOST_VALUES

    def read(self, text: str) -> Tree:
        line = 1
        for kind, piece, line in _tokens(text):
            if kind != "mark":
                self._text(_unquoted(piece, line) if kind == "string" else "" if piece == "null" else piece, line)
            elif piece in "{[":
                if len(self._stack) >= _DEEPEST:
                    raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", line)
                self._stack.append(({}, line) if piece == "{" else ([], line))
                self._keys.append(None)
            elif piece in "}]":
                self._close(piece, line)
        if self._found is None or self._stack:
            raise Unreadable("not JSON: it ends too early", line)
        return self._found

    def _text(self, text: str, line: int) -> None:
        if self._stack and isinstance(self._stack[-1][0], dict) and self._keys[-1] is None:
            self._keys[-1] = Tree(text, line)
        else:
            self._add(Tree(text, line))

    def _close(self, mark: str, line: int) -> None:
        if not self._stack or isinstance(self._stack[-1][0], dict) != (mark == "}"):
            raise Unreadable(f"not JSON: unexpected {mark}", line)
        value, start = self._stack.pop()
        if self._keys.pop() is not None:
            raise Unreadable("not JSON: a key without a value", line)
        self._add(Tree(value, start))

    def _add(self, tree: Tree) -> None:
        self._left -= 1
        if self._left < 0:
            raise Unreadable(f"it has more than {_MOST_VALUES:,} values", tree.line)
        if not self._stack:
            if self._found is not None:
                raise Unreadable("not JSON: more than one value", tree.line)
            self._found = tree
            return
        holder, key = self._stack[-1][0], self._keys[-1]
        if isinstance(holder, list):
            holder.append(tree)
        elif key is not None and isinstance(key.value, str):
            holder[key.value] = tree._replace(line=key.line)
            self._keys[-1] = None
        else:
            raise Unreadable("not JSON: a value without a key", tree.line)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "bad"
        if kind == "bad":
            raise Unreadable(f"not JSON: unexpected {found[0]!a}", line)
        if kind in ("string", "mark", "word"):
            yield kind, found[0], line
        else:
            line += found[0].count("\n")


def _unquoted(token: str, line: int) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        raise Unreadable("not JSON: a text with an unknown escape", line) from None

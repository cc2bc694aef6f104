"""JSON with line numbers: bytes in, a plain tree out. Comments and trailing commas are allowed, as many tools allow them."""

import json
import re
from bisect import bisect_left

from archlint.manifests.reading import Unreadable, text_of
from archlint.manifests.tree import Tree

_MOST_VALUES = 200_000
_DEEPEST = 100
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<mark>[{}\[\]])|(?P<word>[^\s{}\[\],:"/]++)|"""
    r"""(?P<comment>//[^\n]*+|/\*(?:[^*]|\*(?!/))*\*/)|(?P<bad>[^\s,:])"""
)
"""No token begins with white space, a comma or a colon, so the search passes over them."""
_LINE_END = re.compile(r"\n")

_Open = tuple[list[Tree] | dict[str, Tree], int]


def document(content: bytes) -> Tree:
    """The value of a file. Of keys written twice the last one counts. Raises Unreadable."""
    return _Document().read(text_of(content))


class _Document:
    """A file while it is read. `_key` is the key that waits for its value in what is open, `_keys` those of what is around."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._key: Tree | None = None
        self._keys: list[Tree | None] = []
        self._found: Tree | None = None
        self._left = _MOST_VALUES

    def read(self, text: str) -> Tree:
        ends = [found.start() for found in _LINE_END.finditer(text)]
        line = 1
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind == "comment":
                continue
            line = bisect_left(ends, found.start()) + 1
            piece = found[0]
            if kind == "mark":
                if piece in "{[":
                    self._open(piece, line)
                else:
                    self._close(piece, line)
                continue
            if kind == "bad":
                raise Unreadable(f"not JSON: unexpected {piece!a}", line)
            tree = Tree(_unquoted(piece, line) if kind == "string" else "" if piece == "null" else piece, line)
            if self._key is None and self._stack and isinstance(self._stack[-1][0], dict):
                self._key = tree
            else:
                self._add(tree)
        if self._found is None or self._stack:
            raise Unreadable("not JSON: it ends too early", line)
        return self._found

    def _open(self, mark: str, line: int) -> None:
        if len(self._stack) >= _DEEPEST:
            raise Unreadable(f"it is nested deeper than {_DEEPEST} levels", line)
        self._stack.append(({}, line) if mark == "{" else ([], line))
        self._keys.append(self._key)
        self._key = None

    def _close(self, mark: str, line: int) -> None:
        if not self._stack or isinstance(self._stack[-1][0], dict) != (mark == "}"):
            raise Unreadable(f"not JSON: unexpected {mark}", line)
        if self._key is not None:
            raise Unreadable("not JSON: a key without a value", line)
        value, start = self._stack.pop()
        self._key = self._keys.pop()
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
        holder, key = self._stack[-1][0], self._key
        if isinstance(holder, list):
            holder.append(tree)
        elif key is not None and isinstance(key.value, str):
            holder[key.value] = Tree(tree.value, key.line)
            self._key = None
        else:
            raise Unreadable("not JSON: a value without a key", tree.line)


def _unquoted(token: str, line: int) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        raise Unreadable("not JSON: a text with an unknown escape", line) from None

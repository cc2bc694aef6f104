"""Line numbers for the keys of a TOML text, which tomllib does not tell: valid TOML in, key path -> line out.

A key path names tables by key and array elements by position: `("layers", 0, "parts", "app")` is what tomllib's result
holds at `["layers"][0]["parts"]["app"]`. A path's line is where it is first mentioned.
"""

import tomllib
from collections.abc import Mapping

from archlint.rulebook.tokens import Token, tokens

KeyPath = tuple[str | int, ...]


def locate(text: str) -> Mapping[KeyPath, int]:
    """The line (1-based) of every table, key and array element. The text must be one that tomllib accepts."""
    locator = _Locator(text)
    locator.run()
    return locator.lines


class _Frame:
    """An open bracket: an array (`index` counts its elements) or an inline table (`index` is None)."""

    def __init__(self, path: KeyPath, index: int | None) -> None:
        self.path = path
        self.index = index


class _Locator:
    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._stream = list(tokens(text))
        self._at = 0
        self._last_index: dict[KeyPath, int] = {}  # of arrays of tables: headers enter their last one
        self._table: KeyPath = ()

    def run(self) -> None:
        while self._at < len(self._stream):
            token = self._stream[self._at]
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[":
                self._header()
            else:
                self._value(self._key(self._table))

    def _header(self) -> None:
        """`[a.b]` or `[[a.b]]`: opens a table, or another element of an array of tables."""
        is_array = self._stream[self._at + 1].text == "["
        self._at += 2 if is_array else 1
        line = self._stream[self._at].line
        names = self._names("]")
        self._at += is_array
        path: KeyPath = ()
        for name in names[:-1]:
            path = self._entered((*path, name), line)
        path = (*path, names[-1])
        if is_array:
            self.lines.setdefault(path, line)
            index = self._last_index[path] = self._last_index.get(path, -1) + 1
            path = (*path, index)
        self.lines.setdefault(path, line)
        self._table = path

    def _entered(self, path: KeyPath, line: int) -> KeyPath:
        self.lines.setdefault(path, line)
        return (*path, self._last_index[path]) if path in self._last_index else path

    def _key(self, table: KeyPath) -> KeyPath:
        """`a.b.c =`: every prefix is a table of its own."""
        line = self._stream[self._at].line
        path = table
        for name in self._names("="):
            path = (*path, name)
            self.lines.setdefault(path, line)
        return path

    def _names(self, end: str) -> list[str]:
        """The simple keys up to the closing mark, which is passed over."""
        names = []
        while self._stream[self._at].text != end:
            token = self._stream[self._at]
            if token.kind != "mark":
                names.append(_plain(token))
            self._at += 1
        self._at += 1
        return names

    def _value(self, path: KeyPath) -> None:
        """Everything inside the value that begins here, up to the end of its line outside of all brackets."""
        open_: list[_Frame] = []
        is_start = True  # whether a value (or, in an inline table, a key) may begin here
        while self._at < len(self._stream):
            token = self._stream[self._at]
            if token.kind == "newline":
                if not open_:
                    return
            elif token.text in ("]", "}"):
                open_.pop()
                is_start = False
            elif token.text == ",":
                is_start = True
                if open_[-1].index is not None:
                    open_[-1].index += 1
            elif is_start:
                path = self._begun(open_, path, token)
                if self._stream[self._at].text in ("[", "{"):
                    open_.append(_Frame(path, 0 if self._stream[self._at].text == "[" else None))
                else:
                    is_start = False
            self._at += 1

    def _begun(self, open_: list[_Frame], path: KeyPath, token: Token) -> KeyPath:
        """The path of the value that begins here, noted; in an inline table its key is read first."""
        if not open_:
            return path
        frame = open_[-1]
        if frame.index is None:
            return self._key(frame.path)
        path = (*frame.path, frame.index)
        self.lines.setdefault(path, token.line)
        return path


def _plain(token: Token) -> str:
    """A simple key without its quotes."""
    if token.kind != "string":
        return token.text
    key = tomllib.loads(f"key = {token.text}")["key"]
    return str(key)

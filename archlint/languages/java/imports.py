"""Package and import declarations: their nodes in, references and the names that they bring into the file out."""

import re

from tree_sitter import Node

from archlint.languages.java.grammar import COMMENTS
from archlint.languages.parsing import Lines
from archlint.model.facts import Flag, Reference

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_IMPORT = re.compile(r"import\s+(?:(static|module)\s+)?([^\s;*]+?)\s*(\.\s*\*)?\s*;?\s*$")
_PLAIN_IMPORT = re.compile(rb"import ((?:[A-Za-z_]\w*\.)+)([A-Za-z_]\w*);")
"""What nearly every import looks like."""
_MODULE_IMPORT = re.compile(rb"^([ \t]*import[ \t]+)(module)(?=[ \t]+[\w.]+[ \t]*;)", re.MULTILINE)
MAX_NAME = 1_000
"""Characters kept of what a simple name stands for: each use of it repeats them."""
_KEYWORDS = frozenset({"import", "static", "package"})


def blank_module_imports(content: bytes) -> tuple[bytes, frozenset[int]]:
    """`import module java.base;` (Java 25) is newer than the grammar: blank out the keyword, length unchanged.

    Gives the content to parse and the offsets at which such imports start.
    """
    if b"module" not in content:
        return content, frozenset()
    starts = frozenset(
        match.start() + len(match[1]) - len(match[1].lstrip()) for match in _MODULE_IMPORT.finditer(content)
    )
    return _MODULE_IMPORT.sub(lambda match: match[1] + b" " * len(match[2]), content), starts


class Imports:
    """The imports of one file. `types` maps simple names to what they stand for, `members` statically imported names
    to their class; `open_ended` says that a wildcard may bring in further names.
    """

    def __init__(self, content: bytes, lines: Lines, module_imports: frozenset[int]) -> None:
        self._content = content
        self._lines = lines
        self._module_imports = module_imports
        self.package = ""
        self.references: list[Reference] = []
        self.types: dict[str, str] = {}
        self.members: dict[str, str] = {}
        self.open_ended = False

    def read_package(self, start: int, end: int) -> None:
        """`package a.b;`, annotations in front of it left out by the caller."""
        text = self._text(start, end).removeprefix("package").removesuffix(";")
        self.package = "".join(text.split())

    def read_import(self, start: int, end: int) -> None:
        """One `import …;` between two byte offsets. What is no import (broken code) is left out."""
        plain = _PLAIN_IMPORT.fullmatch(self._content, start, end)
        if plain is not None and start not in self._module_imports:
            simple = plain[2].decode()
            name = plain[1].decode() + simple
            self._add(Reference(name, (), self._lines.span(start, end)))
            self.types[simple] = name[:MAX_NAME]
            return
        match = _IMPORT.match(" ".join(self._text(start, end).split()).replace(" .", ".").replace(". ", "."))
        if match is None or not all(segment.isidentifier() for segment in _segments(match[2])):
            return
        keyword, name, wildcard = match[1], match[2], match[3]
        span = self._lines.span(start, end)
        if keyword == "module" or start in self._module_imports:
            self._add(Reference(name, (), span, Flag.WILDCARD))
            self.open_ended = True
        elif wildcard:
            self._add(Reference(name, (), span, Flag.WILDCARD | (Flag.STATIC if keyword else 0)))
            self.open_ended = True
        elif keyword:
            owner, _, member = name.rpartition(".")
            if owner:
                self._add(Reference(owner, (member,), span, Flag.STATIC))
                self.members[member] = owner[:MAX_NAME]
        else:
            self._add(Reference(name, (), span))
            self.types[name.rpartition(".")[2]] = name[:MAX_NAME]

    def read_broken(self, node: Node) -> None:
        """Imports and package among the loose tokens of an ERROR node: broken code must not lose them."""
        start = -1
        end = -1
        for child in node.children:
            text = child.type if not child.is_named else ""
            if text in _KEYWORDS and text != "static":
                self._finish_broken(start, end)
                start = child.start_byte
            elif text == ";" and start >= 0:
                self._finish_broken(start, child.end_byte)
                start = -1
            elif child.kind_id not in COMMENTS and text not in ("static", ".", "*", "") and start >= 0:
                start = -1
            end = child.end_byte
        self._finish_broken(start, end)

    def _finish_broken(self, start: int, end: int) -> None:
        if start < 0:
            return
        if self._content.startswith(b"import", start):
            self.read_import(start, end)
        elif not self.package and self._content.startswith(b"package", start):
            self.read_package(start, end)

    def _text(self, start: int, end: int) -> str:
        text = self._content[start:end].decode("utf-8", "replace")
        return _COMMENT.sub(" ", text) if "/" in text else text

    def _add(self, reference: Reference) -> None:
        self.references.append(reference)


def _segments(name: str) -> list[str]:
    # `$` and the replacement character of undecodable bytes are letters here: such a name is still a name.
    return name.replace("$", "_").replace("�", "_").split(".")

"""What a file is called and imports: its declarations in, the names they bring in out."""

from tree_sitter import Node

from archlint.languages.java.grammar import ANNOTATIONS, ASTERISK, IDENTIFIER, SCOPED_IDENTIFIER
from archlint.languages.java.sketch_reading import Reading, token
from archlint.languages.java.sketch_types import names_of, read_annotation
from archlint.model.sketch import Imported

_STATIC = token("static")
_NAMES = frozenset({IDENTIFIER, SCOPED_IDENTIFIER})


def visit_import(reading: Reading, node: Node) -> None:
    target, is_static, is_wildcard = "", False, False
    for child in node.children:
        number = child.kind_id
        if number in _NAMES:
            target = ".".join(names_of(reading.content[child.start_byte : child.end_byte]))
            # `import module a.b;` is newer than the grammar: it is parsed without the word, which still stands in the file.
            is_wildcard = b"module" in reading.content[node.start_byte : child.start_byte]
        elif number == _STATIC:
            is_static = True
        elif number == ASTERISK:
            is_wildcard = True
    if not target:
        return
    owner, _, last = target.rpartition(".")
    if is_wildcard:
        entry = Imported("", target, "*")
    elif is_static:
        entry = Imported(last, owner, last)
    else:
        entry = Imported(last, target, "")
    reading.drawing.imports.append(entry)


def visit_package(reading: Reading, node: Node) -> None:
    """The package; its annotations are marks of the file."""
    for child in node.children:
        number = child.kind_id
        if number in _NAMES:
            reading.drawing.package = ".".join(names_of(reading.content[child.start_byte : child.end_byte]))
        elif number in ANNOTATIONS:
            before = reading.held
            reading.drawing.scopes[0].marks.append(read_annotation(reading, child, 0))
            reading.held = before

"""Types and fields as a file declares them: syntax nodes in, names, spans and variables out."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.grammar import ERROR
from archlint.languages.java.grammar import (
    ANNOTATED_TYPE,
    BODY_FIELD,
    COMMENTS,
    ENUM_BODY_DECLARATIONS,
    ENUM_CONSTANT,
    FIELD_DECLARATIONS,
    GENERIC_TYPE,
    IDENTIFIER,
    INTERFACE_CONSTANT,
    MODIFIERS,
    NAME_FIELD,
    NEW,
    SCOPED_TYPE,
    TYPE_DECLARATIONS,
    TYPE_FIELD,
    TYPE_IDENTIFIER,
    VALUE_FIELD,
    VARIABLE_DECLARATOR,
    without_comments,
)
from archlint.languages.java.scope import Variable
from archlint.languages.java.templates import Lookup, text_of
from archlint.languages.parsing import Budget

Qualify = Callable[[str], str]
Fields = list[tuple[str, Variable]]

MAX_NAME = 1_000
"""Types nested so deeply that their names grow longer are left out."""

_TYPE_KEYWORDS = frozenset({"class", "interface", "enum", "record", "@interface"})


def written_type(node: Node, content: bytes) -> str:
    """The dotted name of a type as written, without type arguments and annotations; "" for primitives and arrays."""
    if node.kind_id == TYPE_IDENTIFIER:
        return content[node.start_byte : node.end_byte].decode("utf-8", "replace")
    segments: list[str] = []
    current: Node | None = node
    while current is not None:
        kind = current.kind_id
        if kind in (TYPE_IDENTIFIER, IDENTIFIER):
            segments.append(content[current.start_byte : current.end_byte].decode("utf-8", "replace"))
            break
        inner = without_comments(current.children)
        if not inner or kind not in (GENERIC_TYPE, ANNOTATED_TYPE, SCOPED_TYPE):
            return ""
        if kind == SCOPED_TYPE:
            last = inner[-1]
            segments.append(content[last.start_byte : last.end_byte].decode("utf-8", "replace"))
        current = inner[-1] if kind == ANNOTATED_TYPE else inner[0]
    return ".".join(reversed(segments))


def variable_of(type_node: Node | None, value: Node | None, content: bytes, qualify: Qualify) -> Variable:
    """A variable by its declared type; `var` takes the type of the `new X()` that it starts with."""
    written = written_type(type_node, content) if type_node is not None else ""
    if written == "var":
        created = value.child_by_field_id(TYPE_FIELD) if value is not None and value.kind_id == NEW else None
        written = written_type(created, content) if created is not None else ""
    # Each call on the variable repeats the name of its type.
    return Variable(qualify(written) if written and len(written) < MAX_NAME else "")


def read_fields(body: Node, content: bytes, qualify: Qualify, lookup: Lookup) -> Fields:
    """The fields that the body of a type declares, with the texts of its constants."""
    fields: Fields = []
    texts: dict[str, str] = {}

    def known(name: str) -> str | None:
        return texts[name] if name in texts else lookup(name)

    members = [
        member
        for child in body.children
        for member in (child.children if child.kind_id == ENUM_BODY_DECLARATIONS else (child,))
    ]
    for member in members:
        if member.kind_id == ENUM_CONSTANT:
            constant = member.child_by_field_id(NAME_FIELD)
            if constant is not None:
                fields.append((_text(constant, content), Variable("")))
            continue
        if member.kind_id not in FIELD_DECLARATIONS:
            continue
        fixed = member.kind_id == INTERFACE_CONSTANT or _is_final(member)
        for name, variable, value in declared_variables(member, content, qualify):
            text = text_of(value, content, known) if fixed and value is not None else None
            if text is not None:
                texts[name] = text
            fields.append((name, Variable(variable.type, text)))
    return fields


def declared_variables(declaration: Node, content: bytes, qualify: Qualify) -> list[tuple[str, Variable, Node | None]]:
    """The variables of a field or local declaration, with their initial values."""
    type_node = declaration.child_by_field_id(TYPE_FIELD)
    inferred = type_node is not None and content[type_node.start_byte : type_node.end_byte] == b"var"
    known: Variable | None = None
    found = []
    for child in declaration.named_children:
        if child.kind_id != VARIABLE_DECLARATOR:
            continue
        inner = child.named_children
        name = inner[0] if inner and inner[0].kind_id == IDENTIFIER else child.child_by_field_id(NAME_FIELD)
        if name is None:
            continue
        value = child.child_by_field_id(VALUE_FIELD) if len(inner) > 1 else None
        if known is None or inferred:
            known = variable_of(type_node, value, content, qualify)
        found.append((_text(name, content), known, value))
    return found


def _is_final(declaration: Node) -> bool:
    for child in declaration.children:
        if child.kind_id == MODIFIERS:
            return any(modifier.type == "final" for modifier in child.children)
    return False


class DeclaredType:
    """A type that a file declares: its name with the types around it, where the name stands, and its body."""

    __slots__ = ("body", "end", "name", "node", "start")

    def __init__(self, name: str, start: int, end: int, node: Node | None) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.node = node
        self.body = node.child_by_field_id(BODY_FIELD) if node is not None else None


def declared_types(root: Node, content: bytes, budget: Budget) -> list[DeclaredType]:
    """Top-level and nested types in the order of the code, those in broken code included. Local ones are left out."""
    found: list[DeclaredType] = []
    stack = [(child, "") for child in reversed(root.children)]
    visited = 0
    while stack:
        node, prefix = stack.pop()
        visited += 1
        if visited % 1_000 == 0:
            budget.check()
        kind = node.kind_id
        if kind in TYPE_DECLARATIONS:
            name = node.child_by_field_id(NAME_FIELD)
            if name is None:
                continue
            declared = DeclaredType(prefix + _text(name, content), name.start_byte, name.end_byte, node)
            found.append(declared)
            if declared.body is not None and len(declared.name) < MAX_NAME:
                stack += [(child, declared.name + ".") for child in reversed(declared.body.children)]
        elif kind == ENUM_BODY_DECLARATIONS:
            stack += [(child, prefix) for child in reversed(node.children)]
        elif kind == ERROR:
            broken = _broken_type(node, content, prefix)
            if broken is not None:
                found.append(broken)
                prefix = broken.name + "."
            stack += [(child, prefix) for child in reversed(node.children) if child.is_named]
    return found


def _broken_type(error: Node, content: bytes, prefix: str) -> DeclaredType | None:
    """The type whose header stands among the loose tokens of an ERROR node."""
    after_keyword = False
    for child in error.children:
        if after_keyword and child.kind_id in (IDENTIFIER, TYPE_IDENTIFIER):
            return DeclaredType(prefix + _text(child, content), child.start_byte, child.end_byte, None)
        if child.kind_id not in COMMENTS:
            after_keyword = not child.is_named and child.type in _TYPE_KEYWORDS
    return None


def _text(node: Node, content: bytes) -> str:
    return content[node.start_byte : node.end_byte].decode("utf-8", "replace")

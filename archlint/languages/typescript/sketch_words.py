"""The small words of TypeScript for sketches: nodes in, literal names, dotted targets and plain types out."""

import re
from itertools import islice

from tree_sitter import Node

from archlint.languages.typescript.templates import MAX_TEXT
from archlint.model.sketch import Expression, Member, Name

LONGEST_PATH = 60
"""Names in one dotted name."""
_LONGEST_TYPE = 300
_MOST_ARGUMENTS = 100
_MOST_WRAPPERS = 20

_ESCAPE = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))",
    re.DOTALL,
)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "", "\r\n": ""}
_NOTHING = ("undefined", "null", "void", "never")
_DOTTED = re.compile(r"[\w$]+(?:\s*\.\s*[\w$]+)*")
_WRAPPED_TYPES = frozenset(("type_annotation", "parenthesized_type", "readonly_type"))
_WRAPPED_TARGETS = frozenset(("non_null_expression", "parenthesized_expression", "as_expression"))


def text_of(node: Node | None, content: bytes) -> str:
    return "" if node is None else content[node.start_byte : node.end_byte].decode("utf-8", "replace")


def quoted(node: Node, content: bytes) -> str:
    """What a text in quotes stands for; of a very long one, how it begins."""
    start, end = node.start_byte + 1, node.end_byte - 1
    return unescaped(content[start : min(end, start + 4 * MAX_TEXT)].decode("utf-8", "replace"))[:MAX_TEXT]


def unescaped(text: str) -> str:
    """The text that a literal stands for; half a surrogate pair is no character."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00)
    digits = found[3] or found[4] or found[5]
    if digits:
        number = int(digits, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return _PLAIN.get(found[6], found[6])


def literal(node: Node | None, content: bytes) -> str:
    """A name, or a text without its quotes; "" for a computed key."""
    if node is None or node.type == "computed_property_name":
        return ""
    if node.type == "string" or is_plain_template(node):
        return quoted(node, content)
    return text_of(node, content).removeprefix("#")


def is_plain_template(node: Node) -> bool:
    """Whether a node is a template without anything put into it."""
    if node.type != "template_string":
        return False
    return all(child.type != "template_substitution" for child in node.named_children)


def dotted_target(node: Node, content: bytes) -> str:
    """`a.b.c` of what is assigned to, "" where it has no such name; `a["b"]` is `a.b`."""
    names: list[str] = []
    inner: Node | None = node
    while inner is not None and len(names) < LONGEST_PATH:
        kind = inner.type
        if kind in ("identifier", "this", "super"):
            names.append(text_of(inner, content))
            return ".".join(reversed(names))
        if kind == "member_expression":
            names.append(text_of(inner.child_by_field_name("property"), content).removeprefix("#"))
            inner = inner.child_by_field_name("object")
        elif kind == "subscript_expression":
            key = inner.child_by_field_name("index")
            if key is None or not (key.type == "string" or is_plain_template(key)):
                return ""
            names.append(quoted(key, content))
            inner = inner.child_by_field_name("object")
        elif kind in _WRAPPED_TARGETS and inner.named_children:
            inner = inner.named_children[0]
        else:
            return ""
    return ""


def path(name: str) -> Expression:
    """A dotted name as an expression."""
    first, *rest = name.split(".")
    found: Expression = Name(first)
    for one in rest:
        found = Member(found, one)
    return found


def plain_type(node: Node | None, content: bytes) -> tuple[Expression | None, tuple[Expression, ...]]:
    """A type without what it is generic in, and that; None where it has no plain name."""
    bare = _bare(node, content)
    if bare is None:
        return None, ()
    name = _type_name(bare, content)
    if bare.type == "array_type":
        inside = bare.named_children[:1]
    elif bare.type == "generic_type" and name is not None:
        inside = type_arguments(bare)
    else:
        return name, ()
    found = (_type_name(_bare(one, content), content) for one in inside)
    return name, tuple(one for one in found if one is not None)


def type_arguments(node: Node) -> list[Node]:
    """What stands in the angle brackets of a type or a base."""
    given = node if node.type == "type_arguments" else None
    given = given or next((child for child in node.named_children if child.type == "type_arguments"), None)
    return list(islice(given.named_children, _MOST_ARGUMENTS)) if given is not None else []


def _bare(node: Node | None, content: bytes) -> Node | None:
    """A type out of its annotation, its parentheses, and a union with nothing."""
    for _ in range(_MOST_WRAPPERS):
        if node is None:
            return None
        if node.type in _WRAPPED_TYPES and node.named_children:
            node = node.named_children[-1]
        elif node.type == "union_type":
            kept = [one for one in node.named_children if not _is_nothing(one, content)]
            if len(kept) != 1:
                return None
            node = kept[0]
        else:
            return node
    return None


def _is_nothing(node: Node, content: bytes) -> bool:
    return node.type == "comment" or content[node.start_byte : min(node.end_byte, node.start_byte + 10)].decode(
        "utf-8", "replace"
    ) in (_NOTHING)


def _type_name(node: Node | None, content: bytes) -> Expression | None:
    if node is None:
        return None
    if node.type == "array_type":
        return Name("Array")
    if node.type in ("generic_type", "type_query") and node.named_children:
        node = node.child_by_field_name("name") or node.named_children[0]
    elif node.type not in ("type_identifier", "nested_type_identifier", "identifier"):
        return None
    if node.end_byte - node.start_byte > _LONGEST_TYPE:
        return None
    name = text_of(node, content)
    if not _DOTTED.fullmatch(name) or name.count(".") >= LONGEST_PATH:
        return None
    return path(".".join(part.strip() for part in name.split(".")))

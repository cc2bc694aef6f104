"""The small words of TypeScript for sketches: nodes in, literal names, dotted targets and plain types out."""

import re

from tree_sitter import Node

from archlint.model.sketch import Expression, Member, Name

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_NOTHING = ("undefined", "null", "void", "never")


def text_of(node: Node | None, content: bytes) -> str:
    return "" if node is None else content[node.start_byte : node.end_byte].decode("utf-8", "replace")


def unescaped(text: str) -> str:
    """The text that a literal stands for."""
    if "\\" not in text:
        return text

    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else ""
        return _PLAIN.get(found[4], found[4])

    return _ESCAPE.sub(plain, text)


def literal(node: Node | None, content: bytes) -> str:
    """A name, or a text without its quotes; "" for a computed key."""
    if node is None or node.type == "computed_property_name":
        return ""
    text = text_of(node, content)
    if node.type in ("string", "template_string"):
        return unescaped(text[1:-1])
    return text.removeprefix("#")


def dotted_target(node: Node, content: bytes) -> str:
    """`a.b.c` of what is assigned to, "" where it has no such name; `a["b"]` is `a.b`."""
    names: list[str] = []
    inner: Node | None = node
    while inner is not None:
        if inner.type == "member_expression":
            names.append(text_of(inner.child_by_field_name("property"), content).removeprefix("#"))
            inner = inner.child_by_field_name("object")
        elif inner.type == "subscript_expression":
            key = inner.child_by_field_name("index")
            if key is None or key.type != "string":
                return ""
            names.append(unescaped(text_of(key, content)[1:-1]))
            inner = inner.child_by_field_name("object")
        elif (
            inner.type in ("non_null_expression", "parenthesized_expression", "as_expression") and inner.named_children
        ):
            inner = inner.named_children[0]
        elif inner.type in ("identifier", "this"):
            names.append(text_of(inner, content))
            return ".".join(reversed(names))
        else:
            return ""
    return ""


def plain_type(node: Node | None, content: bytes) -> tuple[Expression | None, tuple[Expression, ...]]:
    """A type without what it is generic in, and that; None where it has no plain name."""
    for _ in range(20):
        if node is None:
            return None, ()
        if node.type in ("type_annotation", "parenthesized_type", "readonly_type") and node.named_children:
            node = node.named_children[-1]
        elif node.type == "union_type":
            kept = [one for one in node.named_children if text_of(one, content) not in _NOTHING]
            if len(kept) != 1:
                return None, ()
            node = kept[0]
        else:
            break
    if node is None:
        return None, ()
    if node.type == "generic_type":
        name = node.child_by_field_name("name") or node.named_children[0]
        arguments = next((child for child in node.named_children if child.type == "type_arguments"), None)
        generic = [plain_type(one, content)[0] for one in arguments.named_children] if arguments is not None else []
        return _dotted(text_of(name, content)), tuple(one for one in generic if one is not None)
    if node.type == "array_type":
        inner = plain_type(node.named_children[0], content)[0] if node.named_children else None
        return Name("Array"), (inner,) if inner is not None else ()
    if node.type == "type_query" and node.named_children:
        return _dotted(text_of(node.named_children[0], content)), ()
    if node.type in ("type_identifier", "nested_type_identifier", "identifier"):
        return _dotted(text_of(node, content)), ()
    return None, ()


def _dotted(name: str) -> Expression | None:
    if not re.fullmatch(r"[\w$]+(?:\s*\.\s*[\w$]+)*", name):
        return None
    first, *rest = (part.strip() for part in name.split("."))
    found: Expression = Name(first)
    for one in rest:
        found = Member(found, one)
    return found

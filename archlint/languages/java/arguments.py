"""Arguments of calls and annotations: their nodes in, literal texts and dotted names out."""

from tree_sitter import Node

from archlint.languages.java.grammar import (
    ARRAY_INITIALIZERS,
    CHARACTER,
    CLASS_LITERAL,
    COMMENTS,
    FIELD_ACCESS,
    IDENTIFIER,
    KEY_FIELD,
    PAIR,
    PLAIN_LITERALS,
    STRING,
    THIS,
    VALUE_FIELD,
    without_comments,
)
from archlint.languages.java.templates import MAX_TEXT, TEXTUAL, string_value, text_of
from archlint.languages.java.types import written_type
from archlint.languages.java.walk import Walk
from archlint.model.facts import Argument

MAX_ARGUMENTS = 64
"""Arguments kept of one call."""

_NOTHING = Argument("", "", False)


def read_arguments(walk: Walk, given: list[Node]) -> tuple[Argument, ...]:
    """The arguments of a call or annotation in order, from the named children of their list. One that is neither text
    nor a name keeps its place with an empty text; the elements of an annotation's array repeat its keyword.
    """
    found: list[Argument] = []
    for node in given:
        kind = node.kind_id
        if kind in COMMENTS:
            continue
        if kind == PAIR:
            key, value = node.child_by_field_id(KEY_FIELD), node.child_by_field_id(VALUE_FIELD)
            if key is not None and value is not None:
                found += _elements(walk, value, walk.text(key))
        elif kind in ARRAY_INITIALIZERS:
            found += _elements(walk, node, "")
        else:
            found.append(_argument(walk, node, kind, ""))
        if len(found) >= MAX_ARGUMENTS:
            break
    return tuple(found[:MAX_ARGUMENTS])


def has_text(arguments: tuple[Argument, ...]) -> bool:
    """Whether any argument is a literal that says something."""
    return any(argument.literal and argument.text for argument in arguments)


def _elements(walk: Walk, node: Node, keyword: str) -> list[Argument]:
    if node.kind_id in ARRAY_INITIALIZERS:
        elements = without_comments(node.named_children)
        return [_argument(walk, element, element.kind_id, keyword) for element in elements]
    return [_argument(walk, node, node.kind_id, keyword)]


def _argument(walk: Walk, node: Node, kind: int, keyword: str) -> Argument:
    if kind == STRING:
        return _text(walk, string_value(walk.content[node.start_byte : node.end_byte])[:MAX_TEXT], keyword)
    if kind == IDENTIFIER:
        name = walk.text(node)[:MAX_TEXT]
        variable = walk.scope.variables.get(name)
        if variable is None:
            return Argument(keyword, _outer_name(walk, name, name), False)
        return Argument(keyword, name, False) if variable.text is None else _text(walk, variable.text, keyword)
    if kind in PLAIN_LITERALS or kind == CHARACTER:
        return Argument(keyword, walk.text(node).strip("'"), True)
    if kind == CLASS_LITERAL:
        inner = without_comments(node.children)
        written = written_type(inner[0], walk.content) if inner else ""
        return Argument(keyword, f"{walk.names.qualify(written)}.class" if written else "", False)
    if kind in TEXTUAL:
        text = text_of(node, walk.content, walk.lookup)
        if text is not None:
            return _text(walk, text, keyword)
        if kind == FIELD_ACCESS:
            return Argument(keyword, _dotted(walk, node), False)
    return Argument(keyword, "", False) if keyword else _NOTHING


def _text(walk: Walk, text: str, keyword: str) -> Argument:
    walk.text_left -= len(text)
    return Argument(keyword, text, True) if walk.text_left >= 0 else Argument(keyword, "", False)


def _dotted(walk: Walk, node: Node) -> str:
    """A name as written, its type qualified: `HttpMethod.GET`, `this.url`; "" for what is more than a name."""
    segments: list[str] = []
    current = node
    while current.kind_id == FIELD_ACCESS:
        inner = without_comments(current.children)
        if len(inner) < 2 or len(segments) > 20:
            return ""
        segments.append(walk.text(inner[-1]))
        current = inner[0]
    if current.kind_id not in (IDENTIFIER, THIS):
        return ""
    segments.append(walk.text(current))
    name = ".".join(reversed(segments))[:MAX_TEXT]
    first = segments[-1]
    if first in walk.scope.variables or first == "this":
        return name
    return _outer_name(walk, name, first)


def _outer_name(walk: Walk, name: str, first: str) -> str:
    """A name that no variable has: of a statically imported member, of a type."""
    owner = walk.imports.members.get(first)
    if owner is not None:
        return f"{owner}.{name}"
    return walk.names.qualify(name) if first[:1].isupper() else name

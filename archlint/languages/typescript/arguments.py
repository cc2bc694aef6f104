"""Arguments of calls and attributes of JSX elements: their nodes in, literal texts and dotted names out."""

from tree_sitter import Node

from archlint.languages.typescript.names import MAX_NAME, dotted, resolve
from archlint.languages.typescript.templates import TEXTUAL, literal_text, text_of
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Argument

MAX_ARGUMENTS = 64
"""Arguments kept of one call."""

_NOTHING = Argument("", "", False)
_PLAIN = frozenset(("number", "true", "false", "null"))
_KEYS = frozenset(("property_identifier", "string", "number"))


def read_arguments(walk: Walk, nodes: list[Node]) -> tuple[tuple[Argument, ...], bool]:
    """The arguments of a call in order, and whether one of them is literal text.

    One that is neither text nor a name keeps its place with an empty text. An object gives its literal members as
    keywords; it keeps a place of its own only before further arguments.
    """
    found: list[Argument] = []
    textual = False
    waiting = False
    content = walk.content
    for node in nodes:
        kind = node.type
        if kind == "string":
            argument = Argument("", literal_text(content, node.start_byte, node.end_byte), True)
            textual = True
        elif not node.is_named or kind == "comment":
            continue
        elif kind == "object":
            members = read_object(walk, node)
            found += (_NOTHING, *members) if waiting else members
            textual = textual or any(member.literal for member in members)
            waiting = True
            continue
        elif kind in TEXTUAL:
            argument = read_value(walk, node, kind, "")
            textual = textual or argument.literal
        elif kind in _PLAIN:
            argument = Argument("", walk.text(node), True)
        else:
            argument = _NOTHING
        if waiting:
            found.append(_NOTHING)
            waiting = False
        found.append(argument)
        if len(found) >= MAX_ARGUMENTS:
            break
    return tuple(found[:MAX_ARGUMENTS]), textual


def read_object(walk: Walk, node: Node) -> list[Argument]:
    """The members of an object literal that are text or names; an array's elements repeat its key."""
    found: list[Argument] = []
    for member in node.named_children:
        if len(found) >= MAX_ARGUMENTS:
            break
        kind = member.type
        if kind == "shorthand_property_identifier":
            found.append(read_value(walk, member, kind, walk.text(member)))
            continue
        if kind != "pair":
            continue
        children = member.children
        key, value = children[0], children[-1]
        if key.type not in _KEYS:
            continue
        keyword = walk.text(key)
        if keyword[:1] in ("'", '"'):
            keyword = keyword[1:-1]
        kind = value.type
        if kind == "array":
            elements = [element for element in value.named_children[:MAX_ARGUMENTS] if element.type in TEXTUAL]
            found += [read_value(walk, element, element.type, keyword) for element in elements]
        elif kind in TEXTUAL:
            found.append(read_value(walk, value, kind, keyword))
        elif kind in _PLAIN:
            found.append(Argument(keyword, walk.text(value), False))
    return [argument for argument in found if argument.text or argument.literal]


def read_value(walk: Walk, node: Node, kind: str, keyword: str) -> Argument:
    """A textual expression: its text, else its name with import aliases undone, else nothing."""
    text = text_of(node, walk.content, walk.scope)
    if text is not None:
        return Argument(keyword, text, True)
    if kind in ("identifier", "member_expression", "shorthand_property_identifier"):
        start, end = node.start_byte, node.end_byte
        name = dotted(walk.content[start:end]) if end - start <= MAX_NAME else None
        if name is not None:
            return Argument(keyword, resolve(walk.scope, name)[0], False)
    return Argument(keyword, "", False) if keyword else _NOTHING

"""Visits to JSX elements: `<Route path="/x" />` is a call of the component with its literal attributes as keywords."""

from tree_sitter import Node

from archlint.languages.typescript.arguments import MAX_ARGUMENTS, read_value
from archlint.languages.typescript.names import MAX_NAME, dotted, resolve
from archlint.languages.typescript.templates import TEXTUAL
from archlint.languages.typescript.walk import Walk
from archlint.model.facts import Argument

_LINKS = frozenset(("href", "action", "formAction", "src"))
"""Attributes of HTML's own elements that lead somewhere."""
_APPEARANCE = frozenset(("className", "class", "style", "key", "id", "role", "color", "size", "variant"))


def visit_element(walk: Walk, node: Node) -> None:
    """An opening or self-closing element. It counts when it says something in literal text."""
    children = node.named_children
    if len(children) < 2:
        return
    name_node = children[0]
    name = None
    if name_node.end_byte - name_node.start_byte <= MAX_NAME:
        name = dotted(walk.content[name_node.start_byte : name_node.end_byte])
    given: list[Argument] = []
    parts: list[Node] = []
    html = name is None or (name[:1].islower() and b"." not in name)
    for attribute in children[1:]:
        if attribute.type != "jsx_attribute":
            parts.append(attribute)
            continue
        inner = attribute.named_children
        if len(inner) < 2:
            continue
        if len(given) < MAX_ARGUMENTS:
            given += _attribute(walk, walk.text(inner[0]), inner[-1], html)
        if inner[-1].type != "string":
            parts.append(inner[-1])
    walk.stack += parts[::-1]
    if name is not None and any(argument.literal for argument in given):
        callee = name.decode() if html else resolve(walk.scope, name)[0]
        walk.add_call(callee, node.start_byte, node.end_byte, tuple(given))


def _attribute(walk: Walk, name: str, value: Node, html: bool) -> list[Argument]:
    wanted = name in _LINKS if html else name not in _APPEARANCE and not name.startswith(("data-", "aria-"))
    if not wanted:
        return []
    kind = value.type
    if kind == "jsx_expression":
        inner = [child for child in value.named_children if child.type != "comment"]
        if len(inner) != 1 or inner[0].type not in TEXTUAL:
            return []
        value, kind = inner[0], inner[0].type
    argument = read_value(walk, value, kind, name)
    return [argument] if argument.text else []

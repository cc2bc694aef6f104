"""Objects, templates and elements of JSX in a sketch."""

import re

from tree_sitter import Node

from archlint.languages.drawing import holds_call, joined
from archlint.languages.typescript.sketch_patterns import Patterns
from archlint.languages.typescript.sketch_reading import SKIPPED, Later
from archlint.languages.typescript.sketch_words import literal, quoted, unescaped
from archlint.languages.typescript.templates import MAX_TEXT
from archlint.model.sketch import NOTHING, Closure, Expression, Invocation, Items, Name, Opaque, Record, Text

_WITHOUT_CALLS = SKIPPED | {
    "identifier",
    "property_identifier",
    "string",
    "nested_identifier",
    "html_character_reference",
}
_OPENING = frozenset(("jsx_opening_element", "jsx_self_closing_element"))
_HANDED = frozenset((
    "identifier", "member_expression", "call_expression", "new_expression", "object", "template_string",
))  # fmt: skip
"""What a property of a component is that may be a client or an address."""
_EVENT = re.compile(r"on[A-Z]|class|style|key$|ref$|children$|id$|aria|data-")
"""Properties that hand over neither."""
_LONGEST_START = 9
"""Where in a text a slash stands that is an address: after `https:/` at the latest."""


class Literals(Patterns):
    """Reads what is written out."""

    def _all(self, node: Node | None, scope: int) -> tuple[Expression, ...]:
        """Arguments, or the items of an array."""
        if node is None:
            return ()
        if node.type == "template_string":
            return (self._expression(node, scope),)
        found: list[Expression] = []
        for child in node.named_children:
            if child.type != "comment":
                found.append(self._expression(child, scope))  # noqa: PERF401 - a comprehension is one more level
        return tuple(found)

    def _array(self, node: Node, scope: int) -> Expression:
        children = [child for child in node.named_children if child.type != "comment"]
        spread = tuple([place for place, child in enumerate(children) if child.type == "spread_element"])
        return Items(self._all(node, scope), spread)

    def _template(self, node: Node, scope: int) -> Expression:
        parts: list[Expression] = []
        for child in node.named_children:
            kind = child.type
            if kind == "template_substitution":
                for one in child.named_children:
                    if one.type not in SKIPPED:
                        parts.append(self._expression(one, scope))  # noqa: PERF401
            elif kind in ("string_fragment", "escape_sequence"):
                parts.append(Text(unescaped(self._text(child))[:MAX_TEXT]))
            elif kind == "ERROR":
                self._later.append((Later.BLOCK, child, scope))
        return joined(parts) if parts else Text("")

    def _object(self, node: Node, scope: int) -> Expression:
        entries: list[tuple[str, Expression]] = []
        keys: list[Expression] = []
        for child in node.named_children:
            kind = child.type
            if kind == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                self._strays(child, scope)
                computed = key is not None and key.type == "computed_property_name"
                made = self._expression(key, scope) if key is not None and computed else NOTHING
                if computed:
                    self._drawing.scopes[scope].add(made)
                if value is not None:
                    name = literal(key, self._content)
                    entries.append((name, self._expression(value, scope, name)))
                    keys += [made] if not name else []
            elif kind in ("shorthand_property_identifier", "identifier"):
                name = self._text(child)
                entries.append((name, Name(name)))
            elif kind == "spread_element":
                entries.append(("...", self._expression(child, scope)))
            elif kind == "method_definition":
                name = literal(child.child_by_field_name("name"), self._content)
                entries.append((name, Closure(self._function(child, scope, name))))
                keys += [NOTHING] if not name else []
            elif kind not in SKIPPED:
                self._later.append((Later.BLOCK, child, scope))
        return Record(tuple(entries), node.start_point[0] + 1, tuple(keys))

    def _jsx(self, node: Node, scope: int) -> Expression:
        """All values in an element and in those inside it that hold a call or a function."""
        parts: list[Expression] = []
        stack = [node]
        while stack:
            one = stack.pop()
            self._drawing.tick()
            kind = one.type
            if kind in _WITHOUT_CALLS:
                continue
            if kind in _OPENING and self._is_handed(one):
                parts.append(self._component(one, scope, stack))
                continue
            if kind.startswith("jsx_"):
                stack += reversed(one.named_children)
                continue
            value = self._expression(one, scope)
            if holds_call(value):
                parts.append(value)
        return Opaque(tuple(parts)) if parts else NOTHING

    def _is_handed(self, element: Node) -> bool:
        """Whether an element is a component that is handed something it may ask by: an object, or an address."""
        named = element.child_by_field_name("name")
        if named is None or not (named.type == "member_expression" or self._text(named)[:1].isupper()):
            return False
        return any(self._is_telling(child) for child in element.named_children if child is not named)

    def _is_telling(self, attribute: Node) -> bool:
        """Whether an attribute may hand a client or an address over."""
        inside = attribute.named_children
        value = inside[-1] if inside else None
        if attribute.type == "jsx_expression":  # `{...props}`
            return value is not None and value.type == "spread_element"
        if value is None or len(inside) < 2 or _EVENT.match(self._text(inside[0])):
            return False
        if value.type == "string":
            return "/" in quoted(value, self._content)[:_LONGEST_START]
        return value.type == "jsx_expression" and any(child.type in _HANDED for child in value.named_children)

    def _component(self, element: Node, scope: int, stack: list[Node]) -> Invocation:
        """A component with its properties: as if it was called with an object of them."""
        named = element.child_by_field_name("name")
        callee = self._expression(named, scope) if named is not None else NOTHING
        entries: list[tuple[str, Expression]] = []
        for child in element.named_children:
            value = next(iter(child.named_children[-1:]), None)
            if child == named or value is None:
                continue
            if child.type not in ("jsx_attribute", "jsx_expression"):
                stack.append(child)
                continue
            if child.type == "jsx_expression":
                entries.append(("...", self._expression(value, scope)))
                continue
            if value.type.startswith("jsx_") and value.type != "jsx_expression":
                stack.append(value)
                continue
            inner = next(iter(value.named_children), value) if value.type == "jsx_expression" else value
            if inner.type.startswith("jsx_"):
                stack.append(inner)
            elif self._is_telling(child) or inner.type not in _WITHOUT_CALLS:
                given = self._expression(inner, scope)
                if self._is_telling(child) or holds_call(given):
                    entries.append((self._text(child.named_children[0]), given))
        line = element.start_point[0] + 1
        return Invocation(callee, (Record(tuple(entries), line),), (), element.start_byte, line)

"""Objects, templates and elements of JSX in a sketch."""

from tree_sitter import Node

from archlint.languages.drawing import holds_call, joined
from archlint.languages.typescript.sketch_patterns import Patterns
from archlint.languages.typescript.sketch_reading import SKIPPED, Later
from archlint.languages.typescript.sketch_words import literal, unescaped
from archlint.languages.typescript.templates import MAX_TEXT
from archlint.model.sketch import NOTHING, Closure, Expression, Items, Name, Opaque, Record, Text

_WITHOUT_CALLS = SKIPPED | {
    "identifier",
    "property_identifier",
    "string",
    "nested_identifier",
    "html_character_reference",
}


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
        return Items(self._all(node, scope))

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
        for child in node.named_children:
            kind = child.type
            if kind == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                self._add_key(key, scope)
                self._strays(child, scope)
                if value is not None:
                    name = literal(key, self._content)
                    entries.append((name, self._expression(value, scope, name)))
            elif kind in ("shorthand_property_identifier", "identifier"):
                name = self._text(child)
                entries.append((name, Name(name)))
            elif kind == "spread_element":
                entries.append(("...", self._expression(child, scope)))
            elif kind == "method_definition":
                name = literal(child.child_by_field_name("name"), self._content)
                entries.append((name, Closure(self._function(child, scope, name))))
            elif kind not in SKIPPED:
                self._later.append((Later.BLOCK, child, scope))
        return Record(tuple(entries), node.start_point[0] + 1)

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
            if kind.startswith("jsx_"):
                stack += reversed(one.named_children)
                continue
            value = self._expression(one, scope)
            if holds_call(value):
                parts.append(value)
        return Opaque(tuple(parts)) if parts else NOTHING

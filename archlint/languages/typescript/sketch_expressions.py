"""Expressions of TypeScript and JavaScript in a sketch."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.drawing import opaque
from archlint.languages.parsing import Budget
from archlint.languages.typescript.sketch_operators import Operators
from archlint.languages.typescript.sketch_reading import (
    BRANCHES,
    CLASSES,
    FUNCTIONS,
    INNER,
    LEVEL,
    ROOM,
    SKIPPED,
    STATEMENTS,
    TYPED,
    Later,
)
from archlint.languages.typescript.sketch_words import is_plain_template, quoted
from archlint.languages.typescript.templates import MAX_TEXT
from archlint.model.sketch import NOTHING, TAGGED, Closure, Expression, Index, Invocation, Member, Name, Text

_NAMES = frozenset((
    "identifier", "this", "super", "property_identifier", "shorthand_property_identifier", "undefined", "null",
    "type_identifier", "import",
))  # fmt: skip
_TEXTS = frozenset(("number", "true", "false", "regex"))
_LINKS = {
    "call_expression": ("function", "arguments"),
    "member_expression": ("object", "property"),
    "subscript_expression": ("object", "index"),
    "non_null_expression": ("", ""),
}
"""What chains are made of, with the fields of what they stand behind and what they add."""


class Expressions(Operators):
    """Reads expressions."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        super().__init__(content, budget)
        self._kinds: dict[str, Callable[[Node, int], Expression]] = {
            "call_expression": self._chain,
            "member_expression": self._chain,
            "subscript_expression": self._chain,
            "new_expression": self._creation,
            "binary_expression": self._binary,
            "ternary_expression": self._ternary,
            "template_string": self._template,
            "object": self._object,
            "array": self._array,
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
            "sequence_expression": self._sequence,
            "yield_expression": self._yield,
            "jsx_element": self._jsx,
            "jsx_self_closing_element": self._jsx,
            "jsx_fragment": self._jsx,
            "meta_property": self._meta,
        }

    def _expression(self, node: Node, scope: int, name: str = "") -> Expression:
        self._drawing.tick()
        kind = node.type
        while kind in INNER and (inner := self._inner(node, kind)) is not None:
            node, kind = inner, inner.type
        if kind in _NAMES:
            return Name(self._content[node.start_byte : node.end_byte].decode("utf-8", "replace"))
        if kind == "string":
            return Text(quoted(node, self._content))
        if self._depth >= ROOM:
            self._later.append((Later.VALUE, node, scope))
            return NOTHING
        self._depth += LEVEL
        read = self._kinds.get(kind)
        found = read(node, scope) if read is not None else self._rest(node, scope, kind, name)
        self._depth -= LEVEL
        return found

    def _rest(self, node: Node, scope: int, kind: str, name: str) -> Expression:
        """Functions, classes, plain texts, and with the calls in it what has no meaning of its own here."""
        if kind in FUNCTIONS:
            return Closure(self._function(node, scope, name))
        if kind in _TEXTS:
            return Text(self._text(node)[:MAX_TEXT])
        if kind in SKIPPED:
            return NOTHING
        if kind in CLASSES:
            return Closure(self._class(node, scope, name))
        if kind in BRANCHES or kind == "statement_block" or kind.endswith(STATEMENTS):
            self._later.append((Later.BLOCK, node, scope))
            return NOTHING
        return opaque([self._expression(child, scope) for child in node.named_children])

    def _inner(self, node: Node, kind: str) -> Node | None:
        """The value that parentheses, `await` or a cast are around; None where there is not just one."""
        inside = [child for child in node.named_children if child.type not in SKIPPED]
        if kind in TYPED:
            inside = inside[:1]
        return inside[0] if len(inside) == 1 else None

    def _chain(self, node: Node, scope: int) -> Expression:
        """Calls and members from the first link on. What stands before the longest chain is read by itself."""
        links: list[tuple[str, Node | None, Node]] = []
        inner: Node | None = node
        kind = node.type
        longest = ROOM - self._depth + LEVEL
        while inner is not None and kind in _LINKS and len(links) < longest:
            before, last = self._link(inner, kind)
            links.append((kind, last, inner))
            inner, kind = before, "" if before is None else before.type
        self._depth += len(links) - 1
        line = (inner or node).start_point[0] + 1
        found: Expression = self._expression(inner, scope) if inner is not None else NOTHING
        for kind, last, link in reversed(links):
            if link.has_error:
                self._strays(link, scope)
            if kind == "call_expression":
                keywords = TAGGED if last is not None and last.type == "template_string" else ()
                found = Invocation(found, self._all(last, scope), keywords, link.start_byte, line)
            elif kind != "non_null_expression":
                line = (last or link).start_point[0] + 1
                found = self._item(found, last, scope) if kind == "subscript_expression" else self._member(found, last)
            self._depth -= 1
        self._depth += 1
        return found

    @staticmethod
    def _link(node: Node, kind: str) -> tuple[Node | None, Node | None]:
        """What a link of a chain stands behind, and what it adds."""
        before, added = _LINKS[kind]
        if node.has_error or kind == "subscript_expression":
            return node.child_by_field_name(before) or next(iter(node.named_children), None), node.child_by_field_name(
                added
            )
        children = node.children  # quicker than to ask for fields: they are the first and the last
        return children[0], children[-1]

    def _member(self, of: Expression, name: Node | None) -> Expression:
        return Member(of, self._text(name).removeprefix("#"))

    def _item(self, of: Expression, key: Node | None, scope: int) -> Expression:
        if key is None:
            return Index(of, NOTHING)
        if key.type == "string" or is_plain_template(key):
            return Member(of, quoted(key, self._content))
        return Index(of, self._expression(key, scope))

    def _creation(self, node: Node, scope: int) -> Expression:
        self._strays(node, scope)
        made = node.child_by_field_name("constructor")
        callee = self._expression(made, scope) if made is not None else NOTHING
        given = self._all(node.child_by_field_name("arguments"), scope)
        last = made.child_by_field_name("property") if made is not None and made.type == "member_expression" else made
        return Invocation(callee, given, (), node.start_byte, (last or node).start_point[0] + 1)

    def _meta(self, node: Node, _scope: int) -> Expression:
        """`import.meta`, `new.target`."""
        first, _, last = self._text(node).partition(".")
        return Member(Name(first.strip()), last.strip())

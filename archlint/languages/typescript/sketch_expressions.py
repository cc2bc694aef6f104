"""Expressions of TypeScript and JavaScript in a sketch."""

from collections.abc import Callable

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, joined, opaque
from archlint.languages.parsing import Budget
from archlint.languages.typescript.sketch_reading import BRANCHES, CLASSES, FUNCTIONS, INNER, SKIPPED, Reading
from archlint.languages.typescript.sketch_words import dotted_target, literal, unescaped
from archlint.model.sketch import (
    NOTHING,
    Choice,
    Closure,
    Expression,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Opaque,
    Record,
    Text,
)


class Expressions(Reading):
    """Reads expressions."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        super().__init__(content, budget)
        self._kinds: dict[str, Callable[[Node, int, int], Expression]] = {
            "call_expression": self._call,
            "new_expression": self._creation,
            "member_expression": self._call,
            "subscript_expression": self._subscript,
            "binary_expression": self._binary,
            "ternary_expression": self._ternary,
            "template_string": self._template,
            "object": self._object,
            "array": lambda node, scope, depth: Items(self._all(node, scope, depth)),
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._augmented,
            "sequence_expression": self._sequence,
            "yield_expression": self._yield,
        }

    def _expression(self, node: Node, scope: int, depth: int) -> Expression:
        self._drawing.tick()
        if depth > DEEPEST:
            return NOTHING
        kind = node.type
        found = self._kinds.get(kind)
        if found is not None:
            return found(node, scope, depth)
        if kind in (
            "identifier",
            "this",
            "super",
            "property_identifier",
            "shorthand_property_identifier",
            "undefined",
            "null",
            "type_identifier",
            "import",
        ):
            return Name(self._text(node))
        if kind == "string":
            return Text(unescaped(self._text(node)[1:-1]))
        if kind in ("number", "true", "false", "regex"):
            return Text(self._text(node))
        if kind in INNER:
            inner = [child for child in node.named_children if child.type != "comment"]
            value = inner[-1] if kind == "type_assertion" else inner[0] if inner else None
            return self._expression(value, scope, depth + 1) if value is not None else NOTHING
        if kind in FUNCTIONS:
            return Closure(self._function(node, scope, "", depth + 1))
        if kind in CLASSES:
            return Closure(self._class(node, scope, "", depth + 1))
        if kind in SKIPPED:
            return NOTHING
        if kind == "statement_block" or kind in BRANCHES:
            self._block([node], scope, certain=False)
            return NOTHING
        return opaque([self._expression(child, scope, depth + 1) for child in node.named_children])

    def _all(self, node: Node | None, scope: int, depth: int) -> tuple[Expression, ...]:
        if node is None:
            return ()
        if node.type == "template_string":
            return (self._template(node, scope, depth + 1),)
        return tuple(
            self._expression(child, scope, depth + 1) for child in node.named_children if child.type != "comment"
        )

    def _call(self, node: Node, scope: int, depth: int) -> Expression:
        """A chain of calls and members, from its first link on: chains are long, so they cost no depth."""
        links: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type in ("call_expression", "member_expression", "non_null_expression"):
            self._drawing.tick()
            links.append(inner)
            field = {"call_expression": "function", "member_expression": "object"}.get(inner.type)
            inner = inner.child_by_field_name(field) if field else inner.named_children[0]
        found: Expression = self._expression(inner, scope, depth + 1) if inner is not None else NOTHING
        line = inner.start_point[0] + 1 if inner is not None else node.start_point[0] + 1
        for link in reversed(links):
            if link.type == "member_expression":
                name = link.child_by_field_name("property")
                line = (name or link).start_point[0] + 1
                found = Member(found, self._text(name).removeprefix("#"))
            elif link.type == "call_expression":
                given = self._all(link.child_by_field_name("arguments"), scope, depth)
                found = Invocation(found, given, (), link.start_byte, line)
        return found

    def _creation(self, node: Node, scope: int, depth: int) -> Expression:
        made = node.child_by_field_name("constructor")
        callee = self._expression(made, scope, depth + 1) if made is not None else NOTHING
        given = self._all(node.child_by_field_name("arguments"), scope, depth)
        return Invocation(callee, given, (), node.start_byte, (made or node).start_point[0] + 1)

    def _subscript(self, node: Node, scope: int, depth: int) -> Expression:
        of, key = node.child_by_field_name("object"), node.child_by_field_name("index")
        if of is None or key is None:
            return NOTHING
        if key.type == "string":
            return Member(self._expression(of, scope, depth + 1), unescaped(self._text(key)[1:-1]))
        return Index(self._expression(of, scope, depth + 1), self._expression(key, scope, depth + 1))

    def _binary(self, node: Node, scope: int, depth: int) -> Expression:
        operator = self._text(node.child_by_field_name("operator"))
        if operator == "+":
            parts: list[Node] = []
            inner: Node | None = node
            while (
                inner is not None
                and inner.type == "binary_expression"
                and self._text(inner.child_by_field_name("operator")) == "+"
            ):
                right = inner.child_by_field_name("right")
                parts += [right] if right is not None else []
                inner = inner.child_by_field_name("left")
            parts += [inner] if inner is not None else []
            return joined([self._expression(part, scope, depth + 1) for part in reversed(parts)])
        sides = [self._expression(child, scope, depth + 1) for child in node.named_children if child.type != "comment"]
        if operator in ("||", "??", "&&"):
            return Choice(tuple(sides if operator != "&&" else sides[::-1]))
        return opaque(sides)

    def _ternary(self, node: Node, scope: int, depth: int) -> Expression:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            self._drawing.scopes[scope].add(self._expression(condition, scope, depth + 1))
        ends = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
        return Choice(tuple(self._expression(end, scope, depth + 1) for end in ends if end is not None))

    def _template(self, node: Node, scope: int, depth: int) -> Expression:
        parts: list[Expression] = []
        for child in node.named_children:
            if child.type == "template_substitution":
                parts += [self._expression(one, scope, depth + 1) for one in child.named_children[:1]]
            elif child.type in ("string_fragment", "escape_sequence"):
                parts.append(Text(unescaped(self._text(child))))
        return joined(parts) if parts else Text("")

    def _object(self, node: Node, scope: int, depth: int) -> Expression:
        entries: list[tuple[str, Expression]] = []
        for child in node.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if value is not None:
                    name = literal(key, self._content)
                    entries.append((name, self._named(value, scope, name, depth + 1)))
            elif child.type in ("shorthand_property_identifier", "identifier"):
                entries.append((self._text(child), Name(self._text(child))))
            elif child.type == "spread_element":
                entries.append(("...", self._expression(child, scope, depth + 1)))
            elif child.type == "method_definition":
                name = literal(child.child_by_field_name("name"), self._content)
                entries.append((name, Closure(self._function(child, scope, name, depth + 1))))
        return Record(tuple(entries))

    def _assignment(self, node: Node, scope: int, depth: int) -> Expression:
        return self._assign(node, scope, depth, certain=False)

    def _assign(self, node: Node, scope: int, depth: int, *, certain: bool) -> Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return NOTHING
        target = dotted_target(left, self._content)
        if not target:
            value = self._expression(right, scope, depth + 1)
            if left.type in ("object_pattern", "array_pattern"):
                self._destructure(left, value, scope, certain=certain)
            else:
                self._drawing.scopes[scope].add(value)
                self._drawing.scopes[scope].add(self._expression(left, scope, depth + 1))
            return NOTHING
        value = self._named(right, scope, target.rpartition(".")[2] if target != "module.exports" else "", depth + 1)
        first, _, name = target.rpartition(".")
        if target == "module.exports":
            self._drawing.exports.append(("=", value))
        elif first in ("exports", "module.exports") and scope == 0:
            self._drawing.exports.append((name, value))
        else:
            self._bind(target, value, node, scope, certain=certain)
            found: Expression = Name(target.split(".")[0])
            for one in target.split(".")[1:]:
                found = Member(found, one)
            return found
        return NOTHING

    def _augmented(self, node: Node, scope: int, depth: int) -> Expression:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = self._text(node.child_by_field_name("operator"))
        if left is None or right is None:
            return NOTHING
        value = self._expression(right, scope, depth + 1)
        target = dotted_target(left, self._content)
        if target and operator in ("+=", "||=", "??="):
            name = self._expression(left, scope, depth + 1)
            whole: Expression = Joined((name, value)) if operator == "+=" else Choice((name, value))
            self._bind(target, whole, node, scope, certain=False)
            return NOTHING
        self._drawing.scopes[scope].add(value)
        return NOTHING

    def _sequence(self, node: Node, scope: int, depth: int) -> Expression:
        found = self._all(node, scope, depth)
        for one in found[:-1]:
            self._drawing.scopes[scope].add(one)
        return found[-1] if found else NOTHING

    def _yield(self, node: Node, scope: int, depth: int) -> Expression:
        found = self._all(node, scope, depth)
        return found[0] if found else Opaque()

"""Operators of TypeScript and JavaScript in a sketch: choices, joined texts, assignments."""

from tree_sitter import Node

from archlint.languages.drawing import joined, opaque
from archlint.languages.typescript.sketch_literals import Literals
from archlint.languages.typescript.sketch_reading import PATTERNS, is_plain
from archlint.languages.typescript.sketch_words import dotted_target, path
from archlint.model.sketch import IF_EMPTY, IF_MISSING, NOTHING, Choice, Expression, Text

_KEPT = frozenset((b"+", b"||", b"??", b"&&"))
_LONGEST_CONDITION = 200
"""Bytes of a condition that is compared with what is taken where it holds."""
_AUGMENTED = frozenset(("||=", "??=", "&&="))


class Operators(Literals):
    """Reads operators."""

    def _binary(self, node: Node, scope: int) -> Expression:
        operator = self._operator(node)
        sides: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type == "binary_expression" and self._operator(inner) == operator:
            self._drawing.tick()
            self._strays(inner, scope)
            right = inner.child_by_field_name("right")
            sides += [right] if right is not None else []
            inner = inner.child_by_field_name("left")
            if operator not in _KEPT:
                break
        sides += [inner] if inner is not None else []
        found = [self._expression(side, scope) for side in reversed(sides)]
        if operator == b"+":
            return joined(found)
        if operator in (b"||", b"??"):
            return Choice(tuple(found), IF_EMPTY if operator == b"||" else IF_MISSING)
        if operator == b"&&":
            for one in found[:-1]:
                self._drawing.scopes[scope].add(one)
            return Choice(tuple(found[-1:]))
        return opaque(found)

    def _operator(self, node: Node) -> bytes:
        operator = node.child_by_field_name("operator")
        return self._content[operator.start_byte : operator.end_byte] if operator is not None else b""

    def _ternary(self, node: Node, scope: int) -> Expression:
        """`a ? b : c ? d : e` is one of three."""
        options: list[Expression] = []
        inner: Node | None = node
        falls = {self._falls(node)}
        while inner is not None and inner.type == "ternary_expression":
            self._strays(inner, scope)
            self._add(inner.child_by_field_name("condition"), scope)
            taken = inner.child_by_field_name("consequence")
            options += [self._expression(taken, scope)] if taken is not None else []
            falls.add(self._falls(inner))
            inner = inner.child_by_field_name("alternative")
        options += [self._expression(inner, scope)] if inner is not None else []
        return Choice(tuple(options), falls.pop() if len(falls) == 1 else "")

    def _falls(self, ternary: Node) -> str:
        """When a ternary takes the alternative to what its own condition asks for: `a ? a : b`, `a !== undefined ? a : b`."""
        node, asking = ternary.child_by_field_name("consequence"), ternary.child_by_field_name("condition")
        if node is None or asking is None or max(_size(node), _size(asking)) > _LONGEST_CONDITION:
            return ""
        taken, condition = self._text(node), self._text(asking).strip("()")
        if condition == taken:
            return IF_EMPTY
        asked, _, compared = condition.partition("!=")
        return IF_MISSING if asked.strip() == taken and compared.strip("= ") in ("null", "undefined") else ""

    def _assignment(self, node: Node, scope: int) -> Expression:
        return self._assign(node, scope, certain=False, wanted=True)

    def _assign(self, node: Node, scope: int, *, certain: bool, wanted: bool) -> Expression:
        """`a = b.c = value`: one target keeps the value, the others and the expression refer to it.

        `wanted` says that somebody uses what the expression gives.
        """
        targets: list[Node] = []
        inner: Node | None = node
        while inner is not None and inner.type == "assignment_expression":
            self._drawing.tick()
            self._strays(inner, scope)
            left = inner.child_by_field_name("left")
            targets += [left] if left is not None else []
            inner = inner.child_by_field_name("right")
        if not targets:
            return NOTHING
        *others, keeper = targets
        name = "" if keeper.type in PATTERNS else dotted_target(keeper, self._content)
        exported = self._exported_as(name, scope)
        called = "" if exported == "=" else name.rpartition(".")[2]
        value = self._expression(inner, scope, called) if inner is not None else NOTHING
        if name and not exported:
            self._bind(name, value, inner or keeper, scope, certain=certain)
            shared = path(name)
        else:
            is_shared = (others or wanted) and not is_plain(value) and not isinstance(value, Text)
            shared = self._hide(value, keeper, scope, certain=certain) if is_shared else value
            self._hand(keeper, name, shared, scope, certain=certain)
        for other in reversed(others):
            name = "" if other.type in PATTERNS else dotted_target(other, self._content)
            self._hand(other, name, shared, scope, certain=certain)
        return shared

    def _hand(self, target: Node, name: str, value: Expression, scope: int, *, certain: bool) -> None:
        """A value to one target of an assignment: it is exported, or bound."""
        exported = self._exported_as(name, scope)
        if exported:
            self._drawing.exports.append((exported, value))
        elif target.type in PATTERNS:
            self._destructure(target, value, scope, certain=certain)
        else:
            self._give(target, value, scope, certain=certain)

    @staticmethod
    def _exported_as(target: str, scope: int) -> str:
        """The name under which a target is seen by other files, "" for one that is not."""
        if target == "module.exports":
            return "="
        holder, _, name = target.rpartition(".")
        return name if scope == 0 and holder in ("exports", "module.exports") else ""

    def _augmented(self, node: Node, scope: int) -> Expression:
        return self._augment(node, scope, certain=False)

    def _augment(self, node: Node, scope: int, *, certain: bool) -> Expression:
        """`x += y`, `x ??= y`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = self._text(node.child_by_field_name("operator"))
        self._strays(node, scope)
        if left is None or right is None:
            return NOTHING
        target = dotted_target(left, self._content)
        value = self._expression(right, scope, target.rpartition(".")[2])
        if target and (operator == "+=" or operator in _AUGMENTED):
            old = path(target)
            whole = (
                joined([old, value])
                if operator == "+="
                else Choice((old, value), IF_EMPTY if operator == "||=" else IF_MISSING)
            )
            self._bind(target, whole, node, scope, certain=certain)
            return old
        self._drawing.scopes[scope].add(value)
        self._add(left, scope)
        return NOTHING

    def _sequence(self, node: Node, scope: int) -> Expression:
        found = self._all(node, scope)
        for one in found[:-1]:
            self._drawing.scopes[scope].add(one)
        return found[-1] if found else NOTHING

    def _yield(self, node: Node, scope: int) -> Expression:
        """What is yielded is what a caller gets; what the caller sends back is not known."""
        self._drawing.scopes[scope].returns += self._all(node, scope)
        return NOTHING


def _size(node: Node) -> int:
    return node.end_byte - node.start_byte

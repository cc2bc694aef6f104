"""Destructuring in a sketch: a pattern and the value it takes apart in, bindings out."""

from tree_sitter import Node

from archlint.languages.typescript.sketch_reading import PATTERNS, SKIPPED, Later, Reading, is_plain
from archlint.languages.typescript.sketch_words import LONGEST_PATH, dotted_target, literal
from archlint.model.sketch import IF_MISSING, NOTHING, Choice, Expression, Index, Member, Text

_Part = tuple[Node, Expression, int]
"""A piece of a pattern, what it is given, how deep it lies."""
_DEFAULTED = frozenset(("assignment_pattern", "object_assignment_pattern"))


class Patterns(Reading):
    """Reads patterns."""

    def _destructure(
        self, pattern: Node, value: Expression, scope: int, *, certain: bool, type_: Expression | None = None
    ) -> None:
        """`const { a, b: c } = value`, `[x] = value`, or just a name."""
        stack: list[_Part] = [(pattern, value, 0)]
        while stack:
            node, of, depth = stack.pop()
            self._drawing.tick()
            kind = node.type
            if kind in PATTERNS:
                if not is_plain(of) or type_ is not None or depth > LONGEST_PATH:
                    of, depth, type_ = self._hide(of, node, scope, certain=certain, type_=type_), 0, None
                inside = self._properties(node, of, scope) if kind == "object_pattern" else self._places(node, of)
                stack += [(inner, given, depth + 1) for inner, given in reversed(inside)]
            elif kind in _DEFAULTED:
                left, default = node.child_by_field_name("left"), node.child_by_field_name("right")
                self._strays(node, scope)
                if left is not None:
                    given = of if default is None else Choice((of, self._expression(default, scope)), IF_MISSING)
                    stack.append((left, given, depth + 1))
            elif kind == "rest_pattern":
                stack += [(inner, of, depth) for inner in node.named_children[:1]]
            elif kind == "ERROR":
                self._later.append((Later.BLOCK, node, scope))
            elif kind not in SKIPPED:
                self._give(node, of, scope, certain=certain)

    def _give(self, target: Node, value: Expression, scope: int, *, certain: bool) -> None:
        """A value to a name or a member."""
        if target.type == "shorthand_property_identifier_pattern":
            name = self._text(target)
        else:
            name = dotted_target(target, self._content)
        if name:
            self._bind(name, value, target, scope, certain=certain)
        else:
            self._drawing.scopes[scope].add(value)
            self._add(target, scope)

    def _properties(self, pattern: Node, of: Expression, scope: int) -> list[tuple[Node, Expression]]:
        """What the properties of an object's pattern give, and to what; the rest is as good as the whole."""
        found: list[tuple[Node, Expression]] = []
        for child in pattern.named_children:
            kind = child.type
            if kind == "pair_pattern":
                key, inner = child.child_by_field_name("key"), child.child_by_field_name("value")
                self._add_key(key, scope)
                self._strays(child, scope)
                name = literal(key, self._content)
                if inner is not None:
                    found.append((inner, Member(of, name) if name else Index(of, NOTHING)))
            elif kind == "object_assignment_pattern":
                name = self._text(child.child_by_field_name("left"))
                found.append((child, Member(of, name)))
            elif kind == "shorthand_property_identifier_pattern":
                found.append((child, Member(of, self._text(child))))
            else:
                found.append((child, of))
        return found

    @staticmethod
    def _places(pattern: Node, of: Expression) -> list[tuple[Node, Expression]]:
        """What the places of an array's pattern give: a comma without a name before it skips one."""
        found: list[tuple[Node, Expression]] = []
        place = 0
        for child in pattern.children:
            if child.type == ",":
                place += 1
            elif child.type == "rest_pattern":
                found.append((child, NOTHING))
            elif child.is_named:
                found.append((child, Index(of, Text(str(place)))))
        return found

"""Functions and their parameters in a sketch."""

from tree_sitter import Node

from archlint.languages.typescript.sketch_expressions import Expressions
from archlint.languages.typescript.sketch_reading import PATTERNS, Later, hidden_name
from archlint.languages.typescript.sketch_words import literal, plain_type
from archlint.model.sketch import Expression, Name, Parameter

_PROPERTY = frozenset(("accessibility_modifier", "readonly", "override_modifier"))
"""What makes a field of a constructor's parameter."""
_TYPED = frozenset(("required_parameter", "optional_parameter"))


class Functions(Expressions):
    """Reads functions."""

    def _function(self, node: Node, scope: int, name: str, marks: list[Expression] | None = None) -> int:
        self._strays(node, scope)
        named = node.child_by_field_name("name")
        self._add_key(named, scope)
        line = (named or node).start_point[0] + 1
        name = name or literal(named, self._content)
        index = self._drawing.open(name, "function", scope, node.start_byte, node.end_byte, line)
        draft = self._drawing.scopes[index]
        draft.marks = marks or []
        draft.type, draft.of_type = plain_type(node.child_by_field_name("return_type"), self._content)
        single, parameters = node.child_by_field_name("parameter"), node.child_by_field_name("parameters")
        if single is not None:
            draft.parameters = [Parameter(self._text(single))]
        for child in parameters.named_children if parameters is not None else ():
            if child.type == "ERROR":
                self._later.append((Later.BLOCK, child, index))
            elif child.type != "comment":
                self._parameter(child, index, scope)
        body = node.child_by_field_name("body")
        if body is not None:
            self._later.append((Later.BODY if body.type == "statement_block" else Later.RETURN, body, index))
        return index

    def _parameter(self, node: Node, index: int, scope: int) -> None:
        self._strays(node, index)
        pattern: Node | None = node
        value: Node | None = None
        type_: Expression | None = None
        generic: tuple[Expression, ...] = ()
        marks: list[Expression] = []
        if node.type in _TYPED:
            pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
            type_, generic = plain_type(node.child_by_field_name("type"), self._content)
            marks = [self._expression(child, scope) for child in node.named_children if child.type == "decorator"]
        elif node.type == "assignment_pattern":
            pattern, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        is_rest = pattern is not None and pattern.type == "rest_pattern"
        if is_rest and pattern is not None:
            pattern = next(iter(pattern.named_children), None)
        if pattern is None or pattern.type == "this":  # says of what type `this` is, nobody hands it over
            return
        if is_rest and pattern.type == "array_pattern":  # `...[router, options]` is two parameters
            for child in pattern.named_children:
                self._parameter(child, index, scope)
            return
        default = self._expression(value, index) if value is not None else None
        draft = self._drawing.scopes[index]
        if pattern.type in PATTERNS:
            draft.parameters.append(Parameter(hidden_name(pattern), type_, default, tuple(marks), is_rest))
            self._destructure(pattern, Name(hidden_name(pattern)), index, certain=True)
            return
        name = self._text(pattern)
        draft.parameters.append(Parameter(name, type_, default, tuple(marks), is_rest))
        if node.type in _TYPED and any(child.type in _PROPERTY for child in node.children):
            self._bind(f"this.{name}", Name(name), node, index, certain=True, type_=type_, generic=generic)

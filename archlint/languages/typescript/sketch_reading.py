"""What the parts of a sketch's reader share: the drawing, texts, bindings, and what they ask each other."""

from abc import abstractmethod

from tree_sitter import Node

from archlint.languages.drawing import Drawing
from archlint.languages.parsing import Budget
from archlint.model.sketch import Binding, Closure, Expression

FUNCTIONS = {
    "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
    "arrow_function", "method_definition", "function",
}  # fmt: skip
CLASSES = {"class_declaration", "abstract_class_declaration", "class"}
BRANCHES = {
    "if_statement", "for_statement", "for_in_statement", "while_statement", "do_statement", "try_statement",
    "switch_statement", "catch_clause", "else_clause", "finally_clause", "switch_case", "switch_default", "switch_body",
}  # fmt: skip
PASSED = {
    "program", "statement_block", "export_statement", "labeled_statement", "ERROR", "internal_module", "module",
    "ambient_declaration", "namespace",
}  # fmt: skip
SKIPPED = {
    "comment", "interface_declaration", "type_alias_declaration", "type_annotation", "type_arguments", "empty_statement",
    "type_parameters", "import_alias", "break_statement", "continue_statement", "debugger_statement", "hash_bang_line",
    "function_signature", "method_signature", "abstract_method_signature", "index_signature", "html_comment",
}  # fmt: skip
INNER = {
    "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression",
    "type_assertion", "spread_element", "decorator",
}  # fmt: skip


class Reading:
    """A file while its sketch is drawn."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self._drawing = Drawing(content, budget)
        self._content = content

    @abstractmethod
    def _block(self, nodes: list[Node], scope: int, *, certain: bool) -> None:
        """Read statements."""

    @abstractmethod
    def _expression(self, node: Node, scope: int, depth: int) -> Expression:
        """Read an expression."""

    @abstractmethod
    def _function(self, node: Node, scope: int, name: str, depth: int, marks: list[Expression] | None = None) -> int:
        """Read a function; gives the index of its scope."""

    @abstractmethod
    def _class(self, node: Node, scope: int, name: str, depth: int) -> int:
        """Read a class; gives the index of its scope."""

    @abstractmethod
    def _destructure(self, pattern: Node, value: Expression, scope: int, *, certain: bool) -> None:
        """Read a pattern that takes a value apart."""

    def _text(self, node: Node | None) -> str:
        return "" if node is None else self._content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _named(self, value: Node, scope: int, name: str, depth: int = 0) -> Expression:
        """A value; a function or class among them gets the name it is bound to."""
        if value.type in FUNCTIONS:
            return Closure(self._function(value, scope, name, depth))
        if value.type in CLASSES:
            return Closure(self._class(value, scope, name, depth))
        return self._expression(value, scope, depth)

    def _bind(  # noqa: PLR0913
        self,
        target: str,
        value: Expression | None,
        node: Node,
        scope: int,
        *,
        certain: bool,
        type_: Expression | None = None,
        generic: tuple[Expression, ...] = (),
        marks: tuple[Expression, ...] = (),
    ) -> None:
        self._drawing.scopes[scope].bindings.append(
            Binding(target, value, type_, node.start_point[0] + 1, node.end_byte, certain, marks, generic)
        )

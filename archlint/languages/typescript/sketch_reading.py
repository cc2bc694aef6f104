"""What the parts of a sketch's reader share: the drawing, texts, bindings, what is read later, and what they ask each
other.
"""

from abc import abstractmethod
from collections import deque
from enum import Enum

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, Drawing
from archlint.languages.parsing import Budget
from archlint.model.sketch import HIDDEN, NOTHING, Binding, Expression, Index, Member, Name, Text

FUNCTIONS = frozenset((
    "function_declaration", "generator_function_declaration", "function_expression", "generator_function",
    "arrow_function", "method_definition", "function",
))  # fmt: skip
CLASSES = frozenset(("class_declaration", "abstract_class_declaration", "class"))
BRANCHES = frozenset((
    "if_statement", "for_statement", "for_in_statement", "while_statement", "do_statement", "try_statement",
    "switch_statement", "catch_clause", "else_clause", "finally_clause", "switch_case", "switch_default", "switch_body",
))  # fmt: skip
PASSED = frozenset((
    "program", "statement_block", "ERROR", "internal_module", "module", "namespace", "sequence_expression",
    "parenthesized_expression",
))  # fmt: skip
STATEMENTS = ("_statement", "_declaration")
"""What the kinds of statements end with."""
SKIPPED = frozenset((
    "comment", "interface_declaration", "type_alias_declaration", "type_annotation", "type_arguments", "empty_statement",
    "type_parameters", "import_alias", "break_statement", "continue_statement", "debugger_statement", "hash_bang_line",
    "function_signature", "method_signature", "abstract_method_signature", "index_signature", "html_comment",
    "statement_identifier", "jsx_text",
))  # fmt: skip
INNER = frozenset((
    "parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression",
    "type_assertion", "spread_element", "decorator", "instantiation_expression", "computed_property_name",
))  # fmt: skip
TYPED = frozenset(("as_expression", "satisfies_expression", "instantiation_expression"))
"""What holds a type behind the value."""
PATTERNS = frozenset(("object_pattern", "array_pattern"))

LEVEL = 3
"""What an expression in another takes of ROOM; a link of a chain takes 1, for chains are long and cost no recursion."""
ROOM = DEEPEST * LEVEL
_LONGEST_PLAIN = 20


class Later(Enum):
    """How something is read when all around it has been."""

    BODY = "the statements in a function"
    RETURN = "what a function without statements gives"
    VALUE = "an expression that is nested too deep"
    BLOCK = "a statement inside an expression"


class Reading:
    """A file while its sketch is drawn.

    Functions are opened where they stand, but their bodies are read when all around them has been. So is what is nested
    too deep in an expression: it is Opaque there, and its calls are found as an expression of the same scope. Thus no
    file makes the reader recurse far, and none hides a call from it.
    """

    def __init__(self, content: bytes, budget: Budget) -> None:
        self._drawing = Drawing(content, budget)
        self._content = content
        self._later: deque[tuple[Later, Node, int]] = deque()
        self._depth = 0
        self._until = 0
        """Where the code ends that may be skipped and holds the present statement, 0 where it is certain."""

    @abstractmethod
    def _expression(self, node: Node, scope: int, name: str = "") -> Expression:
        """Read an expression; a function or class gets the name it is bound to."""

    @abstractmethod
    def _function(self, node: Node, scope: int, name: str, marks: list[Expression] | None = None) -> int:
        """Read a function; gives the index of its scope."""

    @abstractmethod
    def _class(self, node: Node, scope: int, name: str) -> int:
        """Read a class; gives the index of its scope."""

    def _text(self, node: Node | None) -> str:
        return "" if node is None else self._content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def _add(self, node: Node | None, scope: int) -> None:
        """An expression that stands by itself."""
        if node is not None:
            self._drawing.scopes[scope].add(self._expression(node, scope))

    def _add_key(self, key: Node | None, scope: int) -> None:
        """What a computed key holds."""
        if key is not None and key.type == "computed_property_name":
            self._add(key, scope)

    def _strays(self, node: Node, scope: int) -> None:
        """What the parser made no sense of in a node that is read by its fields."""
        if node.has_error:
            self._later += [(Later.BLOCK, child, scope) for child in node.children if child.type == "ERROR"]

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
            Binding(
                target,
                value,
                type_,
                node.start_point[0] + 1,
                node.end_byte,
                certain,
                marks,
                generic,
                0 if certain else self._until,
            )
        )

    def _hide(
        self, value: Expression, node: Node, scope: int, *, certain: bool, type_: Expression | None = None
    ) -> Expression:
        """Keep a value that several names take from, so that it is there once: under a name that nobody can write."""
        hidden = hidden_name(node)
        until = 0 if certain else self._until
        # From where the node starts: the names in it get their values after this one.
        self._drawing.scopes[scope].bindings.append(
            Binding(hidden, value, type_, node.start_point[0] + 1, node.start_byte, certain, (), (), until)
        )
        return Name(hidden)


def hidden_name(node: Node) -> str:
    """The name for what a pattern takes apart."""
    return f"{HIDDEN}{node.start_byte}"


def is_plain(value: Expression) -> bool:
    """Whether a value is short and holds no call, so that it may be repeated."""
    for _ in range(_LONGEST_PLAIN):
        if not isinstance(value, Member | Index):
            return isinstance(value, Name) or value == NOTHING
        if isinstance(value, Index) and not isinstance(value.key, Text) and value.key != NOTHING:
            return False
        value = value.of
    return False

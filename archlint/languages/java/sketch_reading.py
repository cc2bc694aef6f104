"""What the parts of reading a sketch share: nodes in, expressions out, and the scopes that are being filled on the way."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from itertools import accumulate

from tree_sitter import Node

from archlint.languages.drawing import DEEPEST, Drawing, ScopeDraft
from archlint.languages.grammar import ERROR
from archlint.languages.java.grammar import COMMENTS, IDENTIFIER, LANGUAGE
from archlint.languages.parsing import Budget
from archlint.model.sketch import NOTHING, Binding, Expression, Member, Name, Opaque

_NODES_PER_CHECK = 2_047
SKIPPED = COMMENTS | {ERROR}
"""Comments, and what the parser could not make sense of: that is read when all else has been."""


class Reading:
    """One file while it is read. `held` counts the calls and closures in expressions that have no place in a scope yet."""

    __slots__ = (
        "_line_starts",
        "_names",
        "_statements",
        "_steps",
        "bodies",
        "budget",
        "certain",
        "components",
        "content",
        "draft",
        "drawing",
        "held",
        "index",
        "readers",
        "stack",
        "types",
        "until",
        "yielded",
    )

    def __init__(
        self, content: bytes, budget: Budget, readers: "Mapping[int, Reader]", statements: Collection[int]
    ) -> None:
        self.content = content
        self.budget = budget
        self.drawing = Drawing(content, budget)
        self.index = 0
        """The scope that is being filled."""
        self.draft: ScopeDraft = self.drawing.scopes[0]
        self.certain = True
        self.until = 0
        """Where the code ends that may be skipped and holds the present statement, 0 where it is certain."""
        self.held = 0
        self.stack: list[tuple[Node, int, int]] = []
        """Statements to read, each with its scope and the `until` of it."""
        self.bodies: list[tuple[Node, int]] = []
        """Expressions that are the bodies of lambdas, each with the scope of its lambda."""
        self.components: dict[int, int] = {}
        """The constructors that records have by their components, by the scope of the record."""
        self.yielded: set[int] = set()
        """Where the `yield` statements stand whose values have been read."""
        self.types: dict[bytes, tuple[Expression | None, tuple[Expression, ...]]] = {}
        """What types as written stand for."""
        self.readers = readers
        self._statements = statements
        self._steps = 0
        self._names: dict[bytes, Name] = {}
        self._line_starts = [0, *accumulate(map(len, content.split(b"\n")), lambda start, size: start + size + 1)]

    def open(self, kind: str, name: str, node: Node, line: int, parent: int | None = None) -> int:
        """A new scope, within the present one or within `parent`."""
        around = self.index if parent is None else parent
        return self.drawing.open(name, kind, around, node.start_byte, node.end_byte, line)

    def enter(self, index: int) -> int:
        """Fill another scope from now on. Gives the one that was filled until now."""
        before = self.index
        self.index = index
        self.draft = self.drawing.scopes[index]
        return before

    def later(self, nodes: list[Node], *, certain: bool, index: int | None = None) -> None:
        """Read these statements next, each of which may be skipped where it is not certain."""
        scope = self.index if index is None else index
        self.stack += [(node, scope, 0 if certain else node.end_byte) for node in reversed(nodes)]

    def inside(self, nodes: list[Node]) -> None:
        """Read these next, which are as certain as the present statement."""
        self.stack += [(node, self.index, self.until) for node in reversed(nodes)]

    def count(self) -> None:
        """To be called for every node that is read. Raises OutOfTime."""
        self._steps += 1
        if not self._steps & _NODES_PER_CHECK:
            self.budget.check()

    def line(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    def text(self, node: Node) -> str:
        return self.content[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def name(self, node: Node) -> Name:
        """A node that is a name, as one."""
        raw = self.content[node.start_byte : node.end_byte]
        found = self._names.get(raw)
        if found is None:
            found = self._names[raw] = Name(raw.decode("utf-8", "replace"))
        return found

    def expression(self, node: Node, depth: int = 0) -> Expression:
        """What an expression says. Names it binds are bound. Whatever is nested too deep is read by itself, later."""
        kind = node.kind_id
        if kind == IDENTIFIER:
            raw = self.content[node.start_byte : node.end_byte]
            found = self._names.get(raw)
            return found if found is not None else self.name(node)
        self._steps += 1
        if not self._steps & _NODES_PER_CHECK:
            self.budget.check()
        if kind in SKIPPED:
            return NOTHING
        if depth > DEEPEST:
            self.stack.append((node, self.index, self.until))
            return NOTHING
        reader = self.readers.get(kind)
        if reader is not None:
            return reader(self, node, depth)
        if kind in self._statements:  # only in a broken file
            self.stack.append((node, self.index, self.until))
            return NOTHING
        return self.opaque(node.named_children, depth)

    def expressions(self, nodes: list[Node], depth: int) -> tuple[Expression, ...]:
        """What each of them says, comments left out."""
        return tuple([self.expression(node, depth) for node in nodes if node.kind_id not in SKIPPED])

    def opaque(self, nodes: list[Node], depth: int) -> Opaque:
        """A value that is not worked out, with those of its parts that hold calls."""
        parts: list[Expression] = []
        for node in nodes:
            if self.tells(node):
                before = self.held
                part = self.expression(node, depth + 1)
                if self.held != before:
                    parts += part.parts if isinstance(part, Opaque) else (part,)
        return Opaque(tuple(parts)) if parts else NOTHING

    def tells(self, node: Node) -> bool:
        """Whether an expression may hold a call, or bind a name. True may be a false alarm, False is certain."""
        raw = self.content[node.start_byte : node.end_byte]
        return b"(" in raw or b"=" in raw or b"->" in raw or b"instanceof" in raw or b"++" in raw or b"--" in raw

    def keep(self, node: Node, depth: int = 0) -> None:
        """Read an expression of which the value goes nowhere: into the scope's expressions, if it holds a call."""
        if self.tells(node):
            before = self.held
            self.place(self.expression(node, depth), before)

    def place(self, expression: Expression, before: int) -> None:
        """Put what has been read since `held` was `before` into the scope's expressions, if it holds a call."""
        if self.held != before:
            self.draft.expressions += expression.parts if isinstance(expression, Opaque) else (expression,)
            self.held = before

    def bind(self, target: str, value: Expression | None, node: Node, effect: int) -> None:
        """Add a binding without a type to the scope; from byte `effect` on the name has that value."""
        self.draft.bindings.append(
            Binding(target, value, None, self.line(node.start_byte), effect, self.certain, (), (), self.until)
        )


Reader = Callable[[Reading, Node, int], Expression]
"""Reads one kind of expression; the number is how deep it is nested."""


def named(node: Node) -> list[Node]:
    """The named children of a node without comments and without what is broken."""
    return [child for child in node.named_children if child.kind_id not in SKIPPED]


def token(text: str) -> int:
    """The node kind of a keyword or an operator. Raises KeyError where the grammar has no such."""
    found = LANGUAGE.id_for_node_kind(text, False)
    if found is None:
        raise KeyError(text)
    return found


def dotted(names: list[str]) -> Expression:
    """`a.b.c`; of too many names, nothing."""
    if not names or len(names) > DEEPEST:
        return NOTHING
    found: Expression = Name(names[0])
    for name in names[1:]:
        found = Member(found, name)
    return found

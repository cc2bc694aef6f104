"""What the parts of reading a sketch share: nodes in, expressions out, and the scopes that are being filled on the way."""

import re
from collections import deque
from collections.abc import Callable, Collection, Mapping

from tree_sitter import Node

from archlint.languages.parsing import Budget, Lines
from archlint.languages.python.grammar import EXTRAS, IDENTIFIER
from archlint.languages.python.source import decoded, view
from archlint.model.sketch import (
    NOTHING,
    Binding,
    Choice,
    Closure,
    Expression,
    Imported,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Opaque,
    Parameter,
    Record,
    Scope,
)

DEEPEST = 40
"""Expressions nested deeper than this are not read."""
_NODES_PER_CHECK = 2_047

_DOTTED = re.compile(r"[\w\x80-\xff]+(?:\.[\w\x80-\xff]+)*", re.ASCII).fullmatch


class Draft:
    """A scope that is being read."""

    __slots__ = (
        "bases",
        "bindings",
        "end",
        "expressions",
        "index",
        "kind",
        "line",
        "marks",
        "name",
        "of_bases",
        "of_type",
        "parameters",
        "parent",
        "returns",
        "start",
        "type",
    )

    def __init__(self, kind: str, name: str, index: int, parent: int, place: tuple[int, int, int]) -> None:
        self.kind = kind
        self.name = name
        self.index = index
        self.parent = parent
        self.start, self.end, self.line = place
        self.parameters: tuple[Parameter, ...] = ()
        self.marks: tuple[Expression, ...] = ()
        self.bases: tuple[Expression, ...] = ()
        self.of_bases: tuple[Expression, ...] = ()
        self.bindings: list[Binding] = []
        self.returns: list[Expression] = []
        self.expressions: list[Expression] = []
        self.type: Expression | None = None
        self.of_type: tuple[Expression, ...] = ()

    def finish(self) -> Scope:
        return Scope(
            self.name,
            self.kind,
            self.parent,
            self.start,
            self.end,
            self.line,
            self.parameters,
            self.marks,
            self.bases,
            self.of_bases,
            tuple(self.bindings),
            tuple(self.returns),
            tuple(self.expressions),
            self.type,
            self.of_type,
        )


class Reading:
    """One file while it is read. `held` counts the calls and closures in expressions that have no place in a scope yet."""

    __slots__ = (
        "_dotted",
        "_names",
        "_statements",
        "_steps",
        "budget",
        "certain",
        "closures",
        "draft",
        "drafts",
        "held",
        "imports",
        "line",
        "readers",
        "source",
        "stack",
        "until",
    )

    def __init__(
        self,
        root: Node,
        content: bytes,
        budget: Budget,
        readers: "Mapping[int, Reader]",
        statements: Collection[int],
    ) -> None:
        self.source = view(content)
        self.budget = budget
        self.line = Lines(content).line
        self.drafts: list[Draft] = []
        self.imports: list[Imported] = []
        self.stack: list[tuple[Node, Draft, int]] = []
        """Statements to read, each with its scope and the `until` of it."""
        self.closures: deque[tuple[Node, Draft]] = deque()
        """Bodies of lambdas to read."""
        self.certain = True
        self.until = 0
        """Where the code ends that may be skipped and holds the present statement, 0 where it is certain."""
        self.held = 0
        self.readers = readers
        self._statements = statements
        self._steps = 0
        self._names: dict[str, Name] = {}
        self._dotted: dict[str, Expression] = {}
        self.draft = self.open("module", "", root, -1, 1)

    def open(self, kind: str, name: str, node: Node, parent: int, line: int) -> Draft:
        """A new scope."""
        draft = Draft(kind, name, len(self.drafts), parent, (node.start_byte, node.end_byte, line))
        self.drafts.append(draft)
        return draft

    def later(self, nodes: list[Node], draft: Draft | None = None, *, certain: bool) -> None:
        """Read these statements next, each of which may be skipped where it is not certain."""
        scope = draft or self.draft
        self.stack += [(node, scope, 0 if certain else node.end_byte) for node in reversed(nodes)]

    def inside(self, nodes: list[Node]) -> None:
        """Read these next, which are as certain as the present statement."""
        self.stack += [(node, self.draft, self.until) for node in reversed(nodes)]

    def count(self) -> None:
        """To be called for every node that is read. Raises OutOfTime."""
        self._steps += 1
        if not self._steps & _NODES_PER_CHECK:
            self.budget.check()

    def text(self, node: Node) -> str:
        return decoded(self.source[node.start_byte : node.end_byte])

    def expression(self, node: Node, depth: int = 0) -> Expression:
        """What an expression says. Names it binds are bound."""
        self._steps += 1
        if not self._steps & _NODES_PER_CHECK:
            self.budget.check()
        kind = node.kind_id
        if kind == IDENTIFIER:
            return self.name(self.source[node.start_byte : node.end_byte])
        if depth > DEEPEST:
            return NOTHING
        reader = self.readers.get(kind)
        if reader is not None:
            return reader(self, node, depth)
        if kind in self._statements:  # only in a broken file
            self.stack.append((node, self.draft, self.until))
            return NOTHING
        return self.opaque(node.named_children, depth)

    def name(self, written: str) -> Name:
        found = self._names.get(written)
        if found is None:
            found = self._names[written] = Name(decoded(written))
        return found

    def dotted(self, written: str) -> Expression | None:
        """A Name or Member for names joined by dots, None for anything else."""
        found = self._dotted.get(written)
        if found is None and _DOTTED(written):
            first, *names = decoded(written).split(".", DEEPEST + 1)
            found = Name(first)
            for name in names:
                found = Member(found, name)
            if len(names) > DEEPEST:
                found = NOTHING
            self._dotted[written] = found
        return found

    def opaque(self, nodes: list[Node], depth: int) -> Opaque:
        """A value that is not worked out, with those of its parts that hold calls."""
        parts: list[Expression] = []
        for node in nodes:
            before = self.held
            if self.tells(node):
                part = self.expression(node, depth + 1)
                if self.held != before:
                    parts += part.parts if isinstance(part, Opaque) else (part,)
        return Opaque(tuple(parts)) if parts else NOTHING

    def tells(self, node: Node) -> bool:
        """Whether an expression may hold a call, or bind a name. True may be a false alarm, False is certain."""
        raw = self.source[node.start_byte : node.end_byte]
        return "(" in raw or ":=" in raw or "for" in raw or "lambda" in raw or "yield" in raw

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

    def bind(  # noqa: PLR0913 - all that a binding says
        self,
        target: str,
        value: Expression | None,
        start: int,
        *,
        certain: bool = True,
        declared: Expression | None = None,
        of_type: tuple[Expression, ...] = (),
    ) -> None:
        """Add a binding to the scope. `certain` is about the expression: the statement around has its own say."""
        line = self.line(start)
        until = self.until if certain else 0
        certain = certain and self.certain
        self.draft.bindings.append(Binding(target, value, declared, line, start, certain, (), of_type, until))


Reader = Callable[[Reading, Node, int], Expression]
"""Reads one kind of expression; the number is how deep it is nested."""


def named(node: Node) -> list[Node]:
    """The named children of a node without comments."""
    return [child for child in node.named_children if child.kind_id not in EXTRAS]


def holds_calls(expression: Expression) -> bool:
    """Whether a call or a closure is somewhere in an expression."""
    pending = [expression]
    while pending:
        one = pending.pop()
        match one:
            case Invocation() | Closure():
                return True
            case Member(of, _):
                pending.append(of)
            case Index(of, key):
                pending += (of, key)
            case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
                pending += parts
            case Record(entries):
                pending += [value for _, value in entries]
    return False

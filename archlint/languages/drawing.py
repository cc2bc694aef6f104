"""What the sketches of all languages are drawn with: scopes while they are filled, and the depth to which expressions go."""

from archlint.languages.parsing import Budget
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
    Opaque,
    Parameter,
    Record,
    Scope,
    Sketch,
    Text,
)

DEEPEST = 80
"""Expressions nested deeper are not looked into."""
MOST_NESTED = 12
"""Bodies of functions that stand in expressions of each other."""
_NODES_PER_CHECK = 2_000


class ScopeDraft:
    """A scope while its parts are found."""

    def __init__(self, name: str, kind: str, parent: int, start: int, end: int, line: int) -> None:  # noqa: PLR0913, PLR0917
        self.name, self.kind, self.parent = name, kind, parent
        self.start, self.end, self.line = start, end, line
        self.parameters: list[Parameter] = []
        self.marks: list[Expression] = []
        self.bases: list[Expression] = []
        self.of_bases: tuple[Expression, ...] = ()
        self.bindings: list[Binding] = []
        self.returns: list[Expression] = []
        self.expressions: list[Expression] = []
        self.type: Expression | None = None
        self.of_type: tuple[Expression, ...] = ()

    def add(self, expression: Expression) -> None:
        """An expression that stands by itself; one without any call is nothing to anybody."""
        if holds_call(expression):
            self.expressions.append(expression)

    def finish(self) -> Scope:
        return Scope(
            self.name,
            self.kind,
            self.parent,
            self.start,
            self.end,
            self.line,
            tuple(self.parameters),
            tuple(self.marks),
            tuple(self.bases),
            self.of_bases,
            tuple(sorted(self.bindings, key=lambda binding: binding.start)),
            tuple(self.returns),
            tuple(self.expressions),
            self.type,
            self.of_type,
        )


class Drawing:
    """A sketch while it is drawn."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        self.content = content
        self.scopes = [ScopeDraft("", "module", -1, 0, len(content), 1)]
        self.imports: list[Imported] = []
        self.exports: list[tuple[str, Expression]] = []
        self.package = ""
        self._budget = budget
        self.nesting = 0
        """How many bodies of functions are open."""
        self._countdown = _NODES_PER_CHECK

    def tick(self) -> None:
        """Call it for every node. Raises OutOfTime."""
        self._countdown -= 1
        if not self._countdown:
            self._budget.check()
            self._countdown = _NODES_PER_CHECK

    def open(self, name: str, kind: str, parent: int, start: int, end: int, line: int) -> int:  # noqa: PLR0913, PLR0917
        """A new scope; gives its index."""
        self.scopes.append(ScopeDraft(name, kind, parent, start, end, line))
        return len(self.scopes) - 1

    def finish(self) -> Sketch:
        return Sketch(
            tuple(scope.finish() for scope in self.scopes), tuple(self.imports), tuple(self.exports), self.package
        )


def holds_call(expression: Expression) -> bool:
    """Whether there is a call or a function in an expression."""
    match expression:
        case Invocation() | Closure():
            return True
        case Member(of, _):
            return holds_call(of)
        case Index(of, key):
            return holds_call(of) or holds_call(key)
        case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
            return any(map(holds_call, parts))
        case Record(entries):
            return any(holds_call(value) for _, value in entries)
    return False


def opaque(parts: list[Expression]) -> Expression:
    """A value that nobody works out, with the calls in it."""
    kept = tuple(part for part in parts if holds_call(part))
    return Opaque(kept) if kept else NOTHING


def joined(parts: list[Expression]) -> Expression:
    """Texts one after the other, nested joins flattened and neighbouring literals made one."""
    flat: list[Expression] = []
    for part in parts:
        for one in part.parts if isinstance(part, Joined) else (part,):
            if isinstance(one, Text) and flat and isinstance(flat[-1], Text):
                flat[-1] = Text(flat[-1].value + one.value)
            else:
                flat.append(one)
    return flat[0] if len(flat) == 1 else Joined(tuple(flat))

"""Walk through expressions: some of them in, every call in them out, outermost first."""

from collections.abc import Iterable, Iterator

from archlint.model.sketch import (
    Choice,
    Expression,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Opaque,
    Record,
    Scope,
)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that one is made of."""
    match expression:
        case Invocation(callee, positional, named):
            return (callee, *positional, *(value for _, value in named))
        case Member(of, _):
            return (of,)
        case Index(of, key):
            return (of, key)
        case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
            return parts
        case Record(entries):
            return tuple(value for _, value in entries)
    return ()


def invocations(expressions: Iterable[Expression]) -> Iterator[Invocation]:
    """Every call in some expressions; those in closures are their own scopes'."""
    pending = list(expressions)[::-1]
    while pending:
        expression = pending.pop()
        if isinstance(expression, Invocation):
            yield expression
        pending += reversed(parts_of(expression))


def expressions_of(scope: Scope) -> Iterator[Expression]:
    """All that is written in a scope, its decorators left out."""
    for parameter in scope.parameters:
        if parameter.default is not None:
            yield parameter.default
    for binding in scope.bindings:
        if binding.value is not None:
            yield binding.value
    yield from scope.returns
    yield from scope.expressions

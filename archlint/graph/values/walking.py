"""Walk through expressions: some of them in, every call in them out, outermost first."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from archlint.model.sketch import (
    Choice,
    Expression,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Opaque,
    Record,
    Scope,
)


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that one is made of."""
    parts = _PARTS.get(type(expression))
    return parts(expression) if parts is not None else ()


def _of_invocation(one: Invocation) -> tuple[Expression, ...]:
    if one.named:
        return (one.callee, *one.positional, *[value for _, value in one.named])
    return (one.callee, *one.positional)


_PARTS: dict[type, Callable[[Any], tuple[Expression, ...]]] = {
    Invocation: _of_invocation,
    Member: lambda one: (one.of,),
    Index: lambda one: (one.of, one.key),
    Joined: lambda one: one.parts,
    Choice: lambda one: one.options,
    Items: lambda one: one.items,
    Opaque: lambda one: one.parts,
    Record: lambda one: tuple([value for _, value in one.entries]),
}
"""By the kind of expression. Programs are walked whole: looking through all kinds one after the other takes its time."""


def invocations(expressions: Iterable[Expression]) -> Iterator[Invocation]:
    """Every call in some expressions; those in closures are their own scopes'."""
    pending = list(expressions)[::-1]
    while pending:
        expression = pending.pop()
        kind = type(expression)
        if kind is Invocation:
            yield cast("Invocation", expression)
        parts = _PARTS.get(kind)
        if parts is not None:
            pending += parts(expression)[::-1]


def speaks_of(expression: Expression, name: str) -> bool:
    """Whether a bare name stands in an expression."""
    pending = [expression]
    while pending:
        one = pending.pop()
        if isinstance(one, Name) and one.name == name:
            return True
        pending += parts_of(one)
    return False


def first_name(expression: Expression) -> str:
    """The first bare name in an expression, "" where there is none."""
    pending = [expression]
    while pending:
        one = pending.pop()
        if isinstance(one, Name):
            return one.name
        pending += parts_of(one)[::-1]
    return ""


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

"""Walk through expressions: some of them in, every call in them out, outermost first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, cast

from archlint.model.sketch import (
    Choice,
    Closure,
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
    Text,
)

Written = tuple[str, Invocation, tuple[Invocation, ...]]
"""A call, the name it is assigned to at top, and the calls whose argument it is."""

_Placed = tuple[Expression, tuple[Invocation, ...]]
"""An expression and the calls whose argument it is."""
_LEAVES = frozenset({Text, Name, Closure})
"""What holds neither a call nor an object."""


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions that one is made of."""
    parts = PARTS.get(type(expression))
    return parts(expression) if parts is not None else ()


def _of_invocation(one: Invocation) -> tuple[Expression, ...]:
    if one.named:
        return (one.callee, *one.positional, *[value for _, value in one.named])
    return (one.callee, *one.positional)


PARTS: dict[type, Callable[[Any], tuple[Expression, ...]]] = {
    Invocation: _of_invocation,
    Member: lambda one: (one.of,),
    Index: lambda one: (one.of, one.key),
    Joined: lambda one: one.parts,
    Choice: lambda one: one.options,
    Items: lambda one: one.items,
    Opaque: lambda one: one.parts,
    Record: lambda one: tuple([value for _, value in one.entries]),
}
"""By the kind of expression what gives its parts, for walks through whole programs; kinds without parts are not there."""


def invocations(expressions: Iterable[Expression]) -> Iterator[Invocation]:
    """Every call in some expressions; those in closures are their own scopes'."""
    pending = list(expressions)[::-1]
    while pending:
        expression = pending.pop()
        kind = type(expression)
        if kind is Invocation:
            yield cast("Invocation", expression)
        parts = PARTS.get(kind)
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


def bare_names(expression: Expression) -> Iterator[str]:
    """The bare names in an expression."""
    pending = [expression]
    while pending:
        one = pending.pop()
        if isinstance(one, Name):
            yield one.name
        pending += parts_of(one)


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


def written(scope: Scope, records: list[Record], exported: Sequence[Expression] = ()) -> list[Written]:
    """Every call of a scope and of what is `exported` there, with the name it is assigned to at top and the calls whose
    argument it is. What it finds of objects is added to `records`: whoever looks for either need not walk again.
    """
    named = [(binding.target, binding.value) for binding in scope.bindings if binding.value is not None]
    known = {id(value) for _, value in named}
    others = [("", expression) for expression in expressions_of(scope) if id(expression) not in known]
    if exported:
        known |= {id(expression) for _, expression in others}
        others += [("", expression) for expression in exported if id(expression) not in known]
    found: list[Written] = []
    for target, root in (*named, *others):
        if type(root) in _LEAVES:
            continue
        pending: list[_Placed] = [(root, ())]
        while pending:
            expression, within = pending.pop()
            if type(expression) is Invocation:
                found.append((target, expression, within))
                _add_parts(pending, expression, within)
            elif type(expression) is Member:
                if type(expression.of) is not Name:
                    pending.append((expression.of, within))
            else:
                if type(expression) is Record:
                    records.append(expression)
                pending += [(part, within) for part in reversed(parts_of(expression)) if type(part) not in _LEAVES]
    return found


def _add_parts(pending: list[_Placed], call: Invocation, within: tuple[Invocation, ...]) -> None:
    """What a call is made of, the first argument last: it comes next."""
    if type(call.callee) is not Name:
        pending.append((call.callee, within))
    inner = (*within, call)
    if call.named:
        pending += [(value, inner) for _, value in reversed(call.named) if type(value) not in _LEAVES]
    if call.positional:
        pending += [(argument, inner) for argument in reversed(call.positional) if type(argument) not in _LEAVES]

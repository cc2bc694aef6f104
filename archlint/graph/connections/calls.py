"""Calls as they are written: a scope of a sketch in, its calls out, with what they are assigned to and what they stand in."""

from collections.abc import Iterator

from archlint.graph.values.naming import OWN
from archlint.graph.values.walking import expressions_of, parts_of
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Closure, Expression, Index, Invocation, Joined, Member, Name, Record, Scope, Text

_LEAVES = (Text, Name, Closure)

Written = tuple[str, Invocation, tuple[Invocation, ...]]
"""A call, the name it is assigned to at top, and the calls whose argument it is."""


def given(invocation: Invocation, rule: ApiRule) -> int:
    """How many arguments a call has that a rule can look at: those in order, and of those by name the ones it asks for."""
    places = (*rule.path, *rule.prefix, *rule.handler, *rule.child, *rule.topic, *rule.base, *rule.method)
    looked_at = {place.partition(".")[0] for place in places}
    return len(invocation.positional) + sum(name in looked_at for name, _ in invocation.named)


def may_hold(invocation: Invocation, selector: str) -> bool:
    """Whether an argument may be there, at the first look: a text has no entries, an object only those that are written."""
    first, _, rest = selector.partition(".")
    if not first.isdigit():
        return any(name == first for name, _ in invocation.named) or not first.isidentifier()
    if int(first) >= len(invocation.positional):
        return False
    argument = invocation.positional[int(first)]
    if not rest:
        return not isinstance(argument, Record | Closure)
    if isinstance(argument, Record):
        name = rest.partition(".")[0].removesuffix("()")
        return any(key in (name, "...") for key, _ in argument.entries)
    return not isinstance(argument, Text | Joined | Closure)


def is_alias(callee: Expression, aliases: frozenset[str]) -> bool:
    """Whether a file gives what is called another name than its own: `get` of `const get = axios.get`, `this.client`."""
    if isinstance(callee, Member) and isinstance(callee.of, Name) and callee.of.name in OWN:
        return callee.name in aliases or f"{callee.of.name}.{callee.name}" in aliases
    return isinstance(callee, Name) and callee.name in aliases


def last_name(expression: Expression) -> str:
    """The last name of what is called."""
    match expression:
        case Name(name):
            return name.rpartition(".")[2]
        case Member(_, name):
            return name
        case Index(_, Text(value)):
            return value
    return ""


def written(scope: Scope) -> Iterator[Written]:
    """Every call of a scope with the name it is assigned to at top and the calls whose argument it is."""
    named = [(binding.target, binding.value) for binding in scope.bindings if binding.value is not None]
    known = {id(value) for _, value in named}
    others = [("", expression) for expression in expressions_of(scope) if id(expression) not in known]
    for target, root in (*named, *others):
        pending: list[tuple[Expression, tuple[Invocation, ...]]] = [(root, ())]
        while pending:
            expression, within = pending.pop()
            if isinstance(expression, _LEAVES):
                continue
            if isinstance(expression, Member):
                pending.append((expression.of, within))
            elif isinstance(expression, Invocation):
                yield target, expression, within
                pending.append((expression.callee, within))
                inner = (*within, expression)
                pending += [(value, inner) for _, value in reversed(expression.named)]
                pending += [(argument, inner) for argument in reversed(expression.positional)]
            else:
                pending += [(part, within) for part in reversed(parts_of(expression))]

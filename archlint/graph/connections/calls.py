"""Calls as they are written: a call in, what it is called and what a rule may look at in it out."""

from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.values.naming import OWN
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Closure, Expression, Index, Invocation, Joined, Member, Name, Record, Text


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


def is_chosen(callee: Expression) -> bool:
    """Whether what is called is an entry whose name is chosen while it runs."""
    return type(callee) is Index and not isinstance(callee.key, Text)


def last_name(expression: Expression) -> str:
    """The last name of what is called; `[]` where a value says it."""
    if type(expression) is Member:
        return expression.name
    if type(expression) is Name:
        return expression.name.rpartition(".")[2]
    if type(expression) is Index:
        return expression.key.value if isinstance(expression.key, Text) else CHOSEN
    return ""

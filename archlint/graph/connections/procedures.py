"""Routers that are objects of procedures, as tRPC has them: finds of routers and of calls in, operations by their way out.

The way to a procedure is made of the names of the entries from the outermost router on: `bill.byNumber`.
"""

from collections.abc import Iterator, Sequence

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.routing import FoundRoute
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import Applied, Attribute, RecordValue, TextValue, Value, options_of
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Expression, Invocation, Member

PROCEDURES = "procedures"
_DEEPEST = 8


class Procedures:
    """Reads finds of rules whose protocol are procedures."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator

    def routes(self, find: Find) -> Iterator[FoundRoute]:
        """The procedures of a router; those of routers inside it too, by their whole way."""
        call = self._discovery.call(find)
        for selector in find.rule.members:
            value = select(self._evaluator, call, (selector,))
            for at, way, method in self._inside(find, value, "", 0) if value is not None else ():
                yield FoundRoute(at, method, self._path(find, call, way), "", at.line)

    def _inside(self, find: Find, value: Value, way: str, depth: int) -> Iterator[tuple[Find, str, str]]:
        for option in options_of(value) if depth < _DEEPEST else ():
            if isinstance(option, RecordValue):
                for key, expression in option.record.entries:
                    inner = self._evaluator.evaluate(expression, option.frame)
                    yield from self._inside(find, inner, way if key == "..." else f"{way}.{key}", depth + 1)
            elif isinstance(option, Applied) and option.invocation is not None and option.frame is not None:
                name = option.callee.name if isinstance(option.callee, Attribute) else ""
                if way and name in find.rule.actions:
                    module, scope = option.frame.module, option.frame.scope
                    line = _first_line(option.invocation)
                    at = find._replace(module=module, scope=scope, line=line, is_mark=False, expression=None)
                    at = at._replace(within=(option.invocation,))
                    yield at, way[1:], find.rule.actions[name]
                elif self._is_router(option.callee, find):
                    for argument in option.invocation.positional:
                        inner = self._evaluator.evaluate(argument, option.frame, option.invocation.start)
                        yield from self._inside(find, inner, way, depth + 1)

    def _is_router(self, callee: Value, find: Find) -> bool:
        rules = self._discovery.rules(find.module)
        names = names_of(callee, rules, self._evaluator)
        return any(one.rule.protocol == PROCEDURES for name in names for one in rules.find(name, ("route",)))

    def path(self, find: Find) -> str:
        """The path of the procedure that a call asks for."""
        return self._path(find, self._discovery.call(find), find.operation)

    def _path(self, find: Find, call: Call, way: str) -> str:
        before = select(self._evaluator, call, find.rule.prefix)
        first = before.parts[0] if isinstance(before, TextValue) and before.parts else ""
        return f"{first}#{way}"


def outermost(routes: Sequence[FoundRoute]) -> list[FoundRoute]:
    """Routes without the procedures of routers that lie in others: those have the longer way there."""
    longest: dict[tuple[str, int, str], int] = {}
    for one in routes:
        if _of_procedures(one.find.rule):
            key = (one.find.module, one.line, one.method)
            longest[key] = max(longest.get(key, 0), one.path.count("."))
    return [
        one
        for one in routes
        if not _of_procedures(one.find.rule) or one.path.count(".") == longest[one.find.module, one.line, one.method]
    ]


def _of_procedures(rule: ApiRule) -> bool:
    return rule.protocol == PROCEDURES


def _first_line(invocation: Invocation) -> int:
    """The line in which a chain of calls begins."""
    line = invocation.line
    inner: Expression = invocation
    while isinstance(inner, Invocation | Member):
        if isinstance(inner, Invocation):
            line = min(line, inner.line)
            inner = inner.callee
        else:
            inner = inner.of
    return line

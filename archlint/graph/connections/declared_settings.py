"""Settings that code declares itself, as objects that a configuration is made of: finds in, what a key is set to out.

`registerAs('app', () => ({ prefix: process.env.PREFIX ?? 'api' }))` sets `app.prefix`, and an object that all of a
configuration is loaded from sets it with an entry `app` that is one itself.
"""

from collections.abc import Iterable

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import Applied, FunctionValue, RecordValue, TextValue, Unknown, Value, options_of
from archlint.model.api_rules import ApiRule

_DEEPEST = 6


class DeclaredSettings:
    """Looks keys up in the objects that finds of kind `configuration` name."""

    def __init__(self, discovery: Discovery, finds: Iterable[Find]) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._objects: list[tuple[str, str, RecordValue]] = []
        for find in finds:
            self._add(find.rule, discovery.call(find), find.module)

    def _add(self, rule: ApiRule, call: Call, module: str, depth: int = 0) -> None:
        name = select(self._evaluator, call, rule.name) if rule.name else TextValue(("",))
        whole = select(self._evaluator, call, rule.value)
        if whole is None or not isinstance(name, TextValue) or not all(isinstance(one, str) for one in name.parts):
            return
        before = "".join(str(part) for part in name.parts)
        for item in items_of(self._evaluator, whole):
            if isinstance(item, Applied) and item.frame is not None and depth < _DEEPEST:
                made = Call(item.invocation, item.frame, item.callee)
                for one in names_of(item.callee, self._discovery.rules(module), self._evaluator):
                    for inner, *_ in self._discovery.rules(module).find(one, ("configuration",)):
                        self._add(inner, made, item.frame.module, depth + 1)
                continue
            given = self._evaluator.result(item, None, None) if isinstance(item, FunctionValue) else item
            self._objects += [(module, before, one) for one in options_of(given) if isinstance(one, RecordValue)]

    def values(self, key: str) -> list[tuple[str, Value]]:
        """What a key is set to, each with the module that says so."""
        found: list[tuple[str, Value]] = []
        for module, before, record in self._objects:
            if before and not key.startswith(f"{before}."):
                continue
            steps = key[len(before) + 1 :].split(".") if before else key.split(".")
            value: Value = record
            for step in steps[:_DEEPEST]:
                value = self._evaluator.attribute(value, step)
            if not isinstance(value, Unknown) and value is not record:
                found.append((module, value))
        return found

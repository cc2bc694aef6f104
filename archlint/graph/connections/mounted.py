"""What calls mount: a find of a mount in; the values, the routers and the files that it is about out."""

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import CallSite, Find
from archlint.graph.connections.http_methods import class_in
from archlint.graph.connections.owners import Key
from archlint.graph.connections.routers import Routers
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import (
    Frame,
    FunctionValue,
    Instance,
    ModuleValue,
    ParameterValue,
    Site,
    TextValue,
    Value,
    options_of,
)
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Expression, Invocation, Member

_MADE = ("=made",)
WITHIN = "=within"


class Mounted:
    """Looks into the calls that mount."""

    def __init__(self, discovery: Discovery, routers: Routers) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator
        self._routers = routers

    def folder(self, find: Find, call: Call) -> list[tuple[str, str]]:
        """The files of the folder that a call mounts, each with the path that its own folders give it."""
        value = select(self._evaluator, call, find.rule.folder) if find.rule.folder else None
        found = []
        for option in options_of(value) if value is not None else ():
            last = option.parts[-1] if isinstance(option, TextValue) and option.parts else ""
            tail = last.strip("/").removeprefix("./") if isinstance(last, str) else ""
            home = find.module.rpartition("/")[0]
            while tail.startswith("../"):
                home, tail = home.rpartition("/")[0], tail[3:]
            start = f"{home}/{tail}/".lstrip("/")
            inside = [one for one in self._discovery.program.modules if tail and one.startswith(start)]
            found += [(one, one[len(start) :].rpartition("/")[0]) for one in inside]
        return found

    def exported(self, module: str) -> list[Key]:
        """The functions that a file exports as itself."""
        return [
            ("scope", one.module, one.scope)
            for name in ("default", "=")
            for one in options_of(self._evaluator.member(ModuleValue(module), name) or ModuleValue(module))
            if isinstance(one, FunctionValue)
        ]

    def children(self, find: Find, call: Call) -> list[Key]:
        """The routers that a call mounts."""
        if "=made" in find.rule.child and call.invocation is not None:
            return [(Site(find.module, call.invocation.start),)]
        return [
            key
            for value in self.values(find, call)
            for option in options_of(value)
            for key in (*self._loaded(option), *self._routers.of(option, find.module))
        ]

    def _loaded(self, value: Value) -> list[Key]:
        """The function that a module is that is loaded where it is mounted: `register(import("./bills"))`."""
        return self.exported(value.module) if isinstance(value, ModuleValue) else []

    def values(self, find: Find, call: Call) -> list[Value]:
        """What a call mounts."""
        invocation = call.invocation
        values: list[Value] = []
        for selector in find.rule.child:
            if selector == "*" and invocation is not None:
                values += [self._evaluator.evaluate(one, call.frame, invocation.start) for one in invocation.positional]
                break
            if selector == "=result":
                return self._given(call)
            value = select(self._evaluator, call, (selector,))
            if value is not None:
                is_each = find.is_mark or find.rule.parent == _MADE
                values += items_of(self._evaluator, value) if is_each else [value]
                break
        return [one for one in values if self._is_called(one, find)] if find.rule.called else values

    def _given(self, call: Call) -> list[Value]:
        """The class of what a marked function gives: of an object that it makes or declares, or the class itself."""
        if not isinstance(call.marked, FunctionValue):
            return []
        found = [*options_of(self._evaluator.result(call.marked, None, None))]
        found = [class_of for one in found if (class_of := class_in(one)) is not None]
        scope = self._discovery.program.scope(call.marked.module, call.marked.scope)
        declared = self._evaluator.typed(scope.type, Frame(call.marked.module, call.marked.scope))
        return list(found) or [one.of for one in options_of(declared) if isinstance(one, Instance)]

    def _is_called(self, value: Value, find: Find) -> bool:
        """Whether something is what the rule of a find says that it mounts."""
        names = names_of(value, self._discovery.rules(find.module), self._evaluator)
        return not set(names).isdisjoint(find.rule.called)

    def handing(self, find: Find) -> list[CallSite]:
        """The callers that give the function of a find the router that it mounts, none where it mounts another."""
        if find.is_mark or find.callers or find.scope <= 0 or not find.rule.child:
            return []
        call = self._discovery.call(find)
        place = (find.module, find.scope)
        if call.invocation is None or not any(
            isinstance(one, ParameterValue) and (one.module, one.scope) == place for one in self.values(find, call)
        ):
            return []
        return self._discovery.calls.of(*place)


def holding(call: Invocation, rule: ApiRule) -> Invocation:
    """The call that holds what a rule says is mounted: the one it is about, or an earlier one of its chain, `group(…)` of
    `group(…).prefix("/api")`.
    """
    name = rule.child[0].removeprefix(WITHIN).removeprefix(":")
    one: Expression = call
    while name and isinstance(one, Invocation) and isinstance(one.callee, Member):
        if one.callee.name == name:
            return one
        one = one.callee.of
    return call

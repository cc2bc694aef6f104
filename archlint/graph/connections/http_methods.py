"""Which methods of HTTP a find is about: a find and its call in; out the methods that the call names, the marks of the function
that answers let through, or the class that answers has functions for.
"""

from archlint.graph.connections.arguments import argument, called_name
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.rule_patterns import CHOSEN, VERBS
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.connections.value_names import names_of
from archlint.graph.values.terms import (
    Applied,
    Attribute,
    ClassValue,
    FunctionValue,
    Instance,
    ItemsValue,
    RecordValue,
    Symbol,
    TextValue,
    Value,
    options_of,
)
from archlint.model.sketch import Index, Invocation, Member

_CALLED = {"DEL": "DELETE", "ALL": "ANY"}
"""What clients and routers call some methods."""
_BUILT = "build"
_NOTHING = "none"
"""What a later call says that makes something else of the call."""
_ALL = "*"
"""What frameworks call all methods."""


class Methods:
    """Reads the methods of finds."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._evaluator = discovery.evaluator

    def of(self, find: Find, call: Call, handler: Value | None = None) -> list[str]:
        """The methods that a call is about, upper case."""
        if find.rule.method:
            value = select(self._evaluator, call, find.rule.method)
            found: list[str] = []
            for option in options_of(value) if value is not None else ():
                items = [option]
                if isinstance(option, ItemsValue):
                    items = [self._evaluator.evaluate(item, option.frame) for item in option.items]
                if isinstance(option, RecordValue):
                    found += [name.upper() for name, _ in option.record.entries if name]
                found += filter(None, (_verb(item) for item in items))
            if _ALL in found:
                return self._of_class(find, call, handler) or ["ANY"]
            if found:
                return list(dict.fromkeys(found))
        if find.rule.verb_first and (verb := self._first_word(find, call)):
            return [verb]
        if find.rule.later and (later := self._later(find, call)):
            return [later] if later != _NOTHING else []
        if find.verb == CHOSEN:
            return self._computed(call)
        if find.verb:
            return [find.verb.upper()]
        found = self._of_class(find, call, handler) or self._by_marks(find, handler)
        return found or [find.rule.default_method]

    def _first_word(self, find: Find, call: Call) -> str:
        """The method that a path begins with: `GET /bills`."""
        value = select(self._evaluator, call, find.rule.path)
        first = value.parts[0] if isinstance(value, TextValue) and value.parts else ""
        return first.split()[0].upper() if isinstance(first, str) and first.split() else ""

    def _later(self, find: Find, call: Call) -> str:
        """The method that a later call of the chain says, "" where none does."""
        written = self._discovery.calls.written(find.module)[find.scope] if find.scope >= 0 else []
        behind = {id(one.callee.of): one for _, one, _ in written if isinstance(one.callee, Member)}
        end, inner = "", find.expression
        while (outer := behind.get(id(inner))) is not None and isinstance(outer.callee, Member):
            inner = outer
            said = find.rule.later.get(outer.callee.name, "")
            if said.isdigit():
                value = argument(self._evaluator, outer, call.frame, said)
                return (_verb(value) or "ANY") if value is not None else "ANY"
            if outer.callee.name == _BUILT:
                end = said
            elif said:
                return said
        return end

    def _computed(self, call: Call) -> list[str]:
        """The methods that the value may name by which something is called: `app[verb](path)`. None where it names others."""
        names = [called_name(one).upper() for one in options_of(call.callee)]
        callee = call.invocation.callee if call.invocation is not None else None
        if CHOSEN in names and isinstance(callee, Index):
            names = [_verb(one) for one in options_of(self._evaluator.evaluate(callee.key, call.frame))]
        names = ["" if one == CHOSEN else one for one in names]
        found = [_CALLED.get(name, name) for name in names if name in _CALLED or name.lower() in VERBS]
        return list(dict.fromkeys(found)) or ([] if all(names) else ["ANY"])

    def _by_marks(self, find: Find, handler: Value | None) -> list[str]:
        """What the marks of the function that answers let through: `@require_GET`, `@api_view(["GET"])`."""
        if not isinstance(handler, FunctionValue) or not find.rule.restricted:
            return []
        rules = self._discovery.rules(find.module)
        frame = self._evaluator.frame_around(handler.module, handler.scope)
        for mark in self._discovery.program.scope(handler.module, handler.scope).marks:
            invocation = mark if isinstance(mark, Invocation) else None
            callee = self._evaluator.evaluate(invocation.callee if invocation is not None else mark, frame)
            place = next(
                (
                    place
                    for name in names_of(callee, rules, self._evaluator)
                    if (place := find.rule.restricted.get(name))
                ),
                "",
            )
            if place[:1].isalpha():
                return place.split()
            value = argument(self._evaluator, invocation, frame, place) if place else None
            found = (
                [verb for item in items_of(self._evaluator, value) if (verb := _verb(item))]
                if value is not None
                else []
            )
            if found:
                return list(dict.fromkeys(found))
        return []

    def _of_class(self, find: Find, call: Call, handler: Value | None) -> list[str]:
        """What a class that answers has methods for, by the names that the rule gives."""
        of_class = class_in(handler) if handler is not None else None
        if of_class is None or not find.rule.actions:
            return []
        after = select(self._evaluator, call, find.rule.suffix) if find.rule.suffix else None
        suffix = f"_{after.parts[0]}" if isinstance(after, TextValue) and after.parts else ""
        return list(dict.fromkeys(action.split()[0] for action in self.actions(find, of_class, suffix).values()))

    def actions(self, find: Find, of_class: ClassValue, suffix: str = "") -> dict[str, str]:
        """The actions of a class: those it has functions for, with a suffix behind their names, and those that its bases
        bring along.
        """
        names: list[str] = []
        for one in self._evaluator.ancestry(of_class):
            if isinstance(one, ClassValue):
                file = self._discovery.program.file(one.module)
                names += [file.scopes[method].name for method in file.methods.get(one.scope, ())]
            elif isinstance(one, Symbol):
                names += find.rule.inherited.get(one.name, ())
        found = {name: action for name, action in find.rule.actions.items() if f"{name}{suffix}" in names}
        limits = self._limits(find, of_class)
        return {name: action for name, action in found.items() if not limits or action.split()[0] in limits}

    def _limits(self, find: Find, of_class: ClassValue) -> set[str]:
        """The methods that a class says it lets through, none where it says nothing."""
        limit = self._evaluator.of_class(of_class, find.rule.limited_by, None) if find.rule.limited_by else None
        return {_verb(item) for item in items_of(self._evaluator, limit)} - {""} if limit is not None else set()


def _verb(value: Value) -> str:
    if isinstance(value, TextValue) and len(value.parts) == 1 and isinstance(value.parts[0], str):
        return value.parts[0].upper()
    if isinstance(value, Symbol | Attribute):
        last = value.name.rpartition(".")[2].upper()
        return last if last in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") else ""
    return ""


def class_in(value: Value) -> ClassValue | None:
    """The class that a value is, or that it is made by: `View.as_view()`."""
    for option in options_of(value):
        inner = option
        while isinstance(inner, Applied | Attribute):
            inner = inner.callee if isinstance(inner, Applied) else inner.of
        if isinstance(inner, ClassValue):
            return inner
        if isinstance(inner, Instance):
            return inner.of
    return None

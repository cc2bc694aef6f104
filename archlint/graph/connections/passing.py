"""What a module has others call: its calls in; the same with those of functions that it only hands over out, such as that of
`call(api.get, "/bills")`.
"""

from archlint.graph.connections.calls import last_name
from archlint.graph.connections.value_names import names_of
from archlint.graph.connections.views import Views
from archlint.graph.values.terms import Frame
from archlint.graph.values.walking import Written
from archlint.model.api_rules import ApiRule
from archlint.model.sketch import Closure, Expression, Invocation, Items, Member, Name, Record


class Passing:
    """Knows by the rules who calls what is handed over."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._known: dict[str, list[list[Written]]] = {}

    def calls(self, module: str) -> list[list[Written]]:
        """The calls of a module by its scopes."""
        known = self._known.get(module)
        if known is None:
            file = self._views.program.file(module)
            passers = self._views.rules(module).passers
            known = [self._with_passed(one, module, index, passers) for index, one in enumerate(file.calls)]
            if file.scopes:
                self._known[module] = known
        return known

    def _with_passed(self, calls: list[Written], module: str, index: int, passers: frozenset[str]) -> list[Written]:
        passed = [
            (target, made, within)
            for target, invocation, within in calls
            if last_name(invocation.callee) in passers
            for made in self._passed(invocation, Frame(module, index))
        ]
        return [*calls, *passed] if passed else calls

    def _passed(self, invocation: Invocation, frame: Frame) -> list[Invocation]:
        """The calls that somebody does who is handed a function."""
        rules, evaluator = self._views.rules(frame.module), self._views.evaluator
        value = evaluator.evaluate(invocation.callee, frame, invocation.start)
        for name in names_of(value, rules, evaluator):
            found = [one.rule for one in rules.find(name, ("passing",))]
            if found:
                made = (_made(invocation, rule) for rule in found)
                return [one for one in made if one is not None]
        return []


def _made(invocation: Invocation, rule: ApiRule) -> Invocation | None:
    """The call of what is handed over, None where that is no function as written."""
    callee = next((one for place in rule.child if (one := _at(invocation, place)) is not None), None)
    if isinstance(callee, Items) and len(callee.items) > 1:  # `call([api, api.get], "/bills")`
        callee = callee.items[1]
    if not isinstance(callee, Name | Member | Closure):
        return None
    given: tuple[Expression, ...] = ()
    for place in rule.value:
        if place.endswith(":"):
            given = invocation.positional[int(place[:-1]) :]
        elif (one := _at(invocation, place)) is not None:
            given = (one,)
        if given:
            break
    return Invocation(callee, given, (), invocation.start, invocation.line)


def _at(invocation: Invocation, place: str) -> Expression | None:
    """What is written at a place: an argument, an entry of an object there, or (`0()`) what a function there gives."""
    if place.endswith("()"):
        called = _at(invocation, place[:-2])
        return Invocation(called, (), (), invocation.start, invocation.line) if called is not None else None
    first, _, entry = place.partition(".")
    found: Expression | None = None
    if first.isdigit():
        found = invocation.positional[int(first)] if int(first) < len(invocation.positional) else None
    else:
        found = next((value for name, value in invocation.named if name == first), None)
    if not entry:
        return found
    entries = found.entries if isinstance(found, Record) else ()
    return next((value for name, value in entries if name == entry), None)

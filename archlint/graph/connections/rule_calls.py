"""A call as a rule sees it: what it is, where it stands, and the marks around and beside it."""

from typing import NamedTuple

from archlint.graph.values.terms import Attribute, Frame, FunctionValue, Value
from archlint.model.api_rules import ApiRule, Selectors
from archlint.model.sketch import Expression, Invocation


class Call(NamedTuple):
    """A call (or a mark) as a rule sees it. `invocation` is None for a mark without arguments; `around` is the mark of the
    class around that the rule names, with its frame.
    """

    invocation: Invocation | None
    frame: Frame
    callee: Value
    around: "Call | None" = None
    beside: "Call | None" = None
    marked: Value | None = None
    generic: tuple[Expression, ...] = ()
    around_beside: "Call | None" = None


def function_of(call: Call) -> Value | None:
    """The function of the project of which something is called: `orders.mapping.delete`."""
    of = receiver_of(call)
    while isinstance(of, Attribute):
        of = of.of
    return of if isinstance(of, FunctionValue) else None


def receiver_of(call: Call) -> Value | None:
    """What a method is called on."""
    return call.callee.of if isinstance(call.callee, Attribute) else None


def places_of(rule: ApiRule) -> list[Selectors]:
    """Where a call says what a caller may give: the places of an address, or one after the other those of a topic, of which
    the first may hold nothing.
    """
    if rule.kind not in ("publication", "subscription", "binding"):
        return [rule.path]
    return [rule.topic[begin:] for begin in range(max(len(rule.topic), 1))]

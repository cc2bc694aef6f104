"""Routers that objects in objects mount, `{ path: "bills", module: Bills, children: [...] }`: a call and its rule in, each that
is mounted with its paths out.
"""

from collections.abc import Callable, Iterator

from archlint.graph.connections.component_prefixes import joined
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import items_of, select
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import UNKNOWN, RecordValue, Unknown, Value
from archlint.model.api_rules import ApiRule

_MOST = 1_000


def tree_of(
    evaluator: Evaluator, rule: ApiRule, call: Call, starts_of: Callable[[Value], list[str]]
) -> Iterator[tuple[Value, list[str]]]:
    """What the objects mount that a call is handed first, each behind the paths of its own object and those around that."""
    handed = select(evaluator, call, ("0",))
    pending = [(one, "") for one in items_of(evaluator, handed)] if handed is not None else []
    left = _MOST
    while pending and left:
        one, outer = pending.pop()
        left -= 1
        if not isinstance(one, RecordValue):
            yield one, [outer]
            continue
        starts = [joined(outer, start.strip("/")) for start in starts_of(_entry(evaluator, one, rule.prefix))]
        more = items_of(evaluator, _entry(evaluator, one, (rule.nested,)))
        pending += [(below, start) for below in more for start in starts]
        for child in items_of(evaluator, _entry(evaluator, one, rule.child)):
            yield child, starts


def _entry(evaluator: Evaluator, of: RecordValue, names: tuple[str, ...]) -> Value:
    found = (evaluator.attribute(of, name) for name in names)
    return next((one for one in found if not isinstance(one, Unknown)), UNKNOWN)

"""Routes that are listed: a find whose call or file holds a list of them, or an object with their paths for keys, in; a call
for each out, as if it were made for that one alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.finds import Find
from archlint.graph.connections.rule_calls import Call
from archlint.graph.connections.selecting import select
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import (
    Frame,
    FunctionValue,
    ItemsValue,
    ModuleValue,
    RecordValue,
    TextValue,
    Value,
    options_of,
)
from archlint.model.sketch import NOTHING, Closure, Expression, Invocation, Record, Text

_KEY = re.compile(r"(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|ANY)\s+)?(/?\S*)", re.IGNORECASE)
"""How an object writes a route's key: `/bills`, `GET /bills`."""
_DEEPEST = 4
_MOST = 1_000


class Listed(NamedTuple):
    """One route of several: what a call for it alone would be, and where it stands, None for what has no line."""

    call: Call
    at: tuple[str, int, int] | None = None


def listed(evaluator: Evaluator, find: Find, call: Call) -> Iterator[Listed]:
    """The routes at `each` of a find. An item that is a list has the arguments of a call, one that is an object is its first
    argument; an entry of an object has its key for the argument `name`, without the method before it, which is `method`, and
    its value for the first one.
    """
    left = _MOST
    for whole in _wholes(evaluator, find, call):
        for one in _inside(evaluator, whole, find, call):
            if not left:
                return
            left -= 1
            yield one


def _wholes(evaluator: Evaluator, find: Find, call: Call) -> Iterator[Value]:
    """The lists and objects that a call is handed, or that a file exports."""
    if find.rule.files:
        for name in find.rule.each:
            exported = evaluator.member(ModuleValue(find.module), name)
            yield from options_of(exported) if exported is not None else ()
        return
    handed = select(evaluator, call, find.rule.each)
    yield from options_of(handed) if handed is not None else ()


def _inside(evaluator: Evaluator, whole: Value, find: Find, call: Call, depth: int = 0) -> Iterator[Listed]:
    match whole:
        case ItemsValue(items, frame):
            for item in items:
                value = evaluator.evaluate(item, frame)
                if isinstance(value, ItemsValue) and _holds_several(evaluator, value) and depth < _DEEPEST:
                    yield from _inside(evaluator, value, find, call, depth + 1)
                elif isinstance(value, ItemsValue):
                    yield Listed(_made(call, find, value.items, value.frame))
                elif isinstance(value, RecordValue):
                    yield Listed(_made(call, find, (item,), frame), _place(evaluator, item, frame, find))
        case TextValue(parts) if depth < _DEEPEST:  # `routes + more`
            for part in parts:
                yield from () if isinstance(part, str) else _inside(evaluator, part, find, call, depth + 1)
        case RecordValue():
            yield from _keyed(evaluator, whole, find, call, depth)


def _keyed(evaluator: Evaluator, whole: RecordValue, find: Find, call: Call, depth: int) -> Iterator[Listed]:
    """The entries of an object whose keys are paths."""
    frame = whole.frame
    for key, item in whole.record.entries:
        if key == "...":
            spread = options_of(evaluator.evaluate(item, frame)) if depth < _DEEPEST else ()
            for one in spread:
                yield from _inside(evaluator, one, find, call, depth + 1)
        elif (found := _KEY.fullmatch(key)) is not None:
            method = "ANY" if (found[1] or "").upper() == "ALL" else (found[1] or "").upper()
            named = [("name", Text(found[2])), *([("method", Text(method))] if method else [])]
            at = _place(evaluator, item, frame, find) or (frame.module, frame.scope, whole.record.line or find.line)
            yield Listed(_made(call, find, (item,), frame, tuple(named)), at)


def _holds_several(evaluator: Evaluator, value: ItemsValue) -> bool:
    """Whether an item of a list is a list of routes: `[...bills, usage]`."""
    first = evaluator.evaluate(value.items[0], value.frame) if value.items else None
    return isinstance(first, RecordValue | ItemsValue)


def _made(
    call: Call,
    find: Find,
    positional: tuple[Expression, ...],
    frame: Frame,
    named: tuple[tuple[str, Expression], ...] = (),
) -> Call:
    start = call.invocation.start if call.invocation is not None else 0
    return Call(Invocation(NOTHING, positional, named, start, find.line), frame, call.callee)


def _place(evaluator: Evaluator, item: Expression, frame: Frame, find: Find) -> tuple[str, int, int] | None:
    """Where an item stands; where it is made elsewhere, that place."""
    if isinstance(item, Record | Invocation) and item.line:
        return frame.module, frame.scope, item.line
    if isinstance(item, Closure):
        return frame.module, frame.scope, evaluator.program.scope(frame.module, item.scope).line
    for option in options_of(evaluator.evaluate(item, frame)):
        if isinstance(option, RecordValue) and option.record.line:
            return option.frame.module, option.frame.scope, option.record.line
        if isinstance(option, FunctionValue) and option.module == find.module:
            return option.module, option.scope, evaluator.program.scope(option.module, option.scope).line
    return None

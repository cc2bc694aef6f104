"""What stands in loops: finds in the body of one in, the same once for every item of the list out, as far as it is known.

A list of routes, or of verbs, is gone through by `routes.forEach((route) => app[route.method](route.path))` or by a `for`:
which method belongs to which path is only known item by item.
"""

from collections.abc import Iterator, Sequence

from archlint.graph.connections.finds import CallSite, Find
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.program import Program
from archlint.graph.values.terms import UNKNOWN, Frame, ItemsValue, Value, options_of
from archlint.graph.values.walking import first_name
from archlint.model.sketch import NOTHING, Closure, Expression, Index, Invocation, Member, Record

_EACH = ("forEach", "map")
_MOST_ITEMS = 100


class Loops:
    """Goes through lists."""

    def __init__(self, program: Program, evaluator: Evaluator) -> None:
        self._program = program
        self._evaluator = evaluator

    def each(self, found: Sequence[Find], module: str, index: int) -> Iterator[Find]:
        """Finds in a function that is called with each item of a list, or in a loop over one, once for every item."""
        given = self._program.file(module).given.get(index)
        callee = given.invocation.callee if given is not None else None
        items: Value = UNKNOWN
        if given is not None and isinstance(callee, Member) and callee.name in _EACH:
            items = self._evaluator.evaluate(callee.of, Frame(module, given.scope), given.invocation.start)
        lists = _lists(items)
        if given is None or not lists:
            for find in found:
                yield from self._looped(find)
            return
        for find in found:
            if find.rule.kind not in ("mount", "route", "proxy") and find.verb != CHOSEN:
                yield find
                continue
            for at, item in self._items(lists)[:_MOST_ITEMS]:
                if at.module == module:
                    made = Invocation(Closure(index), (item,), (), given.invocation.start, find.line)
                    site = CallSite(module, given.scope, made, (module, index))
                else:  # it is told where the item stands
                    line = item.line if isinstance(item, Record) else find.line
                    site = CallSite(at.module, at.scope, Invocation(NOTHING, (item,), (), 0, line), (module, index))
                yield find._replace(callers=(site,))

    def _looped(self, find: Find) -> Iterator[Find]:
        """A find whose verb a loop gives, once for every item that it goes through."""
        loop = self._loop(find) if find.verb == CHOSEN or find.rule.kind == "proxy" else None
        if loop is None:
            yield find
            return
        scope = self._program.scope(find.module, find.scope)
        lists = _lists(self._evaluator.evaluate(loop.of, Frame(find.module, find.scope), scope.end))
        if not lists:
            yield find
        for at, item in self._items(lists)[:_MOST_ITEMS]:
            line = item.line if isinstance(item, Record) and at.module != find.module else find.line
            given = [(one.target, _of_item(one.value, loop, item)) for one in scope.bindings if one.value is not None]
            named = tuple((name, value) for name, value in given if value is not None)
            made = Invocation(NOTHING, (), named, 0, line)
            yield find._replace(callers=(CallSite(at.module, at.scope, made, (find.module, find.scope)),))

    def _loop(self, find: Find) -> Index | None:
        """What stands for an item of a list in the loop that the verb of a find comes from."""
        invocation = find.expression if isinstance(find.expression, Invocation) else None
        key = invocation.callee.key if invocation is not None and isinstance(invocation.callee, Index) else None
        if find.rule.kind == "proxy" and invocation is not None and invocation.positional:
            key = invocation.positional[0]
        if invocation is None or key is None:
            return None
        bindings = self._program.file(find.module).bindings.get((find.scope, first_name(key)), ())
        before = [one.value for one in bindings if one.start < invocation.start]
        return _item(before[-1]) if before and before[-1] is not None else None

    def _items(self, lists: Sequence[ItemsValue]) -> list[tuple[Frame, Expression]]:
        """The items of some lists with where they stand, those of lists in them too: `[...bills, …]`."""
        found: list[tuple[Frame, Expression]] = []
        pending = list(lists)[::-1]
        while pending and len(found) < _MOST_ITEMS:
            one = pending.pop()
            for position, item in enumerate(one.items):
                inner = self._evaluator.evaluate(item, one.frame) if not isinstance(item, Record | Closure) else UNKNOWN
                if isinstance(inner, ItemsValue):
                    pending += [ItemsValue(one.items[position + 1 :], one.frame), inner]
                    break
                found.append((one.frame, item))
        return found


def _lists(items: Value) -> list[ItemsValue]:
    """The lists that a value may be; none where it may be something else."""
    lists = [one for one in options_of(items) if isinstance(one, ItemsValue)]
    return lists if len(lists) == len(options_of(items)) else []


def _item(value: Expression) -> Index | None:
    """What stands for an item of a list, in what is taken out of it: `for (const { method, path } of routes)`."""
    while isinstance(value, Member | Index):
        if isinstance(value, Index) and value.key == NOTHING:
            return value
        value = value.of
    return None


def _of_item(value: Expression, loop: Index, item: Expression) -> Expression | None:
    """What a name of a loop stands for at one item, None for a name that does not come from it."""
    steps: list[Member | Index] = []
    while value != loop:
        if not isinstance(value, Member | Index):
            return None
        steps.append(value)
        value = value.of
    for step in reversed(steps):
        item = Member(item, step.name) if isinstance(step, Member) else Index(item, step.key)
    return item

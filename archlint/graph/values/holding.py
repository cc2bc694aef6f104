"""What holds a function in a file: names with what they are bound to in, what a function is called out."""

from collections.abc import Iterable

from archlint.model.sketch import Closure, Expression, Invocation, Member, Name


class Holding:
    """Names by what they stand for, or are made of: `const send = useCallback(async (url) => …)`, `api.request.bind(api)`."""

    def __init__(self, held: Iterable[tuple[str, Expression]]) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._by_scope: dict[int, list[str]] = {}
        for name, value in held:
            pending = [value]
            while pending:
                one = pending.pop()
                if isinstance(one, Name | Member):
                    self._by_name.setdefault(one.name, []).append(name)
                elif isinstance(one, Closure):
                    self._by_scope.setdefault(one.scope, []).append(name)
                elif isinstance(one, Invocation):
                    pending += one.positional
                    if isinstance(one.callee, Member) and one.callee.name == "bind":
                        pending.append(one.callee.of)

    def of(self, scope: int, names: Iterable[str]) -> set[str]:
        """What holds a function, or one of some names."""
        found = set(self._by_scope.get(scope, ()))
        return found.union(*(self._by_name.get(name, ()) for name in names))

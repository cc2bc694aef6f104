"""What is asked on the way to a route: finds of routes and what mounts routers in, the calls that lead there out."""

from collections.abc import Iterable, Iterator

from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.owners import Key, without_owner
from archlint.graph.values.terms import Frame, options_of
from archlint.model.sketch import Expression, Invocation, Member

_MOST = 40


class Ways:
    """Follows routers up to where they are mounted. `routes` are all finds that serve something."""

    def __init__(self, discovery: Discovery, mounts: Mounts, routes: Iterable[Find]) -> None:
        self._discovery = discovery
        self._mounts = mounts
        self._routes = [find for find in routes if isinstance(find.expression, Invocation) and not find.is_mark]
        self._mounting: frozenset[int] | None = None
        self.modules = frozenset(find.module for find in self._routes)
        """Where routes are put on routers."""

    def up(self, find: Find) -> Iterator[Find]:
        """The calls by which the router of a route is mounted, and those that mount what it is mounted at."""
        pending = [without_owner(self._mounts.around(find, self._discovery.call(find)))]
        seen: set[Key] = set()
        while pending and len(seen) < _MOST:
            key = pending.pop()
            if key in seen:
                continue
            seen.add(key)
            for parent, mount in self._mounts.calls.get(key, ()):
                yield mount
                pending.append(without_owner(parent))

    def mounts_routes(self, call: Invocation) -> bool:
        """Whether a call mounts a router that serves something, so that what it is handed besides stands before that only."""
        if self._mounting is None:
            self._mounting = frozenset(id(mount.expression) for find in self._routes for mount in self.up(find))
        return id(call) in self._mounting

    def is_on_mounted(self, call: Invocation, module: str, scope: int) -> bool:
        """Whether what a call is called on is a router that is mounted at another one."""
        if not isinstance(call.callee, Member):
            return False
        value = self._discovery.evaluator.evaluate(call.callee.of, Frame(module, scope), call.start)
        keys = (self._mounts.key(option, module) for option in options_of(value))
        return any(key is not None and without_owner(key) in self._mounts.calls for key in keys)


def handed_besides(mount: Find) -> list[Expression]:
    """What a call that mounts is handed besides the path and, as its last argument, the router."""
    return list(mount.expression.positional[:-1]) if isinstance(mount.expression, Invocation) else []

"""Clients that are made of an interface: finds of kind `client` in, by interface what all its paths are behind out."""

from collections.abc import Sequence

from archlint.graph.connections.addresses import parameters
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.selecting import select
from archlint.graph.values.terms import UNKNOWN, Attribute, ClassValue, TextValue, Value, options_of, several, text

Place = tuple[str, int]
"""The module and the scope of an interface."""


class BuiltClients:
    """Knows the interfaces of which libraries make clients: `retrofit.create(Bills.class)`."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._bases: dict[Place, list[Value]] = {}

    def read(self, finds: Sequence[Find]) -> None:
        """Remember what the makers say whom the clients ask."""
        for find in finds:
            if find.rule.kind != "client" or not find.rule.child:
                continue
            call = self._discovery.call(find)
            made = select(self._discovery.evaluator, call, find.rule.child)
            base = select(self._discovery.evaluator, call, find.rule.base)
            for one in options_of(made) if made is not None else ():
                of = one.of if isinstance(one, Attribute) and one.name == "class" else one
                if isinstance(of, ClassValue):
                    self._bases.setdefault((of.module, of.scope), []).append(_settled(base))

    def has(self, find: Find) -> bool:
        """Whether what a find is about stands in an interface of which a client is made."""
        return bool(self._bases) and self._around(find) in self._bases

    def base(self, find: Find) -> Value | None:
        """What all paths of the interface around a find are behind, None where no client is made of it."""
        found = self._bases.get(self._around(find)) if self._bases and find.is_mark else None
        return several(found) if found else None

    def _around(self, find: Find) -> Place:
        return find.module, self._discovery.program.file(find.module).class_of(find.scope)


def _settled(base: Value | None) -> Value:
    """A base without what only callers of its maker know."""
    found: list[Value] = []
    for one in options_of(base) if base is not None else ():
        if isinstance(one, TextValue):
            parts = (UNKNOWN if not isinstance(part, str) and any(parameters(part)) else part for part in one.parts)
            found.append(text(*parts))
        else:
            found.append(UNKNOWN if any(parameters(one)) else one)
    return several(found) if found else UNKNOWN

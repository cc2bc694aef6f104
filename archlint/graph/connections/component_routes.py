"""The routes of a system by who serves them: all routes in, those of one component, of several, or in reach of one out.

A list that is asked for again is the same list, so that an index can be kept of it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from archlint.graph.connections.route_index import Index
from archlint.graph.connections.served import Served

_FEW = 16
"""Routes that are looked through one by one."""


class ComponentRoutes:
    """`built_with` are by component the others whose code is part of it."""

    def __init__(self, served: list[Served], built_with: Mapping[str, Sequence[str]]) -> None:
        self.all = served
        self._built_with = built_with
        self._by_component: dict[str, list[Served]] = {}
        for one in served:
            self._by_component.setdefault(one.route.component, []).append(one)
        self._together: dict[tuple[str, ...], list[Served]] = {}
        self._others: dict[str, list[Served]] = {}
        self._seen: dict[str, list[Served]] = {}
        self._indexes: dict[int, tuple[Sequence[Served], Index]] = {}

    @property
    def are_several(self) -> bool:
        """Whether more than one component serves something."""
        return len(self._by_component) > 1

    def near(self, among: Sequence[Served], segments: tuple[str, ...]) -> Sequence[Served]:
        """Those of some routes that may answer a path, by an index that is kept with what it is of: lists that last."""
        if len(among) < _FEW:
            return among
        known = self._indexes.get(id(among))
        if known is None:
            known = self._indexes[id(among)] = among, Index([one.segments for one in among])
        return [among[place] for place in known[1].of(segments)]

    def serving(self, named: Sequence[str]) -> tuple[str, ...]:
        """The components that are meant by some: themselves and what they are built with. Where none of these serves anything,
        those inside of them that do more than pass requests on, such as the packages of a repository whose root is started.
        """
        parts = (one for name in named for one in self._built_with.get(name, ()) if self.of(one))
        found = tuple(dict.fromkeys((*named, *parts)))
        if any(self.of(name) for name in found):
            return found
        serving = (one for one, routes in self._by_component.items() if any(not each.route.target for each in routes))
        inside = (one for one in serving for name in named if name == "." or one.startswith(f"{name}/"))
        return tuple(dict.fromkeys(inside))

    def of_all(self, components: tuple[str, ...]) -> list[Served]:
        """The routes of some components; always the same list, for an index is kept of it."""
        if len(components) == 1:
            return self.of(components[0])
        if components not in self._together:
            self._together[components] = [one for name in components for one in self.of(name)]
        return self._together[components]

    def but_gateways_of(self, component: str) -> list[Served]:
        """All routes but those by which a component passes requests on: a gateway does not pass on to itself."""
        if component not in self._others:
            self._others[component] = [
                one for one in self.all if not (one.route.target and one.route.component == component)
            ]
        return self._others[component]

    def seen_by(self, component: str, leads_to: Callable[[str], Collection[str]]) -> list[Served]:
        """All routes as pages of a component see them that say no host: where gateways pass requests on to it, it is behind
        these, and no others. `leads_to` tells the components behind a host.
        """
        if component not in self._seen:
            doors = {
                one.route.component
                for one in self.all
                if one.route.component != component
                and any({component} == {*leads_to(target.host)} for target in one.targets if target.host)
            }
            seen = [one for one in self.all if not one.targets or one.route.component in doors]
            self._seen[component] = seen if doors else self.all
        return self._seen[component]

    def of(self, component: str) -> list[Served]:
        return self._by_component.get(component, [])

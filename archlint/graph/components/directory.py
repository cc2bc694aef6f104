"""Who is there: components with their names, ports and kinds in, the one that an address leads to out.

A project may hold the same system several times, as the chapters of a course do: of several of a name the nearest is meant.
"""

import copy
from collections.abc import Collection, Iterable, Mapping, Sequence

from archlint.graph.components.addresses import Place
from archlint.graph.components.signs import fits_any, plain
from archlint.model.architecture import Component, ComponentKind, ComponentTechnology
from archlint.model.paths import in_common


class Directory:
    """Looks components up by what an address says. `ports` are those of each component, in the same order: by which it is
    reached on the machine itself, and those it has only inside of its container.
    """

    def __init__(
        self,
        components: Sequence[Component],
        ports: Sequence[tuple[Collection[str], Collection[str]]],
        technologies: Mapping[str, ComponentTechnology],
    ) -> None:
        self.components = components
        self._technologies = technologies
        self._near = ""
        self._by_host: dict[str, list[int]] = {}
        self._by_port: dict[str, list[int]] = {}
        self._by_inner_port: dict[str, list[int]] = {}
        for index, one in enumerate(components):
            if one.kind == "library":
                continue
            for host in (one.name, *one.hosts):
                self._add(host.lower(), index)
            for numbers, known in zip(ports[index], (self._by_port, self._by_inner_port), strict=True):
                for port in numbers:
                    known.setdefault(port, []).append(index)
        for index, one in enumerate(components):
            for host in (one.name, *one.hosts):
                self._add(plain(host), index)

    def _add(self, host: str, index: int) -> None:
        known = self._by_host.setdefault(host, [])
        if index not in known:
            known.append(index)

    def seen_from(self, folder: str) -> "Directory":
        """The same as somebody sees it whose code lies in a folder."""
        view = copy.copy(self)
        view._near = folder  # noqa: SLF001 - its own kind
        return view

    def _nearest(self, found: Sequence[int]) -> int:
        """The first of those that have most folders in common with who asks."""
        return max(found, key=lambda index: in_common(self.components[index].folder, self._near))

    def named(self, host: str, *, whole: bool = False) -> int | None:
        """The component of a name, alone or, if not `whole`, with a domain behind it."""
        first = host if whole else host.partition(".")[0]
        for name in (host.lower(), first.lower(), plain(host)):
            if name in self._by_host:
                return self._nearest(self._by_host[name])
        return None

    def at(self, place: Place, *, whole: bool = False) -> int | None:
        """The component at an address, by its `whole` host if need be; on the machine itself the only one that listens at the
        port.
        """
        if not place.is_local:
            return self.named(place.host, whole=whole)
        there = self._by_port.get(place.port, []) or self._by_inner_port.get(place.port, [])
        return there[0] if len(there) == 1 else None

    def of_kind(
        self, kinds: Iterable[ComponentKind], technologies: Collection[str] = (), scheme: str = ""
    ) -> list[int]:
        """The components of some kinds, of some technologies where these are said, and of those a scheme leads to; of several
        that share a name the nearest.
        """
        wanted = {name for name, one in self._technologies.items() if scheme and scheme in one.schemes}
        kinds = set(kinds)
        found = []
        for index, one in enumerate(self.components):
            if one.kind not in kinds or (technologies and one.technology not in technologies):
                continue
            if not wanted or one.technology in wanted:
                found.append(index)
        shared = set.intersection(*({*self.components[index].hosts} for index in found)) if len(found) > 1 else set()
        return [self._nearest(found)] if shared and self._near else found

    def led_to(self, kinds: Collection[ComponentKind], address: str) -> str:
        """The technology of some kinds that alone has such addresses, "" where there is none."""
        return next(
            (
                name
                for name, one in self._technologies.items()
                if one.kind in kinds and fits_any(one.addresses, address)
            ),
            "",
        )

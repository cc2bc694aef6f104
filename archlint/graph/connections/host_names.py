"""Whom the host of an address may mean: the names and ports that components answer at, and a host in, components out."""

import re
from collections.abc import Iterable, Mapping, Sequence

from archlint.graph.connections.addresses import Address
from archlint.graph.connections.served import HOLE

_INSIDE = ("local", "svc", "lan", "cluster")
_TOP = frozenset(
    {"com", "org", "net", "io", "dev", "app", "co", "de", "uk", "ai", "cloud", "edu", "gov", "info", "me", "eu"}
)
"""Ends of names that lead out of a cluster."""
_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal")  # noqa: S104 - names, nothing is bound
_PRIVATE = re.compile(r"(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+")
"""Addresses of machines on one's own network: which, nobody can tell; a port may."""


class HostNames:
    """`names` gives by a host's name the components it may stand for; `ports` by a port on this machine."""

    def __init__(self, names: Mapping[str, Sequence[str]], ports: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._ports = ports

    def components(self, host: str) -> list[str]:
        """The components that a host may stand for."""
        name, _, port = host.partition(":")
        name = name.rstrip(".")  # `bills.` is the name `bills` and no part of another
        if is_local(name) or not name or HOLE.search(name):
            return list(self._ports.get(port, ())) if port.isdigit() else []
        first, _, domain = name.partition(".")
        inside = domain.endswith(_INSIDE) or (domain and "." not in domain and domain not in _TOP)
        for candidate in (name, first) if inside else (name,):
            if candidate.lower() in self._names:
                return list(self._names[candidate.lower()])
        return []

    def behind(self, places: Iterable[Address]) -> tuple[Address, ...]:
        """The same places as the service is asked whose name their path begins with: `/orders/all` of a gateway is `/all` of
        `orders`. None for a path that begins otherwise, and for hosts that are not known here.
        """
        found = []
        for place in places:
            is_here = not place.host or is_local(place.host.partition(":")[0]) or self.components(place.host)
            first, _, rest = place.path.lstrip("/").partition("/")
            if rest and (is_here or HOLE.search(place.host)) and self._names.get(first.lower()):
                found.append(Address(first, f"/{rest}", is_absolute=True))
        return tuple(dict.fromkeys(found))


def is_local(host: str) -> bool:
    """Whether a host is this machine, or one on its own network: which, only a port may tell."""
    return host in _LOCAL or _PRIVATE.fullmatch(host) is not None

"""What finds of requests, messages and stores say: methods, addresses, topics, names."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import Address
from archlint.graph.connections.discovery import Discovery, Find
from archlint.graph.connections.routing import Routing
from archlint.graph.connections.tracing import Tracer

_MOST_METHODS = 4


class FoundRequest(NamedTuple):
    """`addresses` are the places it may go to."""

    find: Find
    method: str
    addresses: tuple[Address, ...]
    is_fixed: bool = False


class FoundMessage(NamedTuple):
    find: Find
    topics: tuple[str, ...]


class Endpoints:
    """Reads finds of what goes out, comes in and is kept."""

    def __init__(self, discovery: Discovery, tracer: Tracer, routing: Routing) -> None:
        self._discovery = discovery
        self._tracer = tracer
        self._routing = routing

    def requests(self, find: Find) -> Iterator[FoundRequest]:
        """The requests of a find: its own where the address stands there, else one for every caller that gives one."""
        for one, found in self._tracer.traced(find, find.rule.path, find.rule.base):
            for method in self._routing.methods(one, self._discovery.call(one))[:_MOST_METHODS]:
                yield FoundRequest(one, method, tuple(found), self._tracer.is_fixed(one))

    def messages(self, find: Find) -> Iterator[FoundMessage]:
        """The publications or subscriptions of a find."""
        for one, found in self._tracer.traced(find, find.rule.topic):
            topics = [f"{place.host}{place.path}" for place in found]
            yield FoundMessage(one, tuple(dict.fromkeys(topics)))

"""Where requests are changed before they are sent: finds of interceptors in, requests with what these put before them out, and
the components and technologies whose addresses are not what the calls say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, address, texts, written
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.endpoints import FoundRequest
from archlint.graph.connections.finds import Find
from archlint.graph.connections.places import Places
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.tracing import Tracer
from archlint.graph.values.heap import site_of
from archlint.graph.values.terms import (
    UNKNOWN,
    Attribute,
    Frame,
    FunctionValue,
    TextValue,
    Value,
    merged,
    options_of,
    text,
)
from archlint.model.paths import in_common
from archlint.model.sketch import Binding, Joined, Member, Name

_MOST_STARTS = 4
REWRITTEN = "a function that every request passes through changes its address"


Client = tuple[object, ...]
"""What tells clients apart: where they were made."""


class Prefix(NamedTuple):
    """What stands before a path; not `certain` where only some requests get it."""

    path: str
    certain: bool


class Passage(NamedTuple):
    """A function that all requests of one technology in a component pass through, with what it puts before their addresses."""

    module: str
    component: str
    technology: str
    starts: tuple[TextValue, ...]


class Rewriting:
    """Puts before the paths of requests what functions that all requests of a client pass through put there."""

    def __init__(self, discovery: Discovery, settings: KnownSettings, tracer: Tracer, places: Places) -> None:
        self._discovery = discovery
        self._settings = settings
        self._tracer = tracer
        self._places = places

    def applied(self, asked: Sequence[FoundRequest], finds: Iterable[Find]) -> list[FoundRequest]:
        """The requests as they are sent: `config.url = "/v2" + config.url`."""
        prefixes: dict[Client, Prefix] = {}
        passages: list[Passage] = []
        for find in finds:
            if find.rule.kind == "rewriting" and find.rule.path:
                passages += self._passages(find)
                continue
            client = _client(self._discovery.call(find).callee) if find.rule.kind == "rewriting" else None
            for prefix in _prefixes(find, self._discovery, self._settings) if client is not None else ():
                prefixes.setdefault(client or (), prefix)
        sent = [self._sent(one, prefixes) for one in asked] if prefixes else list(asked)
        return [self._passed(one, passages) for one in sent] if passages else sent

    def _passages(self, find: Find) -> Iterator[Passage]:
        """`request.clone({ url: base + request.url })`, wherever that stands."""
        value = select(self._discovery.evaluator, self._discovery.call(find), find.rule.path)
        starts = [
            TextValue(one.parts[:-1])
            for option in options_of(value if value is not None else UNKNOWN)
            if isinstance(option, TextValue) and len(option.parts) > 1 and _is_own(option.parts[-1], find.rule.rewrites)
            for one in texts(option, find.module, self._settings)[:_MOST_STARTS]
        ]
        if starts:
            component = self._places.component_of(find.module)
            yield Passage(find.module, component, find.rule.technology, tuple(dict.fromkeys(starts)))

    def _passed(self, found: FoundRequest, passages: Sequence[Passage]) -> FoundRequest:
        """A request with what the nearest passage puts before it where its address has no host."""
        component, module = self._places.component_of(found.find.module), found.find.module
        ways = [one for one in passages if (one.component, one.technology) == (component, found.find.rule.technology)]
        relative = [one for one in found.addresses if not one.host]
        if not ways or not relative:
            return found
        nearest = max(ways, key=lambda one: in_common(one.module, module))
        made = [_behind(start, place) for place in relative for start in nearest.starts]
        addresses = tuple(dict.fromkeys((*made, *found.addresses)))
        return found._replace(addresses=addresses, is_one=len(found.addresses) == 1)

    def _sent(self, found: FoundRequest, prefixes: Mapping[Client, Prefix]) -> FoundRequest:
        """A request with what its client puts before its path, behind the address that the client is made with."""
        client = _client(self._discovery.call(found.find).callee)
        prefix = prefixes.get(client) if client is not None else None
        if prefix is None:
            return found
        start = options_of(self._tracer.started(found.find) or UNKNOWN)[0]
        base = address(start).path.rstrip("/") if isinstance(start, TextValue) else ""
        made = tuple(_with(place, base, prefix.path) for place in found.addresses)
        addresses = made if prefix.certain else tuple(dict.fromkeys((*made, *found.addresses)))
        return found._replace(addresses=addresses, is_one=len(found.addresses) == 1)


def _with(place: Address, base: str, prefix: str) -> Address:
    if not place.path.startswith(base):
        return place
    rest = place.path[len(base) :].lstrip("/")
    return place._replace(path=f"{base}/{prefix.strip('/')}/{rest}")


def _is_own(part: str | Value, names: tuple[str, ...]) -> bool:
    """Whether a part of a text is the address that the request had before."""
    return isinstance(part, Attribute) and part.name in names


def _behind(start: TextValue, place: Address) -> Address:
    last = start.parts[-1]
    is_closed = isinstance(last, str) and last.endswith("/")
    return address(TextValue(merged((*start.parts, place.path.lstrip("/") if is_closed else place.path))))


def _client(callee: Value) -> Client | None:
    while isinstance(callee, Attribute):
        callee = callee.of
    return site_of(callee)


def _prefixes(find: Find, discovery: Discovery, settings: KnownSettings) -> Iterator[Prefix]:
    value = select(discovery.evaluator, discovery.call(find), find.rule.handler)
    for option in options_of(value if value is not None else UNKNOWN):
        if not isinstance(option, FunctionValue):
            continue
        frame = Frame(option.module, option.scope)
        for binding in discovery.program.scope(option.module, option.scope).bindings:
            if not _is_put_before(binding, find.rule.rewrites):
                continue
            parts = binding.value.parts[:-1] if isinstance(binding.value, Joined) else ()
            whole = text(*(discovery.evaluator.evaluate(part, frame, binding.start) for part in parts))
            for one in texts(whole, option.module, settings)[:1]:
                yield Prefix(written(one), binding.certain)


def _is_put_before(binding: Binding, names: tuple[str, ...]) -> bool:
    """Whether something gets what it was with something before it."""
    holder, dot, name = binding.target.rpartition(".")
    last = binding.value.parts[-1] if isinstance(binding.value, Joined) and binding.value.parts else None
    return bool(dot) and name in names and last == Member(Name(holder), name)


def rewriting_in(finds: Iterable[Find], discovery: Discovery, places: Places) -> frozenset[tuple[str, str]]:
    """The components, with the technology of their client, in which some function gives addresses another value."""
    return frozenset(
        (places.component_of(find.module), find.rule.technology)
        for find in finds
        if find.rule.kind == "rewriting" and _rewrites(find, discovery)
    )


def _rewrites(find: Find, discovery: Discovery) -> bool:
    """Whether the function that is handed over assigns to what addresses are made of."""
    value = select(discovery.evaluator, discovery.call(find), find.rule.handler)
    for option in options_of(value if value is not None else UNKNOWN):
        if isinstance(option, FunctionValue):
            for binding in discovery.program.scope(option.module, option.scope).bindings:
                _, dot, name = binding.target.rpartition(".")
                if dot and name in find.rule.rewrites:
                    return True
    return False

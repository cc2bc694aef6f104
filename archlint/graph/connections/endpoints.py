"""What finds of requests, messages and stores say: methods, addresses, topics, names."""

from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, address, normal_path, texts
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.finds import Find
from archlint.graph.connections.http_methods import Methods
from archlint.graph.connections.rule_patterns import CHOSEN
from archlint.graph.connections.selecting import select
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.telling import says
from archlint.graph.connections.tracing import Tracer
from archlint.graph.values.terms import Applied, RecordValue, Symbol, TextValue, options_of
from archlint.model.sketch import Invocation, Name

_MOST_METHODS = 4


class FoundRequest(NamedTuple):
    """`addresses` are the places it may go to."""

    find: Find
    method: str
    addresses: tuple[Address, ...]
    is_fixed: bool = False
    is_handed: bool = False
    """Whether its path is all what some caller gives."""
    is_one: bool = False
    """Whether its addresses are of one request that is changed or not before it is sent."""


class Endpoints:
    """Reads finds of what goes out, comes in and is kept."""

    def __init__(self, discovery: Discovery, tracer: Tracer, settings: KnownSettings) -> None:
        self._discovery = discovery
        self._settings = settings
        self._tracer = tracer
        self._methods = Methods(discovery)

    def requests(self, find: Find) -> Iterator[FoundRequest]:
        """The requests of a find: its own where the address stands there, else one for every caller that gives one."""
        if find.rule.each:
            yield from self._each(find)
        if self._is_made_before(find) or (find.rule.mounted and not self._tracer.built.has(find)):
            return
        for one, found in self._tracer.traced(find, find.rule.path, find.rule.base):
            if (find.rule.literal or find.rule.each) and not any(says(place) for place in found):
                continue
            methods = self._methods.of(one, self._discovery.call(one))[:_MOST_METHODS]
            if len(methods) > 1 and one.verb == CHOSEN and not any(says(place) for place in found):
                methods = ["ANY"]  # its callers choose, and are told
            for method in methods:
                yield FoundRequest(one, method, tuple(found), self._tracer.is_fixed(one), self._tracer.is_handed(one))

    def _is_made_before(self, find: Find) -> bool:
        """Whether a call only sends a request that was made before, and is told there: `fetch(new Request("/bills"))`."""
        made = find.expression if isinstance(find.expression, Invocation) else None
        given = made.positional[0] if made is not None and made.positional else None
        if made is None or not isinstance(given, Name | Invocation):
            return False
        value = self._discovery.evaluator.evaluate(given, self._discovery.frame(find), made.start)
        if not isinstance(value, Applied) or not isinstance(value.callee, Symbol):
            return False
        known = self._discovery.rules(find.module).find(value.callee.name, ("request",))
        return any(one.rule.technology == find.rule.technology and one.rule is not find.rule for one in known)

    def _each(self, find: Find) -> Iterator[FoundRequest]:
        """The requests that the entries of an object name, at their lines."""
        evaluator = self._discovery.evaluator
        whole = select(evaluator, self._discovery.call(find), find.rule.each)
        for option in options_of(whole) if whole is not None else ():
            if not isinstance(option, RecordValue):
                continue
            for _, expression in option.record.entries:
                entry = evaluator.evaluate(expression, option.frame)
                if not isinstance(entry, RecordValue):
                    continue
                url, method = (evaluator.attribute(entry, name) for name in ("url", "method"))
                found = [address(one) for one in texts(url, find.module, self._settings)]
                found = [one._replace(path=normal_path(one.path)) for one in found if says(one)]
                verb = method.parts[0] if isinstance(method, TextValue) and len(method.parts) == 1 else "GET"
                if found and isinstance(verb, str):
                    at = find._replace(line=entry.record.line or find.line)
                    yield FoundRequest(at, verb.upper(), tuple(found))

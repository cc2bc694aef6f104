"""What the reports on endpoints tell in common: Connections in, counts and who meets whom out. Nothing is escaped yet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from archlint.graph.connections.sharing import Table, tables_of
from archlint.model.connections import (
    Connections,
    Database,
    Endpoint,
    Message,
    Request,
    RequestStatus,
    StoreUse,
    protocol_of,
)
from archlint.reports.endpoints_filter import STATUSES, is_shown
from archlint.reports.view import View
from archlint.reports.wording import count

MEANING: dict[RequestStatus, str] = {
    "dangling": "sent within this system, to where no such route is served",
    "unresolved": "the code does not tell where they go",
    "ambiguous": "routes of several components fit, and nothing tells which one is meant",
    "external": "sent to hosts outside of what is read here",
    "linked": "answered by one component",
}
"""The statuses of requests, those that need attention first."""

ATTENTION: tuple[RequestStatus, ...] = ("dangling", "unresolved", "ambiguous")
UNKNOWN = "(not known)"


class Askers(NamedTuple):
    """How many requests lead to a route by the components that send them: surely, and perhaps (ambiguous ones)."""

    surely: Counter[str]
    perhaps: Counter[str]


class Topic(NamedTuple):
    name: str
    publishers: tuple[Message, ...]
    subscribers: tuple[Message, ...]


def statuses(view: View) -> tuple[RequestStatus, ...]:
    """The statuses whose requests are listed one by one."""
    if view.status is not None:
        return (view.status,) if is_shown("requests", view.only, view.status) else ()
    if view.only is None:
        return ATTENTION
    return tuple(MEANING) if view.only == "requests" else ()


def summary(found: Connections, view: View) -> str:
    """`39 routes, 4 operations, 29 requests (24 linked, 1 ambiguous, 4 unresolved), 8 uses of stores`, of what is shown."""
    shown = {kind: is_shown(kind, view.only, view.status) for kind in ("routes", "requests", "events", "stores")}
    operations = sum(protocol_of(route.method) != "http" for route in found.routes)
    pieces = [count(len(found.routes) - operations, "route")] if shown["routes"] else []
    pieces += [count(operations, "operation")] if shown["routes"] and operations else []
    if shown["requests"]:
        numbers = Counter(request.status for request in found.requests)
        told = ", ".join(f"{numbers[status]:,} {status}" for status in STATUSES if numbers[status])
        pieces.append(count(len(found.requests), "request") + (f" ({told})" if told else ""))
    if shown["events"] and (view.only or found.publications or found.subscriptions):
        pieces.append(count(len(found.publications), "publication"))
        pieces.append(count(len(found.subscriptions), "subscription"))
    if shown["stores"] and (view.only or found.stores):
        pieces.append(count(len(found.stores), "use of a store", "uses of stores"))
    return ", ".join(pieces)


def component_of(endpoint: Endpoint) -> str:
    return component_name(endpoint.component)


def component_name(component: str) -> str:
    """The folder of the project is a component too, and has no name."""
    return component if component not in ("", ".") else "(the project itself)"


def address(request: Request) -> str:
    """Host and path in one, as in the address line of a browser."""
    between = "/" if request.host and request.path and not request.path.startswith("/") else ""
    return f"{request.host}{between}{request.path}" or UNKNOWN


def reason(request: Request) -> str:
    """Why a request has its status, without the host where it stands first: the address says it."""
    return request.why.removeprefix(f"{request.host} ")


def taken(requests: Iterable[Request]) -> Counter[str]:
    """What is taken to be so of linked requests, and of how many."""
    return Counter(request.why for request in requests if request.status == "linked" and request.why)


def answering(request: Request, found: Connections) -> list[str]:
    """The components of the routes that answer, in the order of the routes."""
    return list(dict.fromkeys(component_of(found.routes[index]) for index in request.routes))


def passing(request: Request, found: Connections) -> list[str]:
    """The components that pass a request on."""
    return list(dict.fromkeys(component_of(found.routes[index]) for index in request.via))


def askers(found: Connections) -> dict[int, Askers]:
    """Who asks each route, also by way of a gateway; each request counts once."""
    asked: dict[int, Askers] = {}
    for request in found.requests:
        for index in dict.fromkeys((*request.routes, *request.via)):
            one = asked.setdefault(index, Askers(Counter(), Counter()))
            chosen = one.perhaps if request.status == "ambiguous" and index in request.routes else one.surely
            chosen[component_of(request)] += 1
    return asked


def asked_by(one: Askers | None) -> str:
    """`3 requests: app (2), web; perhaps 1: crm`, "" for a route that nobody asks."""
    if one is None:
        return ""
    pieces = [f"{count(one.surely.total(), 'request')}: {_senders(one.surely)}"] if one.surely else []
    if one.perhaps:
        pieces.append(f"perhaps {one.perhaps.total():,}: {_senders(one.perhaps)}")
    return "; ".join(pieces)


def _senders(numbers: Mapping[str, int]) -> str:
    return tallied(numbers) if len(numbers) > 1 else next(iter(numbers))


def unasked(routes: int, number: int) -> str:
    """`, 2 of them asked by nobody here`: how many of some routes nobody asks."""
    if not number:
        return ""
    if number < routes:
        return f", {number:,} of them asked by nobody here"
    return ", asked by nobody here"


def served(rows: Sequence[tuple[str, ...]]) -> str:
    """`3 routes and 1 operation`, by rows that begin with a method."""
    operations = sum(protocol_of(row[0]) != "http" for row in rows)
    told = [count(len(rows) - operations, "route")] if len(rows) > operations else []
    told += [count(operations, "operation")] if operations else []
    return " and ".join(told) or "no route"


def asked_components(requests: Iterable[Request], found: Connections) -> Counter[str]:
    """The components that answer the linked requests of one component, and how many each; "itself" for its own."""
    linked = [request for request in requests if request.status == "linked"]
    answers = ((component_of(request), answering(request, found)[:1]) for request in linked)
    return Counter("itself" if name == own else name for own, names in answers for name in names)


def outside(requests: Iterable[Request]) -> Counter[str]:
    """The hosts of external requests, and how many go to each."""
    return Counter(request.host or UNKNOWN for request in requests if request.status == "external")


def tallied(numbers: Mapping[str, int], most: int | None = None) -> str:
    """`app (2), web`: the most frequent first; beyond `most` the rest is counted."""
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{name} ({number:,})" if number > 1 else name for name, number in ordered[:most]]
    rest = len(ordered) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest else "")


def tally(messages: Iterable[Message]) -> str:
    """The components of some messages, "" for none."""
    return tallied(Counter(component_of(message) for message in messages))


def is_named(message: Message) -> bool:
    """Whether anything is known of the topic; two that are not known are not one."""
    return bool(message.topic.strip("{}"))


def topics(found: Connections) -> list[Topic]:
    """The topics with a name: those between components first, then those within one, then those with one end only."""
    ends: dict[str, tuple[list[Message], list[Message]]] = {}
    for position, messages in enumerate((found.publications, found.subscriptions)):
        for message in messages:
            if is_named(message):
                ends.setdefault(message.topic, ([], []))[position].append(message)
    return sorted(
        (Topic(name, tuple(sent), tuple(read)) for name, (sent, read) in ends.items()),
        key=lambda topic: (_nearness(topic), topic.name),
    )


def style(topic: Topic) -> str:
    """How a topic joins its two ends: `messaging` or `event`."""
    return " and ".join(dict.fromkeys(one.style for one in (*topic.publishers, *topic.subscribers)))


def _nearness(topic: Topic) -> int:
    if not topic.publishers or not topic.subscribers:
        return 2
    return int(len({message.component for message in (*topic.publishers, *topic.subscribers)}) == 1)


def shared_stores(found: Connections) -> list[tuple[str, tuple[StoreUse, ...]]]:
    """The names that stores have in several components, each with its uses, but for those in one database."""
    together = {table.name.casefold() for table in one_database(found)}
    uses: dict[str, list[StoreUse]] = {}
    for store in found.stores:
        if store.name:
            uses.setdefault(store.name, []).append(store)
    return [
        (name, tuple(touched))
        for name, touched in sorted(uses.items())
        if len({use.component for use in touched}) > 1 and name.casefold() not in together
    ]


def one_database(found: Connections) -> list[Table]:
    """The tables that several components use in one database, as settings say."""
    return [table for table in tables_of(found, {}) if len({one.component for one in table.databases}) > 1]


def databases(found: Connections) -> list[tuple[str, tuple[Database, ...]]]:
    """Each database with where its components are told to use it."""
    told: dict[str, list[Database]] = {}
    for one in found.databases:
        told.setdefault(one.address, []).append(one)
    return [(address, tuple(said)) for address, said in sorted(told.items())]


def accesses(uses: Iterable[StoreUse]) -> str:
    """`owned by billing; read by crm, web`."""
    uses = tuple(uses)
    pieces = []
    for access, told in (("owns", "owned"), ("writes", "written"), ("reads", "read")):
        components = sorted({component_of(use) for use in uses if use.access == access})
        if components:
            pieces.append(f"{told} by {', '.join(components)}")
    return "; ".join(pieces)


def by_component(found: Connections) -> dict[str, tuple[list[int], list[Request]]]:
    """The components that serve or ask, by name: the positions of their routes, and their requests."""
    ends: dict[str, tuple[list[int], list[Request]]] = {}
    for index, route in enumerate(found.routes):
        ends.setdefault(component_of(route), ([], []))[0].append(index)
    for request in found.requests:
        ends.setdefault(component_of(request), ([], []))[1].append(request)
    return dict(sorted(ends.items()))

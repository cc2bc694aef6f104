"""What is asked of others: finds of requests, the requests of pages and documents and what is served in, Requests with the
routes that answer them out.
"""

import re
from collections.abc import Collection, Sequence
from functools import partial

from msgspec.structs import replace

from archlint.graph.connections.addresses import Address, address
from archlint.graph.connections.beginnings import Beginning, beginnings, is_lost
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.endpoints import Endpoints, FoundRequest
from archlint.graph.connections.finds import Find
from archlint.graph.connections.linked import NOT_SAID, Linked, known_of
from archlint.graph.connections.linking import Linker
from archlint.graph.connections.operation_finds import OperationFinds
from archlint.graph.connections.operations import GRPC, OperationLinker, outside_of, told_off
from archlint.graph.connections.pairing import paired
from archlint.graph.connections.places import Places, fields_of
from archlint.graph.connections.rewriting import REWRITTEN, Rewriting, rewriting_in
from archlint.graph.connections.served import Served, rewritten
from archlint.graph.connections.telling import says
from archlint.graph.values.terms import TextValue
from archlint.model.connections import BY_CALLERS, NO_ENDPOINT, OPERATION_METHODS, Endpoint, Request
from archlint.model.deployment import ROUTE_NAME, Deployment, PageRequest

_MOST_ARMS = 4
_NOT_WHOLE = re.compile(r"//|/\Z|[^/]\{|\A\{|\}[^/]")
"""What an address has in which something is missing, or known in part."""
_PAGE = re.compile(r"\.html?(?:[?#]|$)")
"""The address of another page that lies beside: nobody answers there."""
_ITSELF = (".", "#", "?")
"""What a form has as its address that goes back to its own page."""


class Requests:
    """Reads the requests of a system. `unread` are the hosts of its programs whose code is not read, `generated` the modules
    that nobody writes.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that may ask, and all that tells who answers
        self,
        discovery: Discovery,
        places: Places,
        endpoints: Endpoints,
        operations: OperationFinds,
        deployment: Deployment,
        unread: Collection[str],
        generated: frozenset[str],
        rewriting: Rewriting,
    ) -> None:
        self._discovery = discovery
        self._rewriting = rewriting
        self._places = places
        self._endpoints = endpoints
        self._operations = operations
        self._pages = deployment.pages
        self._outside = outside_of(unread)
        self._generated = generated

    def read(self, finds: Sequence[Find], served: Sequence[Served], linker: Linker) -> tuple[Request, ...]:
        """All requests, in the order of files and lines."""
        speaking = self._speaking(finds)
        asked = [
            one
            for find in finds
            if find.rule.kind == "request" and not find.rule.protocol and id(find.expression) not in speaking
            for one in self._endpoints.requests(find)
        ]
        callers = {(one.find.module, one.find.line) for one in asked if one.find.callers}
        asked = _told_once(asked)
        asked = self._rewriting.applied(asked, finds)
        linker.take_own((one.method, one.addresses) for one in asked)
        fitting = paired(_once(asked), partial(self._is_answered, linker))
        requests = [
            self._request(arm, linker, callers)
            for one in fitting
            if self._is_worth(one)
            for arm in self._arms(one, linker)
        ]
        rewriting = rewriting_in(finds, self._discovery, self._places)
        requests = [
            replace(one, status="unresolved", why=REWRITTEN)
            if one.status == "dangling" and (one.component, one.technology) in rewriting
            else one
            for one in requests
        ]
        requests = _answered_elsewhere(requests, served, linker)
        asking = [page for page in self._pages if not _asks_operation(page)]
        requests += [self._page(page, served, linker) for page in asking if not _PAGE.search(page.address)]
        requests += self._asked_operations(finds, served, linker)
        requests += [
            self._passing(one, linker)
            for one in served
            if one.targets and not one.is_configured and self._places.is_module(one.route.file)
        ]
        return tuple(sorted(requests, key=lambda one: (one.file, one.line, one.path, one.method)))

    def _speaking(self, finds: Sequence[Find]) -> frozenset[int]:
        """The calls that send a document of GraphQL as they would send anything else, by their ids: operations tell them."""
        sending = (one for one in finds if one.rule.kind == "request" and one.rule.protocol and one.rule.needing)
        return frozenset(id(find.expression) for find in sending if any(self._operations.requests(find)))

    def _is_worth(self, found: FoundRequest) -> bool:
        """Whether to show a request: one in generated code says nothing where its address comes from elsewhere."""
        return found.find.place[0] not in self._generated or any(says(place) for place in found.addresses)

    def _is_answered(self, linker: Linker, found: FoundRequest, place: Address) -> bool:
        component = self._places.component_of(found.find.module)
        return linker.link(found.method, (place,), component).status in ("linked", "ambiguous")

    def _arms(self, found: FoundRequest, linker: Linker) -> list[FoundRequest]:
        """A request that may go to several places, and by itself each of them that nobody answers where the others are."""
        if found.is_one or not 1 < len(found.addresses) <= _MOST_ARMS:
            return [found]
        component = self._places.component_of(found.find.module)
        answers = [(place, linker.link(found.method, (place,), component).status) for place in found.addresses]
        answered = [place for place, status in answers if status in ("linked", "ambiguous")]
        lost = [place for place, status in answers if status == "dangling" and _is_apart(place, answered)]
        if not lost:
            return [found]
        kept = tuple(place for place in found.addresses if place not in lost)
        return [found._replace(addresses=places) for places in (kept, *((one,) for one in lost))]

    def _request(self, found: FoundRequest, linker: Linker, callers: set[tuple[str, int]]) -> Request:
        at = self._places.of(found.find)
        linked = linker.near(linker.link(found.method, found.addresses, at.component), at.file)
        is_wrapper = not found.find.callers and (found.find.module, found.find.line) in callers
        if linked.status == "dangling" and found.is_handed:
            linked = Linked("unresolved", why=NOT_SAID)
        is_open = found.is_handed or all(place.path.startswith("{") for place in found.addresses)
        goes_on = linked.status == "dangling" and all(place.path.endswith("}") for place in found.addresses)
        if is_wrapper and (linked.status == "unresolved" or goes_on or (is_open and linked.status == "external")):
            linked = Linked("unresolved", why=BY_CALLERS)
        place = self._told(found, linker, at.component) if found.addresses else Address("", "")
        request = _request(at, found.method, place, found.find.rule.technology, linked)
        return replace(request, fixed=True) if found.is_fixed else request

    @staticmethod
    def _told(found: FoundRequest, linker: Linker, component: str) -> Address:
        """The place that a request is shown with: of several one that is answered."""
        several = found.addresses[: _MOST_ARMS if len(found.addresses) > 1 else 0]
        answered = (one for one in several if linker.link(found.method, (one,), component).status == "linked")
        return next(answered, found.addresses[0])

    def _page(self, page: PageRequest, served: Sequence[Served], linker: Linker) -> Request:
        """What a page asks by itself."""
        at = self._places.in_file(page.file, page.line)
        if page.address.startswith(ROUTE_NAME):
            linked = linker.named(page.method, page.address.removeprefix(ROUTE_NAME), at.component)
            linked = linker.near(linked, page.file)
            path = served[linked.routes[0]].route.path if linked.routes else page.address
            return _request(at, page.method, Address("", path), "HTML", linked)
        place = address(TextValue((page.address,)))
        if page.address in _ITSELF:
            return _request(at, page.method, place, "HTML", Linked("unresolved", why=NO_ENDPOINT))
        linked = linker.near(linker.link(page.method, (place,), at.component), page.file)
        return _request(at, page.method, place, "HTML", linked)

    def _asked_operations(self, finds: Sequence[Find], served: Sequence[Served], linker: Linker) -> list[Request]:
        """The requests for operations; one that nobody answers is wrong where most beside it are answered."""
        operations = OperationLinker(served, linker.hosts.components, self._outside)
        asked = [
            (self._places.of(one.find), one.method, place, one.find.rule.technology)
            for find in finds
            if find.rule.kind == "request" and find.rule.protocol
            for one in self._operations.requests(find)
            for place in one.addresses[:1]
        ]
        told = {(method, place.path) for _, method, place, _ in asked}
        asked += [  # a document asks nobody by itself where code asks for the same
            (self._places.in_file(page.file, page.line), page.method, Address("", page.address), page.technology)
            for page in self._pages
            if _asks_operation(page) and not (page.name and (page.method, page.address) in told)
        ]
        linked = [operations.link(method, place, at.component) for at, method, place, _ in asked]
        by_component: dict[str, list[Linked]] = {}
        for (at, method, _, _), answer in zip(asked, linked, strict=True):
            if method != GRPC:
                by_component.setdefault(at.component, []).append(answer)
        sure = told_off(by_component)
        found: dict[tuple[object, ...], Request] = {}
        for (at, method, place, technology), answer in zip(asked, linked, strict=True):
            is_wrong = answer.status == "unresolved" and method != GRPC and at.component in sure
            settled = answer._replace(status="dangling", why="no schema here has this field") if is_wrong else answer
            found.setdefault((at.file, at.line, method, place), _request(at, method, place, technology, settled))
        return list(found.values())

    def _passing(self, one: Served, linker: Linker) -> Request:
        """What a gateway written in code asks of whom it passes requests on to."""
        route = one.route
        sent = rewritten(one, one.segments)
        places = [place._replace(path=place.path.rstrip("/") + sent) for place in one.targets]
        linked = linker.link(route.method, places, "")
        return _request(route, route.method, places[0]._replace(path=route.path), route.technology, linked)


def _answered_elsewhere(requests: list[Request], served: Sequence[Served], linker: Linker) -> list[Request]:
    """The same with those answered that most of what their component asks for shows to be served under another beginning."""
    known = beginnings(requests, served)
    return [_begun(one, known[one.component], linker) if one.component in known else one for one in requests]


def _begun(request: Request, known: Sequence[Beginning], linker: Linker) -> Request:
    for beginning in known if is_lost(request) else ():
        path = beginning.applied(request.path)
        place = Address(request.host, path, is_absolute=bool(request.host)) if path is not None else None
        linked = linker.link(request.method, (place,), request.component) if place is not None else None
        if linked is not None and linked.routes and linked.status in ("linked", "ambiguous"):
            why = f"taken to be served {beginning}, as most of what is asked here is; what changes it is not seen"
            return replace(request, status=linked.status, routes=linked.routes, via=linked.via, why=why)
    return request


def _line(find: Find) -> tuple[str, int]:
    """Where the call of a find itself stands: if its callers stand there, too, it is only written down for them."""
    return find.module, find.line


def _told_once(asked: Sequence[FoundRequest]) -> list[FoundRequest]:
    """The same without what others tell better at the same line: a call that is only written down for callers that stand there
    too, a call that is known by its shape and followed as well, and one of a wrapper's that is known by its shape.
    """
    followed = [one.find for one in asked if one.find.callers]
    beside = {_line(find) for find in followed if _line(find) == find.place[::2]}
    told = {find.place[::2] for find in followed if not _is_by_shape(find)}
    known = beside | told
    told |= {_line(one.find) for one in asked if not one.find.callers}
    return [
        one
        for one in asked
        if (
            not _is_by_shape(one.find) or one.find.place[::2] not in told
            if one.find.callers
            else _line(one.find) not in (known if _is_by_shape(one.find) else beside)
        )
    ]


def _is_by_shape(find: Find) -> bool:
    """Whether a find is only known by its last name: where what is called is followed, it is told by what that sends."""
    return bool(find.rule.calls) and all(one.startswith("shape:") for one in find.rule.calls)


def _is_apart(place: Address, answered: Sequence[Address]) -> bool:
    """Whether an address is another one than those that are answered, and not one of them with another beginning or without
    something that is filled in later.
    """
    if _NOT_WHOLE.search(place.path) or any(known_of(one) == known_of(place) for one in answered):
        return False
    return any(one.host == place.host for one in answered) and not any(
        one.path.endswith(place.path) or place.path.endswith(one.path) for one in answered
    )


def _asks_operation(page: PageRequest) -> bool:
    return page.method in OPERATION_METHODS


def _request(at: Endpoint, method: str, place: Address, technology: str, linked: Linked) -> Request:
    return Request(
        *fields_of(at),
        method=method,
        path=place.path or ("/" if place.host and not place.host.startswith("{") else ""),
        host=place.host,
        technology=technology,
        status=linked.status,
        routes=linked.routes,
        via=linked.via,
        why=linked.why,
    )


def _once(found: Sequence[FoundRequest]) -> list[FoundRequest]:
    """Each request once: two rules may be about one call."""
    unique: dict[tuple[object, ...], FoundRequest] = {}
    for one in found:
        unique.setdefault((*one.find.place, one.method, one.addresses), one)
    return list(unique.values())

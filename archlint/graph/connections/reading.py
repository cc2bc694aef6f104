"""What all finds say together: finds in, Connections out. Mounts are known before routes, routes before requests."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from archlint.graph.connections.addresses import Address, address
from archlint.graph.connections.databases import databases_in_code, databases_of
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.endpoints import Endpoints, FoundRequest
from archlint.graph.connections.exposing import Exposed, Exposing
from archlint.graph.connections.finds import Find
from archlint.graph.connections.guarding import Guarding
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.linking import NOT_SAID, Linked, Linker
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.operation_finds import OperationFinds
from archlint.graph.connections.operations import GRPC, KnownOperations, OperationLinker, outside_of, told_off
from archlint.graph.connections.pairing import paired
from archlint.graph.connections.permitting import Permits
from archlint.graph.connections.places import Places
from archlint.graph.connections.proxying import Proxying
from archlint.graph.connections.rewriting import REWRITTEN, rewriting_in
from archlint.graph.connections.routing import Routing
from archlint.graph.connections.served import Served
from archlint.graph.connections.serving import Serving
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.statements import owned, stated
from archlint.graph.connections.stores import Stores
from archlint.graph.connections.topics import Topics
from archlint.graph.connections.tracing import Tracer, says
from archlint.graph.values.terms import TextValue
from archlint.model.api_rules import RuleKind
from archlint.model.authentication import AuthenticationWords
from archlint.model.connections import (
    BY_CALLERS,
    NO_ENDPOINT,
    OPERATION_METHODS,
    Connections,
    Database,
    Endpoint,
    Message,
    Request,
    StoreUse,
)
from archlint.model.deployment import ROUTE_NAME, Deployment, PageRequest
from archlint.model.exposures import Exposure
from archlint.model.graph import Module

_SERVING = ("route", "resource", "gateway", "file-route")
_MOST_ARMS = 4
_NOT_WHOLE = re.compile(r"//|/\Z|[^/]\{|\A\{|\}[^/]")
"""What an address has in which something is missing, or known in part."""
_PAGE = re.compile(r"\.html?(?:[?#]|$)")
"""The address of another page that lies beside: nobody answers there."""
_ITSELF = (".", "#", "?")
"""What a form has as its address that goes back to its own page."""


class Reader:
    """Turns finds into Connections."""

    def __init__(  # noqa: PLR0913, PLR0917 - the whole of a system
        self,
        discovery: Discovery,
        settings: KnownSettings,
        hosts: Hosts,
        modules: Mapping[str, Module],
        deployment: Deployment,
        rules: Mapping[str, Rules],
        generated: frozenset[str],
        authentication: AuthenticationWords | None = None,
        besides: Sequence[str] = (),
        operations: KnownOperations | None = None,
    ) -> None:
        self._besides = besides
        self._authentication = authentication
        self._discovery = discovery
        self._settings = settings
        self._hosts = hosts
        self._deployment = deployment
        self._generated = generated
        tracer = Tracer(discovery, settings)
        self._mounts = Mounts(discovery, settings)
        self._routing = Routing(discovery, settings, self._mounts, tracer)
        self._proxying = Proxying(discovery, settings, self._mounts)
        self._endpoints = Endpoints(discovery, tracer, settings)
        self._topics = Topics(discovery, tracer, settings)
        self._operations = OperationFinds(discovery, settings, tracer, operations or KnownOperations(()))
        self._places = Places(discovery, modules)
        self._serving = Serving(
            deployment,
            self._places,
            settings,
            hosts,
            rules,
            discovery.program,
            self._routing.around,
            self._mounts.of_components.before_contract,
        )

    def read(self, finds: Sequence[Find]) -> Connections:
        self._topics.bind([find for find in finds if find.rule.kind == "binding"])
        served = self._served(finds)
        hosts = self._hosts
        linker = Linker(served, hosts.by_name, hosts.by_port, hosts.unread, self._mounts.unread())
        asked = [
            one
            for find in finds
            if find.rule.kind == "request" and not find.rule.protocol
            for one in self._endpoints.requests(find)
        ]
        callers = {(one.find.module, one.find.line) for one in asked if one.find.callers}
        fitting = paired(_once(asked), partial(self._is_answered, linker))
        told = [arm for one in fitting if self._is_worth(one) for arm in self._arms(one, linker)]
        requests = [self._request(one, linker, callers) for one in told]
        rewriting = rewriting_in(finds, self._discovery, self._places)
        requests = [
            replace(one, status="unresolved", why=REWRITTEN)
            if one.status == "dangling" and (one.component, one.technology) in rewriting
            else one
            for one in requests
        ]
        asking = [page for page in self._deployment.pages if not _asks_operation(page)]
        requests += [self._page(page, served, linker) for page in asking if not _PAGE.search(page.address)]
        requests += self._asked_operations(finds, served, linker)
        requests += [
            self._passing(one, linker)
            for one in served
            if one.targets and not one.is_configured and self._places.is_module(one.route.file)
        ]
        databases = self._databases(finds)
        return Connections(
            routes=tuple(one.route for one in served),
            requests=tuple(sorted(requests, key=lambda one: (one.file, one.line, one.path, one.method))),
            publications=self._messages(finds, "publication"),
            subscriptions=self._messages(finds, "subscription"),
            stores=self._stores(finds, databases),
            databases=databases,
        )

    def exposed(self, finds: Sequence[Find], where: Exposed) -> tuple[Exposure, ...]:
        """What code and configuration give away, each once, in the order of files and lines."""
        if where.knowledge is None:
            return ()
        exposing = Exposing(self._discovery.program, self._places, where.knowledge)
        found = {
            *exposing.in_modules(where.modules),
            *exposing.in_files(self._deployment),
            *exposing.in_finds(finds, self._discovery, self._settings),
        }
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.kind, one.name, one.where, one.component)))

    def _served(self, finds: Sequence[Find]) -> list[Served]:
        for find in finds:
            if find.rule.kind == "router":
                self._mounts.make(find)
        for find in finds:
            if find.rule.kind == "mount" and (find.rule.calls or find.rule.marks):
                self._mounts.add(find)
        routes = [
            route
            for find in finds
            if find.rule.kind in _SERVING and not self._mounts.is_mount(find)
            for route in (self._operations if find.rule.protocol else self._routing).routes(find)
        ]
        routes += [route for find in finds if find.rule.kind == "proxy" for route in self._proxying.routes(find)]
        words = self._authentication
        guarding = permits = None
        if words is not None:
            read = dict.fromkeys((*self._discovery.modules, *self._besides))
            permits = Permits(self._discovery.evaluator, self._discovery.calls.written, self._places, words, read)
            guarding = Guarding(self._discovery, self._places, words, finds, besides=self._besides)
        return self._serving.served(routes, guarding, permits)

    # Requests

    def _is_worth(self, found: FoundRequest) -> bool:
        """Whether to show a request: one in generated code says nothing where its address comes from elsewhere."""
        return found.find.place[0] not in self._generated or any(says(place) for place in found.addresses)

    def _is_answered(self, linker: Linker, found: FoundRequest, place: Address) -> bool:
        component = self._places.component_of(found.find.module)
        return linker.link(found.method, (place,), component).status in ("linked", "ambiguous")

    def _arms(self, found: FoundRequest, linker: Linker) -> list[FoundRequest]:
        """A request that may go to several places, and by itself each of them that nobody answers where the others are."""
        if not 1 < len(found.addresses) <= _MOST_ARMS:
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
        if linked.status == "unresolved" and is_wrapper:
            linked = linked._replace(why=BY_CALLERS)
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
        operations = OperationLinker(served, linker.components, outside_of(self._hosts.unread))
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
            for page in self._deployment.pages
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
        places = [place._replace(path=place.path.rstrip("/") + route.path) for place in one.targets]
        linked = linker.link(route.method, places, "")
        return _request(route, route.method, places[0]._replace(path=route.path), route.technology, linked)

    # Messages and stores

    def _messages(self, finds: Sequence[Find], kind: RuleKind) -> tuple[Message, ...]:
        found = []
        for find in finds:
            if find.rule.kind == kind:
                for one in self._topics.messages(find):
                    at = self._places.of(one.find)
                    fields, technology = _fields(at), find.rule.technology
                    found += [Message(*fields, topic=topic, technology=technology) for topic in one.topics or ("",)]
        if kind == "publication":  # an engine hands out the steps of its processes
            for step in self._deployment.steps:
                fields = _fields(self._places.in_file(step.file, step.line))
                found.append(Message(*fields, topic=step.topic, technology=step.technology))
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.topic)))

    def _databases(self, finds: Sequence[Find]) -> tuple[Database, ...]:
        said = databases_of(self._deployment, self._hosts, self._places.component_of)
        known = {(one.component, one.address) for one in said}
        coded = databases_in_code(finds, self._discovery, self._settings, self._places)
        both = (*said, *(one for one in coded if (one.component, one.address) not in known))
        return tuple(sorted(both, key=lambda one: (one.file, one.line, one.component, one.address)))

    def _stores(self, finds: Sequence[Find], databases: Sequence[Database]) -> tuple[StoreUse, ...]:
        found = {
            StoreUse(*_fields(self._places.of(find)), name=name, technology=find.rule.technology, access=access)
            for find, name, access in Stores(self._discovery, self._settings, finds).uses()
        }
        found |= {*stated(self._deployment.statements, self._discovery.program.types, self._places)}
        return tuple(
            sorted(owned(found, databases), key=lambda one: (one.file, one.line, one.name, one.access, one.technology))
        )


def _is_apart(place: Address, answered: Sequence[Address]) -> bool:
    """Whether an address is another one than those that are answered, and not one of them with another beginning or without
    something that is filled in later.
    """
    if _NOT_WHOLE.search(place.path):
        return False
    return any(one.host == place.host for one in answered) and not any(
        one.path.endswith(place.path) or place.path.endswith(one.path) for one in answered
    )


def _asks_operation(page: PageRequest) -> bool:
    return page.method in OPERATION_METHODS


def _fields(at: Endpoint) -> tuple[str, int, str, str, str, str]:
    return at.file, at.line, at.component, at.layer, at.part, at.unit


def _request(at: Endpoint, method: str, place: Address, technology: str, linked: Linked) -> Request:
    return Request(
        *_fields(at),
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

"""What all finds say together: finds in, Connections out. Mounts are known before routes, routes before requests."""

from collections.abc import Mapping, Sequence

from archlint.graph.connections.databases import databases_in_code, databases_of
from archlint.graph.connections.declared_settings import DeclaredSettings
from archlint.graph.connections.discovery import Discovery
from archlint.graph.connections.endpoints import Endpoints
from archlint.graph.connections.exposing import Exposed, Exposing
from archlint.graph.connections.finds import Find
from archlint.graph.connections.guarding import Guarding
from archlint.graph.connections.guarding_ways import Ways
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.library_routes import LibraryRoutes
from archlint.graph.connections.linking import Linker
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.model_tables import ModelTables
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.operation_finds import OperationFinds
from archlint.graph.connections.operations import KnownOperations
from archlint.graph.connections.partners import partners_of
from archlint.graph.connections.permitting import Permits
from archlint.graph.connections.places import Places, fields_of
from archlint.graph.connections.procedures import outermost
from archlint.graph.connections.proxying import Proxying
from archlint.graph.connections.requesting import Requests
from archlint.graph.connections.rewriting import Rewriting
from archlint.graph.connections.roots import Roots
from archlint.graph.connections.routing import Routing
from archlint.graph.connections.served import Served
from archlint.graph.connections.serving import Serving
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.connections.statements import owned, stated
from archlint.graph.connections.stores import Stores
from archlint.graph.connections.topics import Topics
from archlint.graph.connections.tracing import Tracer
from archlint.model.api_rules import RuleKind
from archlint.model.authentication import AuthenticationWords
from archlint.model.connections import Connections, Database, Message, StoreUse
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.graph import Module

_SERVING = ("route", "resource", "gateway", "file-route")


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
        tracer = Tracer(discovery, settings)
        self._built = tracer.built
        self._mounts = Mounts(discovery, settings)
        self._routing = Routing(discovery, settings, self._mounts, tracer)
        self._proxying = Proxying(discovery, settings, self._mounts)
        endpoints = Endpoints(discovery, tracer, settings)
        self._topics = Topics(discovery, tracer, settings)
        self._operations = OperationFinds(discovery, settings, tracer, operations or KnownOperations(()))
        self._places = Places(discovery, modules)
        self._requests = Requests(
            discovery,
            self._places,
            endpoints,
            self._operations,
            deployment,
            hosts.unread,
            generated,
            Rewriting(discovery, settings, tracer, self._places),
        )
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

        self.libraries = LibraryRoutes(rules, deployment, hosts, self._places, discovery, settings)

    def read(self, finds: Sequence[Find]) -> Connections:
        declaring = [find for find in finds if find.rule.kind == "configuration"]
        if declaring:
            self._settings.declare(DeclaredSettings(self._discovery, declaring))
        self._built.read(finds)
        self._topics.bind([find for find in finds if find.rule.kind == "binding"])
        served = self._served(finds)
        hosts = self._hosts
        unread = [*self._mounts.unread(), *self.libraries.served(finds, self._serving)]
        linker = Linker(served, hosts, unread, by_name=self.libraries.pass_on())
        requests = self._requests.read(finds, served, linker)
        databases = self._databases(finds)
        return Connections(
            routes=tuple(one.route for one in served),
            requests=requests,
            publications=self._messages(finds, "publication"),
            subscriptions=self._messages(finds, "subscription"),
            stores=self._stores(finds, databases),
            databases=databases,
            partners=partners_of(finds, self._discovery, self._settings, self._places),
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
        roots = Roots(self._discovery, self._places, finds)
        proxied = self._proxying.routes([find for find in finds if find.rule.kind == "proxy"])
        passing = {id(one.find.expression) for one in proxied if one.find.expression is not None}
        routes = [
            route
            for find in finds
            if find.rule.kind in _SERVING
            and not self._mounts.is_mount(find)
            and not roots.leave_out(find)
            and not self._built.has(find)
            and id(find.expression) not in passing
            for route in (self._operations if find.rule.protocol else self._routing).routes(find)
        ]
        routes = outermost(routes)
        routes += proxied
        words = self._authentication
        guarding = permits = None
        if words is not None:
            read = dict.fromkeys((*self._discovery.modules, *self._besides))
            permits = Permits(self._discovery.evaluator, self._discovery.calls.written, self._places, words, read)
            ways = Ways(self._discovery, self._mounts, [route.find for route in routes])
            guarding = Guarding(self._discovery, self._places, words, finds, ways, besides=self._besides)
        return self._serving.served(routes, guarding, permits)

    # Messages and stores

    def _messages(self, finds: Sequence[Find], kind: RuleKind) -> tuple[Message, ...]:
        found: list[Message] = []
        declared: list[Message] = []
        for find in finds:
            if find.rule.kind == kind:
                for one in self._topics.messages(find):
                    at = self._places.of(one.find)
                    fields, technology = fields_of(at), find.rule.technology
                    told = [Message(*fields, topic=topic, technology=technology) for topic in one.topics or ("",)]
                    (declared if find.rule.declares else found).extend(told)
        seen = {(one.component, one.technology, one.topic) for one in found}
        found += [one for one in declared if (one.component, one.technology, one.topic) not in seen]
        if kind == "publication":  # an engine hands out the steps of its processes
            for step in self._deployment.steps:
                fields = fields_of(self._places.in_file(step.file, step.line))
                found.append(Message(*fields, topic=step.topic, technology=step.technology))
        return tuple(sorted(found, key=lambda one: (one.file, one.line, one.topic)))

    def _databases(self, finds: Sequence[Find]) -> tuple[Database, ...]:
        said = databases_of(self._deployment, self._hosts, self._places.component_of)
        known = {(one.component, one.address) for one in said}
        coded = databases_in_code(finds, self._discovery, self._settings, self._places)
        both = (*said, *(one for one in coded if (one.component, one.address) not in known))
        return tuple(sorted(both, key=lambda one: (one.file, one.line, one.component, one.address)))

    def _stores(self, finds: Sequence[Find], databases: Sequence[Database]) -> tuple[StoreUse, ...]:
        stores = [find for find in finds if find.rule.kind == "store"]
        tables = ModelTables(self._discovery, self._settings, self._places, stores, self._deployment.statements)
        found = {
            StoreUse(*fields_of(self._places.of(find)), name=name, technology=find.rule.technology, access=access)
            for find, name, access in Stores(self._discovery, self._settings, tables, stores).uses()
        }
        found |= {*stated(self._deployment.statements, self._discovery.program.types, self._places)}
        return tuple(
            sorted(owned(found, databases), key=lambda one: (one.file, one.line, one.name, one.access, one.technology))
        )

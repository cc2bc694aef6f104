"""Everything that crosses processes: a Program, rules and a Deployment in, Connections out.

Modules that use a library which rules know are looked into first; then those that use what these make: a client, a wrapper.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from archlint.graph.connections.addresses import Address, address, normal_path
from archlint.graph.connections.discovery import Discovery, Find
from archlint.graph.connections.endpoints import Endpoints, FoundMessage, FoundRequest, FoundRoute, says
from archlint.graph.connections.linking import Linker, Served, split
from archlint.graph.connections.matching import Rules, names_of
from archlint.graph.connections.mounts import Mounts
from archlint.graph.connections.settings import KnownSettings
from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.program import Program
from archlint.graph.values.terms import ClassValue, Frame, ModuleValue, Symbol, TextValue
from archlint.graph.values.walking import invocations
from archlint.model.api_rules import ApiRule
from archlint.model.connections import Connections, Message, Request, Route, StoreUse
from archlint.model.deployment import Deployment, PageRequest
from archlint.model.graph import Module
from archlint.model.sketch import Expression, Member, Name, Scope

_ROUNDS = 4


class Hosts:
    """Who answers at which name: the names of deployables and the folders of their code."""

    def __init__(self, deployment: Deployment, components: Sequence[str]) -> None:
        self.by_name: dict[str, list[str]] = {}
        self.by_port: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}
        folders = sorted(components, key=len, reverse=True)
        for deployable in deployment.deployables:
            home = self._home(deployable.folder, deployable.name, folders)
            if home is None:
                continue
            for name in (deployable.name, *deployable.hosts):
                self._add(name, home)
            for port in deployable.ports:
                outside = port.split("/")[0].split(":")[-2:][0]
                if outside.isdigit():
                    self.by_port.setdefault(outside, []).append(home)
        for setting in deployment.settings:
            if setting.key in ("spring.application.name", "micronaut.application.name", "quarkus.application.name"):
                home = next((folder for folder in folders if setting.file.startswith(f"{folder}/")), ".")
                self._add(setting.value, home)
            if setting.key in ("server.port", "micronaut.server.port", "quarkus.http.port") and setting.value.isdigit():
                home = next((folder for folder in folders if setting.file.startswith(f"{folder}/")), ".")
                if home not in self.by_port.setdefault(setting.value, []):
                    self.by_port[setting.value].append(home)
        for folder in components:
            self._add(folder.rpartition("/")[2], folder)

    def _add(self, name: str, home: str) -> None:
        known = self.by_name.setdefault(name.lower(), [])
        if home not in known:
            known.append(home)
        names = self.names.setdefault(home, [])
        if name not in names:
            names.append(name)

    @staticmethod
    def _home(folder: str, name: str, folders: Sequence[str]) -> str | None:
        """The component whose code a deployable runs: by its folder, else by its name."""
        inside = [one for one in folders if one == folder or one.startswith(f"{folder}/")] if folder else []
        if folder in folders:
            return folder
        if len(inside) == 1:
            return inside[0]
        outer = next((one for one in folders if folder and folder.startswith(f"{one}/")), None)
        if outer is not None and not inside:
            return outer
        plain = re.sub(r"[^a-z0-9]", "", name.lower())
        same = [one for one in folders if re.sub(r"[^a-z0-9]", "", one.rpartition("/")[2].lower()) == plain]
        if len(same) == 1:
            return same[0]
        ends = [one for one in folders if re.sub(r"[^a-z0-9]", "", one.rpartition("/")[2].lower()).endswith(plain)]
        return ends[0] if len(ends) == 1 else None


def follow(  # noqa: PLR0913 - the whole of a system
    program: Program,
    rules: Mapping[str, Rules],
    deployment: Deployment,
    modules: Mapping[str, Module],
    first: Sequence[str],
    importers: Callable[[str], Iterable[str]],
    generated: frozenset[str] = frozenset(),
) -> Connections:
    """The connections of a system. `first` are the modules that use a library which rules know."""
    makers = frozenset().union(*(one.makers for one in rules.values()))
    evaluator = Evaluator(program, {name: one.symbols for name, one in rules.items()}, makers)
    discovery = Discovery(program, evaluator, rules)
    folders = sorted({module.component for module in modules.values()})
    hosts = Hosts(deployment, folders)
    folder_of = {name: module.component for name, module in modules.items()}
    settings = KnownSettings(evaluator, rules, deployment, folder_of, hosts.names)
    seen: set[str] = set()
    finds: list[Find] = []
    pending = sorted(first)
    offering: set[str] = set()
    endpoints = Endpoints(discovery, settings, Mounts(discovery, settings))
    for _ in range(_ROUNDS):
        fresh = [module for module in pending if module not in seen]
        if not fresh:
            break
        seen.update(fresh)
        program.announce(fresh)
        program.index_heap(fresh)
        program.index_classes(fresh)
        discovery.index_calls(fresh)
        found = list(discovery.finds(fresh))
        finds += found
        offering |= {*_offering(fresh, discovery, found, endpoints, offering)}
        pending = sorted({user for module in fresh if module in offering for user in importers(module)})
    return _Reader(discovery, settings, hosts, modules, deployment, rules, generated).read(finds)


def _offering(
    modules: Iterable[str], discovery: Discovery, finds: Sequence[Find], endpoints: Endpoints, offering: set[str]
) -> list[str]:
    """The modules whose users may ask through them: those that make a client or hand one on, and those with a function
    that takes an address from its caller.
    """
    asking = {find.module for find in finds if find.rule.kind in ("request", "publication") and endpoints.asks(find)}
    return [module for module in modules if module in asking or _makes_client(module, discovery, offering)]


def _makes_client(module: str, discovery: Discovery, offering: set[str]) -> bool:
    names = discovery.rules(module).asking
    file = discovery.program.file(module)
    handed_on = {
        entry.local
        for entry in file.sketch.imports
        for target in (file.targets.get((entry.target, entry.name)), file.targets.get((entry.target, "")))
        if isinstance(target, ModuleValue) and target.module in offering
    }
    if any(entry.exported and entry.local in handed_on for entry in file.sketch.imports):
        return True
    frame = Frame(module, 0)
    for index, scope in enumerate(file.scopes):
        if scope.kind == "class":
            bases = (f"{one.name}()" for one in discovery.evaluator.ancestry(ClassValue(module, index)) if isinstance(one, Symbol))
            if any(name in names for name in bases):
                return True
    exported = [expression for _, expression in file.sketch.exports]
    bound = [binding.value for binding in file.scopes[0].bindings if binding.value is not None] if file.scopes else []
    for expression in (*bound, *exported):
        if any(_root(invocation.callee) in handed_on for invocation in invocations((expression,))):
            return True
        value = discovery.evaluator.evaluate(expression, frame)
        for name in names_of(value, discovery.rules(module), discovery.evaluator):
            if name.startswith(names):
                return True
    return False


def _root(expression: Expression) -> str:
    while isinstance(expression, Member):
        expression = expression.of
    return expression.name if isinstance(expression, Name) else ""


class _Reader:
    """Turns finds into Connections."""

    def __init__(  # noqa: PLR0913
        self,
        discovery: Discovery,
        settings: KnownSettings,
        hosts: Hosts,
        modules: Mapping[str, Module],
        deployment: Deployment,
        rules: Mapping[str, Rules],
        generated: frozenset[str],
    ) -> None:
        self._generated = generated
        self._discovery = discovery
        self._settings = settings
        self._hosts = hosts
        self._modules = modules
        self._deployment = deployment
        self._rules = rules
        self._mounts = Mounts(discovery, settings)
        self._endpoints = Endpoints(discovery, settings, self._mounts)

    def read(self, finds: Sequence[Find]) -> Connections:
        for find in finds:
            if find.rule.kind == "router":
                self._mounts.make(find)
        for find in finds:
            if find.rule.kind == "mount" and (find.rule.calls or find.rule.marks):
                self._mounts.add(find)
        routes = [
            route
            for find in finds
            if find.rule.kind in ("route", "resource", "gateway") and not self._mounts.is_mount(find)
            for route in self._endpoints.routes(find)
        ]
        served = self._served(routes)
        linker = Linker(served, self._hosts.by_name, self._hosts.by_port)
        asked = [one for find in finds if find.rule.kind == "request" for one in self._endpoints.requests(find)]
        asked = [one for one in asked if self._is_worth(one)]
        requests = [self._request(one, linker) for one in _once(asked)]
        requests += [self._page(page, linker) for page in self._deployment.pages]
        requests += [self._passing(one, linker) for one in served if one.targets and one.route.file in self._modules]
        messages = {
            kind: [
                message
                for find in finds
                if find.rule.kind == kind
                for found in self._endpoints.messages(find)
                for message in self._messages(found)
            ]
            for kind in ("publication", "subscription")
        }
        stores = [self._store(find) for find in finds if find.rule.kind == "store"]
        order = {one.index: position for position, one in enumerate(served)}
        assert all(order[one.index] == one.index for one in served)
        return Connections(
            routes=tuple(one.route for one in served),
            requests=tuple(sorted(requests, key=_place)),
            publications=tuple(sorted(messages["publication"], key=_place)),
            subscriptions=tuple(sorted(messages["subscription"], key=_place)),
            stores=tuple(sorted(stores, key=_place)),
        )

    def _is_worth(self, found: FoundRequest) -> bool:
        """Whether to show a request: one in generated code says nothing where its address comes from elsewhere."""
        return found.find.place[0] not in self._generated or any(says(place) for place in found.addresses)

    def _served(self, found: Sequence[FoundRoute]) -> list[Served]:
        rows: list[tuple[Route, FoundRoute | None, object]] = []
        for one in found:
            target = "".join(f"http://{place.host}{place.path}" for place in one.target[:1])
            endpoint = self._at(one.find)
            base = self._context(one.find.rule, endpoint.component)
            for method in (one.method,):
                path = normal_path(f"{base.rstrip('/')}/{one.path.lstrip('/')}") if base else one.path
                route = Route(
                    file=endpoint.file, line=one.line, component=endpoint.component, layer=endpoint.layer,
                    part=endpoint.part, unit=endpoint.unit, method=method, path=path,
                    technology=one.find.rule.technology, handler=one.handler, target=target,
                )  # fmt: skip
                rows.append((route, one, None))
        for proxy in self._deployment.proxies:
            if proxy.origin == "ingress":
                continue
            home = proxy.folder or self._component_of(proxy.file)
            module = next((name for name in self._modules.values() if name.component == home), None)
            for method in proxy.methods or ("ANY",):
                route = Route(
                    file=proxy.file, line=proxy.line, component=home, layer=module.layer if module else "",
                    method=method, path=normal_path(proxy.path), technology="gateway", target=proxy.target,
                )  # fmt: skip
                rows.append((route, None, proxy))
        for operation in self._deployment.operations:
            if operation.operation_id.startswith("handler:"):
                route = Route(
                    file=operation.file, line=operation.line, component=self._component_of(operation.file),
                    method=operation.method, path=normal_path(operation.path), technology=operation.title,
                    handler=operation.operation_id.removeprefix("handler:"),
                )  # fmt: skip
                rows.append((route, None, None))
        unique: dict[tuple[object, ...], tuple[Route, FoundRoute | None, object]] = {}
        for row in rows:
            route = row[0]
            unique.setdefault((route.file, route.line, route.method, route.path), row)
        ordered = sorted(unique.values(), key=lambda row: (row[0].file, row[0].line, row[0].path, row[0].method))
        return [self._as_served(index, *row) for index, row in enumerate(ordered)]

    def _as_served(self, index: int, route: Route, found: FoundRoute | None, proxy: object) -> Served:
        if found is not None:
            strip = int(found.passes[0]) if found.passes and found.passes[0].isdigit() else 0
            return Served(index, route, split(route.path), found.target, strip)
        if proxy is None:
            return Served(index, route, split(route.path))
        target = self._target(proxy.target, proxy.file)  # type: ignore[attr-defined]
        return Served(index, route, split(route.path), target, proxy.strip, proxy.prefix, proxy.rewrite)  # type: ignore[attr-defined]

    def _target(self, target: str, file: str) -> tuple[Address, ...]:
        from archlint.graph.connections.addresses import texts

        module = next(iter(self._modules), "")
        folder = self._component_of(file)
        value = self._settings.expanded(target, folder, module)
        found = []
        for one in texts(value, module, self._settings) if module else ():
            place = address(one)
            found.append(place._replace(path="" if place.path == "/" else place.path, is_absolute=True))
        return tuple(found)

    def _context(self, rule: ApiRule, component: str) -> str:
        """The path before all routes of a component that its settings give."""
        for one in self._rules.get(rule.language, Rules(())).rules:
            if one.kind == "mount" and one.settings and one.technology == rule.technology and rule.kind != "gateway":
                for key in one.settings:
                    values = [
                        setting.value
                        for setting in self._deployment.settings
                        if setting.key == key
                        and (
                            self._component_of(setting.file) == component
                            and not setting.for_name
                            or setting.for_name in self._hosts.names.get(component, ())
                        )
                    ]
                    if values and values[0].strip("/"):
                        return values[0]
        return ""

    def _component_of(self, file: str) -> str:
        folder = file.rpartition("/")[0]
        known = {module.component for module in self._modules.values()}
        while folder and folder not in known:
            folder = folder.rpartition("/")[0]
        return folder or "."

    def _at(self, find: Find) -> Route:
        module, scope, line = find.place
        known = self._modules.get(module)
        file = self._discovery.program.file(module)
        return Route(
            file=module, line=line, component=known.component if known else "", layer=known.layer if known else "",
            part=known.part if known else "", unit=qualified(file.scopes, scope), method="", path="",
        )  # fmt: skip

    def _request(self, found: FoundRequest, linker: Linker) -> Request:
        at = self._at(found.find)
        linked = linker.link(found.method, found.addresses, at.component)
        place = found.addresses[0] if found.addresses else Address("", "{}")
        return Request(
            file=at.file, line=at.line, component=at.component, layer=at.layer, part=at.part, unit=at.unit,
            method=found.method, path=place.path or "/", host=place.host, technology=found.find.rule.technology,
            status=linked.status, routes=linked.routes, via=linked.via, why=linked.why,
        )  # fmt: skip

    def _page(self, page: PageRequest, linker: Linker) -> Request:
        """What a page asks by itself."""
        component = self._component_of(page.file)
        module = next((one for one in self._modules.values() if one.component == component), None)
        found = address(TextValue((page.address,)))
        linked = linker.link(page.method, (found,), component)
        return Request(
            file=page.file, line=page.line, component=component, layer=module.layer if module else "",
            method=page.method, path=found.path or "/", host=found.host, technology="HTML",
            status=linked.status, routes=linked.routes, via=linked.via, why=linked.why,
        )  # fmt: skip

    def _passing(self, one: Served, linker: Linker) -> Request:
        """What a gateway written in code asks of whom it passes requests on to."""
        route = one.route
        places = [place._replace(path=place.path.rstrip("/") + route.path) for place in one.targets]
        linked = linker.link(route.method, places, "")
        return Request(
            file=route.file, line=route.line, component=route.component, layer=route.layer, part=route.part,
            unit=route.unit, method=route.method, path=route.path, host=places[0].host, technology=route.technology,
            status=linked.status, routes=linked.routes, via=linked.via, why=linked.why,
        )  # fmt: skip

    def _messages(self, found: FoundMessage) -> list[Message]:
        at = self._at(found.find)
        return [
            Message(
                file=at.file,
                line=at.line,
                component=at.component,
                layer=at.layer,
                part=at.part,
                unit=at.unit,
                topic=topic,
                technology=found.find.rule.technology,
            )  # fmt: skip
            for topic in found.topics or ("",)
        ]

    def _store(self, find: Find) -> StoreUse:
        at = self._at(find)
        return StoreUse(
            file=at.file, line=at.line, component=at.component, layer=at.layer, part=at.part, unit=at.unit,
            name=self._endpoints.stores(find), technology=find.rule.technology, access=find.rule.access,
        )  # fmt: skip


def qualified(scopes: Sequence[Scope], index: int) -> str:
    """The qualified name of a scope, "" for the module."""
    names: list[str] = []
    while index > 0:
        if scopes[index].name:
            names.append(scopes[index].name)
        index = scopes[index].parent
    return ".".join(reversed(names))


def _once(found: Sequence[FoundRequest]) -> list[FoundRequest]:
    """Each request once: two rules may be about one call."""
    unique: dict[tuple[object, ...], FoundRequest] = {}
    for one in found:
        key = (*one.find.place, one.method, one.addresses)
        unique.setdefault(key, one)
    return list(unique.values())


def _place(one: Request | Message | StoreUse) -> tuple[object, ...]:
    name = one.path if isinstance(one, Request) else one.topic if isinstance(one, Message) else one.name
    return one.file, one.line, name

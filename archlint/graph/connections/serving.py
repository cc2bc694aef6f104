"""Everything that answers: routes in code, proxies and functions in deployment files in, Served routes in order out."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from archlint.graph.connections.addresses import Address, address, normal_path, split, texts
from archlint.graph.connections.contracts import Contracts
from archlint.graph.connections.guarding import Guarding
from archlint.graph.connections.hosts import Hosts
from archlint.graph.connections.matching import Rules
from archlint.graph.connections.permitting import Permits
from archlint.graph.connections.places import Places
from archlint.graph.connections.routing import FoundRoute
from archlint.graph.connections.served import Served
from archlint.graph.connections.settings import KnownSettings, relaxed
from archlint.graph.values.program import Program
from archlint.model.api_rules import ApiRule
from archlint.model.connections import Endpoint, Route
from archlint.model.deployment import Deployment, Proxy, ServedOperation

_HANDLER = "handler:"


class Serving:
    """Puts the routes of a system together."""

    def __init__(  # noqa: PLR0913, PLR0917 - the whole of a system
        self,
        deployment: Deployment,
        places: Places,
        settings: KnownSettings,
        hosts: Hosts,
        rules: Mapping[str, Rules],
        program: Program,
        around: Callable[[str, int], str] | None = None,
        before: Callable[[str], str] | None = None,
    ) -> None:
        """`around` tells the path that the class around a function gives it, `before` what code puts before a contract's."""
        self._around = around
        self._before = before
        self._contracts = Contracts(program, places, deployment.operations)
        self._language_of = program.language
        self._deployment = deployment
        self._places = places
        self._settings = settings
        self._hosts = hosts
        self._rules = rules
        self._contexts: dict[tuple[str, str], str] = {}

    def served(
        self, found: Sequence[FoundRoute], guarding: Guarding | None = None, permits: Permits | None = None
    ) -> list[Served]:
        """All routes, each once, by file and line; their indexes are their places in the list."""
        rows = [*(self._in_code(one, guarding, permits) for one in found), *self._functions()]
        rows += [self._promised(*one) for one in self._contracts.implemented(rows)]
        rows += self._proxied()
        unique: dict[tuple[str, int, str, str], Served] = {}
        for row in rows:
            route = row.route
            unique.setdefault((route.file, route.line, route.path, route.method), row)
        return [unique[key]._replace(number=number) for number, key in enumerate(sorted(unique))]

    def _in_code(self, found: FoundRoute, guarding: Guarding | None, permits: Permits | None) -> Served:
        at = self._places.of(found.find)
        base = "" if found.find.rule.protocol else self._context(found.find.rule, at.component)
        path = normal_path(f"{base.rstrip('/')}/{found.path.lstrip('/')}") if base else found.path
        target = "".join(f"http://{place.host}{place.path}" for place in found.sent.targets[:1])
        route = _route(
            Endpoint(at.file, found.line, at.component, at.layer, at.part, at.unit),
            found.method,
            path,
            found.find.rule.technology,
            found.handler,
            target,
        )
        if guarding is not None and found.find.rule.protocol:
            guarded = guarding.of_operation(found.find, found.path)
            route = replace(route, guards=guarded.guards, public=guarded.is_public)
        elif guarding is not None:
            guarded = guarding.of(found.find, path, found.method)
            if permits is not None:
                everywhere = guarding.everywhere.of_component(at.component)
                guarded = permits.settled(guarded, everywhere, at.component, found.path, found.method)
            route = replace(route, guards=guarded.guards, public=guarded.is_public)
        return Served(0, route, split(path), *found.sent, found.find.rule.kind == "proxy", found.name)

    def _proxied(self) -> Iterator[Served]:
        for proxy in self._deployment.proxies:
            if proxy.origin == "ingress" and not (proxy.strip or proxy.prefix or proxy.rewrite):
                continue  # it lets requests in as they are
            at = self._places.in_file(proxy.file, proxy.line, proxy.folder)
            path = normal_path(proxy.path)
            for method in proxy.methods or ("ANY",):
                route = _route(at, method, path, "gateway", "", proxy.target)
                yield Served(0, route, split(path), self._target(proxy), proxy.strip, proxy.prefix, proxy.rewrite)

    def _functions(self) -> Iterator[Served]:
        for operation in self._deployment.operations:
            if operation.operation_id.startswith(_HANDLER):
                at = self._places.in_file(operation.file, operation.line)
                path = normal_path(operation.path)
                handler = operation.operation_id.removeprefix(_HANDLER)
                yield Served(0, _route(at, operation.method, path, operation.title, handler), split(path))

    def _promised(self, operation: ServedOperation, module: str, scope: int) -> Served:
        at = self._places.in_file(operation.file, operation.line)
        base = self.context_of(self._language_of(module), at.component).rstrip("/")
        before = self._around(module, scope).strip("/") if self._around is not None else ""
        if "{" in before or f"{operation.path}/".startswith(f"/{before}/"):
            before = ""  # it is not known, or the contract says it itself
        first = self._before(operation.file) if self._before is not None else ""
        if base and f"{operation.path}/".startswith(f"/{base.strip('/')}/"):  # its address of the server has it all
            base = before = ""
        if first and f"{operation.path}/".startswith(f"{first}/"):  # its address of the server has that too
            first = ""
        path = normal_path(f"{first}{base}/{before}/{operation.path.lstrip('/')}")
        return Served(0, _route(at, operation.method, path, "OpenAPI", operation.operation_id), split(path))

    def _target(self, proxy: Proxy) -> tuple[Address, ...]:
        """Where a proxy passes requests on to, settings filled in."""
        module = self._places.any_module()
        if not module:
            return ()
        value = self._settings.expanded(proxy.target, self._places.component_of(proxy.file), module)
        found = [address(one) for one in texts(value, module, self._settings)]
        return tuple(one._replace(path="" if one.path == "/" else one.path, is_absolute=True) for one in found)

    def _context(self, rule: ApiRule, component: str) -> str:
        """The path before all routes of a component that its settings give."""
        if rule.kind in ("gateway", "proxy", "file-route"):
            return ""
        key = (rule.technology, component)
        if key not in self._contexts:
            self._contexts[key] = self._read_context(rule, component)
        return self._contexts[key]

    def _read_context(self, rule: ApiRule, component: str) -> str:
        return self.context_of(rule.language, component, rule.technology)

    def context_of(self, language: str, component: str, technology: str = "") -> str:
        """The path that settings put before all routes of a component, its own or those of what it is part of where these say
        one; of any technology where none is named.
        """
        own = self._own_context(language, component, technology)
        if own:
            return own
        around = [name for name, libraries in self._hosts.built_with.items() if component in libraries]
        found = {self._own_context(language, name, technology) for name in around} - {""}
        return next(iter(found)) if len(found) == 1 else ""

    def _own_context(self, language: str, component: str, technology: str) -> str:
        known = self._rules.get(language)
        keys = [
            key
            for one in (known.rules if known is not None else ())
            if one.kind == "mount" and technology in ("", one.technology)
            for key in one.settings
        ]
        first = [key for key in keys if not key.startswith("/")]
        behind = [key[1:] for key in keys if key.startswith("/")]
        said = [self._said(some, component) for some in (first, behind)]
        found = "/".join(one.strip("/") for one in said if one)
        return f"/{found}" if found else ""

    def _said(self, keys: Sequence[str], component: str) -> str:
        """What the first of some settings of a component says that says something."""
        names = self._hosts.names.get(component, ())
        for key in keys:
            for setting in self._deployment.settings:
                if setting.key != key or not setting.value.strip("/"):
                    continue
                is_own = (
                    setting.for_name in names
                    if setting.for_name
                    else self._places.component_of(setting.file) == component
                )
                if is_own:
                    return setting.value
        return self._context_of_container(frozenset(map(relaxed, keys)), component)

    def _context_of_container(self, keys: frozenset[str], component: str) -> str:
        """The same as the environment says it in which the code of a component is started."""
        for deployable in self._deployment.deployables:
            for variable in deployable.environment:
                is_path = "${" not in variable.value and bool(variable.value.strip("/"))
                if is_path and relaxed(variable.name) in keys and self._hosts.home_of(deployable) == component:
                    return variable.value
        return ""


def _route(  # noqa: PLR0913, PLR0917 - the fields of a route
    at: Endpoint, method: str, path: str, technology: str, handler: str = "", target: str = ""
) -> Route:
    return Route(
        at.file,
        at.line,
        at.component,
        at.layer,
        at.part,
        at.unit,
        method=method,
        path=path,
        technology=technology,
        handler=handler,
        target=target,
    )

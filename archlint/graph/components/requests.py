"""Who talks to whom as far as proxies and source code say: Proxies and Connections in, Links out."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from archlint.graph.components.addresses import Place, places
from archlint.graph.components.directory import Directory
from archlint.graph.components.evidence import Said
from archlint.graph.components.flows import PURPOSES, Link, Outside
from archlint.graph.components.kinds import FRONTS
from archlint.graph.components.senders import Senders
from archlint.graph.components.signs import plain, spoken_of
from archlint.model.architecture import ComponentKnowledge
from archlint.model.connections import Connections, Database, Partner, Request
from archlint.model.deployment import Proxy

_HOLE = re.compile(r"\{([A-Za-z]\w{0,100})\}")
_PAGES = "HTML"
_ROUTED = ("service", "authorization-server")
_ASKING = ("request", "proxy", "start")
_IN_BROWSERS = (".html", ".js", ".jsx", ".ts", ".tsx", ".mjs", ".vue", ".svelte")


def by_proxies(
    proxies: Sequence[Proxy], owners: Mapping[str, int], said: Sequence[Said], directory: Directory
) -> Iterator[Link]:
    """The flows of requests that are passed on. `owners` gives by configuration file the component that reads it."""
    for proxy in proxies:
        source = owners.get(proxy.file)
        if source is None:
            continue
        for place in places(said[source].filled(proxy.target)):
            target = directory.seen_from(said[source].part.folder).at(place)
            if target is not None and target != source:
                yield Link(source, target, "proxy", proxy.file, proxy.line)


def by_requests(
    connections: Connections,
    senders: Senders,
    said: Sequence[Said],
    directory: Directory,
    knowledge: ComponentKnowledge,
) -> Iterator[Link]:
    """The flows of requests in the source."""
    for request in connections.requests:
        for source in senders.of(request.component, request.file):
            near = directory.seen_from(said[source].part.folder)
            target = _asked(request, said[source], connections, senders, near)
            if target is None:
                target = _meant(request, near, knowledge)
            if isinstance(target, Outside) and _is_of_browser(request.file, directory.components[source].file):
                continue
            if target is not None and target != source:
                yield Link(source, target, "request", request.file, request.line)


def _is_of_browser(file: str, build: str) -> bool:
    """Whether a request comes from a page that a service hands out: what that asks for outside, the service does not."""
    return file.endswith(_IN_BROWSERS) and not build.endswith("package.json")


def _asked(
    request: Request, one: Said, connections: Connections, senders: Senders, directory: Directory
) -> "int | Outside | None":
    place = _place(request, one)
    if place is not None:
        found = directory.at(place, whole=request.status == "external")  # `web.archive.org` is not our `web`
        if found is not None:
            return found
    for route in (*request.via, *request.routes) if request.status == "linked" else ():
        if 0 <= route < len(connections.routes):
            through = connections.routes[route]
            owner = senders.at(through.component, through.file)
            if owner is None or directory.components[owner].kind != "library":
                return owner
            users = senders.of(through.component, through.file)  # an interface that both sides are built with
            if len(users) == 1:
                return users[0]
    if place is None or place.is_local or "." not in place.host or request.technology == _PAGES:
        return None  # a bare name is somebody whom the registry would know
    return Outside("", place.host, request.file) if request.status == "external" else None


def _meant(request: Request, directory: Directory, knowledge: ComponentKnowledge) -> "int | Outside | None":
    """Whom the variable that holds the address of a request is named after."""
    hole = _HOLE.match(request.host or request.path)
    for name in spoken_of(hole[1], knowledge) if hole is not None else ():
        found = directory.named(name, whole=True)
        if found is not None:
            return found
        for technology in knowledge.technologies:
            if technology.label and plain(technology.name) == name:
                there = directory.of_kind((technology.kind,), (technology.name,))
                return there[0] if len(there) == 1 else Outside(technology.name, "", request.file)
    return None


def _place(request: Request, one: Said) -> Place | None:
    """The address that a request goes to. A client of a registry names whom it asks before the path."""
    host = request.host
    if not host and request.path and not request.path.startswith(("/", ".", "{")):
        start = one.filled(request.path)
        if "://" in start:
            return next(places(start), None)
        host = start.partition("/")[0]
    if not host:
        return None
    name, _, port = host.partition(":")
    number = port[: len(port) - len(port.lstrip("0123456789"))]
    return Place("http", name.lower(), number)


def by_partners(
    partners: Sequence[Partner], senders: Senders, said: Sequence[Said], directory: Directory
) -> Iterator[Link]:
    """The flows to services that code names."""
    for partner in partners:
        address = partner.host if "://" in partner.host else f"http://{partner.host}"
        for source in senders.of(partner.component, partner.file):
            for place in places(said[source].filled(address)):
                target = directory.seen_from(said[source].part.folder).at(place)
                if target is not None and target != source:
                    kind = PURPOSES.get(directory.components[target].kind, "request")
                    yield Link(source, target, kind, partner.file, partner.line)


def by_databases(
    databases: Sequence[Database], senders: Senders, source: Container[str], directory: Directory
) -> Iterator[Link]:
    """The flows to databases that code connects to. `source` are the modules; what settings say is told by rules."""
    for one in databases:
        if one.file not in source:
            continue
        target = directory.named(one.address.partition("://")[2].partition("/")[0].partition(":")[0])
        if target is not None and directory.components[target].kind == "store":
            for component in senders.of(one.component, one.file):
                yield Link(component, target, "store", one.file, one.line)


def by_messages(
    connections: Connections, senders: Senders, directory: Directory, knowledge: ComponentKnowledge
) -> Iterator[Link]:
    """The flows of messages through brokers."""
    rules = {technology: rule for rule in knowledge.flows for technology in rule.messages}
    for message in (*connections.publications, *connections.subscriptions):
        rule = rules.get(message.technology)
        if rule is None:
            continue
        for source in senders.of(message.component, message.file):
            there = directory.seen_from(directory.components[source].folder).of_kind(rule.toward, rule.technologies)
            target = there[0] if len(there) == 1 else Outside(rule.outside, "", message.file) if not there else None
            if target is None or (isinstance(target, Outside) and not target.technology):
                continue
            yield Link(source, target, rule.kind, message.file, message.line)


def by_default(links: Sequence[Link], directory: Directory, knowledge: ComponentKnowledge) -> Iterator[Link]:
    """What goes without saying: a web application asks the gateway, and some gateways reach all that is registered."""
    components = directory.components
    asks = {link.source for link in links if isinstance(link.target, int) and link.kind in _ASKING}
    gateways = directory.of_kind(("gateway",))
    if len(gateways) == 1:
        for index in directory.of_kind(FRONTS):
            if index not in asks:
                yield Link(index, gateways[0], "request", components[index].file, components[index].line)
    if len(gateways) != 1:
        return
    open_ended = {one.name for one in knowledge.technologies if one.routes_all}
    registered = {link.source for link in links if link.kind == "discovery"}
    for index in gateways:
        if index not in asks and components[index].technology in open_ended:
            for other in sorted(registered):
                if components[other].kind in _ROUTED:
                    yield Link(index, other, "proxy", components[index].file, components[index].line)

"""Who talks to whom as far as proxies and source code say: Proxies and Connections in, Links out."""

from collections.abc import Iterator, Mapping, Sequence

from archlint.graph.components.addresses import Place, places
from archlint.graph.components.directory import Directory
from archlint.graph.components.flows import Link, Outside
from archlint.graph.components.parts import folder_around
from archlint.model.architecture import ComponentKnowledge
from archlint.model.connections import Connections, Request
from archlint.model.deployment import Proxy

_PAGES = "HTML"


def by_proxies(proxies: Sequence[Proxy], owners: Mapping[str, int], directory: Directory) -> Iterator[Link]:
    """The flows of requests that are passed on. `owners` gives by configuration file the component that reads it."""
    for proxy in proxies:
        source = owners.get(proxy.file)
        if source is None:
            continue
        for place in places(proxy.target):
            target = directory.at(place)
            if target is not None and target != source:
                yield Link(source, target, "proxy", proxy.file, proxy.line)


def by_requests(connections: Connections, folders: Mapping[str, int], directory: Directory) -> Iterator[Link]:
    """The flows of requests in the source. `folders` gives the component whose code lies in a folder."""
    for request in connections.requests:
        source = _component(request.component, request.file, folders)
        if source is None:
            continue
        target = _asked(request, connections, folders, directory)
        if target is not None and target != source:
            yield Link(source, target, "request", request.file, request.line)


def _asked(
    request: Request, connections: Connections, folders: Mapping[str, int], directory: Directory
) -> "int | Outside | None":
    place = _place(request)
    if place is not None:
        found = directory.at(place)
        if found is not None:
            return found
    for route in (*request.via, *request.routes):
        if 0 <= route < len(connections.routes):
            through = connections.routes[route]
            return _component(through.component, through.file, folders)
    if request.status == "external" and place is not None and request.technology != _PAGES and not place.is_local:
        return Outside("", place.host, request.file)
    return None


def _place(request: Request) -> Place | None:
    """The address that a request goes to. A client of a registry names whom it asks before the path."""
    host = request.host
    if not host and request.path and not request.path.startswith(("/", ".", "{")):
        host = request.path.partition("/")[0]
    if not host:
        return None
    name, _, port = host.partition(":")
    number = port[: len(port) - len(port.lstrip("0123456789"))]
    return Place("http", name.lower(), number)


def _component(folder: str, file: str, folders: Mapping[str, int]) -> int | None:
    if folder in folders:
        return folders[folder]
    around = folder_around(file, folders)
    return folders[around] if around is not None else None


def by_messages(
    connections: Connections, folders: Mapping[str, int], directory: Directory, knowledge: ComponentKnowledge
) -> Iterator[Link]:
    """The flows of messages through brokers."""
    rules = {technology: rule for rule in knowledge.flows for technology in rule.messages}
    for message in (*connections.publications, *connections.subscriptions):
        rule = rules.get(message.technology)
        source = _component(message.component, message.file, folders)
        if rule is None or source is None or directory.components[source].kind == "library":
            continue
        there = directory.of_kind(rule.toward, rule.technology)
        target = there[0] if len(there) == 1 else Outside(rule.outside, "", message.file) if not there else None
        if target is not None and not (isinstance(target, Outside) and not target.technology):
            yield Link(source, target, rule.kind, message.file, message.line)


def by_default(links: Sequence[Link], directory: Directory, knowledge: ComponentKnowledge) -> Iterator[Link]:
    """What goes without saying: a web application asks the gateway, and some gateways reach all that is registered."""
    components = directory.components
    asks = {link.source for link in links if isinstance(link.target, int) and link.kind in ("request", "proxy")}
    gateways = directory.of_kind(("gateway",))
    if len(gateways) == 1:
        for index in directory.of_kind(("web-application",)):
            if index not in asks:
                yield Link(index, gateways[0], "request", components[index].file, components[index].line)
    open_ended = {one.name for one in knowledge.technologies if one.routes_all}
    registered = {link.source for link in links if link.kind == "discovery"}
    for index in gateways:
        if index not in asks and components[index].technology in open_ended:
            for other in sorted(registered):
                if components[other].kind == "service":
                    yield Link(index, other, "proxy", components[index].file, components[index].line)

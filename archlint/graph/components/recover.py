"""The architecture of a system: deployment files, the graph and connections in, components and their flows out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from archlint.graph.components import flows, requests
from archlint.graph.components.containers import find_parts, names_of
from archlint.graph.components.directory import Directory
from archlint.graph.components.evidence import Said, listen
from archlint.graph.components.flows import Link, Outside
from archlint.graph.components.kinds import FRONTS, kinds_of
from archlint.graph.components.owners import find_owners, with_servers
from archlint.graph.components.parts import Part, folder_around
from archlint.graph.components.senders import Senders
from archlint.graph.components.signs import fits_any
from archlint.model.architecture import Architecture, Component, ComponentKnowledge, Flow
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.graph import Graph

_USER = "user"
_WEBSITE = "external-website"
"""All sites outside are one component: who asks them matters, and their hosts are listed."""
_ENTERING = ("request", "proxy", "start", "authorization")
_WAITING = "start"
"""To wait for one whom one asks anyway says nothing more."""
_PAGE = "HTML"


def recover(
    deployment: Deployment, graph: Graph, connections: Connections, knowledge: ComponentKnowledge
) -> Architecture:
    """The components of a system and the flows between them. The same input gives the same answer in the same order."""
    parts = with_servers(find_parts(deployment, graph, knowledge), deployment, knowledge)
    components = _components(parts, knowledge)
    owners = find_owners(parts, deployment, knowledge)
    senders = Senders(parts, components, graph)
    said = listen(senders.heard(parts), components, deployment.settings, owners, knowledge)
    directory = Directory(components, [(part.ports, part.inner_ports) for part in parts], knowledge.by_name())
    links = [
        *flows.by_rules(said, directory, knowledge),
        *flows.by_addresses(said, directory, knowledge),
        *requests.by_proxies(deployment.proxies, owners, said, directory),
        *requests.by_requests(connections, senders, said, directory, knowledge),
        *requests.by_partners(connections.partners, senders, said, directory),
        *requests.by_databases(connections.databases, senders, {module.id for module in graph.modules}, directory),
        *requests.by_messages(connections, senders, directory, knowledge),
        *flows.by_order(said, directory),
        *flows.by_watching(components, knowledge),
    ]
    links += requests.by_default(links, directory, knowledge)
    return _architecture(components, links, _shown(components, said, deployment, knowledge), knowledge)


def _shown(
    components: Sequence[Component], said: Sequence[Said], deployment: Deployment, knowledge: ComponentKnowledge
) -> frozenset[str]:
    """The services that show pages to people: by what they are built with, or as they have a first page or one that asks."""
    folders = {one.folder for one in components if one.folder}
    pages = [*deployment.fronts, *(page.file for page in deployment.pages if page.technology == _PAGE)]
    paged = {folder_around(page, folders) for page in pages}
    return frozenset(
        component.name
        for component, one in zip(components, said, strict=True)
        if component.kind == "service"
        and (
            (component.folder and component.folder in paged)
            or any(fits_any(knowledge.pages, seen.name) for seen in (*one.names, *one.libraries))
        )
    )


def _components(parts: Sequence[Part], knowledge: ComponentKnowledge) -> list[Component]:
    components = []
    called = names_of(parts)
    for part, name, (kind, technology) in zip(parts, called, kinds_of(parts, called, knowledge), strict=True):
        names = (part.application, part.container, *part.hosts, part.artifact, part.folder.rpartition("/")[2])
        hosts = tuple(dict.fromkeys(host for host in names if host and host != "."))
        components.append(Component(name, kind, part.folder, hosts, technology, part.file, part.line))
    return components


def _architecture(
    components: Sequence[Component], links: Sequence[Link], shown: frozenset[str], knowledge: ComponentKnowledge
) -> Architecture:
    """Links with the names of their ends, one flow for a pair and a kind; what is outside and the user are components."""
    outside: dict[str, Component] = {}
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for link in links:
        source = components[link.source].name
        if isinstance(link.target, int):
            target = components[link.target].name
        else:
            made = _outside(link.target, components[link.source], knowledge)
            target = made.name
            known = outside.setdefault(target, made)
            if not set(made.hosts) <= set(known.hosts):
                outside[target] = replace(known, hosts=tuple(sorted({*known.hosts, *made.hosts})))
        ends = (target, source) if link.is_backwards else (source, target)
        evidence = found.setdefault((*ends, link.kind), [])
        if (link.file, link.line) not in evidence:
            evidence.append((link.file, link.line))
    asked = {(source, target) for source, target, kind in found if kind != _WAITING}
    made_flows = [
        Flow(source, target, kind, tuple(evidence))
        for (source, target, kind), evidence in found.items()
        if kind != _WAITING or (source, target) not in asked
    ]
    everything = [*components, *outside.values()]
    entered = list(_entered(components, made_flows, shown, knowledge))
    if entered:
        everything.append(Component(_USER, "user", is_outside=True))
        made_flows += [Flow(_USER, one.name, "use", ((one.file, one.line),)) for one in entered]
    return Architecture(
        tuple(sorted(everything, key=lambda one: (one.name, one.file))),
        tuple(sorted(made_flows, key=lambda one: (one.source, one.target, one.kind))),
    )


def _outside(found: Outside, source: Component, knowledge: ComponentKnowledge) -> Component:
    technology = knowledge.by_name().get(found.technology)
    if technology is None:
        return Component(_WEBSITE, "website", hosts=(found.host,), is_outside=True)
    name = (technology.label or technology.name).replace("{of}", source.name)
    hosts = (found.host,) if found.host else ()
    return Component(name, technology.kind, hosts=hosts, technology=technology.name, is_outside=True)


def _entered(
    components: Iterable[Component], made: Sequence[Flow], shown: frozenset[str], knowledge: ComponentKnowledge
) -> Iterator[Component]:
    """What users come in by: entrances that stand behind no other and what is `shown` to them before or without any; then the
    authorization server where none leads to it. What people open themselves does not stand behind an application that asks
    it, too.
    """
    kinds: Mapping[str, str] = {one.name: one.kind for one in components}
    entrances = {one.name for one in components if one.kind in knowledge.entrances}
    before = {
        flow.source for flow in made if flow.source in shown and flow.target in entrances and flow.kind in _ENTERING
    }
    doors = (entrances | before) or shown
    behind = {
        flow.target
        for flow in made
        if flow.source in doors
        and flow.kind in _ENTERING
        and not (kinds[flow.source] in FRONTS and kinds.get(flow.target) in FRONTS)
    }
    for one in components:
        is_door = one.name in doors or (bool(doors) and kinds[one.name] == "authorization-server")
        if is_door and one.name not in behind:
            yield one

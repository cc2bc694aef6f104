"""Metrics of interfaces and integration: what was Seen in, numbers with their proof out."""

from collections.abc import Iterable, Iterator

from archlint.graph.connections.documents import documents_of, is_judged
from archlint.graph.technologies import name_matches
from archlint.measures.maturity.seen import Measured, Seen, at, faults, number, of_finding, share
from archlint.model.connections import Message, Route
from archlint.model.graph import Dependency
from archlint.model.maturity import Proof
from archlint.model.standards import DRIFTED, StandardUse


def _told(route: Route) -> Proof:
    return at(route, f"{route.method} {route.path}")


def routes(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """What answers requests, outside of tests."""
    return number(map(_told, seen.routes), len(seen.routes))


def documented_routes(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the routes of all components; a document speaks for the component that serves it."""
    components = {module.component for module in seen.system.graph.modules}
    known = documents_of(seen.system.deployment.operations, seen.system.connections.routes, components)
    by_component: dict[str, list[Route]] = {}
    for route in filter(is_judged, seen.routes):
        by_component.setdefault(route.component, []).append(route)
    good: list[Proof] = []
    bad: list[Proof] = []
    for component, found in by_component.items():
        own = [document for document in known if document.component == component]
        for route in found:
            (good if any(document.declares(route) for document in own) else bad).append(_told(route))
    return share(good, bad)


def standard_routes(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Routes that the catalogue knows, in a version and with a resource that it has, of all routes."""
    follows = {(use.file, use.line) for use in _offered(seen, words) if use.drift not in DRIFTED}
    good = [_told(route) for route in seen.routes if (route.file, route.line) in follows]
    bad = [_told(route) for route in seen.routes if (route.file, route.line) not in follows]
    return share(good, bad)


def standard_interfaces(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Numbers of the catalogue with at least one route."""
    first: dict[str, Proof] = {}
    for use in _offered(seen, words):
        first.setdefault(use.number or use.name, at(use, f"{use.number} {use.name}: {use.method} {use.path}"))
    return number(first.values(), len(seen.routes))


def current_versions(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Of all places where a standard interface is offered, used or documented, those whose version is current and
    whose resource exists.
    """
    uses = [use for use in seen.standards if not words or use.standard in words]
    return share(
        (at(use, f"{use.side} {use.number}: {use.path}") for use in uses if use.drift not in DRIFTED),
        (at(use, f"{use.side} {use.number}: {use.path} ({use.drift})") for use in uses if use.drift in DRIFTED),
    )


def _offered(seen: Seen, words: tuple[str, ...]) -> list[StandardUse]:
    return [use for use in seen.standards if use.side == "offered" and (not words or use.standard in words)]


def reused_operations(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the operations of the enablement layer that some channel uses."""
    used = [one for one in seen.operations if one.consumers]
    shared = _shared_clients(seen)
    several = {one for one in used if len(one.consumers) > 1 or one.consumers[0].channel in shared}
    told = {
        one: Proof(one.module, one.line, f"{one.name}: {', '.join(consumer.channel for consumer in one.consumers)}")
        for one in used
    }
    return share((told[one] for one in used if one in several), (told[one] for one in used if one not in several))


def _shared_clients(seen: Seen) -> set[str]:
    """The layers of the user interface whose modules outside of all channels are imported by two channels or more."""
    users: dict[str, set[str]] = {}
    for one in seen.system.graph.dependencies:
        importer, imported = seen.by_id[one.importer], seen.by_id[one.imported]
        if importer.layer == imported.layer and importer.part and not imported.part:
            users.setdefault(imported.layer, set()).add(importer.part)
    return {layer for layer, found in users.items() if len(found) > 1}


def composing_operations(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Operations of the enablement layer that ask two backends or more."""
    found = [one for one in seen.operations if one.backend_pattern == "several backends"]
    proofs = (Proof(one.module, one.line, f"{one.name}: {', '.join(one.backends)}") for one in found)
    return number(proofs, len(seen.operations))


def operations_with_logic(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Operations of the enablement layer that decide, filter or compose, of all that are classified."""
    known = [one for one in seen.operations if one.backend_pattern != "not classified"]
    told = {one: Proof(one.module, one.line, f"{one.name}: {one.backend_pattern}") for one in known}
    return share(
        (told[one] for one in known if one.backend_pattern != "no logic"),
        (told[one] for one in known if one.backend_pattern == "no logic"),
    )


def gateways(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Components of the kind gateway, and routes that hand requests on."""
    found = [
        Proof(one.file, one.line, f"{one.name}: {one.technology}")
        for one in seen.architecture.components
        if one.kind == "gateway"
    ]
    found += [
        at(route, f"passes {route.path} on to {route.target}")
        for route in seen.system.connections.routes
        if route.target and not seen.is_test(route)
    ]
    return number(found, len(seen.system.connections.routes) or len(seen.architecture.components))


def known_receivers(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Requests that a route of the project answers or that go to a named host outside, of all requests in the code."""
    requests = [one for one in seen.system.connections.requests if not seen.is_test(one)]
    told = {id(one): at(one, f"{one.method} {one.host}{one.path}") for one in requests}
    known = ("linked", "external")
    return share(
        (told[id(one)] for one in requests if one.status in known),
        (told[id(one)] for one in requests if one.status not in known),
    )


def requests_of_channels(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the requests and events by which the user interface reaches other layers, the requests."""
    ways = [
        dependency
        for dependency, importer, _ in seen.system.between_layers
        if seen.has_tiers and seen.tier(importer) == "ui" and dependency.kind in ("http", "event")
    ]
    return share(
        (_crossing(one) for one in ways if one.kind == "http"), (_crossing(one) for one in ways if one.kind == "event")
    )


def event_flows(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Topics that one component publishes and another one reads."""
    connections = seen.system.connections
    readers: dict[str, set[str]] = {}
    for one in connections.subscriptions:
        readers.setdefault(one.topic, set()).add(one.component)
    crossing: dict[str, Message] = {}
    for one in connections.publications:
        if one.topic and readers.get(one.topic, set()) - {one.component} and not seen.is_test(one):
            crossing.setdefault(one.topic, one)
    return number((at(one, f"publishes {topic}") for topic, one in crossing.items()), len(connections.publications))


def events_between_services(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Of the requests and events from one component below the channels to another, the events."""
    below = {module.id for module in seen.in_tier("enablement", "backend")}
    ways = [
        one
        for one in seen.system.graph.dependencies
        if one.kind in ("http", "event")
        and one.importer in below
        and one.imported in below
        and seen.by_id[one.importer].component != seen.by_id[one.imported].component
    ]
    return share(
        (_crossing(one) for one in ways if one.kind == "event"), (_crossing(one) for one in ways if one.kind == "http")
    )


def _crossing(dependency: Dependency) -> Proof:
    line = dependency.sites[0].span.line if dependency.sites else 0
    return Proof(dependency.importer, line, f"{dependency.kind} → {dependency.imported}")


def services(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Components that answer requests."""
    first: dict[str, Route] = {}
    for route in seen.routes:
        first.setdefault(route.component, route)
    return number((at(one, f"{name} serves {one.method} {one.path}") for name, one in first.items()), len(seen.routes))


def fixed_hosts(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Open findings of hard-wired-host, among requests whose host is known."""
    requests = [one for one in seen.system.connections.requests if one.host and not seen.is_test(one)]
    if (missing := seen.not_judged(("hard-wired-host",))) is not None:
        return missing
    return faults(
        map(of_finding, seen.of_check("hard-wired-host")),
        (at(one, f"{one.method} {one.host}{one.path}") for one in requests),
    )


def findings_on_requests(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Open findings of the checks that the words name. Nothing without requests, or where a check did not run."""
    if (missing := seen.not_judged(words)) is not None:
        return missing
    requests = (
        at(one, f"{one.method} {one.host}{one.path}")
        for one in seen.system.connections.requests
        if not seen.is_test(one)
    )
    return faults(map(of_finding, seen.of_check(*words)), requests)


def findings_on_routes(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Open findings of the checks that the words name. Nothing without routes, or where a check did not run."""
    if (missing := seen.not_judged(words)) is not None:
        return missing
    return faults(map(of_finding, seen.of_check(*words)), map(_told, seen.routes))


def own_interfaces(seen: Seen, _words: tuple[str, ...]) -> Measured:
    """Open findings of non-standard-api among the routes. Nothing where [standards] requires no catalogue."""
    if not seen.system.rulebook.standards.require:
        return Measured(why="no catalogue is required in [standards], so no interface is judged by one")
    return findings_on_routes(seen, ("non-standard-api",))


def library_uses(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Modules that import a library by one of these names, and build files that declare it."""
    found = [*_imports(seen, words), *_declared(seen, words)]
    return number(found, len(seen.modules))


def _imports(seen: Seen, words: Iterable[str]) -> Iterator[Proof]:
    for use in seen.system.graph.external:
        module = seen.by_id.get(use.importer)
        if (module is None or not module.test) and any(name_matches(word, use.name) for word in words):
            yield Proof(use.importer, use.sites[0].span.line if use.sites else 0, use.name)


def _declared(seen: Seen, words: Iterable[str]) -> Iterator[Proof]:
    for one in seen.system.deployment.deployables:
        for library in one.libraries:
            if any(name_matches(word, library.replace(":", "/")) for word in words):
                yield Proof(one.file, one.line, library)


def technology_uses(seen: Seen, words: tuple[str, ...]) -> Measured:
    """Modules that import a library of one of these roles (rules/technologies)."""
    found = (Proof(module.id, line, name) for module, name, line in seen.using(seen.modules, words))
    return number(found, len(seen.modules))

"""What crosses processes as dependencies: a Graph and Connections in, the graph with those that join two of its modules out."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from archlint.graph.connections.sharing import tables_of
from archlint.languages.parsing import Lines
from archlint.model.connections import Connections, Message
from archlint.model.facts import Span
from archlint.model.graph import Dependency, Graph, Kind, Site
from archlint.pipeline.ahead import content_of
from archlint.rulebook.integration import load_sides

Sites = dict[tuple[str, str, Kind], list[tuple[int, str]]]
"""By (importer, imported, kind) the lines that cause a dependency, with what they take."""


def with_connections(root: Path, graph: Graph, connections: Connections, order: Mapping[str, int]) -> Graph:
    """The graph with a dependency of kind `http` from who asks to who answers, of kind `event` from who listens to who
    publishes, and of kind `data` from who touches a table to the model that owns it. A message for one receiver is an order:
    who gives it depends on who carries it out. What a gateway passes on joins nobody directly: whoever asks depends on the
    gateway.
    """
    modules = {module.id for module in graph.modules}
    sites: Sites = {}
    _join_requests(connections, modules, sites)
    _join_messages(connections, modules, sites)
    _join_tables(connections, order, modules, sites)
    lines: dict[str, Lines] = {}
    found = list(graph.dependencies)
    for (importer, imported, kind), places in sorted(sites.items()):
        if importer not in lines:
            lines[importer] = Lines(content_of(root, importer))
        marks = tuple(Site(_span(lines[importer], line), 0, name) for line, name in dict.fromkeys(places))
        found.append(Dependency(kind, importer, imported, marks))
    found.sort(key=lambda one: (one.importer, one.imported, one.kind))
    return msgspec.structs.replace(graph, dependencies=tuple(found))


def _join_requests(connections: Connections, modules: set[str], sites: Sites) -> None:
    for request in connections.requests:
        if request.status != "linked" or request.file not in modules:
            continue
        if any(connections.routes[index].component != request.component for index in request.via):
            continue
        for route in (connections.routes[index] for index in request.routes):
            if route.file in modules and route.file != request.file:
                name = f"{request.method} {route.path}"
                sites.setdefault((request.file, route.file, "http"), []).append((request.line, name))


def _join_messages(connections: Connections, modules: set[str], sites: Sites) -> None:
    publishers: dict[str, list[Message]] = {}
    for message in connections.publications:
        if message.topic.strip("{}") and message.file in modules:
            publishers.setdefault(message.topic, []).append(message)
    sides = load_sides()
    for message in connections.subscriptions:
        for other in publishers.get(message.topic, ()):
            if sides.get(message.technology, other.technology) != other.technology:
                continue  # a client gets what the server sends, not what another client does
            if other.file != message.file and message.file in modules:
                user, used = (other, message) if other.style == "messaging" else (message, other)
                sites.setdefault((user.file, used.file, "event"), []).append((user.line, user.topic))


def _join_tables(connections: Connections, order: Mapping[str, int], modules: set[str], sites: Sites) -> None:
    for table in tables_of(connections, order):
        if table.owner is None or table.owner.migrated or table.owner.file not in modules:
            continue
        for use in table.uses:
            if use.file != table.owner.file and use.file in modules:
                sites.setdefault((use.file, table.owner.file, "data"), []).append((use.line, table.name))


def _span(lines: Lines, line: int) -> Span:
    """What is written in a line, without the space before it."""
    start, end = lines.bounds(line)
    text = lines.content[start:end]
    inner = start + len(text) - len(text.lstrip())
    return lines.span(inner, max(inner, start + len(text.rstrip())))

"""What crosses processes in a project: the ground to look for it in, Connections and a graph that has them too out."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from archlint.graph.connections.exposing import Exposed
from archlint.graph.connections.following import follow
from archlint.graph.connections.idle_entries import Declared
from archlint.graph.connections.unread_code import with_unread_code
from archlint.model.api_rules import ApiRule, IdleEntry
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.graph import Graph
from archlint.pipeline.ahead import Ahead
from archlint.pipeline.connection_dependencies import with_connections
from archlint.pipeline.connection_styles import with_flow_styles, with_styles
from archlint.pipeline.ground import Ground
from archlint.pipeline.joined import Joined
from archlint.rulebook.authentication import load_authentication_words
from archlint.rulebook.integration import load_styles
from archlint.rulebook.owasp import load_exposure_knowledge


class Crossing(NamedTuple):
    """What crosses processes, what deployment files say, what is given away, and what of the project's own entries matches
    nothing.
    """

    connections: Connections
    deployment: Deployment
    exposures: tuple[Exposure, ...]
    idle: tuple[IdleEntry, ...]


def join(  # noqa: PLR0913 - a stage between stages
    root: Path,
    graph: Graph,
    ground: Ground,
    ahead: Ahead,
    *,
    recovers: bool,
    order: Mapping[str, int],
    declared: tuple[ApiRule, ...] = (),
) -> Joined:
    """All that crosses processes, as dependencies of the graph too, which has its layers assigned; with `recovers` the
    architecture of components. `order` gives the places of layers, 0 at the top, `declared` the project's own entries.
    """
    crossing = connect(ground, ahead, declared)
    architecture = None
    if recovers:
        from archlint.graph.components.recover import recover
        from archlint.rulebook.components import load_component_knowledge

        architecture = recover(crossing.deployment, graph, crossing.connections, load_component_knowledge())
        architecture = with_flow_styles(architecture, crossing.connections, load_styles())
    return Joined(
        with_connections(root, graph, crossing.connections, order),
        crossing.connections,
        crossing.deployment,
        architecture,
        crossing.exposures,
        crossing.idle,
    )


def connect(ground: Ground, ahead: Ahead, declared: tuple[ApiRule, ...] = ()) -> Crossing:
    """What crosses processes, and what was learned on the way."""
    deployment = ahead.deployment()
    try:
        first = ground.first({page.name for page in deployment.pages if page.name})
        suspects = ground.suspects()
        ground.sketches.ask(suspects)
        found, exposures, idle = follow(
            ground.program(),
            ground.rules,
            deployment,
            ground.modules,
            first,
            ground.users(),
            ground.generated(),
            Exposed(load_exposure_knowledge(), tuple(suspects)),
            load_authentication_words(),
            ground.extends,
            Declared(declared, ground.taken_out),
        )
    finally:
        ground.sketches.close()
    found = with_unread_code(found, ground.unread)
    return Crossing(with_styles(found, load_styles()), deployment, exposures, idle)

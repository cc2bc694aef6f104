"""What the stage between graph and checks hands over: a graph that may span processes, and what it was made from."""

from typing import NamedTuple

from archlint.model.api_rules import IdleEntry
from archlint.model.architecture import Architecture
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.graph import Graph


class Joined(NamedTuple):
    """`connections` and `architecture` are None where nobody asked for them."""

    graph: Graph
    connections: Connections | None = None
    deployment: Deployment = Deployment()
    architecture: Architecture | None = None
    exposures: tuple[Exposure, ...] = ()
    idle: tuple[IdleEntry, ...] = ()

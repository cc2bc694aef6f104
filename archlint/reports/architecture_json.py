"""`archlint-architecture/1`: an Analysis in, the components of the system and the flows between them as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, ComponentKind
from archlint.model.connections import IntegrationStyle
from archlint.reports.json_text import json_text
from archlint.reports.pictures.architecture import chosen_architecture
from archlint.reports.view import View

ARCHITECTURE_SCHEMA: Literal["archlint-architecture/1"] = "archlint-architecture/1"


class Node(Struct, frozen=True):
    """A component. `file` and `line` say where it is declared, "" and 0 where only others speak of it; `outside` says that
    the project does not start it.
    """

    name: str
    kind: ComponentKind
    technology: str
    folder: str
    hosts: tuple[str, ...]
    file: str
    line: int
    outside: bool


class Evidence(Struct, frozen=True):
    file: str
    line: int


class Edge(Struct, frozen=True):
    """One component asks another: `source` begins, `target` answers. `style` says how the two are joined, null where neither by
    requests nor by messages.
    """

    source: str
    target: str
    kind: str
    evidence: tuple[Evidence, ...]
    style: IntegrationStyle | None = None


class ArchitectureDocument(Struct, frozen=True):
    """Nodes by name, edges by source and target."""

    schema: Literal["archlint-architecture/1"]
    archlint: str
    project: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def render(analysis: Analysis, view: View) -> str:
    found = chosen_architecture(analysis, view.choice).architecture or Architecture()
    return json_text(
        ArchitectureDocument(
            ARCHITECTURE_SCHEMA,
            analysis.archlint,
            analysis.project,
            tuple(
                Node(one.name, one.kind, one.technology, one.folder, one.hosts, one.file, one.line, one.is_outside)
                for one in found.components
            ),
            tuple(
                Edge(
                    flow.source, flow.target, flow.kind, tuple(Evidence(*place) for place in flow.evidence), flow.style
                )
                for flow in found.flows
            ),
        )
    )

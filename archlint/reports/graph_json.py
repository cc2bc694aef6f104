"""`archlint-graph/1`: an Analysis with its graph in, nodes and edges as JSON out, at the level of modules or lifted."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.connections import IntegrationStyle
from archlint.model.graph import Kind, Verdict
from archlint.reports.graph_choice import chosen
from archlint.reports.graph_levels import Edge, Node, lifted
from archlint.reports.integration import Queues, queues_of, style_of
from archlint.reports.json_text import json_text, sound
from archlint.reports.view import Level, TargetLine, View

GRAPH_SCHEMA: Literal["archlint-graph/1"] = "archlint-graph/1"


class GraphNode(Struct, frozen=True, omit_defaults=True):
    """A module, or all modules of a part, layer or component. A module's `id` is its POSIX path relative to the project
    root, a part's is `layer.part`. Modules that nothing claims are one node, `(no layer)` or `(no component)`.
    """

    id: str
    kind: Level
    layer: str = ""
    part: str = ""
    component: str = ""


class GraphSite(Struct, frozen=True, omit_defaults=True):
    """A place that causes a dependency: `line` (1-based) of `file`, and what it leads to as far as that is known.
    `method` and `path` belong to HTTP requests.
    """

    file: str
    line: int
    target_file: str
    target_line: int = 0
    method: str = ""
    path: str = ""


class GraphEdge(Struct, frozen=True, omit_defaults=True):
    """All dependencies of one kind between two nodes: the worst of their verdicts, and every site. `style` says how the two
    are joined where a dependency crosses processes; it is left out for imports and shared data.
    """

    kind: Kind
    importer: str
    imported: str
    verdict: Verdict
    sites: tuple[GraphSite, ...]
    style: IntegrationStyle | None = None


class GraphDocument(Struct, frozen=True):
    """Nodes sorted by id, edges by importer, imported and kind. What stays inside a node has no edge."""

    schema: Literal["archlint-graph/1"]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


def render(analysis: Analysis, view: View) -> str:
    """The level is module where the view names none. A key whose value is not known is left out."""
    smaller = chosen(analysis, view.choice)
    return json_text(document(smaller, view.level or "module", view.target_line, view.choice.collapse))


def document(analysis: Analysis, level: Level, target_line: TargetLine, collapse: Sequence[str] = ()) -> GraphDocument:
    """What is rendered, as a value. Sorted as it is written."""
    graph = lifted(analysis, level, collapse)
    queues = queues_of(analysis.connections)
    edges = (_edge(edge, target_line, queues) for edge in graph.edges)
    return GraphDocument(
        GRAPH_SCHEMA,
        tuple(sorted(map(_node, graph.nodes), key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: (edge.importer, edge.imported, edge.kind))),
    )


def _node(node: Node) -> GraphNode:
    return GraphNode(sound(node.id), node.kind, node.layer, node.part, node.component)


def _edge(edge: Edge, target_line: TargetLine, queues: Queues) -> GraphEdge:
    sites = tuple(
        GraphSite(
            dependency.importer,
            site.span.line,
            dependency.imported,
            target_line(dependency.imported, site.name) or 0 if site.name else 0,
        )
        for dependency in edge.members
        for site in dependency.sites
    )
    return GraphEdge(
        edge.kind,
        sound(edge.importer),
        sound(edge.imported),
        edge.verdict,
        sites,
        style_of(edge.kind, edge.members, queues),
    )

"""What the drawn formats share: an Analysis in, a graph small enough to be read out, with what was cut in words."""

from typing import NamedTuple

from archlint.model.analysis import Analysis
from archlint.reports.graph_levels import NO_LAYER, Edge, Lifted, Node, default_level, layer_order, lifted, most_telling
from archlint.reports.view import View
from archlint.reports.wording import count, listed


class Drawing(NamedTuple):
    """`names` gives every node an identifier that is safe in any format; `groups` are the layers top to bottom with their
    nodes ("" for no frame); `missing` says what was cut, "" when all is there.
    """

    graph: Lifted
    names: dict[str, str]
    groups: list[tuple[str, list[Node]]]
    missing: str


def drawing(analysis: Analysis, view: View, nodes: int, edges: int) -> Drawing:
    """The graph at the level of the view, cut to so many nodes and edges unless the view wants everything."""
    whole = lifted(analysis, view.level or default_level(analysis))
    graph = whole if view.limit is None else most_telling(whole, nodes, edges)
    missing = []
    if len(graph.nodes) < len(whole.nodes):
        missing.append(f"+{count(len(whole.nodes) - len(graph.nodes), 'more node')}")
    if len(graph.edges) < len(whole.edges):
        missing.append(f"+{count(len(whole.edges) - len(graph.edges), 'more edge')}")
    groups = []
    for layer in layer_order(analysis, graph.nodes):
        members = [node for node in graph.nodes if node.layer == layer]
        groups.append((_frame(layer, members) if analysis.layers else "", members))
    return Drawing(graph, {node.id: f"n{index}" for index, node in enumerate(graph.nodes)}, groups, listed(missing))


def caption(node: Node) -> list[str]:
    """The lines in a node: its name within its frame and, for a group of modules, how many there are."""
    if node.kind == "module":
        return [node.id]
    return [node.part or node.id, count(node.modules, "module")]


def edge_label(edge: Edge, graph: Lifted) -> str:
    """How many dependencies it stands for, and what is wrong with them."""
    told: list[str] = [] if edge.kind == "import" else [edge.kind]
    if graph.level != "module":
        told.append(f"{len(edge.members):,}")
    bad = edge.verdicts.get("violation", 0)
    if bad and graph.level != "module":
        told = [count(bad, "violation")] if bad == len(edge.members) else [*told, f"({count(bad, 'violation')})"]
    return " ".join(told)


def _frame(layer: str, members: list[Node]) -> str:
    """The title of the frame around the nodes of a layer. One that is its own only node needs none."""
    framed = any(node.kind in ("module", "part") for node in members)
    return (layer or NO_LAYER) if framed else ""

"""The graph for Graphviz: an Analysis in, a DOT digraph out; layers are clusters from top to bottom, violations red."""

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import dot
from archlint.reports.graph_drawing import Drawing, caption, drawing, edge_label
from archlint.reports.graph_levels import Edge
from archlint.reports.view import View

_NODES, _EDGES = 500, 1500
_STYLES: dict[Verdict, str] = {
    "violation": 'color="#c62828", fontcolor="#c62828", penwidth=2',
    "excepted": 'color="#b26a00", fontcolor="#b26a00", style=dashed',
    "uncovered": 'color="#757575", fontcolor="#757575", style=dotted',
}


def render(analysis: Analysis, view: View) -> str:
    """At most 500 nodes and 1,500 edges unless the view wants all; what is missing is said in the graph's label."""
    drawn = drawing(analysis, view, _NODES, _EDGES)
    title = analysis.project + (f": {drawn.missing} (--all shows them)" if drawn.missing else "")
    lines = [
        "digraph archlint {",
        f"  graph [label={dot(title)}, labelloc=t, rankdir=TB, newrank=true, fontname=Helvetica];",
        '  node [shape=box, style="rounded,filled", fillcolor="#f5f7fa", color="#90a4ae", fontname=Helvetica];',
        '  edge [color="#607d8b", fontname=Helvetica, fontsize=10];',
    ]
    for index, (frame, _) in enumerate(drawn.groups):
        lines += _group(drawn, index, frame)
    lines += _order(drawn)
    lines += [_edge(drawn, edge) for edge in drawn.graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _group(drawn: Drawing, index: int, frame: str) -> list[str]:
    nodes = [f"{drawn.names[node.id]} [label={_label(caption(node))}];" for node in drawn.groups[index][1]]
    if not frame:
        return [f"  {node}" for node in nodes]
    return [
        f"  subgraph cluster_{index} {{",
        f'    label={dot(frame)}; color="#b0bec5"; style=rounded;',
        *(f"    {node}" for node in nodes),
        "  }",
    ]


def _label(lines: list[str]) -> str:
    r"""The lines of a node: `\n` is put between escaped strings only."""
    return '"' + "\\n".join(dot(line)[1:-1] for line in lines) + '"'


def _order(drawn: Drawing) -> list[str]:
    """Invisible edges that keep the layers in their order, whatever the dependencies say."""
    firsts = [drawn.names[members[0].id] for _, members in drawn.groups if members]
    return [f"  {' -> '.join(firsts)} [style=invis, weight=10];"] if len(firsts) > 1 else []


def _edge(drawn: Drawing, edge: Edge) -> str:
    attributes = []
    label = edge_label(edge, drawn.graph)
    if label:
        attributes.append(f"label={dot(label)}")
    if edge.verdict in _STYLES:
        attributes.append(_STYLES[edge.verdict])
    if edge.verdict in ("violation", "excepted"):
        attributes.append("constraint=false")  # it may run upward, but must not turn the layers over
    told = f" [{', '.join(attributes)}]" if attributes else ""
    return f"  {drawn.names[edge.importer]} -> {drawn.names[edge.imported]}{told};"

"""The graph as a Mermaid flowchart: an Analysis in, text for a Markdown page out; layers are subgraphs, violations red.

Mermaid refuses more than 500 edges or 50,000 characters, so the drawing is cut to what it accepts, `--all` or not.
"""

import msgspec

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import mermaid
from archlint.reports.graph_drawing import Drawing, caption, drawing, edge_label
from archlint.reports.graph_levels import Edge
from archlint.reports.view import View

_NODES, _EDGES = 200, 400
_LARGEST = 50_000
_STYLES: dict[Verdict, str] = {
    "violation": "stroke:#c62828,stroke-width:3px,color:#c62828",
    "excepted": "stroke:#b26a00",
    "uncovered": "stroke:#757575",
}


def render(analysis: Analysis, view: View) -> str:
    """As much as Mermaid accepts, violations first; what is missing stands in a node of its own."""
    cut = msgspec.structs.replace(view, limit=0)
    nodes, edges = _NODES, _EDGES
    text = _flowchart(drawing(analysis, cut, nodes, edges))
    while len(text) > _LARGEST and nodes > 1:
        nodes, edges = nodes // 2, edges // 2
        text = _flowchart(drawing(analysis, cut, nodes, edges))
    return text


def _flowchart(drawn: Drawing) -> str:
    lines = ["flowchart TD"]
    for index, (frame, members) in enumerate(drawn.groups):
        nodes = [f"{drawn.names[node.id]}[{mermaid(' · '.join(caption(node)))}]" for node in members]
        if frame:
            lines += [f"  subgraph g{index}[{mermaid(frame)}]", *(f"    {node}" for node in nodes), "  end"]
        else:
            lines += [f"  {node}" for node in nodes]
    lines += [_edge(drawn, edge) for edge in drawn.graph.edges]
    for verdict, style in _STYLES.items():
        found = [str(index) for index, edge in enumerate(drawn.graph.edges) if edge.verdict == verdict]
        if found:
            lines.append(f"  linkStyle {','.join(found)} {style}")
    if drawn.missing:
        lines.append(f"  missing[{mermaid(drawn.missing)}]:::missing")
        lines.append("  classDef missing stroke-dasharray:4")
    return "\n".join(lines) + "\n"


def _edge(drawn: Drawing, edge: Edge) -> str:
    label = edge_label(edge, drawn.graph)
    arrow = "==>" if edge.verdict == "violation" else "-.->" if edge.verdict in _STYLES else "-->"
    told = f"|{mermaid(label)}|" if label else ""
    return f"  {drawn.names[edge.importer]} {arrow}{told} {drawn.names[edge.imported]}"

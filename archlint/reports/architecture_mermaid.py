"""The service architecture as a Mermaid flowchart: an Analysis in, text for a Markdown page out."""

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, Component
from archlint.reports.escape import mermaid
from archlint.reports.view import View

_NODES, _EDGES = 200, 400
_SHAPES = {"store": ("[(", ")]"), "search": ("[(", ")]"), "user": ("((", "))"), "broker": ("[[", "]]")}


def render(analysis: Analysis, _view: View) -> str:
    """At most what Mermaid accepts; what is missing stands in a node of its own."""
    found = analysis.architecture or Architecture()
    names = {component.name: f"c{index}" for index, component in enumerate(found.components[:_NODES])}
    lines = ["flowchart LR", *(f"  {names[one.name]}{_node(one)}" for one in found.components[:_NODES])]
    flows = [flow for flow in found.flows if flow.source in names and flow.target in names]
    for flow in flows[:_EDGES]:
        arrow = "-.->" if flow.kind == "message" else "-->"
        lines.append(f"  {names[flow.source]} {arrow}|{mermaid(flow.kind)}| {names[flow.target]}")
    missing = len(found.components) - len(names) + len(found.flows) - min(len(flows), _EDGES)
    if missing > 0:
        lines.append(f"  missing[{mermaid(f'{missing:,} components and flows are not drawn')}]")
    return "\n".join(lines) + "\n"


def _node(component: Component) -> str:
    opening, closing = _SHAPES.get(component.kind, ("[", "]"))
    second = component.technology or component.kind.replace("-", " ")
    return f"{opening}{mermaid(f'{component.name} · {second}')}{closing}"

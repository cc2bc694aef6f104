"""The service architecture for Graphviz: an Analysis in, a DOT digraph out; shapes tell what a component is for."""

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, Component
from archlint.reports.escape import dot
from archlint.reports.view import View

_SHAPES = {
    "store": "cylinder",
    "search": "cylinder",
    "broker": "cds",
    "user": "ellipse",
    "website": "ellipse",
    "mail-server": "ellipse",
    "gateway": "house",
    "web-application": "tab",
}
_STYLES = {"message": "style=dashed", "store": "arrowhead=none"}


def render(analysis: Analysis, _view: View) -> str:
    found = analysis.architecture or Architecture()
    names = {component.name: f"c{index}" for index, component in enumerate(found.components)}
    lines = [
        "digraph archlint {",
        f"  graph [label={dot(analysis.project)}, labelloc=t, rankdir=LR, fontname=Helvetica];",
        '  node [shape=box, style="rounded,filled", fillcolor="#f5f7fa", color="#90a4ae", fontname=Helvetica];',
        '  edge [color="#607d8b", fontname=Helvetica, fontsize=10];',
    ]
    lines += [f"  {names[component.name]} [{_node(component)}];" for component in found.components]
    for flow in found.flows:
        if flow.source in names and flow.target in names:
            told = ", ".join(filter(None, (f"label={dot(flow.kind)}", _STYLES.get(flow.kind, ""))))
            lines.append(f"  {names[flow.source]} -> {names[flow.target]} [{told}];")
    return "\n".join([*lines, "}"]) + "\n"


def _node(component: Component) -> str:
    second = component.technology or component.kind.replace("-", " ")
    label = f'"{dot(component.name)[1:-1]}\\n{dot(second)[1:-1]}"'
    attributes = [f"label={label}"]
    if component.kind in _SHAPES:
        attributes.append(f"shape={_SHAPES[component.kind]}")
    if component.kind in ("user", "website", "mail-server", "store", "search", "broker", "gateway", "web-application"):
        attributes.append("style=filled")
    if component.is_outside:
        attributes.append('fillcolor="#ffffff"')
    return ", ".join(attributes)

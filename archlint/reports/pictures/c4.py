"""A picture as C4-PlantUML (https://github.com/plantuml-stdlib/C4-PlantUML): an Analysis in, a component or container
diagram out; layers are boundaries.
"""

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import plantuml
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Box, Shape
from archlint.reports.view import View

_SHAPES: dict[Shape, str] = {
    "box": "Component",
    "store": "ComponentDb",
    "queue": "ComponentQueue",
    "gateway": "Component",
    "page": "Component",
    "person": "Person",
    "outside": "System_Ext",
}
_CONTAINERS: dict[Shape, str] = {
    "box": "Container",
    "store": "ContainerDb",
    "queue": "ContainerQueue",
    "gateway": "Container",
    "page": "Container",
}
_LINES: dict[Verdict, tuple[str, str]] = {
    "violation": ("#c62828", "BoldLine()"),
    "excepted": ("#a15c00", "DashedLine()"),
    "uncovered": ("#757575", "DottedLine()"),
}


def render(analysis: Analysis, view: View) -> str:
    """Services are containers, packages and parts components. A relation says what it stands for."""
    drawn = picture(analysis, view)
    names = drawn.names()
    level = "Container" if drawn.across else "Component"
    lines = ["@startuml", f"!include <C4/C4_{level}>", f"title {plantuml(drawn.title)}"]
    lines += [
        f'AddRelTag("{verdict}", $lineColor="{color}", $lineStyle={style})'
        for verdict, (color, style) in _LINES.items()
    ]
    lines += ["LAYOUT_LEFT_RIGHT()"] if drawn.across else []
    lines += [_box(box, names[box.name], containers=drawn.across) for box in drawn.around()]
    for number, (title, members) in enumerate(drawn.inside()):
        inner = [_box(box, names[box.name], containers=drawn.across) for box in members]
        lines += (
            [f'Boundary(b{number}, "{plantuml(title)}") {{', *(f"  {line}" for line in inner), "}"] if title else inner
        )
    for arrow in drawn.arrows:
        tag = f', $tags="{arrow.verdict}"' if arrow.verdict in _LINES else ""
        told = ", ".join(f'"{plantuml(text)}"' for text in arrow.means)
        lines.append(f"Rel({names[arrow.source]}, {names[arrow.target]}, {told}{tag})")
    if drawn.notes:
        lines.append(f"caption {plantuml(' · '.join(drawn.notes))}")
    return "\n".join([*lines, "SHOW_LEGEND()", "@enduml"]) + "\n"


def _box(box: Box, name: str, *, containers: bool) -> str:
    macro = (_CONTAINERS if containers else _SHAPES).get(box.shape, _SHAPES[box.shape])
    return f'{macro}({name}, "{plantuml(box.title)}", "{plantuml(box.note)}")'

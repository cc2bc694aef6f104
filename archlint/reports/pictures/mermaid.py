"""A picture as a Mermaid flowchart: an Analysis in, text for a Markdown page out; layers are subgraphs, violations red.

Mermaid refuses more than 500 arrows or 50,000 characters, so the drawing is cut to what it accepts, `--all` or not.
"""

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import mermaid
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Arrow, Box, Picture, Shape
from archlint.reports.view import View

_BOXES, _ARROWS = 200, 400
_LARGEST = 50_000
_SHAPES: dict[Shape, tuple[str, str]] = {
    "store": ("[(", ")]"),
    "queue": ("[[", "]]"),
    "gateway": ("{{", "}}"),
    "person": ("((", "))"),
    "outside": ("([", "])"),
}
_STYLES: dict[Verdict, str] = {
    "violation": "stroke:#c62828,stroke-width:3px,color:#c62828",
    "excepted": "stroke:#a15c00",
    "uncovered": "stroke:#757575",
}


def render(analysis: Analysis, view: View) -> str:
    """As much as Mermaid accepts, violations first; what is missing stands in a box of its own."""
    every = view.limit is None
    boxes, arrows = (_BOXES, _ARROWS) if every else (0, 0)
    text = _flowchart(picture(analysis, view, boxes, arrows))
    boxes, arrows = _BOXES, _ARROWS
    while len(text) > _LARGEST and boxes > 1:
        boxes, arrows = boxes // 2, arrows // 2
        text = _flowchart(picture(analysis, view, boxes, arrows))
    return text


def _flowchart(drawn: Picture) -> str:
    names = drawn.names()
    lines = ["flowchart LR" if drawn.across else "flowchart TD"]
    for band, frames in drawn.framed():
        inner: list[str] = []
        for number, (frame, boxes) in enumerate(frames.items()):
            nodes = [f"{names[box.name]}{_box(box)}" for box in boxes]
            inner += _subgraph(f"f{band}x{number}", frame, nodes)
        lines += _subgraph(f"b{band}", drawn.bands[band].title if band is not None else "", inner, "  ")
    lines += [f"  {names[arrow.source]} {_arrow(arrow)} {names[arrow.target]}" for arrow in drawn.arrows]
    for verdict, style in _STYLES.items():
        found = [str(index) for index, arrow in enumerate(drawn.arrows) if arrow.verdict == verdict]
        if found:
            lines.append(f"  linkStyle {','.join(found)} {style}")
    if drawn.notes:
        lines.append(f"  missing[{mermaid(' · '.join(drawn.notes))}]:::missing")
        lines.append("  classDef missing stroke-dasharray:4")
    return "\n".join(lines) + "\n"


def _subgraph(name: str, title: str, inner: list[str], indent: str = "") -> list[str]:
    if not title:
        return [f"{indent}{line}" for line in inner]
    return [f"{indent}subgraph {name}[{mermaid(title)}]", *(f"{indent}  {line}" for line in inner), f"{indent}end"]


def _box(box: Box) -> str:
    opening, closing = _SHAPES.get(box.shape, ("[", "]"))
    return f"{opening}{mermaid(' · '.join(filter(None, (box.title, box.note))))}{closing}"


def _arrow(arrow: Arrow) -> str:
    line = (
        "==>"
        if arrow.verdict == "violation"
        else "-.->"
        if arrow.verdict in _STYLES or arrow.kind == "event"
        else "-->"
    )
    return line + (f"|{mermaid(arrow.label)}|" if arrow.label else "")

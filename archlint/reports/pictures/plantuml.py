"""A picture as a PlantUML component diagram: an Analysis in, text out; layers are rectangles, violations red."""

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import plantuml
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Arrow, Box, Shape
from archlint.reports.view import View

_SHAPES: dict[Shape, str] = {
    "box": "component",
    "store": "database",
    "queue": "queue",
    "gateway": "boundary",
    "person": "actor",
    "outside": "cloud",
    "page": "component",
}
_LINES: dict[Verdict, str] = {
    "allowed": "-[#5b6b7b]->",
    "violation": "-[#c62828,thickness=3]->",
    "excepted": "-[#a15c00,dashed]->",
    "uncovered": "-[#757575,dotted]->",
}


def render(analysis: Analysis, view: View) -> str:
    """What is missing stands in the caption."""
    drawn = picture(analysis, view)
    names = drawn.names()
    lines = [
        "@startuml",
        f"title {plantuml(drawn.title)}",
        f"caption {plantuml(' · '.join((drawn.note, *drawn.notes)))}",
    ]
    lines += ["left to right direction"] if drawn.across else []
    for band, frames in drawn.framed():
        inner: list[str] = []
        for frame, boxes in frames.items():
            inner += _around("package", frame, [_box(box, names[box.name]) for box in boxes])
        lines += _around("rectangle", drawn.bands[band].title if band is not None else "", inner)
    lines += [_arrow(arrow, names) for arrow in drawn.arrows]
    return "\n".join([*lines, "@enduml"]) + "\n"


def _around(word: str, title: str, inner: list[str]) -> list[str]:
    if not title:
        return inner
    return [f'{word} "{plantuml(title)}" {{', *(f"  {line}" for line in inner), "}"]


def _box(box: Box, name: str) -> str:
    note = f"\\n{plantuml(box.note)}" if box.note else ""
    return f'{_SHAPES[box.shape]} "{plantuml(box.title)}{note}" as {name}'


def _arrow(arrow: Arrow, names: dict[str, str]) -> str:
    label = f" : {plantuml(arrow.label)}" if arrow.label else ""
    return f"{names[arrow.source]} {_LINES[arrow.verdict]} {names[arrow.target]}{label}"

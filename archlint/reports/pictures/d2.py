"""A picture for D2 (https://d2lang.com): an Analysis in, text out; layers are containers, violations red."""

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import d2
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Arrow, Box, Shape
from archlint.reports.view import View

_SHAPES: dict[Shape, str] = {
    "store": "cylinder",
    "queue": "queue",
    "gateway": "hexagon",
    "person": "person",
    "outside": "cloud",
    "page": "page",
}
_LINES: dict[Verdict, str] = {
    "violation": 'style.stroke: "#c62828"; style.stroke-width: 3; style.font-color: "#c62828"',
    "excepted": 'style.stroke: "#a15c00"; style.stroke-dash: 4',
    "uncovered": 'style.stroke: "#757575"; style.stroke-dash: 2',
}


def render(analysis: Analysis, view: View) -> str:
    """What is missing is said in the title."""
    drawn = picture(analysis, view)
    names = drawn.names()
    title = " · ".join((drawn.title, drawn.note, *drawn.notes))
    lines = [
        f"direction: {'right' if drawn.across else 'down'}",
        f"title: {d2(title)} {{shape: text; near: top-center}}",
    ]
    paths: dict[str, str] = {}
    for band, frames in drawn.framed():
        around = band is not None and bool(drawn.bands[band].title)
        lines += [f"b{band}: {d2(drawn.bands[band].title)} {{"] if band is not None and around else []
        for number, (frame, boxes) in enumerate(frames.items()):
            lines += [f"f{number}: {d2(frame)} {{"] if frame else []
            lines += [_box(box, names[box.name]) for box in boxes]
            lines += ["}"] if frame else []
            before = (f"b{band}." if around else "") + (f"f{number}." if frame else "")
            paths |= {box.name: before + names[box.name] for box in boxes}
        lines += ["}"] if around else []
    lines += [_arrow(arrow, paths) for arrow in drawn.arrows]
    return "\n".join(lines) + "\n"


def _box(box: Box, name: str) -> str:
    label = d2(" · ".join(filter(None, (box.title, box.note))))
    shape = f" {{shape: {_SHAPES[box.shape]}}}" if box.shape in _SHAPES else ""
    return f"{name}: {label}{shape}"


def _arrow(arrow: Arrow, paths: dict[str, str]) -> str:
    label = f": {d2(arrow.label)}" if arrow.label else ""
    style = _LINES.get(arrow.verdict, "")
    return f"{paths[arrow.source]} -> {paths[arrow.target]}{label or (':' if style else '')}" + (
        f" {{{style}}}" if style else ""
    )

"""A picture for Graphviz: an Analysis in, a DOT digraph out. Layers keep their order, whatever the dependencies say."""

import itertools
import math
from collections.abc import Iterable, Mapping

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.escape import dot, xml
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.picture import Arrow, Box, Change, Picture, Shape
from archlint.reports.view import View

FONT = "Helvetica"
_ROW = 7
"""Boxes without arrows in their band stand in rows of so many."""
_SHAPES: dict[Shape, str] = {
    "box": 'shape=box, style="rounded,filled"',
    "store": "shape=cylinder, style=filled",
    "queue": "shape=cds, style=filled",
    "gateway": "shape=house, style=filled",
    "person": "shape=ellipse, style=filled",
    "outside": 'shape=box, style="rounded,dashed,filled"',
    "page": "shape=tab, style=filled",
}
_VERDICTS: dict[Verdict, str] = {
    "allowed": 'color="#5b6b7b", fontcolor="#3d4a57"',
    "violation": 'color="#c62828", fontcolor="#b71c1c"',
    "excepted": 'color="#a15c00", fontcolor="#8f5200", style=dashed',
    "uncovered": 'color="#757575", fontcolor="#5f5f5f", style=dotted',
}
_CHANGES: dict[Change, str] = {
    "": "",
    "added": 'color="#1b7f3b", fontcolor="#1b7f3b"',
    "removed": 'color="#8a8a8a", fontcolor="#6b6b6b", style=dashed',
}
_BOLD = 1.4
_PLATE = '<table border="0" cellborder="0" cellspacing="0" cellpadding="1" bgcolor="#ffffffd0"><tr><td>'
_PLATE_END = "</td></tr></table>"
_MANY = 1_000
_HASTE = ["nslimit=2", "nslimit1=2", "mclimit=0.1"]
"""Where there are more arrows than anybody follows, Graphviz need not look for the best place of each: the 1,625 of Kubeflow
Pipelines' front end take 12 seconds of CPU instead of 101.
"""

HEADS = {"import": "normal", "call": "normal", "http": "vee", "event": "onormal", "data": "odot"}
"""How the kinds differ where there is no colour."""


def render(analysis: Analysis, view: View) -> str:
    """Layers are clusters; what is missing is said in the graph's label."""
    drawn = picture(analysis, view)
    title = "\n".join([drawn.title, drawn.note, *drawn.notes])
    label = "\\n".join(dot(line)[1:-1] for line in title.split("\n"))
    return _digraph(drawn, [f'label="{label}"', "labelloc=t"], clusters=True)


def layout_text(drawn: Picture) -> str:
    """The digraph that Graphviz places: bands are kept apart but not drawn, arrows are called `a0`, `a1`, ..."""
    return _digraph(drawn, [], clusters=False)


def _digraph(drawn: Picture, attributes: Iterable[str], *, clusters: bool) -> str:
    names = drawn.names()
    general = [f"rankdir={'LR' if drawn.across else 'TB'}", "newrank=true", "nodesep=0.3", "ranksep=0.55"]
    general += _HASTE if len(drawn.arrows) > _MANY else []
    lines = ["digraph archlint {", f'  graph [{", ".join([*general, *attributes])}, fontname="{FONT}"];', *styles()]
    for band, frames in drawn.framed():
        around = clusters and band is not None and bool(drawn.bands[band].title)
        if around and band is not None:
            lines.append(f"  subgraph cluster_b{band} {{")
            lines.append(f'    label={dot(drawn.bands[band].title)}; color="#b0bec5"; style=rounded;')
        for number, (frame, boxes) in enumerate(frames.items()):
            nodes = [f"{names[box.name]} [{node_attributes(box)}];" for box in boxes]
            lines += _framed(f"cluster_f{band}_{number}", frame, nodes)
        lines += ["  }"] if around else []
    lines += _order(drawn, names)
    lines += [edge(drawn, names, index) for index in range(len(drawn.arrows))]
    return "\n".join([*lines, "}"]) + "\n"


def styles() -> list[str]:
    """What all boxes and arrows have in common."""
    return [
        f'  node [fontname="{FONT}", fontsize=12, margin="0.16,0.08", height=0.45, fillcolor="#ffffff", color="#7b8a99"];',
        f'  edge [fontname="{FONT}", fontsize=10, arrowsize=0.75];',
    ]


def node_attributes(box: Box) -> str:
    """How a box looks. Its text is a label of the HTML kind: escaped as XML, in which no other markup can be formed."""
    note = f'<br/><font point-size="9" color="#5b6770">{xml(box.note)}</font>' if box.note else ""
    told = [f"label=<{xml(box.title) or ' '}{note}>", _SHAPES[box.shape], f"tooltip={_lines(box.told or box.name)}"]
    if box.shape == "outside":
        told.append('fillcolor="#f4f4f4"')
    if box.change:
        told.append(_CHANGES[box.change])
    if box.change == "removed":
        told.append('style="rounded,dashed,filled"')
    return ", ".join(told)


def edge(drawn: Picture, names: Mapping[str, str], index: int, place: str = "") -> str:
    """The statement of an arrow. One that leads upwards is drawn from its end to its beginning: that keeps the bands in
    their order and the line straight. Where it has its place, its label has a ground of its own to stand on.
    """
    arrow = drawn.arrows[index]
    places = drawn.places()
    upward = bool(drawn.bands) and places[arrow.source] > places[arrow.target]
    ends = (arrow.target, arrow.source) if upward else (arrow.source, arrow.target)
    head = HEADS.get(arrow.kind, "normal")
    told = [
        f"id=a{index}",
        *([place] if place else []),
        _line(arrow),
        f"dir=back, arrowtail={head}" if upward else f"arrowhead={head}",
        f"tooltip={_lines(arrow.told)}",
    ]
    if arrow.label:
        label = f"<{_PLATE}{xml(arrow.label)}{_PLATE_END}>" if place else dot(arrow.label)
        told += [f"label={label}", f"labeltooltip={_lines(arrow.told)}"]
    return f"  {names[ends[0]]} -> {names[ends[1]]} [{', '.join(told)}];"


def _line(arrow: Arrow) -> str:
    """What came red is red. The more dependencies, the thicker, by the logarithm."""
    red = arrow.change == "added" and arrow.verdict == "violation"
    look = (not red and _CHANGES[arrow.change]) or _VERDICTS[arrow.verdict]
    bold = _BOLD if arrow.verdict == "violation" or arrow.change == "added" else 0
    return f"{look}, penwidth={1 + bold + math.log10(max(arrow.count, 1)) / 2:.1f}"


def _lines(text: str) -> str:
    return '"' + "\\n".join(dot(line)[1:-1] for line in text.split("\n")) + '"'


def _framed(name: str, frame: str, nodes: list[str]) -> list[str]:
    if not frame:
        return [f"  {node}" for node in nodes]
    head = f'label={dot(frame)}; fontsize=10; fontcolor="#5b6770"; color="#c3ccd5"; style=rounded;'
    return [f"    subgraph {name} {{", f"      {head}", *(f"      {node}" for node in nodes), "    }"]


def _order(drawn: Picture, names: Mapping[str, str]) -> list[str]:
    """Invisible nodes between bands keep each of them above the next; invisible arrows put what would be a long line of
    boxes into rows.
    """
    bands = [[box for box in drawn.boxes if box.band == place] for place in range(len(drawn.bands))]
    bands = [boxes for boxes in bands if boxes]
    lines = []
    for number, (upper, lower) in enumerate(itertools.pairwise(bands)):
        floor = f"floor{number}"
        lines.append(f"  {floor} [shape=point, width=0.01, style=invis];")
        lines.append(f"  {{{' '.join(names[box.name] for box in upper)}}} -> {floor} [style=invis, minlen=1];")
        lines.append(f"  {floor} -> {{{' '.join(names[box.name] for box in lower)}}} [style=invis, minlen=1];")
    places = drawn.places()
    inner = {
        end
        for arrow in drawn.arrows
        if places[arrow.source] == places[arrow.target]
        for end in (arrow.source, arrow.target)
    }
    for _, frames in drawn.framed():
        for boxes in frames.values():
            lone = [names[box.name] for box in boxes if box.name not in inner]
            rows = [lone[start : start + _ROW] for start in range(0, len(lone), _ROW)]
            for upper_row, lower_row in itertools.pairwise(rows):
                lines += [
                    f"  {one} -> {other} [style=invis];" for one, other in zip(upper_row, lower_row, strict=False)
                ]
    return lines

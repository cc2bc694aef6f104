"""A picture as GraphML (http://graphml.graphdrawing.org): an Analysis in, XML out, with everything that is known as data."""

from collections.abc import Iterable

from archlint.model.analysis import Analysis
from archlint.reports.escape import xml
from archlint.reports.pictures.drawn import picture
from archlint.reports.view import View

_NODE_KEYS = ("name", "note", "layer", "frame", "shape", "change")
_EDGE_KEYS = ("kind", "label", "verdict", "change")


def render(analysis: Analysis, view: View) -> str:
    """Nodes in the order of layers, edges by their ends; `count` says for how many dependencies an edge stands."""
    drawn = picture(analysis, view)
    names = drawn.names()
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [f'  <key id="{key}" for="node" attr.name="{key}" attr.type="string"/>' for key in _NODE_KEYS]
    lines += [f'  <key id="e-{key}" for="edge" attr.name="{key}" attr.type="string"/>' for key in _EDGE_KEYS]
    lines.append('  <key id="e-count" for="edge" attr.name="count" attr.type="int"/>')
    lines.append(f'  <graph id="{xml(drawn.title)}" edgedefault="directed">')
    lines += [f"    <desc>{xml(' · '.join((drawn.note, *drawn.notes)))}</desc>"]
    for box in drawn.boxes:
        layer = drawn.bands[box.band].title if box.band is not None else ""
        values = (box.name, box.note, layer, box.frame, box.shape, box.change)
        data = _data("", _NODE_KEYS, values)
        lines.append(f'    <node id="{names[box.name]}">{data}</node>')
    for arrow in drawn.arrows:
        known = (arrow.kind, arrow.label, arrow.verdict, arrow.change)
        data = _data("e-", _EDGE_KEYS, known) + f'<data key="e-count">{arrow.count}</data>'
        lines.append(f'    <edge source="{names[arrow.source]}" target="{names[arrow.target]}">{data}</edge>')
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


def _data(prefix: str, keys: Iterable[str], values: Iterable[str]) -> str:
    pairs = zip(keys, values, strict=True)
    return "".join(f'<data key="{prefix}{key}">{xml(value)}</data>' for key, value in pairs if value)

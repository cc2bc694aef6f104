"""Where Graphviz put everything: a Picture and the JSON of its layout in, DOT with every place fixed and the bands, the
title and the legend drawn behind it out.
"""

from typing import NamedTuple

import msgspec

from archlint.model.graph import Verdict
from archlint.reports.escape import dot, visible
from archlint.reports.pictures.dot import FONT, edge, node_attributes, styles
from archlint.reports.pictures.picture import Change, Picture

_TINTS = ("#eaf1fb", "#eaf6f0", "#fdf3e4", "#f3eefa", "#eef2f4")
_STRIPS = ("#4a7fc1", "#3f9b6d", "#cf8a2b", "#8560b8", "#78909c")
_GAP, _SIDE, _TITLE = 12.0, 18.0, 50.0
_INK, _GREY = "#1f2933", "#5b6770"
_SOLID, _DASHED, _DOTTED = "S 5 -solid ", "S 6 -dashed ", "S 6 -dotted "
_LINES: dict[Verdict, tuple[str, str, str]] = {
    "violation": ("#c62828", _SOLID, "violation"),
    "excepted": ("#a15c00", _DASHED, "excepted"),
    "uncovered": ("#757575", _DOTTED, "uncovered"),
}
_CHANGED: dict[Change, tuple[str, str]] = {"added": ("#1b7f3b", _SOLID), "removed": ("#8a8a8a", _DASHED)}
_WORDS = {"import": "import", "call": "call", "http": "HTTP request", "event": "event", "data": "shared data"}


class _Object(msgspec.Struct):
    name: str = ""
    pos: str = ""
    width: str = "0"
    height: str = "0"
    bb: str = ""


class _Edge(msgspec.Struct):
    id: str = ""
    pos: str = ""
    lp: str = ""


class _Layout(msgspec.Struct):
    bb: str = "0,0,0,0"
    objects: list[_Object] = []
    edges: list[_Edge] = []


class _Area(NamedTuple):
    """A rectangle, in points, from the lower left corner to the upper right one."""

    left: float
    bottom: float
    right: float
    top: float


def placed_text(drawn: Picture, layout: bytes) -> str:
    """DOT for `neato -n2`. `layout` is what `dot -Tjson0` says about `layout_text(drawn)`."""
    found = msgspec.json.decode(layout, type=_Layout)
    nodes = {one.name: one for one in found.objects if one.pos}
    edges = {one.id: one for one in found.edges}
    names = drawn.names()
    whole = _area(found.bb)
    bands = _bands(drawn, {box.name: nodes[names[box.name]] for box in drawn.boxes if names[box.name] in nodes}, whole)
    titles = {
        f"cluster_f{band}_{number}": frame
        for band, frames in drawn.framed()
        for number, frame in enumerate(frames)
        if frame
    }
    frames = [one for one in found.objects if one.bb and one.name in titles]
    behind = _background(drawn, bands, whole) + "".join(_frame_title(one, titles[one.name]) for one in frames)
    lines = [
        "digraph archlint {",
        f'  graph [_background="{behind}", pad=0.15, fontname="{FONT}"];',
        *styles(),
    ]
    for box in drawn.boxes:
        node = nodes[names[box.name]]
        place = f'pos="{node.pos}", width={node.width}, height={node.height}, fixedsize=true'
        lines.append(f"  {names[box.name]} [{place}, {node_attributes(box)}];")
    for index in range(len(drawn.arrows)):
        one = edges[f"a{index}"]
        lines.append(edge(drawn, names, index, f'pos="{one.pos}"' + (f', lp="{one.lp}"' if one.lp else "")))
    lines += [_frame(one, titles[one.name]) for one in frames]
    return "\n".join([*lines, "}"]) + "\n"


def _frame(cluster: _Object, title: str) -> str:
    """A frame is a box without a fill behind its title."""
    area = _area(cluster.bb)
    width, height = (area.right - area.left) / 72, (area.top - area.bottom) / 72
    place = f'pos="{(area.left + area.right) / 2:.2f},{(area.bottom + area.top) / 2:.2f}"'
    size = f"width={width:.4f}, height={height:.4f}, fixedsize=true"
    look = 'shape=box, style=rounded, color="#b6c2cd", label=""'
    return f"  {cluster.name} [{place}, {size}, {look}, tooltip={dot(title)}];"


def _frame_title(cluster: _Object, title: str) -> str:
    area = _area(cluster.bb)
    return _text(((area.left + area.right) / 2, area.top - 14), 10, _GREY, title, aligned=0)


def _bands(drawn: Picture, nodes: dict[str, _Object], whole: _Area) -> list[_Area]:
    """The area of every band: from edge to edge, up to half of the way to the next one."""
    tops, bottoms = [], []
    for place in range(len(drawn.bands)):
        members = [nodes[box.name] for box in drawn.boxes if box.band == place]
        framed = any(box.frame for box in drawn.boxes if box.band == place)
        centres = [(float(one.pos.split(",")[1]), float(one.height) * 36) for one in members]
        tops.append(max((y + half for y, half in centres), default=0.0) + (22 if framed else 4))
        bottoms.append(min((y - half for y, half in centres), default=0.0) - (8 if framed else 4))
    areas = []
    left = whole.left - _SIDE - _label_width(drawn)
    for top, bottom in zip(tops, bottoms, strict=True):
        areas.append(_Area(left, bottom - _GAP, whole.right + _SIDE, top + _GAP))
    for number in range(len(areas) - 1):
        middle = (areas[number].bottom + areas[number + 1].top) / 2
        areas[number] = areas[number]._replace(bottom=middle + 2)
        areas[number + 1] = areas[number + 1]._replace(top=middle - 2)
    return areas


def _label_width(drawn: Picture) -> float:
    longest = max((max(len(band.title) * 8.2, len(band.note) * 5.6) for band in drawn.bands), default=0.0)
    return min(longest, 220.0) + 24 if drawn.bands else 0.0


def _background(drawn: Picture, bands: list[_Area], whole: _Area) -> str:
    """Operations of xdot: the bands, then the title above and the legend below."""
    told = ""
    for number, (area, band) in enumerate(zip(bands, drawn.bands, strict=True)):
        told += _rectangle(area, _TINTS[number % len(_TINTS)])
        told += _rectangle(area._replace(right=area.left + 5), _STRIPS[number % len(_STRIPS)])
        middle = (area.top + area.bottom) / 2
        told += _text((area.left + 14, middle + 3), 14, _INK, band.title)
        told += _text((area.left + 14, middle - 12), 9, _GREY, band.note)
    left = min([whole.left, *(area.left for area in bands)])
    top = max([whole.top, *(area.top for area in bands)])
    bottom = min([whole.bottom, *(area.bottom for area in bands)])
    heads = [(_INK, 18, drawn.title), (_GREY, 11, drawn.note), *(("#a15c00", 11, note) for note in drawn.notes)]
    height = top + _TITLE + 14 * len(drawn.notes) - 18
    for color, size, text in heads:
        told += _text((left, height), size, color, text)
        height -= 17
    return told + _legend(drawn, left, bottom - 26)


def _legend(drawn: Picture, left: float, y: float) -> str:
    """What the lines and heads mean that occur."""
    told, x = "", left
    there = {arrow.kind for arrow in drawn.arrows}
    kinds = [kind for kind in _WORDS if kind in there]
    if len(kinds) > 1:
        for kind in kinds:
            told += _sample(x, y, "#5b6b7b", _SOLID, kind) + _text((x + 36, y - 3), 10, _GREY, _WORDS[kind])
            x += 52 + 5.6 * len(_WORDS[kind])
    for verdict, (color, style, word) in _LINES.items():
        if any(arrow.verdict == verdict for arrow in drawn.arrows):
            told += _sample(x, y, color, style, "import") + _text((x + 36, y - 3), 10, color, word)
            x += 52 + 5.6 * len(word)
    for change, (color, style) in _CHANGED.items():
        if change in {thing.change for things in (drawn.arrows, drawn.boxes) for thing in things}:
            told += _sample(x, y, color, style, "import") + _text((x + 36, y - 3), 10, color, change)
            x += 52 + 5.6 * len(change)
    return told


def _sample(x: float, y: float, color: str, style: str, kind: str) -> str:
    end = x + 30
    told = f"{style}c 7 -{color} L 2 {x:.1f} {y:.1f} {end - 6:.1f} {y:.1f} S 5 -solid "
    if kind == "data":
        return told + f"c 7 -{color} C 7 -#ffffff E {end - 3:.1f} {y:.1f} 3 3 "
    fill = "#ffffff" if kind == "event" else color
    wings = f"{end:.1f} {y:.1f} {end - 8:.1f} {y + 3.5:.1f} "
    if kind == "http":
        return told + f"c 7 -{color} C 7 -{color} P 4 {wings}{end - 4:.1f} {y:.1f} {end - 8:.1f} {y - 3.5:.1f} "
    return told + f"c 7 -{color} C 7 -{fill} P 3 {wings}{end - 8:.1f} {y - 3.5:.1f} "


def _rectangle(area: _Area, fill: str) -> str:
    corners = (area.left, area.bottom, area.right, area.bottom, area.right, area.top, area.left, area.top)
    return f"S 5 -solid c 7 -{fill} C 7 -{fill} P 4 {' '.join(f'{one:.1f}' for one in corners)} "


def _text(place: tuple[float, float], size: int, color: str, text: str, aligned: int = -1) -> str:
    """Text at a place. Its length counts bytes; a quote would end the attribute around, so it is written as a prime."""
    told = visible(text).replace("\\", "\u2216").replace('"', "\u2033")
    if not told:
        return ""
    x, y = place
    return f"F {size} {len(FONT)} -{FONT} c 7 -{color} T {x:.1f} {y:.1f} {aligned} 0 {len(told.encode())} -{told} "


def _area(bb: str) -> _Area:
    return _Area(*(float(number) for number in bb.split(",")))

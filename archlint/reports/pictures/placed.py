"""A picture with every place fixed: a Picture and its Layout in, DOT out, with bands, title and legend drawn behind."""

from archlint.reports.escape import dot
from archlint.reports.pictures.dot import FONT, edge, node_attributes, styles
from archlint.reports.pictures.labels import Area, Line, label_places
from archlint.reports.pictures.layout import Layout, Placed
from archlint.reports.pictures.legend import legend
from archlint.reports.pictures.picture import Picture
from archlint.reports.pictures.xdot import GREY, INK, rectangle, text

_TINTS = ("#eaf1fb", "#eaf6f0", "#fdf3e4", "#f3eefa", "#e9f4f6", "#fbeef3")
_STRIPS = ("#4a7fc1", "#3f9b6d", "#cf8a2b", "#8560b8", "#2f93a3", "#c05a86")
_OUTSIDE = ("#f3f3f3", "#9e9e9e")
_GAP, _SIDE, _TITLE = 12.0, 18.0, 50.0


def placed_text(drawn: Picture, found: Layout) -> str:
    """DOT for `neato -n2`."""
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
    drawn_edges = [edges[f"a{index}"] for index in range(len(drawn.arrows))]
    ways = [Line(one.pos, one.lp, arrow.label) for one, arrow in zip(drawn_edges, drawn.arrows, strict=True)]
    places = label_places(ways, [around(node) for node in nodes.values()])
    for index, (way, place) in enumerate(zip(ways, places, strict=True)):
        lines.append(edge(drawn, names, index, f'pos="{way.spline}"' + (f', lp="{place}"' if place else "")))
    lines += [_frame(one, titles[one.name]) for one in frames]
    return "\n".join([*lines, "}"]) + "\n"


def _frame(cluster: Placed, title: str) -> str:
    """A frame is a box without a fill behind its title."""
    area = _area(cluster.bb)
    width, height = (area.right - area.left) / 72, (area.top - area.bottom) / 72
    place = f'pos="{(area.left + area.right) / 2:.2f},{(area.bottom + area.top) / 2:.2f}"'
    size = f"width={width:.4f}, height={height:.4f}, fixedsize=true"
    look = 'shape=box, style=rounded, color="#b6c2cd", label=""'
    return f"  {cluster.name} [{place}, {size}, {look}, tooltip={dot(title)}];"


def _frame_title(cluster: Placed, title: str) -> str:
    """In the corner: arrows lead to boxes, which stand in the middle."""
    area = _area(cluster.bb)
    return text((area.left + 8, area.top - 14), 10, GREY, title)


def around(node: Placed) -> Area:
    """The area of a box."""
    x, y = (float(number) for number in node.pos.split(",")[:2])
    wide, high = float(node.width) * 36, float(node.height) * 36
    return Area(x - wide, y - high, x + wide, y + high)


def _bands(drawn: Picture, nodes: dict[str, Placed], whole: Area) -> list[Area]:
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
        areas.append(Area(left, bottom - _GAP, whole.right + _SIDE, top + _GAP))
    for number in range(len(areas) - 1):
        middle = (areas[number].bottom + areas[number + 1].top) / 2
        areas[number] = areas[number]._replace(bottom=middle + 2)
        areas[number + 1] = areas[number + 1]._replace(top=middle - 2)
    return areas


def _label_width(drawn: Picture) -> float:
    longest = max((max(len(band.title) * 8.2, len(band.note) * 5.6) for band in drawn.bands), default=0.0)
    return min(longest, 220.0) + 24 if drawn.bands else 0.0


def _background(drawn: Picture, bands: list[Area], whole: Area) -> str:
    """Operations of xdot: the bands, then the title above and the legend below. Bands are as wide as what is written."""
    left = min([whole.left, *(area.left for area in bands)])
    top = max([whole.top, *(area.top for area in bands)])
    bottom = min([whole.bottom, *(area.bottom for area in bands)])
    below, end = legend(drawn, left, bottom - 26)
    heads = [(INK, 18, drawn.title), (GREY, 11, drawn.note), *(("#8f5200", 11, note) for note in drawn.notes)]
    right = max([end, *(area.right for area in bands), *(left + 0.58 * size * len(told) for _, size, told in heads)])
    told = ""
    for area, band in zip(bands, drawn.bands, strict=True):
        hue = band.place % len(_TINTS)
        tint, strip = _OUTSIDE if band.outside else (_TINTS[hue], _STRIPS[hue])
        told += rectangle((*area[:2], right, area.top), tint)
        told += rectangle((area.left, area.bottom, area.left + 5, area.top), strip)
        middle = (area.top + area.bottom) / 2
        told += text((area.left + 14, middle + 3), 14, INK, band.title)
        told += text((area.left + 14, middle - 12), 9, GREY, band.note)
    height = top + _TITLE + 14 * len(drawn.notes) - 18
    for color, size, words in heads:
        told += text((left, height), size, color, words)
        height -= 17
    return told + below


def _area(bb: str) -> Area:
    return Area(*(float(number) for number in bb.split(",")))

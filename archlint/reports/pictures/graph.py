"""The dependency graph as a picture: an Analysis with its graph in, a Picture that can be read out.

A graph that is too large is drawn from farther away: modules become packages, packages parts, parts layers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from os.path import commonpath
from typing import NamedTuple

from msgspec.structs import replace

from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.reports.graph_choice import chosen
from archlint.reports.graph_levels import (
    NO_LAYER,
    Edge,
    Lifted,
    Node,
    deepest_packages,
    default_level,
    layer_order,
    lifted,
    most_telling,
)
from archlint.reports.integration import Queues, kind_word, queues_of, style_of
from archlint.reports.pictures.changes import Changes, together
from archlint.reports.pictures.picture import Arrow, Band, Box, Change, Picture, Shape
from archlint.reports.view import Level, View
from archlint.reports.wording import count

MOST_BOXES, MOST_ARROWS = 60, 140
"""More cannot be read by anybody."""
_EVIDENCE = 5
_LONG = 28
_FAULTS: dict[Verdict, tuple[str, ...]] = {"violation": ("violation",), "excepted": ("excepted", "excepted")}
_SIGNS: dict[Change, str] = {"added": "+", "removed": "\u2212"}


class _Fitted(NamedTuple):
    """The graph as it is drawn, and what has to be said about it."""

    graph: Lifted
    notes: tuple[str, ...]


def graph_picture(analysis: Analysis, view: View, boxes: int = 0, arrows: int = 0) -> Picture:
    """The graph at the level of the view or at the next one that can be read, unless the view wants everything."""
    changes = Changes()
    if view.before is not None:
        analysis, changes = together(analysis, view.before[1], only=view.choice.changes)
    smaller = chosen(analysis, view.choice)
    queues = queues_of(analysis.connections)
    graph, notes = _fitted(smaller, view, boxes, arrows)
    by_module = graph.level in ("module", "package")
    layers = layer_order(analysis, graph.nodes) if graph.level != "component" else []
    declared = {layer.name: place for place, layer in enumerate(analysis.layers)}
    banded = bool(analysis.layers) and graph.level != "component"
    plain = graph.level == "layer"
    drawn: list[Box] = []
    bands: list[Band] = []
    for layer in layers or [""]:
        members = [node for node in graph.nodes if not layers or node.layer == layer]
        if banded:
            size = count(sum(node.modules for node in members), "module")
            bands.append(
                Band(
                    "" if plain else layer or NO_LAYER,
                    "" if plain else size,
                    outside=not layer,
                    place=declared.get(layer, 0),
                )
            )
        place = len(bands) - 1 if banded else None
        drawn += _boxes(members, place, changes, by_module=by_module)
    return Picture(
        title=analysis.project,
        note=_summary(smaller, graph, view, changes),
        bands=tuple(bands),
        boxes=tuple(drawn),
        arrows=tuple(_arrow(edge, graph.level, changes, queues) for edge in graph.edges),
        notes=notes,
    )


def _summary(analysis: Analysis, graph: Lifted, view: View, changes: Changes) -> str:
    modules = len(analysis.graph.modules) if analysis.graph else 0
    told = [
        f"by {graph.level}",
        count(modules, "module"),
        count(len(analysis.verdicts), "dependency", "dependencies"),
        count(analysis.verdicts.count("violation"), "violation"),
    ]
    if view.before is not None:
        marks = list(changes.dependencies.values())
        told.append(f"{marks.count('added'):,} added and {marks.count('removed'):,} removed since {view.before[0]}")
    return " · ".join(told)


def _fitted(analysis: Analysis, view: View, boxes: int, arrows: int) -> _Fitted:
    asked = view.level or default_level(analysis)
    most_boxes, most_arrows = boxes or MOST_BOXES, arrows or MOST_ARROWS
    whole = lifted(analysis, asked, view.choice.collapse)
    if view.limit is None and not boxes:
        return _Fitted(whole, ())
    graph = whole
    for graph in chain((whole,), _farther(analysis, asked, view.choice.collapse, most_boxes)):
        if len(graph.nodes) <= most_boxes and len(graph.edges) <= most_arrows:
            break
    notes = []
    if graph is not whole:
        much = f"{count(len(whole.nodes), asked)} and {count(len(whole.edges), 'arrow')}"
        coarser = f"by {graph.level}" if graph.level != asked else "by upper folders only"
        notes.append(f"drawn {coarser}: {much} are too many to read (--all draws them)")
    smaller = most_telling(graph, most_boxes, most_arrows)
    cut = [
        f"+{count(len(there) - len(kept), f'more {word}')}"
        for there, kept, word in ((graph.nodes, smaller.nodes, graph.level), (graph.edges, smaller.edges, "arrow"))
        if len(kept) < len(there)
    ]
    if cut:
        notes.append(f"{', '.join(cut)} (--all draws them)")
    return _Fitted(smaller, tuple(notes))


def _farther(analysis: Analysis, level: Level, collapse: Sequence[str], most: int) -> Iterator[Lifted]:
    """The same graph from farther and farther away: packages by fewer and fewer folders, parts, layers."""
    if level in ("module", "package"):
        for depth in range(deepest_packages(analysis, most), 0, -1):
            yield lifted(analysis, "package", collapse, depth)
    if not analysis.layers or level in ("layer", "component"):
        return
    if level != "part" and any(layer.parts for layer in analysis.layers):
        yield lifted(analysis, "part", collapse)
    yield lifted(analysis, "layer", collapse)


def _boxes(nodes: list[Node], band: int | None, changes: Changes, *, by_module: bool) -> list[Box]:
    """The boxes of a layer by their frames: parts around packages and modules, else the folders of modules."""
    frames: dict[str, list[Node]] = {}
    for node in nodes:
        folder = node.id.rpartition("/")[0] if node.kind == "module" else ""
        frames.setdefault((node.part or folder) if by_module else "", []).append(node)
    found = []
    beside = any(node.kind == "part" for node in nodes)
    rest = f"rest of {nodes[0].layer}" if beside else ""
    for frame in sorted(frames, key=lambda name: (bool(name), name)):
        members = frames[frame]
        shared = commonpath([node.id.rpartition("/")[0] for node in members]) if by_module else ""
        shared = f"{shared}/" if shared else ""
        titled = frame if any(node.part == frame for node in members) else shared.rstrip("/") or frame
        if len(members) > 1 or not frame:
            boxes = [_box(node, band, titled, shared, rest) for node in members]
        else:
            boxes = [_alone(members[0], band, frame)]
        found += [replace(box, change=changes.modules.get(box.name, "")) for box in boxes]
    return found


def _box(node: Node, band: int | None, frame: str, shared: str, rest: str) -> Box:
    """A node, called as short as its frame allows; `rest` is what the modules of a layer outside its parts are called."""
    title = node.part or (rest if node.kind == "layer" and node.layer else "") or node.id
    if node.kind in ("module", "package"):
        title = _short(node.id.removeprefix(shared)) + ("/" if node.kind == "package" else "")
    shape: Shape = "box" if node.layer or node.component or node.kind == "module" else "outside"
    note = "" if node.kind == "module" else count(node.modules, "module")
    if node.kind == "layer" and rest:
        note += " in no part"
    return Box(node.id, title, note, band, frame, shape, told=f"{node.id}: {note}" if note else node.id)


def _alone(node: Node, band: int | None, frame: str) -> Box:
    """A node that would stand alone in its frame is called like the frame, or by it."""
    box = _box(node, band, "", f"{node.id.rpartition('/')[0]}/", "")
    if node.kind == "module":
        return replace(box, note=_short(frame))
    if "*" in node.id:  # modules that are drawn as one are called by their pattern
        return replace(box, title=node.id)
    return replace(box, title=frame, note=f"{_short(node.id)}/ \u00b7 {box.note}") if node.part else box


def _short(path: str) -> str:
    """The last folders of a long path."""
    while len(path) > _LONG and "/" in path.removeprefix("…/"):
        path = "…/" + path.removeprefix("…/").partition("/")[2]
    return path


def _arrow(edge: Edge, level: Level, changes: Changes, queues: Queues) -> Arrow:
    style = style_of(edge.kind, edge.members, queues)
    marks: Counter[Change] = Counter(changes.dependencies.get(dependency.key, "") for dependency in edge.members)
    change: Change = "" if marks[""] == len(edge.members) else "added" if marks["added"] else "removed"
    return Arrow(
        edge.importer,
        edge.imported,
        edge.kind,
        _label(edge, level, marks, kind_word(edge.kind, style)),
        edge.verdict,
        len(edge.members),
        change=change,
        told=_evidence(edge),
        style=style,
    )


def _label(edge: Edge, level: Level, marks: Mapping[Change, int], word: str) -> str:
    """How many dependencies it stands for, what is wrong with them and how many of them came and went."""
    told = [] if edge.kind == "import" else [word]
    if level == "module":
        return " ".join([*told, *(mark for mark in _SIGNS if marks[mark])])
    faults = [
        f"{count(edge.verdicts[verdict], *words)}" for verdict, words in _FAULTS.items() if verdict in edge.verdicts
    ]
    told_of = f" ({', '.join(faults)})" if faults else ""
    whole = len(edge.members) == max(edge.verdicts.values())
    moves = [f"{sign}{marks[mark]:,}" for mark, sign in _SIGNS.items() if marks[mark]]
    if moves and whole and edge.verdict == "violation" and marks["added"] == len(edge.members):
        return " ".join([*told, f"+{faults[0]}"])
    if moves:
        told += [f"{marks['']:,}"] if marks[""] else []
        return " ".join([*told, *moves]) + told_of
    if whole and faults:
        return " ".join([*told, faults[0]])
    return " ".join([*told, f"{len(edge.members):,}"]) + told_of


def _evidence(edge: Edge) -> str:
    """The first places that prove it, violations are no different."""
    places = [
        f"{dependency.importer}:{site.span.line} → {dependency.imported}"
        for dependency in edge.members
        for site in dependency.sites[:1]
    ]
    more = [f"+{len(places) - _EVIDENCE:,} more"] if len(places) > _EVIDENCE else []
    head = f"{edge.importer} → {edge.imported}: {count(len(edge.members), edge.kind, edge.kind)}, {edge.verdict}"
    return "\n".join([head, *places[:_EVIDENCE], *more])

"""The service architecture as a picture: an Analysis with its architecture in, a Picture out; shapes tell what is what.

Where layers are declared and the graph is there, components stand in the layer that most of their modules are in, and
dependencies between their modules say what is judged how. Otherwise they stand from left to right as they ask each other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, Component, ComponentKind, Flow
from archlint.model.connections import IntegrationStyle
from archlint.model.graph import Dependency, Graph, Kind, Verdict
from archlint.reports.graph_levels import NO_LAYER
from archlint.reports.pictures.component_choice import narrowed
from archlint.reports.pictures.picture import Arrow, Band, Box, Picture, Shape
from archlint.reports.view import Choice, View
from archlint.reports.wording import count, flow_word

_SHAPES: dict[ComponentKind, Shape] = {
    "store": "store",
    "search": "store",
    "broker": "queue",
    "user": "person",
    "website": "outside",
    "mail-server": "outside",
    "repository": "outside",
    "gateway": "gateway",
    "web-application": "page",
    "mobile-application": "page",
    "web-server": "page",
}
_WORDS: dict[IntegrationStyle | None, str] = {"messaging": "message", "event": "event"}
_KINDS = {"message": "event", "store": "data", "request": "http"}
_EVIDENCE = 5
_WORST: tuple[Verdict, ...] = ("violation", "excepted", "uncovered", "allowed")
_AROUND = "infrastructure and outside"
_OF_CODE: tuple[ComponentKind, ...] = (
    "service",
    "library",
    "web-application",
    "mobile-application",
    "web-server",
    "gateway",
)
"""What does the system's own work, if it is built in the project."""
_UNJOINED = "no connection found"
_NOTHING = "no manifest or deployment file names anything that runs; by package there is more to see (--level package)"

_Judged = list[tuple[Dependency, Verdict]]


class _Homes(NamedTuple):
    """Where components belong: the layer of each that has code, and the dependencies between the modules of two."""

    layers: Mapping[str, str]
    between: Mapping[tuple[str, str, Kind], _Judged]


def architecture_picture(analysis: Analysis, view: View) -> Picture:
    """The chosen components and flows, and the imports between components."""
    found = analysis.architecture or Architecture()
    homes = _homes(analysis, found)
    arrows, kept = narrowed(_arrows(found, homes), (one.name for one in found.components), view.choice)
    found = replace(found, components=tuple(one for one in found.components if one.name in kept))
    joined = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    bands = _bands(analysis, found, homes)
    boxes = [_box(one, homes, bands, lone=one.name not in joined) for one in found.components]
    boxes.sort(key=lambda box: (len(bands) if box.band is None else box.band, bool(box.frame), box.name))
    bad = sum(arrow.verdict == "violation" for arrow in arrows)
    told = [count(len(found.components), "component"), count(len(arrows), "connection")]
    return Picture(
        title=analysis.project,
        note=" · ".join([*told, *([f"{bad} with violations"] if bad else [])]),
        bands=tuple(bands.values()),
        boxes=tuple(boxes),
        arrows=tuple(sorted(arrows, key=lambda arrow: (arrow.source, arrow.target, arrow.kind, arrow.label))),
        notes=() if found.components else (_NOTHING,),
        across=not bands,
    )


def chosen_architecture(analysis: Analysis, choice: Choice) -> Analysis:
    """The analysis with the components and flows that are left of its architecture."""
    found = analysis.architecture
    if found is None or choice == Choice():
        return analysis
    left, kept = narrowed(_arrows(found, _homes(analysis, found)), (one.name for one in found.components), choice)
    ends = {(arrow.source, arrow.target, arrow.kind) for arrow in left}
    return replace(
        analysis,
        architecture=replace(
            found,
            components=tuple(one for one in found.components if one.name in kept),
            flows=tuple(
                flow for flow in found.flows if (flow.source, flow.target, _KINDS.get(flow.kind, flow.kind)) in ends
            ),
        ),
    )


def _arrows(found: Architecture, homes: _Homes) -> list[Arrow]:
    known = {component.name for component in found.components}
    flows = [flow for flow in found.flows if flow.source in known and flow.target in known]
    arrows = [_arrow(flow, homes) for flow in flows]
    return arrows + [_imports(ends, members) for ends, members in sorted(homes.between.items()) if ends[2] == "import"]


def _homes(analysis: Analysis, found: Architecture) -> _Homes:
    graph = analysis.graph or Graph()
    of = _owners(graph, found)
    layers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    inside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for module in graph.modules:
        if not module.test:
            layers[of.get(module.id, "")][module.layer] += 1
            for folder in accumulate(module.id.split("/")[:-1], "{}/{}".format):
                inside[folder][module.layer] += 1
    between: defaultdict[tuple[str, str, Kind], _Judged] = defaultdict(list)
    for dependency, verdict in zip(graph.dependencies, analysis.verdicts, strict=True):
        source, target = of.get(dependency.importer), of.get(dependency.imported)
        if source and target and source != target:
            between[source, target, dependency.kind].append((dependency, verdict))
    homes = {}
    for one in found.components:
        counted = layers.get(one.name) or inside.get(one.folder) or Counter()
        if counted:
            homes[one.name] = max(sorted(counted), key=lambda layer: counted[layer])
    return _Homes(homes, dict(between))


def _owners(graph: Graph, found: Architecture) -> dict[str, str]:
    """The component of every module. Of a folder that several are built of, each owns the folder inside called like it."""
    shared = Counter(one.folder for one in found.components)
    owned: dict[str, str] = {}
    for one in found.components:
        if one.folder in ("", "."):
            continue
        if shared[one.folder] == 1:
            owned[one.folder] = one.name
        else:
            owned |= {f"{one.folder}/{name}": one.name for name in (one.name, one.name.replace("-", "_"))}
    of = {}
    for module in graph.modules:
        folders = accumulate(module.id.split("/")[:-1], "{}/{}".format)
        name = next((owned[folder] for folder in reversed(list(folders)) if folder in owned), "")
        if name:
            of[module.id] = name
    return of


def _bands(analysis: Analysis, found: Architecture, homes: _Homes) -> dict[str, Band]:
    """A band for every layer that has components, then for code in no layer and for all around it; empty without layers."""
    if not analysis.layers or not any(homes.layers.values()):
        return {}
    numbers = Counter(_layer_of(one, homes) for one in found.components if one.kind != "user")
    bands = {
        layer.name: Band(layer.name, count(numbers[layer.name], "component"), place=place)
        for place, layer in enumerate(analysis.layers)
        if numbers[layer.name]
    }
    if numbers[""]:
        bands[""] = Band(NO_LAYER, count(numbers[""], "component"), outside=True)
    if numbers[_AROUND]:
        bands[_AROUND] = Band(_AROUND, count(numbers[_AROUND], "component"), outside=True)
    return bands


def _layer_of(component: Component, homes: _Homes) -> str:
    """The layer of a component's code, "" for a part of the system in none; registries and the like are around it."""
    layer = homes.layers.get(component.name, "")
    if layer or (component.kind in _OF_CODE and (component.folder or component.name in homes.layers)):
        return layer
    return _AROUND


def _box(component: Component, homes: _Homes, bands: Mapping[str, Band], *, lone: bool) -> Box:
    kind = component.kind.replace("-", " ")
    note = component.technology or ("" if component.name == kind else kind)
    where = f" ({component.file}:{component.line})" if component.file else ""
    shape = _SHAPES.get(component.kind, "outside" if component.is_outside else "box")
    band = None
    if bands:
        layer = next(iter(bands)) if component.kind == "user" else _layer_of(component, homes)
        band = list(bands).index(layer)
    frame = _UNJOINED if lone and not bands else ""
    return Box(component.name, component.name, note, band, frame, shape, told=f"{component.name}: {note}{where}")


def _arrow(flow: Flow, homes: _Homes) -> Arrow:
    places = [f"{file}:{line}" for file, line in flow.evidence]
    kind = _KINDS.get(flow.kind, flow.kind)
    proofs = [
        one for ends, members in homes.between.items() if ends == (flow.source, flow.target, kind) for one in members
    ]
    label = _WORDS.get(flow.style, flow_word(flow.kind)) + _faults(proofs)
    told = _told(f"{flow.source} → {flow.target}: {flow.kind}", places)
    return Arrow(flow.source, flow.target, kind, label, _worst(proofs), told=told, style=_style(flow, kind))


def _style(flow: Flow, kind: str) -> IntegrationStyle | None:
    """Which line of the legend says what it is: whatever is asked for by requests is drawn as one, with what for at it."""
    return flow.style or ("direct API" if kind == "http" else "event" if kind == "event" else None)


def _imports(ends: tuple[str, str, Kind], members: _Judged) -> Arrow:
    source, target, kind = ends
    number = len(members)
    told = _told(f"{source} → {target}: {count(number, 'import')}", _places(members))
    return Arrow(source, target, kind, f"import {number}{_faults(members)}", _worst(members), number, told=told)


def _places(members: _Judged) -> list[str]:
    return [
        f"{dependency.importer}:{site.span.line} → {dependency.imported}"
        for dependency, _ in members
        for site in dependency.sites[:1]
    ]


def _told(head: str, places: list[str]) -> str:
    more = [f"+{len(places) - _EVIDENCE:,} more"] if len(places) > _EVIDENCE else []
    return "\n".join([head, *places[:_EVIDENCE], *more])


def _worst(members: _Judged) -> Verdict:
    there = {verdict for _, verdict in members}
    return next((verdict for verdict in _WORST if verdict in there), "allowed")


def _faults(members: _Judged) -> str:
    bad = Counter(verdict for _, verdict in members)
    told = list(_said(bad))
    return f" ({', '.join(told)})" if told else ""


def _said(verdicts: Counter[Verdict]) -> Iterator[str]:
    if verdicts["violation"]:
        yield count(verdicts["violation"], "violation")
    if verdicts["excepted"]:
        yield count(verdicts["excepted"], "excepted", "excepted")

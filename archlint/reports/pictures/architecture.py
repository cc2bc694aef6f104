"""The service architecture as a picture: an Analysis with its architecture in, a Picture out; shapes tell what is what."""

from archlint.model.analysis import Analysis
from archlint.model.architecture import Architecture, Component, ComponentKind, Flow
from archlint.reports.pictures.picture import Arrow, Box, Picture, Shape
from archlint.reports.view import View
from archlint.reports.wording import count

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
    "web-server": "page",
}
_KINDS = {"message": "event", "store": "data", "request": "http"}
_EVIDENCE = 5


def architecture_picture(analysis: Analysis, _view: View) -> Picture:
    """Every component and flow."""
    found = analysis.architecture or Architecture()
    known = {component.name for component in found.components}
    flows = [flow for flow in found.flows if flow.source in known and flow.target in known]
    return Picture(
        title=analysis.project,
        note=f"{count(len(found.components), 'component')} · {count(len(flows), 'connection')}",
        bands=(),
        boxes=tuple(map(_box, found.components)),
        arrows=tuple(map(_arrow, flows)),
        across=True,
    )


def _box(component: Component) -> Box:
    note = component.technology or component.kind.replace("-", " ")
    where = f" ({component.file}:{component.line})" if component.file else ""
    shape = _SHAPES.get(component.kind, "outside" if component.is_outside else "box")
    return Box(component.name, component.name, note, shape=shape, told=f"{component.name}: {note}{where}")


def _arrow(flow: Flow) -> Arrow:
    places = [f"{file}:{line}" for file, line in flow.evidence]
    more = [f"+{len(places) - _EVIDENCE:,} more"] if len(places) > _EVIDENCE else []
    head = f"{flow.source} → {flow.target}: {flow.kind}"
    told = "\n".join([head, *places[:_EVIDENCE], *more])
    return Arrow(flow.source, flow.target, _KINDS.get(flow.kind, flow.kind), flow.kind, told=told)

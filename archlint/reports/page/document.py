"""What the report's page is told: an Analysis in, a ReportDocument out. Its texts are shown as they are, never as markup."""

from msgspec import Struct

from archlint.measures.ranking import ranked
from archlint.model.analysis import Analysis
from archlint.model.balance import MEASURE_WORDS
from archlint.model.finding import End, Finding
from archlint.model.graph import Dependency, Graph, Module
from archlint.model.journeys import JourneyTrace, Stage
from archlint.model.operations import Operation
from archlint.reports import journeys_words as words
from archlint.reports.balance_words import standing
from archlint.reports.integration import Queues, queues_of, style_of
from archlint.reports.page.maturity import ReportMaturity, ReportQuestion, maturity, questions
from archlint.reports.page.summary import Answer, Step, first_steps, is_balanced, is_layered, is_moving
from archlint.reports.page.trend import TrendPoint, trend_point

KINDS = ("import", "call", "http", "event", "message", "data")
"""What dependencies are called in the page: a message is an event that goes to one receiver."""
VERDICTS = ("allowed", "violation", "excepted", "uncovered")
_FINDINGS = 5_000


class ReportLayer(Struct, frozen=True):
    name: str
    modules: int
    parts: tuple[str, ...]


class ReportFinding(Struct, frozen=True, omit_defaults=True):
    """`at` is `file:line`; `importer` and `imported` are the layer or part of the two ends."""

    check: str
    severity: str
    state: str
    message: str
    at: str
    importer: str = ""
    imported: str = ""
    target: str = ""
    because: str = ""
    instead: str = ""
    chain: tuple[str, ...] = ()
    accepted: str = ""
    source: int = -1
    """The module at fault, by its place among the modules; -1 where it is none."""
    goal: int = -1
    """The module that it must not depend on, likewise."""


class ReportPortion(Struct, frozen=True):
    layer: str
    part: str
    units: int
    logic: int
    share: float
    low: float | None
    high: float | None
    standing: str
    concentration: float
    roles: dict[str, int]
    heaviest: tuple[tuple[str, str, int], ...]
    """Name, `file:line` and logic."""


class ReportBalance(Struct, frozen=True):
    measure: str
    logic: int
    centre: float | None
    portions: tuple[ReportPortion, ...]
    moves: tuple[tuple[str, str, int, str, str], ...]
    """Name, `file:line`, logic, from which layer, to which."""


class ReportOperation(Struct, frozen=True):
    name: str
    at: str
    where: str
    route: str
    backend: str
    frontend: str
    backends: tuple[str, ...]
    consumers: tuple[str, ...]
    logic: int


class ReportJourney(Struct, frozen=True):
    """`modules` and the steps of `ways` are places among the modules (-1 for none)."""

    title: str
    summary: str
    scope: str
    moved: float | None
    stages: tuple[Stage, ...]
    ways: tuple[tuple[str, str, tuple[tuple[int, str, str], ...]], ...]
    """Entry, end, and per step its module, what is read there and how the next one is reached."""
    gaps: tuple[str, ...]
    shared: dict[str, int]
    modules: tuple[int, ...]


class ReportDocument(Struct, frozen=True):
    """`modules` are path, layer (its place, -1 for none), part and logic. `edges` are flat, six numbers each: importer,
    imported, kind, verdict, line of the first site and how many sites.
    """

    project: str
    archlint: str
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    layers: tuple[ReportLayer, ...]
    modules: tuple[tuple[str, int, str, int], ...]
    edges: tuple[int, ...]
    kinds: tuple[str, ...]
    verdicts: tuple[str, ...]
    findings: tuple[ReportFinding, ...]
    hidden_findings: int
    checks: dict[str, str]
    balance: ReportBalance | None
    operations: tuple[ReportOperation, ...]
    journeys: tuple[ReportJourney, ...]
    steering: tuple[ReportQuestion, ...]
    maturity: ReportMaturity | None
    trend: tuple[TrendPoint, ...]
    notes: tuple[str, ...]


def document(analysis: Analysis, history: tuple[tuple[str, Analysis], ...], checks: dict[str, str]) -> ReportDocument:
    """`history` are earlier analyses with what they are called, oldest first; `checks` the summaries of checks by name."""
    graph = analysis.graph or Graph()
    places = {module.id: index for index, module in enumerate(graph.modules)}
    layers = {layer.name: index for index, layer in enumerate(analysis.layers)}
    logic = {held.module: held.logic for held in analysis.balance.modules} if analysis.balance else {}
    told = analysis.findings[:_FINDINGS]
    points = tuple(trend_point(label, earlier) for label, earlier in history)
    return ReportDocument(
        project=analysis.project,
        archlint=analysis.archlint,
        answers=(is_layered(analysis), is_balanced(analysis), is_moving(analysis, history)),
        steps=first_steps(analysis),
        layers=tuple(ReportLayer(layer.name, layer.modules, tuple(layer.parts)) for layer in analysis.layers),
        modules=tuple(_module(module, layers, logic) for module in graph.modules),
        edges=_edges(analysis, graph, places),
        kinds=KINDS,
        verdicts=VERDICTS,
        findings=tuple(_finding(finding, places) for finding in told),
        hidden_findings=len(analysis.findings) - len(told),
        checks={name: checks[name] for name in sorted({finding.check for finding in told}) if name in checks},
        balance=_balance(analysis),
        operations=tuple(map(_operation, analysis.operations)),
        journeys=tuple(_journey(trace, places) for trace in ranked(analysis.journeys)),
        steering=questions(analysis, places),
        maturity=maturity(analysis, places),
        trend=(*points, trend_point("now", analysis)) if points else (),
        notes=tuple(
            f"{said.file}:{said.line}: {said.message}" if said.file else said.message for said in analysis.diagnostics
        ),
    )


def _module(module: Module, layers: dict[str, int], logic: dict[str, int]) -> tuple[str, int, str, int]:
    return (module.id, layers.get(module.layer, -1), module.part, logic.get(module.id, 0))


def _edges(analysis: Analysis, graph: Graph, places: dict[str, int]) -> tuple[int, ...]:
    found: list[int] = []
    queues = queues_of(analysis.connections)
    for dependency, verdict in zip(graph.dependencies, analysis.verdicts, strict=True):
        found += (
            places[dependency.importer],
            places[dependency.imported],
            KINDS.index(_kind(dependency, queues)),
            VERDICTS.index(verdict),
            _line(dependency),
            len(dependency.sites),
        )
    return tuple(found)


def _kind(dependency: Dependency, queues: Queues) -> str:
    is_message = dependency.kind == "event" and style_of("event", [dependency], queues) == "messaging"
    return "message" if is_message else dependency.kind


def _line(dependency: Dependency) -> int:
    return dependency.sites[0].span.line if dependency.sites else 0


def _finding(finding: Finding, places: dict[str, int]) -> ReportFinding:
    importer, imported = finding.importer, finding.imported
    return ReportFinding(
        check=finding.check,
        severity=finding.severity,
        state=finding.state,
        message=finding.message,
        at=_at(importer),
        importer=_where(importer),
        imported=_where(imported),
        target=_at(imported),
        because=finding.because,
        instead=finding.instead,
        chain=tuple(f"{hop.place.file}:{hop.place.line} → {hop.imported}" for hop in finding.chain),
        accepted=finding.accepted,
        source=places.get(importer.module, -1) if importer else -1,
        goal=places.get(imported.module, -1) if imported else -1,
    )


def _at(end: End | None) -> str:
    if end is None:
        return ""
    return f"{end.place.file}:{end.place.line}" if end.place and end.place.line else end.module


def _where(end: End | None) -> str:
    if end is None:
        return ""
    return f"{end.layer}.{end.part}" if end.part else end.layer


def _balance(analysis: Analysis) -> ReportBalance | None:
    balance = analysis.balance
    if balance is None or not balance.logic:
        return None
    return ReportBalance(
        measure=MEASURE_WORDS[balance.measure][1],
        logic=balance.logic,
        centre=balance.centre,
        portions=tuple(
            ReportPortion(
                portion.layer,
                portion.part,
                portion.units,
                portion.logic,
                portion.share,
                portion.band[0] if portion.band else None,
                portion.band[1] if portion.band else None,
                standing(portion, balance),
                portion.concentration,
                {role.role: role.logic for role in portion.roles},
                tuple((unit.name, f"{unit.module}:{unit.line}", unit.logic) for unit in portion.heaviest),
            )
            for portion in balance.portions
        ),
        moves=tuple(
            (
                move.unit.name,
                f"{move.unit.module}:{move.unit.line}",
                move.unit.logic,
                move.from_layer,
                move.to_layer,
            )
            for move in balance.moves
        ),
    )


def _journey(trace: JourneyTrace, places: dict[str, int]) -> ReportJourney:
    return ReportJourney(
        title=words.title(trace),
        summary=words.summary(trace),
        scope=words.scope_line(trace),
        moved=trace.moved,
        stages=trace.stages,
        ways=tuple(
            (
                way.entry,
                way.end,
                tuple(
                    (places.get(step.module, -1), f"{step.module}:{step.line} {step.name}".rstrip(), step.kind)
                    for step in way.steps
                ),
            )
            for way in trace.ways
        ),
        gaps=tuple(f"{gap.module}:{gap.line}: {gap.what}: {gap.why}" for gap in trace.gaps),
        shared=trace.shared,
        modules=tuple(places[module] for module in trace.modules if module in places),
    )


def _operation(operation: Operation) -> ReportOperation:
    return ReportOperation(
        name=operation.name,
        at=f"{operation.module}:{operation.line}",
        where=f"{operation.layer}.{operation.part}" if operation.part else operation.layer,
        route=operation.route,
        backend=operation.backend_pattern,
        frontend=operation.frontend_pattern,
        backends=operation.backends,
        consumers=tuple(consumer.channel for consumer in operation.consumers),
        logic=operation.logic,
    )

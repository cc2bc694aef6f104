"""presentation-in-backend: a function of a backend decides what people see."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.presentation import Presentation, Trace
from archlint.measures.signs import words
from archlint.model.facts import Unit
from archlint.model.finding import End, Finding
from archlint.model.graph import Module

NAME = "presentation-in-backend"

PAGE = """\
TODO
"""


class BackendOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """Where presentation is looked for, and what of it is meant to be there."""

    tiers: tuple[Literal["enablement", "backend"], ...] = ("backend",)
    """The tiers that are judged."""
    allow_mail: bool = True
    """Leave out what fills mails and documents."""


class _Shown(NamedTuple):
    """A unit with what gives presentation away in it, the first one where the finding stands."""

    module: Module
    unit: Unit
    traces: Sequence[Trace]


def judge(system: System, options: BackendOptions) -> Iterator[Finding]:
    for module in system.graph.modules:
        if system.tiers.get(module.layer) in options.tiers and not module.test and module.id not in system.generated:
            if _is_meant(system, module, options):
                continue
            for shown in _shown(system, module):
                yield _finding(system, shown)


def _is_meant(system: System, module: Module, options: BackendOptions) -> bool:
    """Whether the module's path, or what it imports, says that presentation is what it is for."""
    known = system.rulebook.presentation
    named = {word for piece in module.id.split("/") for word in words(piece)}
    if not named.isdisjoint(known.allowed_places):
        return True
    if not options.allow_mail:
        return False
    imported = {entry.role for use in system.uses.get(module.id, ()) for entry in system.technologies.of(use)}
    return not (named.isdisjoint(known.mail_places) and imported.isdisjoint(known.mail_technologies))


def _shown(system: System, module: Module) -> Iterator[_Shown]:
    body = system.body(module.id)
    presentation = Presentation(system.rulebook.presentation)
    if not body.anatomies:
        return
    for index, unit in enumerate(body.units):
        calls = [call for call in body.calls if call.unit == index]
        roles = [
            tuple(entry.role for entry in system.technologies.find(module.language, call.callee)) for call in calls
        ]
        clauses = [clause for clause in body.clauses if clause.unit == index]
        traces = presentation.traces(body.anatomies[index], clauses, calls, roles)
        if any(trace.strong for trace in traces) or len({trace.says for trace in traces}) > 1:
            yield _Shown(module, unit, sorted(traces, key=lambda trace: (not trace.strong, trace.span is None)))


def _finding(system: System, shown: _Shown) -> Finding:
    module, unit, traces = shown
    first = traces[0]
    where = next((trace.span for trace in traces if trace.span is not None), unit.span)
    name = "the module" if unit.kind == "module" else unit.name
    more = f" +{len(traces) - 1:,} more" if len(traces) > 1 else ""
    above = next((name for name, tier in system.tiers.items() if tier == "ui"), "the layer that people use")
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{name} in {module.layer} {first.says}: {first.shown}{more}",
        importer=End(module.id, module.layer, module.part, place(module.id, first.span or where)),
        because=system.layers[module.layer].because or _BECAUSE,
        instead=f"answer with data (values, dates, codes), and let {above} decide how they are shown",
        text=unit.name,
    )


_BECAUSE = "What a backend words, colours and lays out has to be changed and released with every screen that shows it."

CHECK = Check(
    name=NAME,
    group="balance",
    summary="a function of a backend decides what people see",
    page=PAGE,
    judge=judge,
    options=BackendOptions,
    reads_units=True,
)

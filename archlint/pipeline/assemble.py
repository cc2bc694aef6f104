"""What a run found out, put together: what was Understood, weighed and Concluded in, the Analysis out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from archlint.checks.documented import standards_followed
from archlint.graph.system import System
from archlint.measures.journeys import journeys_of
from archlint.measures.operations import operations_of
from archlint.model.analysis import Analysis, Diagnostic, LayerSummary, Statistics
from archlint.model.balance import Balance
from archlint.model.finding import Finding
from archlint.model.graph import Verdict
from archlint.pipeline.conclude import Concluded
from archlint.pipeline.discover import CACHE_FOLDER
from archlint.pipeline.maturity import assessed
from archlint.pipeline.understand import Run, Understood
from archlint.pipeline.weigh import too_little, unit_verdicts
from archlint.version import __version__

_REASONS = 20  # why references led nowhere: enough to see what is wrong


def assemble(run: Run, read: Understood, balance: Balance | None, found: Concluded) -> Analysis:
    """The Analysis with everything that the request asks for."""
    request, system = run.request, read.system
    rulebook = system.rulebook
    still_open = [one for one in found.findings if one.state == "open"]
    analysis = Analysis(
        archlint=__version__,
        project=run.name,
        layers=layers(system),
        findings=found.findings,
        statistics=statistics(system, found.findings, found.verdicts, run.tree.left_out),
        diagnostics=diagnostics((*read.said, *found.said, *_about_the_run(run, system, balance)), read.notes),
        draft=rulebook.draft,
        draft_toml=read.draft.toml(balance) if read.draft else "",
        verdicts=found.verdicts if request.need_graph else (),
        graph=system.graph if request.need_graph else None,
        balance=balance,
        connections=read.joined.connections,
        architecture=read.joined.architecture,
        operations=operations_of(system) if request.need_operations else (),
        journeys=journeys_of(system, still_open) if request.need_journeys else (),
        on_journeys=found.on_journeys,
        transition=found.transition,
        plan=found.plan,
        standards=system.view(standards_followed) if request.need_standards else (),
        units=unit_verdicts(system, request.measure, request.units_of) if request.units_of is not None else (),
    )
    if not request.need_assessment:
        return analysis
    assessment = assessed(system, analysis, found.verdicts, found.ran, run.tree, request.today)
    return msgspec.structs.replace(analysis, assessment=assessment)


def _about_the_run(run: Run, system: System, balance: Balance | None) -> Iterator[Diagnostic]:
    if run.request.measure is None:
        yield from too_little(system.rulebook, balance)
    if run.request.cache and run.cache is None:
        yield Diagnostic(CACHE_FOLDER, 0, "warning", "nothing is stored here: it is a link; remove it")


def layers(system: System) -> tuple[LayerSummary, ...]:
    """The layers as they were judged, top to bottom."""
    return tuple(
        LayerSummary(
            layer.name,
            len(system.members[layer.name]),
            {part: sum(module.part == part for module in system.members[layer.name]) for part in layer.parts},
            layer.open,
        )
        for layer in system.rulebook.layers
    )


def statistics(
    system: System,
    findings: Sequence[Finding],
    judged: Sequence[Verdict],
    left_out: Mapping[str, int],
) -> Statistics:
    graph = system.graph
    modules = [module for module in graph.modules if not module.test]
    states = Counter(finding.state for finding in findings)
    severities = Counter(finding.severity for finding in findings if finding.state == "open")
    unread = Counter(problem.kind for problem in graph.problems)
    out = {**left_out, "test": graph.tests, "too-large": unread["too-large"], "minified": unread["minified"]}
    return Statistics(
        modules=len(modules),
        covered=sum(bool(module.layer) for module in modules),
        dependencies=len(graph.dependencies),
        verdicts=dict(sorted(Counter(judged).items())),
        references=sum(graph.references.values()),
        resolved=dict(sorted(graph.references.items())),
        errors=severities["error"],
        warnings=severities["warning"],
        excepted=states["excepted"],
        baselined=states["baselined"],
        left_out={reason: number for reason, number in sorted(out.items()) if number},
        contracts=len(system.rulebook.contracts),
        languages=dict(sorted(Counter(module.language for module in modules).items())),
        unresolved=dict(graph.reasons_unresolved()[:_REASONS]),
    )


def diagnostics(said: Iterable[Diagnostic], notes: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Everything the user must know besides findings, sorted. `notes` are about manifests (`file:line: what`)."""
    found = [*said, *map(_from_note, notes)]
    return tuple(sorted(set(found)))


def _from_note(note: str) -> Diagnostic:
    """A resolver's note starts with the file, and the line where it knows it."""
    file, colon, rest = note.partition(":")
    line, second, message = rest.partition(":")
    if colon and second and line.strip().isdigit():
        return Diagnostic(file, int(line), "warning", message.strip())
    return Diagnostic(file, 0, "warning", rest.strip()) if colon else Diagnostic("", 0, "warning", note)

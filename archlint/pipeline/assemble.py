"""Count what a run found out: a judged System in, layers, statistics and diagnostics of the Analysis out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archlint.graph.system import System
from archlint.model.analysis import Diagnostic, LayerSummary, Statistics
from archlint.model.finding import Finding
from archlint.model.graph import Verdict

_REASONS = 20  # why references led nowhere: enough to see what is wrong


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
    too_large = sum(problem.kind == "too-large" for problem in graph.problems)
    out = {**left_out, "test": graph.tests, "too-large": too_large}
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

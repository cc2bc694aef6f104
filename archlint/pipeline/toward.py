"""What the target says of the code as it is: a judged System in, where the transition stands and the target's findings out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from archlint.checks.check import Check
from archlint.checks.judge import judge, position, with_fingerprint
from archlint.graph.assign import assign
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.measures.transition import transition_of
from archlint.model.connections import Connections
from archlint.model.finding import Finding
from archlint.model.graph import Module
from archlint.model.journeys import JourneyTrace
from archlint.model.rulebook import Rulebook
from archlint.model.tables import CheckSettings
from archlint.model.transition import GoalState, JourneyKept, TransitionState
from archlint.pipeline.settle import Acceptances, settle

_CROSSING = frozenset({"new-legacy-dependency", "bypassed-bridge"})
"""Findings about the way between the two: they are judged by today's declaration, and are to be gone in the target."""
_CIRCLES = frozenset({"dependency-cycle"})
_COUNTED_AS_MODULES = "uncovered-module"
_ABOUT_PATTERNS = "unmatched-pattern"
"""What lies nowhere yet is no fault of the code; a layer without any module is told by `empty-layer`."""

_replace = msgspec.structs.replace


class Target(NamedTuple):
    """The graph by the target's layers, and what the checks find in it, before anything is accepted."""

    system: System
    findings: tuple[Finding, ...]

    def binding(self, system: System, known: Iterable[Finding]) -> list[Finding]:
        """What is found in modules that have moved, and that today's declaration does not find too."""
        sides = system.view(Sides)
        already = {finding.fingerprint for finding in known}
        return [
            _replace(finding, message=f"in the target: {finding.message}")
            for finding in self.findings
            if finding.importer is not None
            and sides.of(finding.importer.module) == "target"
            and finding.check != _COUNTED_AS_MODULES
            and finding.fingerprint not in already
        ]


def target_of(system: System, checks: Sequence[Check], prepared: Callable[[Rulebook], Rulebook]) -> Target | None:
    """None where the target has no layers of its own. `prepared` adds to a declaration what this run knows."""
    if system.rulebook.target is None:
        return None
    judged = relaid(system, prepared(system.rulebook.target))
    sides = system.view(Sides)
    return Target(judged, tuple(one for one in judge(judged, checks) if not _leads_to_today(one, sides)))


def by_today(system: System, checks: Sequence[Check]) -> tuple[Finding, ...]:
    """What today's declaration finds. It knows no layers of the target, so that ways through what has moved look to it as if
    they went through modules in no layer: those are for the target to judge.
    """
    found = judge(system, checks)
    if system.rulebook.target is None:
        return found
    sides = system.view(Sides)
    moved = {name for name, one in system.modules.items() if not one.layer and sides.of(name) == "target"}
    return tuple(
        finding
        for finding in found
        if finding.check in _CIRCLES or not any(hop.imported in moved for hop in finding.chain)
    )


def _leads_to_today(finding: Finding, sides: Sides) -> bool:
    """Whether a way of the target leads into today's code, or through it: that is for the checks on crossings to judge, and
    today's code is counted as modules that are to move.
    """
    if finding.check in _CIRCLES or finding.imported is None:
        return False
    own = finding.importer.module if finding.importer else ""
    on_the_way = {finding.imported.module, *(end for hop in finding.chain for end in (hop.importer, hop.imported))}
    return any(sides.of(module) == "current" for module in on_the_way - {own})


def prepared(declared: Rulebook, rulebook: Rulebook) -> Rulebook:
    """The target's declaration with what a run has added to that of today: technologies, words and standards."""
    return _replace(
        rulebook,
        **{
            name: getattr(declared, name)
            for name in ("layers", "contracts", "exceptions", "checks", "balance", "origins", "packs")
        },
        technologies=rulebook.technologies,
        transition=None,
        target=None,
        journeys=(),
    )


def relaid(system: System, rulebook: Rulebook) -> System:
    """The same code, by other layers."""
    bare = tuple(_replace(module, layer="", part="") for module in system.graph.modules)
    graph = assign(_replace(system.graph, modules=bare), rulebook)
    connections = _replaced(system.connections, {module.id: module for module in graph.modules})
    return System(
        graph,
        rulebook,
        system.body,
        connections,
        system.deployment,
        system.exposures,
        taken=system.taken,
        lines=system.lines,
        like=system,
    )


def standing(
    system: System,
    target: Target | None,
    findings: Sequence[Finding],
    acceptances: Acceptances,
    traces: Iterable[JourneyTrace],
) -> TransitionState:
    """`findings` are those of today's declaration, before anything is accepted."""
    if target is None:
        failing = lasting(system, findings, acceptances)
    else:
        failing = lasting(target.system, target.findings, acceptances)
        failing += lasting(system, [one for one in findings if one.check in _CROSSING], acceptances)
    kept = sorted((one for one in failing if one.check not in (_COUNTED_AS_MODULES, _ABOUT_PATTERNS)), key=position)
    state = transition_of(system, target.system if target else None, kept, traces, acceptances.today)
    return _replace(state, unmatched=tuple(_unmatched(target.findings)) if target else ())


def goal_findings(
    rulebook: Rulebook, checks: Sequence[Check], goals: Sequence[GoalState], journeys: Sequence[JourneyKept]
) -> tuple[Finding, ...]:
    """What the checks say about the goals of the transition, and about what the baseline keeps of journeys."""
    found: list[Finding] = []
    for check in checks:
        severity = rulebook.checks.get(check.name, CheckSettings()).severity
        if check.attain is not None and severity != "off":
            judged = check.attain(goals, journeys)
            found += (_replace(one, severity=severity) for one in judged) if severity else judged
    return tuple(sorted(map(with_fingerprint, found), key=position))


def lasting(system: System, findings: Sequence[Finding], acceptances: Acceptances) -> list[Finding]:
    """The findings that are there without the baseline and without exceptions that end."""
    kept = tuple(one for one in system.rulebook.exceptions if one.until is None)
    bare = System(system.graph, _replace(system.rulebook, exceptions=kept))
    settled = settle(bare, findings, acceptances._replace(baseline=None))
    return [finding for finding in settled.findings if finding.state == "open"]


def _unmatched(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        place = finding.importer.place if finding.importer else None
        if finding.check == _ABOUT_PATTERNS and place is not None:
            yield f"{place.file}:{place.line}: {finding.message}"


def _replaced(connections: Connections, modules: dict[str, Module]) -> Connections:
    """The endpoints in the layers that their modules have now."""
    kinds = ("routes", "requests", "publications", "subscriptions", "stores")
    return _replace(
        connections,
        **{
            kind: tuple(
                _replace(one, layer=modules[one.file].layer, part=modules[one.file].part)
                if one.file in modules
                else one
                for one in getattr(connections, kind)
            )
            for kind in kinds
        },
    )

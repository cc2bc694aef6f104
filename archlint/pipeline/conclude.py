"""From what a project is to what is wrong with it: what was Understood in, findings (open, excepted or in the baseline), the
state of the transition and the plan out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archlint.checks.judge import review, verdicts
from archlint.measures.journeys import findings_on, journeys_of
from archlint.model.analysis import Diagnostic
from archlint.model.finding import Finding
from archlint.model.graph import Verdict
from archlint.model.plan import Plan
from archlint.model.rulebook import Rulebook
from archlint.model.transition import JourneyKept, TransitionState
from archlint.pipeline.baseline import Baseline
from archlint.pipeline.locate import locate
from archlint.pipeline.request import Request
from archlint.pipeline.settle import Acceptances, settle
from archlint.pipeline.toward import Target, by_today, goal_findings, prepared, standing, target_of
from archlint.pipeline.understand import Run, Understood, is_test
from archlint.pipeline.wanted import Wanted, chosen, is_off


class Concluded(NamedTuple):
    """`verdicts` go with the dependencies of the graph. `ran` names the checks that judged."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    ran: frozenset[str]
    transition: TransitionState | None = None
    plan: Plan | None = None
    on_journeys: dict[str, int] = {}  # noqa: RUF012 - never changed
    said: tuple[Diagnostic, ...] = ()


def conclude(run: Run, read: Understood, wants: Wanted, baseline: Baseline | None) -> Concluded:
    """Judge by today's declaration and by the target, then let exceptions, comments and the baseline accept."""
    system, checks = read.system, wants.checks
    rulebook = system.rulebook
    found = by_today(system, checks)
    target = target_of(system, checks, _prepared(rulebook))
    acceptances = _acceptances(run, read, wants, baseline)
    settled = settle(system, (*found, *(target.binding(system, found) if target else ())), acceptances)
    transition = None
    if rulebook.transition is not None and not (run.request.select or run.request.ignore):
        traces = system.view(journeys_of) if wants.measured else ()
        transition = standing(system, target, found, acceptances, traces)
    findings = locate((*settled.findings, *review(rulebook, checks, settled.unused)), system, read.asked.ends)
    on_journeys = findings_on(system, [one for one in findings if one.state != "excepted"]) if wants.counted else {}
    goals = transition.goals if transition else ()
    findings = (*findings, *goal_findings(rulebook, checks, goals, _kept(acceptances, on_journeys)))
    judged = verdicts(system, findings)
    said: tuple[Diagnostic, ...] = ()
    if run.request.since is not None:
        from archlint.pipeline.since import since

        findings, note = since(run.root, run.request.since, findings, rulebook, system.modules)
        said = (note,)
    plan = _planned(run, read, wants, acceptances, found, target) if run.request.plan is not None else None
    return Concluded(findings, judged, frozenset(acceptances.judged), transition, plan, on_journeys, said)


def _kept(acceptances: Acceptances, now: Mapping[str, int]) -> tuple[JourneyKept, ...]:
    """The journeys of which the baseline keeps a number, and that are still declared."""
    baseline, label = acceptances.baseline or Baseline(), acceptances.baseline_label
    return tuple(
        JourneyKept(name=name, kept=kept, now=now[name], origin=label, line=baseline.line_of_journey(name))
        for name, kept in baseline.journeys.items()
        if name in now
    )


def _acceptances(run: Run, read: Understood, wants: Wanted, baseline: Baseline | None) -> Acceptances:
    assert run.request.today is not None  # noqa: S101 - analyze has filled it in
    return Acceptances(
        suppressions={
            path: facts.suppressions
            for path, facts in read.facts.items()
            if facts.suppressions and path in read.system.modules
        },
        baseline=baseline,
        baseline_label=run.rulebook.project.baseline,
        judged={check.name for check in wants.checks if not is_off(read.system.rulebook, check)},
        known={check.name for check in chosen(Request())},
        today=run.request.today,
    )


def _prepared(rulebook: Rulebook) -> Callable[[Rulebook], Rulebook]:
    return lambda declared: prepared(declared, rulebook)


def _planned(  # noqa: PLR0913, PLR0917 - all that is known of the code as it is
    run: Run,
    read: Understood,
    wants: Wanted,
    acceptances: Acceptances,
    found: Sequence[Finding],
    target: Target | None,
) -> Plan:
    from archlint.pipeline.knowledge import knowledge_of
    from archlint.pipeline.plan import Planner

    assert run.request.plan is not None  # noqa: S101 - asked for
    run.request.progress("planning", 0, 0)
    known = knowledge_of(run.root, run.tree, is_test(run.rulebook).matches, acceptances.today)
    planner = Planner(wants.checks, acceptances, _prepared(read.system.rulebook), known)
    return planner.plan(read.system, run.request.plan, found, target)

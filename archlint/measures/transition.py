"""Where a transition stands: a System and what would fail if the target held today in, the state with its goals out."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from archlint.graph.selectors import modules_named
from archlint.graph.sides import Sides
from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.model.finding import Finding
from archlint.model.journeys import JourneyTrace
from archlint.model.tables import Goal
from archlint.model.transition import BurnPoint, GoalState, GoalVerdict, JourneyMove, SideCount, TransitionState


def transition_of(
    system: System,
    target: System | None,
    failing: Sequence[Finding],
    traces: Iterable[JourneyTrace],
    today: datetime.date,
) -> TransitionState:
    """`target` is the same graph by the target's own layers, None where the declared layers are the target."""
    sides = system.view(Sides)
    remaining = sides.modules("current")
    kept = tuple(traces)
    used = {trace.name: frozenset(trace.modules) for trace in kept}
    found = Counter(_module_of(finding) for finding in failing)
    return TransitionState(
        target_declared=target is not None,
        modules=sum(not module.test for module in system.graph.modules),
        remaining=len(remaining),
        bridges=sides.count("bridge"),
        failing=tuple(failing),
        today=tuple(_counts(system, sides, found)),
        target=tuple(_counts(target, sides, found)) if target is not None else (),
        journeys=tuple(
            JourneyMove(trace.name, len(trace.modules), sum(sides.of(module) == "current" for module in trace.modules))
            for trace in kept
        ),
        goals=tuple(
            _state(system, index, goal, _number(goal, system, target, failing, remaining, used), today)
            for index, goal in enumerate(system.rulebook.transition.goals if system.rulebook.transition else ())
        ),
        remaining_modules=remaining,
        retiring=system.view(Successors).retiring,
        retired=system.view(Successors).retired,
    )


def burn_point(label: str, day: str, state: TransitionState) -> BurnPoint:
    """A state, as one moment of many."""
    return BurnPoint(
        label=label,
        day=day,
        modules=state.modules,
        remaining=state.remaining,
        findings=len(state.failing),
        checks=dict(sorted(Counter(finding.check for finding in state.failing).items())),
        goals={goal.name: goal.now for goal in state.goals},
    )


def _counts(system: System, sides: Sides, found: Mapping[str, int]) -> Iterable[SideCount]:
    """Layers top to bottom, the parts of a layer after it."""
    for layer in system.rulebook.layers:
        for part in ("", *layer.parts):
            members = [
                module.id
                for module in system.members[layer.name]
                if not module.test and (not part or module.part == part)
            ]
            yield SideCount(
                layer.name,
                part,
                len(members),
                sum(sides.of(module) == "current" for module in members),
                sum(found.get(module, 0) for module in members),
            )


def _module_of(finding: Finding) -> str:
    return finding.importer.module if finding.importer else ""


def _number(  # noqa: PLR0913, PLR0917 - everything that a goal may speak about
    goal: Goal,
    system: System,
    target: System | None,
    failing: Sequence[Finding],
    remaining: Sequence[str],
    used: Mapping[str, frozenset[str]],
) -> int:
    inside: frozenset[str] | None = None
    if goal.where:
        inside = _named(goal.where, [system, *([target] if target is not None else [])])
    if goal.journey:
        way = used.get(goal.journey, frozenset())
        inside = way if inside is None else inside & way
    if goal.counts == "modules":
        return sum(inside is None or module in inside for module in remaining)
    return sum(
        (not goal.checks or finding.check in goal.checks) and (inside is None or _module_of(finding) in inside)
        for finding in failing
    )


def _named(selectors: Iterable[str], systems: Sequence[System]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for selector in selectors:
        text = selector.removeprefix("!")
        named = frozenset[str]().union(*(modules_named(system, text) for system in systems))
        found = found - named if selector.startswith("!") else found | named
    return found


def _state(system: System, index: int, goal: Goal, now: int, today: datetime.date) -> GoalState:
    origin = system.rulebook.origin(f"transition.goals.{index}")
    left = (goal.by - today).days
    verdict: GoalVerdict = "on its way"
    if now <= goal.most:
        verdict = "met"
    elif left < 0:
        verdict = "missed"
    elif goal.start is not None and now > goal.start:
        verdict = "grew"
    return GoalState(
        name=goal.name,
        counts=goal.counts,
        now=now,
        start=goal.start,
        most=goal.most,
        by=goal.by.isoformat(),
        left_days=left,
        verdict=verdict,
        owner=goal.owner,
        because=goal.because,
        origin=origin.file,
        line=origin.line,
    )

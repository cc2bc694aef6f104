"""What a move does: the code before and after it, both judged, in, the Effect out."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from archlint.graph.system import System
from archlint.graph.whatif.whole import Done
from archlint.measures.balance import declared_balance
from archlint.model.finding import Finding
from archlint.model.journeys import JourneyTrace
from archlint.model.plan import Effect, JourneyShift, Shift
from archlint.pipeline.settle import Acceptances
from archlint.pipeline.toward import Target

_DECLARED = frozenset({"unmatched-pattern", "empty-layer"})
"""About the declaration: who moves the last module out of a layer takes its patterns along."""


class State(NamedTuple):
    """The code at some moment, judged."""

    system: System
    target: Target | None
    findings: tuple[Finding, ...]
    """Of today's declaration, and those of the target that bind already."""
    failing: tuple[Finding, ...]
    remaining: int
    journeys: tuple[JourneyTrace, ...]
    acceptances: Acceptances

    @property
    def distance(self) -> int:
        return self.remaining + len(self.failing)

    @property
    def all(self) -> tuple[Finding, ...]:
        seen: dict[str, Finding] = {}
        for finding in (*self.findings, *self.failing):
            seen.setdefault(finding.fingerprint, finding)
        return tuple(seen.values())


def effect_of(before: State, after: State, done: Done) -> Effect:
    """What a move that was done on the graph changed."""
    doors = frozenset(door for made in done.draft.doors.values() for door in made)
    gone, new = _difference(before.all, after.all, done.draft.renamed, doors)
    _, created = _difference(before.findings, after.findings, done.draft.renamed, doors)
    created = tuple(finding for finding in created if finding.check not in _DECLARED)
    already = {finding.fingerprint for finding in created}
    old = {one.key for one in before.system.graph.dependencies}
    now = {one.key for one in after.system.graph.dependencies}
    return Effect(
        removed=gone,
        created=created,
        appears=tuple(finding for finding in new if finding.fingerprint not in already),
        distance=(before.distance, after.distance),
        open=(len(before.findings), len(after.findings)),
        balance=tuple(_shifts(before, after)),
        journeys=tuple(_journey_shifts(before, after)),
        files=tuple(done.draft.created),
        gained=tuple(sorted(now - old)),
        lost=tuple(sorted(old - now)),
    )


def _difference(
    before: Sequence[Finding], after: Sequence[Finding], renamed: Mapping[str, str], doors: frozenset[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is gone and what is new. A finding that only changed its place, or that speaks of the same decision or layer from
    another module, or that now leads to the door in front of what moved, is neither.
    """
    gone, new = list(before), list(after)
    moved = frozenset(renamed.values())
    for key in (_whole, _reason, _ends, partial(_behind, doors=doors, moved=moved)):
        waiting: dict[object, list[Finding]] = {}
        for finding in gone:
            waiting.setdefault(key(finding, {}), []).append(finding)
        left = []
        for finding in new:
            alike = waiting.get(key(finding, renamed))
            if alike:
                alike.pop(0)
            else:
                left.append(finding)
        new = left
        gone = [finding for found in waiting.values() for finding in found]
    order = {id(finding): position for position, finding in enumerate(before)}
    return tuple(sorted(gone, key=lambda finding: order[id(finding)])), tuple(new)


def _names(finding: Finding, renamed: Mapping[str, str]) -> tuple[str, str]:
    first, second = (end.module if end is not None else "" for end in (finding.importer, finding.imported))
    return renamed.get(first, first), renamed.get(second, second)


def _whole(finding: Finding, renamed: Mapping[str, str]) -> object:
    return (finding.check, *_names(finding, renamed), finding.text)


def _reason(finding: Finding, _renamed: Mapping[str, str]) -> object:
    return (finding.check, finding.text) if finding.check in ("scattered-logic", "dependency-cycle") else id(finding)


def _ends(finding: Finding, renamed: Mapping[str, str]) -> object:
    return (finding.check, *_names(finding, renamed))


def _behind(finding: Finding, renamed: Mapping[str, str], *, doors: frozenset[str], moved: frozenset[str]) -> object:
    """The same for what moved and for a door that was made in front of it."""
    importer, imported = _names(finding, renamed)
    return (finding.check, importer) if imported in doors or imported in moved else id(finding)


def _shifts(before: State, after: State) -> list[Shift]:
    if not before.system.rulebook.balance:
        return []
    shares = {one.layer: one.share for one in declared_balance(after.system).layers}
    return [
        Shift(one.layer, one.share, shares.get(one.layer, 0.0), one.band)
        for one in declared_balance(before.system).layers
        if round(one.share, 4) != round(shares.get(one.layer, 0.0), 4)
    ]


def _journey_shifts(before: State, after: State) -> list[JourneyShift]:
    now = {trace.name: trace for trace in after.journeys}
    found = []
    for trace in before.journeys:
        later = now[trace.name]
        shift = JourneyShift(trace.name, (trace.findings, later.findings), (trace.remaining, later.remaining))
        if shift.findings[0] != shift.findings[1] or shift.remaining[0] != shift.remaining[1]:
            found.append(shift)
    return found

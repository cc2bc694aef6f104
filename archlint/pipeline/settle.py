"""Which findings are accepted: by a comment in the code, by an exception of the declaration, by the baseline.

Findings in, the same findings with their states out, and every acceptance that accepted nothing.
"""

import datetime
import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from archlint.checks.check import Unused
from archlint.graph.selectors import LIBRARIES, modules_named
from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.graph.technologies import name_matches
from archlint.model.facts import Suppression
from archlint.model.finding import End, Finding, Place
from archlint.model.graph import Site
from archlint.model.patterns import PatternSet
from archlint.model.tables import UNSAID, Exemption
from archlint.pipeline.baseline import Baseline, match

_replace = msgspec.structs.replace


class Settled(NamedTuple):
    """The findings with their states, and the acceptances that did not hold, sorted."""

    findings: tuple[Finding, ...]
    unused: tuple[Unused, ...]


class Acceptances(NamedTuple):
    """Everything that may accept a finding. `judged` are the checks of this run, `known` all there are: an acceptance of
    a check that did not run is left alone. `today` is the date in UTC.
    """

    suppressions: Mapping[str, tuple[Suppression, ...]]
    baseline: Baseline | None
    baseline_label: str
    judged: Collection[str]
    known: Collection[str]
    today: datetime.date


def settle(system: System, findings: Sequence[Finding], acceptances: Acceptances) -> Settled:
    """Comments first, then exceptions, then the baseline: the nearer to the code, the sooner it is used."""
    comments = _Comments(system, acceptances)
    exceptions = _Exceptions(system, acceptances)
    settled = [exceptions.applied(comments.applied(finding)) for finding in findings]
    unused = [*comments.unused(), *exceptions.unused()]
    if acceptances.baseline is not None:
        unused += _apply_baseline(system, acceptances, acceptances.baseline, settled)
    ordered = sorted(unused, key=lambda item: (item.file, item.line, item.subject, item.why))
    return Settled(tuple(settled), tuple(ordered))


class _Comments:
    """`archlint: allow[check] reason` comments, by file; remembers which were needed."""

    def __init__(self, system: System, acceptances: Acceptances) -> None:
        self._system = system
        self._acceptances = acceptances
        self._used: set[tuple[str, int, str]] = set()

    def applied(self, finding: Finding) -> Finding:
        """Accepted when every place that causes it is covered; otherwise moved to the first place that is not."""
        place = finding.importer.place if finding.importer else None
        comments = self._acceptances.suppressions.get(place.file) if place else None
        if not comments or place is None or finding.importer is None:
            return finding
        open_places = []
        accepted_by: Suppression | None = None
        for candidate in self._places(finding, place):
            comment = next((one for one in comments if _covers(one, finding.check, candidate.line)), None)
            if comment is None:
                open_places.append(candidate)
            else:
                accepted_by = accepted_by or comment
                self._used.add((place.file, comment.span.start, finding.check))
        if open_places:
            moved = _replace(finding.importer, place=open_places[0])
            return _replace(finding, importer=moved) if accepted_by else finding
        if accepted_by is None:
            return finding
        told = f"{place.file}:{accepted_by.span.line}: {accepted_by.reason}"
        return _replace(finding, state="excepted", accepted=told)

    def _places(self, finding: Finding, place: Place) -> list[Place]:
        """Where the code causes the finding: every site of the dependency or of the use of a library, or its place."""
        sites: tuple[Site, ...] = ()
        if len(finding.rejects) == 1 and not finding.chain:
            _, importer, imported = finding.rejects[0]
            sites = tuple(
                site
                for dependency in self._system.dependencies.get((importer, imported), ())
                if dependency.key == finding.rejects[0]
                for site in dependency.sites
            )
        elif finding.importer and finding.imported and not finding.chain:
            uses = self._system.uses.get(finding.importer.module, ())
            sites = tuple(site for use in uses if use.name == finding.imported.module for site in use.sites)
        places = [Place(place.file, site.span.line, site.span.column, site.span.start, site.span.end) for site in sites]
        return places if place in places else [place]

    def unused(self) -> Iterator[Unused]:
        known, judged = self._acceptances.known, self._acceptances.judged
        for file, comments in self._acceptances.suppressions.items():
            for comment in comments:
                subject = f"archlint: allow[{', '.join(comment.checks)}]"
                if not comment.checks:
                    yield Unused(file, comment.span.line, subject, "names no check: write allow[check-name] and why")
                elif not _reason(comment):
                    yield Unused(file, comment.span.line, subject, "has no reason, so it accepts nothing; say why")
                for check in comment.checks:
                    if check not in known:
                        why = f"names no check: there is no '{check}'{_nearest(check, known)}"
                        yield Unused(file, comment.span.line, subject, why)
                    elif _reason(comment) and check in judged and (file, comment.span.start, check) not in self._used:
                        yield Unused(file, comment.span.line, subject, f"accepts no {check} here")


def _covers(comment: Suppression, check: str, line: int) -> bool:
    return bool(_reason(comment)) and check in comment.checks and comment.first <= line <= comment.last


def _reason(comment: Suppression) -> str:
    return comment.reason if comment.reason != UNSAID else ""


class _Exceptions:
    """`[[exceptions]]`; remembers which were needed."""

    def __init__(self, system: System, acceptances: Acceptances) -> None:
        self._system = system
        self._acceptances = acceptances
        self._entries = [
            (index, exemption, _end_test(system, exemption.importer), _end_test(system, exemption.imported))
            for index, exemption in enumerate(system.rulebook.exceptions)
        ]
        self._used: set[int] = set()

    def applied(self, finding: Finding) -> Finding:
        if finding.state != "open":
            return finding
        for index, exemption, fits_importer, fits_imported in self._entries:
            if exemption.check != finding.check or exemption.because == UNSAID or self._is_over(exemption):
                continue
            if fits_importer(finding.importer) and fits_imported(finding.imported):
                self._used.add(index)
                told = f"{self._place(index)}: {exemption.because}"
                return _replace(finding, state="excepted", accepted=told)
        return finding

    def unused(self) -> Iterator[Unused]:
        for index, exemption, _, _ in self._entries:
            origin = self._system.rulebook.origin(f"exceptions.{index}")
            ends = [*exemption.importer, *(f"→ {text}" for text in exemption.imported)]
            subject = f"exception for {exemption.check} ({' '.join(ends) or 'everywhere'})"
            if self._is_over(exemption):
                owner = f"; {exemption.owner} owns it" if exemption.owner else ""
                yield Unused(origin.file, origin.line, subject, f"ended on {exemption.until}{owner}", expired=True)
            elif exemption.because == UNSAID:
                yield Unused(origin.file, origin.line, subject, "has no reason, so it accepts nothing; say why")
            elif self._speaks_of_retired(exemption):
                continue
            elif index not in self._used and exemption.check in self._acceptances.judged:
                yield Unused(origin.file, origin.line, subject, "accepts no finding")

    def _speaks_of_retired(self, exemption: Exemption) -> bool:
        retired = self._system.view(Successors).speaks_of_retired
        return any(ends and all(map(retired, ends)) for ends in (exemption.importer, exemption.imported))

    def _is_over(self, exemption: Exemption) -> bool:
        return exemption.until is not None and exemption.until < self._acceptances.today

    def _place(self, index: int) -> str:
        origin = self._system.rulebook.origin(f"exceptions.{index}")
        return f"{origin.file}:{origin.line}" if origin.line else origin.file


def _end_test(system: System, selectors: Sequence[str]) -> Callable[[End | None], bool]:
    """Whether an end of a finding is what the selectors name; none at all name everything."""
    if not selectors:
        return lambda _: True
    steps = [(not text.startswith("!"), _one_test(system, text.removeprefix("!"))) for text in selectors]

    def fits(end: End | None) -> bool:
        matched = False
        for adds, test in steps:
            if end is not None and matched is not adds and test(end.module):
                matched = adds
        return matched

    return fits


def _one_test(system: System, selector: str) -> Callable[[str], bool]:
    kind, colon, name = selector.partition(":")
    if colon and kind == "technology":
        return lambda module: any(
            entry.role == name
            for language in ("python", "typescript", "java")
            for entry in system.technologies.find(language, module)
        )
    if colon and kind in LIBRARIES:
        return lambda module: module not in system.modules and name_matches(name, module)
    named = modules_named(system, selector)
    patterns = PatternSet([selector])
    layer = f"layers.{selector}"  # a finding about a layer as a whole
    return lambda module: module in named or module == layer or patterns.matches(module)


def _apply_baseline(
    system: System, acceptances: Acceptances, baseline: Baseline, settled: list[Finding]
) -> Iterable[Unused]:
    """Mark what the baseline accepts, in place; its stale entries."""
    matched = match(baseline, settled, system.modules.keys())
    for index in matched.accepted:
        settled[index] = _replace(settled[index], state="baselined", accepted=acceptances.baseline_label)
    for number in matched.stale:
        entry = baseline.entries[number]
        if entry.check in acceptances.judged:
            ends = " → ".join(filter(None, (entry.importer, entry.imported)))
            subject = f"baseline entry {entry.check} {ends}".rstrip()
            yield Unused(acceptances.baseline_label, baseline.line_of(number), subject, "has no finding any more")
    declared = {journey.name for journey in system.rulebook.journeys}
    for name in baseline.journeys.keys() - declared:
        line = baseline.line_of_journey(name)
        yield Unused(acceptances.baseline_label, line, f"baseline journey {name}", "is not declared any more")


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word[:80], sorted(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""

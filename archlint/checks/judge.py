"""Run the checks: a System in, the findings of every selected check out, sorted and with their fingerprints."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

import msgspec

from archlint.checks.check import Check, Unused
from archlint.checks.evidence import with_severity
from archlint.graph.system import System
from archlint.model.finding import Finding
from archlint.model.graph import Verdict
from archlint.model.rulebook import Rulebook
from archlint.model.tables import CheckSettings


def judge(system: System, checks: Sequence[Check]) -> tuple[Finding, ...]:
    """What the checks find in the system, before anything is accepted."""
    found: list[Finding] = []
    for check in checks:
        settings = system.rulebook.checks.get(check.name, CheckSettings())
        if check.judge is None or (settings.severity == "off" and not check.sets_severity):
            continue
        options = settings.options if settings.options is not None else check.options()
        judged = check.judge(system, options)
        found += judged if check.sets_severity else with_severity(judged, settings.severity)
    return tuple(sorted(map(with_fingerprint, found), key=position))


def review(rulebook: Rulebook, checks: Sequence[Check], unused: Sequence[Unused]) -> tuple[Finding, ...]:
    """What the checks say about acceptances that did not hold."""
    found: list[Finding] = []
    for check in checks:
        settings = rulebook.checks.get(check.name, CheckSettings())
        if check.review is not None and settings.severity != "off":
            found += with_severity(check.review(rulebook, unused), settings.severity)
    return tuple(sorted(map(with_fingerprint, found), key=position))


def verdicts(system: System, findings: Iterable[Finding]) -> tuple[Verdict, ...]:
    """One verdict per dependency of the graph, parallel to it: violation where a finding rejects it, excepted where only
    accepted findings do, uncovered where an end is in no layer, allowed otherwise.
    """
    rejected: dict[tuple[str, str, str], Verdict] = {}
    for finding in findings:
        for key in finding.rejects:
            if finding.state == "open":
                rejected[key] = "violation"
            else:
                rejected.setdefault(key, "excepted")
    layer_of = {module.id: module.layer for module in system.graph.modules}
    is_judged: Callable[[str], bool] = layer_of.__getitem__  # type: ignore[assignment]
    return tuple(
        rejected.get(dependency.key)
        or ("allowed" if is_judged(dependency.importer) and is_judged(dependency.imported) else "uncovered")
        for dependency in system.graph.dependencies
    )


def position(finding: Finding) -> tuple[object, ...]:
    """Where a finding stands among all: by file, line, check and what it is about."""
    place = finding.importer.place if finding.importer else None
    where = (place.file, place.line, place.column) if place else ("", 0, 0)
    return (*where, finding.check, finding.imported.module if finding.imported else "", finding.message)


def with_fingerprint(finding: Finding) -> Finding:
    """The finding with an identity that moved lines and reworded messages do not change."""
    ends = (end.module if end else "" for end in (finding.importer, finding.imported))
    content = "\0".join((finding.check, *ends, finding.text))
    digest = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return msgspec.structs.replace(finding, fingerprint=digest)

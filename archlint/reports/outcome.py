"""What an analysis comes to: an Analysis in, the exit code with its reason and the one line of numbers out."""

from typing import NamedTuple

from archlint.model.analysis import Analysis, Statistics
from archlint.model.finding import Finding
from archlint.reports.wording import count, listed, percent

CLEAN, FINDINGS, CANNOT_CHECK = 0, 1, 2

_VERDICTS = (
    ("allowed", "allowed", "allowed"),
    ("violation", "violation", "violations"),
    ("excepted", "excepted", "excepted"),
    ("uncovered", "uncovered", "uncovered"),
)
_LEFT_OUT = {
    "test": ("test", "tests"),
    "minified": ("minified bundle", "minified bundles"),
    "other-language": ("file in another language", "files in other languages"),
}


class Outcome(NamedTuple):
    """`code` is the exit code of a check; `reason` says why nothing can be concluded, "" where something can."""

    code: int
    reason: str = ""


def outcome(analysis: Analysis, *, strict: bool = False) -> Outcome:
    """0 clean, 1 findings, 2 when nothing was checked or the run cannot be trusted. Never 0 for nothing checked."""
    if not analysis.statistics.modules:
        return Outcome(CANNOT_CHECK, "nothing was checked: no source file was found")
    if analysis.draft:
        return Outcome(CANNOT_CHECK, "draft: nothing was enforced")
    if any(diagnostic.kind == "error" for diagnostic in analysis.diagnostics):
        return Outcome(CANNOT_CHECK, "incomplete: see the errors above")
    if not analysis.layers and not analysis.statistics.contracts:
        return Outcome(CANNOT_CHECK, "nothing was checked: no layers and no contracts are declared")
    if any(counts(finding, strict=strict) for finding in analysis.findings):
        return Outcome(FINDINGS)
    return Outcome(CLEAN)


def counts(finding: Finding, *, strict: bool) -> bool:
    """Whether a finding makes the check fail."""
    return finding.state == "open" and (strict or finding.severity == "error")


def last_line(analysis: Analysis, *, strict: bool = False) -> str:
    """Modules, dependencies by verdict, coverage, unresolved share, findings, exceptions and what was left out."""
    statistics = analysis.statistics
    pieces = [
        f"{_findings(analysis)} in {count(statistics.modules, 'module')}, {_dependencies(statistics)}",
        f"coverage {percent(statistics.covered, statistics.modules)}",
        f"{percent(statistics.resolved.get('unresolved', 0), statistics.references)} of references unresolved",
        *_accepted(analysis),
        *_left_out(statistics),
    ]
    reason = outcome(analysis, strict=strict).reason
    return " · ".join([reason, *pieces] if reason else pieces)


def _findings(analysis: Analysis) -> str:
    found = analysis.open_findings
    if not found:
        return "0 findings"
    errors = sum(finding.severity == "error" for finding in found)
    kinds = [count(errors, "error")] if errors else []
    if len(found) > errors:
        kinds.append(count(len(found) - errors, "warning"))
    return f"{count(len(found), 'finding')} ({listed(kinds)})"


def _dependencies(statistics: Statistics) -> str:
    told = [
        f"{number:,} {one if number == 1 else many}"
        for verdict, one, many in _VERDICTS
        if (number := statistics.verdicts.get(verdict, 0))
    ]
    total = count(statistics.dependencies, "dependency", "dependencies")
    return f"{total} ({listed(told)})" if told else total


def _accepted(analysis: Analysis) -> list[str]:
    excepted = sum(finding.state == "excepted" for finding in analysis.findings)
    baselined = sum(finding.state == "baselined" for finding in analysis.findings)
    told = [count(excepted, "finding") + " excepted"] if excepted else []
    return [*told, f"{baselined:,} in the baseline"] if baselined else told


def _left_out(statistics: Statistics) -> list[str]:
    told = []
    for reason, number in sorted(statistics.left_out.items()):
        one, many = _LEFT_OUT.get(reason, (reason.replace("-", " "),) * 2)
        if number:
            told.append(f"{number:,} {one if number == 1 else many}")
    return [f"left out: {listed(told)}"] if told else []

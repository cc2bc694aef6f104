"""GitLab's code quality report: an Analysis in, a JSON list with one entry per open finding out."""

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding, Place
from archlint.reports.escape import visible
from archlint.reports.grouping import numbered_fingerprints, place_of
from archlint.reports.json_text import json_text
from archlint.reports.outcome import outcome
from archlint.reports.view import View

_SEVERITIES = {"error": "major", "warning": "minor"}
_DECLARATION = "archlint.toml"
"""Where a finding is shown that is about the project as a whole: GitLab wants a file and a line for each."""


def render(analysis: Analysis, view: View) -> str:
    """A run that could not check anything adds a blocker, since an empty list would read as clean."""
    findings = analysis.open_findings
    entries = [_entry(finding, mark) for finding, mark in zip(findings, numbered_fingerprints(findings), strict=True)]
    reason = outcome(analysis, strict=view.strict).reason
    if reason:
        entries.append(_issue("cannot-check", reason, "blocker", Place(_DECLARATION), "archlint-cannot-check"))
    return json_text(entries)


def _entry(finding: Finding, mark: str) -> dict[str, object]:
    told = [finding.message]
    told += [f"Why: {finding.because}"] if finding.because else []
    told += [f"Instead: {finding.instead}"] if finding.instead else []
    description = " · ".join(map(visible, told))
    place = place_of(finding.importer) or Place(_DECLARATION)
    return _issue(visible(finding.check), description, _SEVERITIES[finding.severity], place, mark)


def _issue(check: str, description: str, severity: str, place: Place, mark: str) -> dict[str, object]:
    return {
        "type": "issue",
        "check_name": check,
        "description": description,
        "severity": severity,
        "fingerprint": mark,
        "location": {"path": visible(place.file), "lines": {"begin": place.line or 1}},
    }

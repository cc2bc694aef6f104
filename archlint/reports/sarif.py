"""SARIF 2.1.0: an Analysis in, one log with one run out. Columns count code points, URIs are relative to SRCROOT."""

from typing import Any
from urllib.parse import quote

from archlint.checks.check import Check
from archlint.model.analysis import Analysis
from archlint.model.finding import End, Finding, Hop, Place
from archlint.reports.escape import visible
from archlint.reports.grouping import numbered_fingerprints, place_of, where
from archlint.reports.json_text import json_text
from archlint.reports.outcome import CANNOT_CHECK, outcome
from archlint.reports.view import View

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}
_DECLARATION = Place("archlint.toml")
"""Where a finding is shown that is about the project as a whole: GitHub refuses results without a location."""

_Json = dict[str, Any]


def render(analysis: Analysis, view: View) -> str:
    """All findings; accepted ones carry a suppression with the reason. Rules quote the checks' documentation."""
    rules = _rules(analysis, view)
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    marks = numbered_fingerprints(analysis.findings)
    run = {
        "tool": {"driver": {"name": "archlint", "version": visible(analysis.archlint), "rules": rules}},
        "invocations": [_invocation(analysis, view)],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The project's root folder."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, index[visible(finding.check)], mark)
            for finding, mark in zip(analysis.findings, marks, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _rules(analysis: Analysis, view: View) -> list[_Json]:
    """One per check of the catalogue, then one per check that only this analysis knows."""
    rules = {check.name: _rule(check) for check in view.checks}
    for name in sorted({finding.check for finding in analysis.findings} - rules.keys()):
        rules[name] = {"id": visible(name)}
    return list(rules.values())


def _rule(check: Check) -> _Json:
    return {
        "id": check.name,
        "shortDescription": {"text": check.summary},
        "help": {"text": check.page, "markdown": check.page},
        "properties": {"tags": [check.group]},
    }


def _invocation(analysis: Analysis, view: View) -> _Json:
    result = outcome(analysis, strict=view.strict)
    notifications = [
        {"level": _LEVELS[diagnostic.kind], "message": {"text": _plain(diagnostic.message) or "(no message)"}}
        | ({"locations": [_location(Place(diagnostic.file, diagnostic.line))]} if diagnostic.file else {})
        for diagnostic in analysis.diagnostics
    ]
    if result.reason:
        notifications.append({"level": "error", "message": {"text": result.reason}})
    return {
        "executionSuccessful": result.code != CANNOT_CHECK,
        "exitCode": result.code,
        "toolExecutionNotifications": notifications,
    }


def _result(finding: Finding, rule: int, mark: str) -> _Json:
    result: _Json = {
        "ruleId": visible(finding.check),
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _message(finding)},
    }
    result["locations"] = [_location(place_of(finding.importer) or _DECLARATION, finding.importer)]
    related = place_of(finding.imported)
    if related is not None and finding.imported is not None:
        result["relatedLocations"] = [
            {"id": 1, **_location(related, finding.imported), "message": {"text": "imported"}}
        ]
    if finding.chain:
        result["codeFlows"] = [{"threadFlows": [{"locations": [_step(hop) for hop in finding.chain]}]}]
    result["partialFingerprints"] = {"archlint/v1": mark}
    if finding.state != "open":
        kind = "inSource" if finding.accepted.startswith("inline") else "external"
        result["suppressions"] = [{"kind": kind, "justification": visible(finding.accepted) or finding.state}]
    return result


def _message(finding: Finding) -> str:
    """What, why and what instead; `[` would begin a link in SARIF's messages."""
    told = [finding.message]
    told += [f"Why: {finding.because}"] if finding.because else []
    told += [f"Instead: {finding.instead}"] if finding.instead else []
    told += [f"Stands for {finding.more:,} more like it."] if finding.more else []
    return "\n".join(map(_plain, told))


def _plain(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _step(hop: Hop) -> _Json:
    text = _plain(f"{hop.importer} depends on {hop.imported}")
    return {"location": {**_location(hop.place), "message": {"text": text}}}


def _location(place: Place, end: End | None = None) -> _Json:
    physical: _Json = {"artifactLocation": {"uri": _uri(place.file), "uriBaseId": "SRCROOT"}}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if place.column:
            physical["region"]["startColumn"] = place.column
        if place.end > place.start:
            physical["region"] |= {"byteOffset": place.start, "byteLength": place.end - place.start}
    location: _Json = {"physicalLocation": physical}
    if end is not None and where(end):
        location["logicalLocations"] = [{"name": visible(where(end)), "kind": "module"}]
    return location


def _uri(path: str) -> str:
    """A relative URI reference; a first segment with a colon would otherwise be a scheme, so `:` is encoded as well."""
    return quote(path.lstrip("/"), safe="/", errors="surrogateescape")

"""JUnit XML: an Analysis in, one test case per check out. Errors fail their case; warnings are told in its output.

All findings of a check stand in one `<failure>`: the readers in use keep only the first one of a case.
"""

from collections.abc import Iterable, Sequence

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding, Place
from archlint.reports.escape import xml
from archlint.reports.grouping import location, place_of
from archlint.reports.outcome import counts, last_line, outcome
from archlint.reports.view import View
from archlint.reports.wording import count


def render(analysis: Analysis, view: View) -> str:
    """The case `archlint` is about the run itself: it is in error when nothing can be concluded."""
    by_check: dict[str, list[Finding]] = {check.name: [] for check in view.checks}
    for finding in analysis.open_findings:
        by_check.setdefault(finding.check, []).append(finding)
    reason = outcome(analysis, strict=view.strict).reason
    failed = sum(any(counts(finding, strict=view.strict) for finding in found) for found in by_check.values())
    numbers = f'tests="{len(by_check) + 1}" failures="{failed}" errors="{int(bool(reason))}" skipped="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="archlint" {numbers}>']
    lines.append(f'  <testsuite name="archlint" {numbers}>')
    lines += _run(analysis, view, reason)
    for name, found in by_check.items():
        lines += _case(name, found, view)
    return "\n".join([*lines, "  </testsuite>", "</testsuites>"]) + "\n"


def _run(analysis: Analysis, view: View, reason: str) -> Iterable[str]:
    yield '    <testcase classname="archlint" name="archlint">'
    told = [
        ": ".join(filter(None, (item.kind, location(Place(item.file, item.line)), item.message)))
        for item in analysis.diagnostics
    ]
    if reason:
        yield f'      <error type="cannot-check" message="{xml(reason)}">{_text(told)}</error>'
    yield f"      <system-out>{_text([last_line(analysis, strict=view.strict), *(() if reason else told)])}</system-out>"
    yield "    </testcase>"


def _case(name: str, found: Sequence[Finding], view: View) -> Iterable[str]:
    opening = f'    <testcase classname="archlint" name="{xml(name)}"'
    if not found:
        yield opening + "/>"
        return
    yield opening + ">"
    failures = [finding for finding in found if counts(finding, strict=view.strict)]
    if failures:
        message = count(len(failures), "finding")
        yield f'      <failure type="{xml(name)}" message="{message}">{_text(_told(failures))}</failure>'
    warnings = [finding for finding in found if not counts(finding, strict=view.strict)]
    if warnings:
        yield f"      <system-out>{_text(_told(warnings))}</system-out>"
    yield "    </testcase>"


def _told(findings: Iterable[Finding]) -> Iterable[str]:
    for finding in findings:
        place = place_of(finding.importer)
        yield (f"{location(place)}: " if place else "") + finding.message
        if finding.because:
            yield f"  why: {finding.because}"
        if finding.instead:
            yield f"  instead: {finding.instead}"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(xml(line) for line in lines)

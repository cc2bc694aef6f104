"""GitHub workflow commands: an Analysis in, one annotation per finding out, then the last line."""

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.reports.escape import github_data, github_property, visible
from archlint.reports.grouping import grouped, place_of
from archlint.reports.outcome import last_line, outcome
from archlint.reports.view import View


def render(analysis: Analysis, view: View) -> str:
    """GitHub shows ten annotations per kind and step, so groups are cut as in the text report and the rest is counted."""
    lines = []
    for group in grouped(analysis.open_findings):
        shown = group.findings if view.limit is None else group.findings[: view.limit]
        lines += [_annotation(finding) for finding in shown]
        hidden = len(group.findings) - len(shown)
        if hidden:
            lines.append(_command("notice", "archlint", f"{group.check}: +{hidden:,} more (--all shows them)"))
    result = outcome(analysis, strict=view.strict)
    told = last_line(analysis, strict=view.strict)
    lines.append(_command("error", "archlint", told) if result.reason else visible(told))
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding) -> str:
    told = [finding.message]
    told += [f"Why: {finding.because}"] if finding.because else []
    told += [f"Instead: {finding.instead}"] if finding.instead else []
    place = place_of(finding.importer)
    properties = {}
    if place is not None:
        properties["file"] = place.file
        properties |= {"line": str(place.line)} if place.line else {}
        properties |= {"col": str(place.column)} if place.column else {}
    return _command(finding.severity, finding.check, *told, **properties)


def _command(kind: str, title: str, *lines: str, **properties: str) -> str:
    shown = ",".join(f"{key}={github_property(value)}" for key, value in (properties | {"title": title}).items())
    return f"::{kind} {shown}::" + github_data("\n".join(visible(line) for line in lines))

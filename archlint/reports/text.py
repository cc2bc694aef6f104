"""The report for people at a terminal: an Analysis in, plain or coloured text out; the last line holds the numbers."""

from collections.abc import Iterable

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding, Hop
from archlint.reports.escape import visible
from archlint.reports.excerpt import excerpt, shown_line
from archlint.reports.grouping import Group, grouped, location, place_of, where
from archlint.reports.outcome import CLEAN, FINDINGS, last_line, outcome
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.statistics_table import statistics_lines
from archlint.reports.view import View
from archlint.reports.wording import count

_INDENT = "    "
_LONGEST_CHAIN = 12


def render(analysis: Analysis, view: View) -> str:
    """A draft is announced first, then the open findings in groups, then statistics if wanted, then the last line."""
    lines = _announcement(analysis, view) if analysis.draft else []
    for group in grouped(analysis.open_findings):
        lines += [*_group(group, view), ""]
    if analysis.draft:
        lines += [*_how_to_bind(view), ""]
    if view.statistics:
        lines += [*statistics_lines(analysis), ""]
    lines.append(_last_line(analysis, view))
    return "\n".join(lines) + "\n"


def _announcement(analysis: Analysis, view: View) -> list[str]:
    lines = paragraph(
        "No layers are declared here. archlint drafted some from what it sees:", indent="", width=view.width
    )
    lines[0] = paint(lines[0], "bold", on=view.color)
    for sentence in analysis.draft:
        lines += paragraph(visible(sentence), indent="  ", label="- ", width=view.width)
    told = "This is a draft: nothing is enforced. With it, archlint would report:"
    if not analysis.open_findings:
        told = "This is a draft: nothing is enforced. With it, archlint would report nothing."
    return [*lines, "", *paragraph(told, indent="", width=view.width), ""]


def _how_to_bind(view: View) -> list[str]:
    told = "To make the layers binding: run `archlint init`, correct the archlint.toml it writes, and commit it."
    return paragraph(told, indent="", width=view.width)


def _group(group: Group, view: View) -> list[str]:
    color: Color = "red" if group.severity == "error" else "yellow"
    number = count(len(group.findings), "finding" if group.severity == "error" else "warning")
    check = visible(group.check)
    head, *more = paragraph(f"{check}{_ends_of(group)} ({number})", indent="", width=view.width)
    lines = [paint(check, color, on=view.color) + head[len(check) :], *more, ""]
    shown = group.findings if view.limit is None else group.findings[: view.limit]
    told = ("", "")
    for finding in shown:
        lines += _finding(finding, view, color)
        lines += _reasons(finding, told, view)
        told = (finding.because, finding.instead)
        lines.append("")
    hidden = len(group.findings) - len(shown)
    if hidden:
        return [*lines, f"{_INDENT}+{hidden:,} more in this group (--all shows them)"]
    return lines[:-1]


def _ends_of(group: Group) -> str:
    if group.pairs:
        return f": {_pair(group.importer, group.imported)}"
    return f": {visible(group.importer)}" if group.importer else ""


def _finding(finding: Finding, view: View, color: Color) -> list[str]:
    place = place_of(finding.importer)
    at = f"{visible(location(place))}: " if place else ""
    message = visible(finding.message)
    head = paint(at, "bold", on=view.color) + paint(visible(finding.check), color, on=view.color)
    if view.width and len(at) + len(finding.check) + 2 + len(message) > view.width:
        lines = [head, *paragraph(message, indent=_INDENT, width=view.width)]
    else:
        lines = [f"{head}: {message}"]
    if place and place.line:
        text, at_code = shown_line(view.read_line, place)
        if text is not None:
            lines += [paint(line, "dim", on=view.color) for line in excerpt(text, at_code, view.width)]
    lines += _imported(finding, view)
    lines += _chain(finding.chain, view)
    if finding.more:
        lines.append(f"{_INDENT}+{finding.more:,} more like this")
    return lines


_LABELS = {"http": "asks:    ", "event": "hears:   ", "data": "touches: "}
"""What stands before the other end of a finding, by the kind of the dependency."""


def _imported(finding: Finding, view: View) -> list[str]:
    """The other end, with the layers of both: the first end stands in the head."""
    place = place_of(finding.imported)
    if place is None or finding.importer is None:
        return []
    one, other = where(finding.importer), where(finding.imported)
    layers = f" ({_pair(one, other)})" if one or other else ""
    kind = next((kind for kind, *_ in finding.rejects), "import")
    told = visible(location(place)) + layers
    if kind != "import" and finding.text:
        told = f"{visible(finding.text)} at {told}"
    return paragraph(told, indent=_INDENT, label=_LABELS.get(kind, "imports: "), width=view.width)


def _pair(importer: str, imported: str) -> str:
    return f"{visible(importer) or '(no layer)'} → {visible(imported) or '(no layer)'}"


def _chain(chain: tuple[Hop, ...], view: View) -> list[str]:
    if len(chain) < 2:
        return []
    steps = [visible(location(hop.place)) for hop in chain]
    steps.append(visible(chain[-1].imported))
    if view.limit is not None and len(steps) > _LONGEST_CHAIN:
        hidden = len(steps) - _LONGEST_CHAIN
        half = _LONGEST_CHAIN // 2
        steps = [*steps[:half], f"… {count(hidden, 'module')} in between (--all shows them)", *steps[-half:]]
    label = "chain:   "
    return [f"{_INDENT}{label}{steps[0]}", *(f"{_INDENT}{' ' * len(label)}→ {step}" for step in steps[1:])]


def _reasons(finding: Finding, told: tuple[str, str], view: View) -> Iterable[str]:
    """What the finding before has not just said."""
    reasons = (("why:     ", finding.because, told[0]), ("instead: ", finding.instead, told[1]))
    for label, text, before in reasons:
        if text and text != before:
            yield from paragraph(visible(text), indent=_INDENT, label=label, width=view.width)


def _last_line(analysis: Analysis, view: View) -> str:
    code = outcome(analysis, strict=view.strict).code
    color: Color = {CLEAN: "green", FINDINGS: "red"}.get(code, "yellow")  # type: ignore[assignment]
    return paint(visible(last_line(analysis, strict=view.strict)), color, on=view.color)

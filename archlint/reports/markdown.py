"""Markdown for a comment on a pull request: an Analysis in, a summary, a table of groups and the details out.

Everything from the project goes through `escape.markdown`; the whole stays below what GitHub and GitLab accept.
"""

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding, Hop
from archlint.reports.escape import markdown, markdown_code
from archlint.reports.grouping import Group, grouped, location, place_of
from archlint.reports.outcome import CLEAN, FINDINGS, last_line, outcome
from archlint.reports.view import View
from archlint.reports.wording import count

_LARGEST = 60_000
"""Characters: a GitHub comment holds 65,536."""

_LONGEST_CHAIN = 12
_TITLES = {CLEAN: "archlint: the layers hold", FINDINGS: "archlint: the layers are violated"}


def render(analysis: Analysis, view: View) -> str:
    """The table names every group that fits; details follow as long as there is room, and what is left out is counted."""
    groups = grouped(analysis.open_findings)
    title = _TITLES.get(outcome(analysis, strict=view.strict).code, "archlint: this check is not conclusive")
    blocks = [f"### {title}", markdown(last_line(analysis, strict=view.strict))]
    if analysis.draft:
        blocks.append("No layers are declared; archlint drafted these, and nothing is enforced:")
        blocks.append("\n".join(f"- {markdown(sentence)}" for sentence in analysis.draft))
    used = sum(len(block) + 2 for block in blocks)
    if groups:
        blocks.append(_table(groups, _LARGEST // 2 - used))
        used += len(blocks[-1])
    for position, group in enumerate(groups):
        details = _details(group, view)
        if used + len(details) > _LARGEST:
            hidden = sum(len(left.findings) for left in groups[position:])
            blocks.append(f"*+{count(hidden, 'finding')} without details here; the log of the run has them.*")
            break
        blocks.append(details)
        used += len(details) + 2
    return "\n\n".join(blocks) + "\n"


def _table(groups: list[Group], room: int) -> str:
    lines = ["| check | from | to | findings |", "|---|---|---|--:|"]
    used = 0
    for position, group in enumerate(groups):
        ends = f"{markdown_code(group.importer)} | {markdown_code(group.imported)}"
        line = f"| {markdown_code(group.check)} | {ends} | {len(group.findings):,} |"
        used += len(line) + 1
        if used > room:
            hidden = sum(len(left.findings) for left in groups[position:])
            lines.append(f"| +{len(groups) - position:,} more groups | | | {hidden:,} |")
            break
        lines.append(line)
    return "\n".join(lines)


def _details(group: Group, view: View) -> str:
    mark = "error" if group.severity == "error" else "warning"
    ends = f": {_code(group.importer)}" if group.importer else ""
    if group.pairs:
        ends = f": {_code(group.importer) or '(no layer)'} → {_code(group.imported) or '(no layer)'}"
    lines = [f"<details><summary>{mark} {_code(group.check)}{ends} ({len(group.findings):,})</summary>", ""]
    shown = group.findings if view.limit is None else group.findings[: view.limit]
    told = ("", "")
    for finding in shown:
        lines.append(_finding(finding))
        if finding.chain:
            lines.append(_chain(finding.chain))
        reasons = (finding.because, finding.instead)
        if reasons != told:
            lines += [
                f"  - {label}: {markdown(text)}"
                for label, text in zip(("why", "instead"), reasons, strict=True)
                if text
            ]
        told = reasons
    hidden = len(group.findings) - len(shown)
    if hidden:
        lines.append(f"- +{hidden:,} more")
    return "\n".join([*lines, "", "</details>"])


def _finding(finding: Finding) -> str:
    place, target = place_of(finding.importer), place_of(finding.imported)
    at = f"{markdown_code(location(place))}: " if place else ""
    to = f" ({markdown_code(location(target))})" if target else ""
    more = f" +{finding.more:,} more like this" if finding.more else ""
    return f"- {at}{markdown(finding.message)}{to}{more}"


def _chain(chain: tuple[Hop, ...]) -> str:
    steps = [markdown_code(location(hop.place)) for hop in chain[:_LONGEST_CHAIN]]
    hidden = len(chain) - len(steps)
    steps += [f"+{hidden:,} more"] if hidden else []
    return "  - chain: " + " → ".join([*steps, markdown_code(chain[-1].imported)])


def _code(text: str) -> str:
    """In HTML, as a summary is."""
    return f"<code>{markdown(text)}</code>" if text else ""

"""What changed, for a comment on a pull request: an Analysis and View.before in, Markdown below GitHub's limit out."""

from collections.abc import Iterable

from archlint.model.analysis import Analysis
from archlint.model.difference import DependencyChange
from archlint.model.finding import Finding
from archlint.model.graph import Module
from archlint.reports.difference import words
from archlint.reports.difference.sides import modules_of, sides
from archlint.reports.escape import markdown, markdown_code
from archlint.reports.grouping import location, place_of
from archlint.reports.view import View

_SECTION = 18_000
"""Characters of a section, of which there are three long ones: a comment holds 65,536."""


def render(analysis: Analysis, view: View) -> str:
    """New findings stand open, everything else can be opened."""
    named, difference = sides(analysis, view)
    blocks = [f"### archlint: {words.verdict_of(difference)}", markdown(named)]
    if difference.other_layers:
        blocks.append("*The two declare other layers: verdicts may differ where the code does not.*")
    if difference.new:
        blocks.append(_list(f"**New** ({len(difference.new):,})", map(_new, difference.new)))
    for title, findings in (("Fixed", difference.fixed), ("Accepted", difference.accepted)):
        blocks += _folded(title, [f"- {_finding(one)}" for one in findings])
    modules = modules_of(analysis, view)
    across = [one for one in difference.dependencies if not words.stays_inside(one, modules)]
    inside = [one for one in difference.dependencies if words.stays_inside(one, modules)]
    blocks += _folded("Dependencies", [_dependency(one, modules) for one in across])
    blocks += _folded("Dependencies inside of layers and parts", [_dependency(one, modules) for one in inside])
    paths = [*(("+", path) for path in difference.modules_added), *(("-", path) for path in difference.modules_removed)]
    blocks += _folded("Modules", _marked(paths))
    blocks += _folded("Operations", _marked(map(words.operation_line, difference.operations)))
    if any(one.before != one.after for one in difference.layers):
        rows = [f"| {markdown(one.layer)} | {markdown(words.layer_line(one))} |" for one in difference.layers]
        blocks.append("\n".join(["| layer | share of the logic |", "|---|---|", *rows]))
        blocks += [markdown(moved) for moved in [words.centre_line(difference)] if moved]
    return "\n\n".join([*blocks, markdown(words.totals_line(difference))]) + "\n"


def _new(finding: Finding) -> str:
    instead = f"\n  - instead: {markdown(finding.instead)}" if finding.instead else ""
    return f"- {_finding(finding)}{instead}"


def _finding(finding: Finding) -> str:
    place = place_of(finding.importer)
    at = f"{markdown_code(location(place))}: " if place else ""
    return f"**{finding.severity}** {at}{markdown_code(finding.check)}: {markdown(finding.message)}"


def _dependency(change: DependencyChange, modules: dict[str, Module]) -> str:
    place, imported = words.dependency_place(change.dependency), change.dependency.imported
    ends = markdown(words.ends_of(change, modules))
    return f"- `{words.mark_of(change)}` {markdown_code(place)} → {markdown_code(imported)}: {ends}"


def _marked(changes: Iterable[words.Marked]) -> list[str]:
    return [f"- `{mark}` {markdown(told)}" for mark, told in changes]


def _folded(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    return [f"<details><summary>{title} ({len(lines):,})</summary>\n\n{_list('', lines)}\n\n</details>"]


def _list(title: str, lines: Iterable[str]) -> str:
    """As many lines as there is room for; what is left out is counted."""
    told, used, hidden = [title, ""] if title else [], 0, 0
    for line in lines:
        used += len(line) + 1
        if used > _SECTION:
            hidden += 1
        else:
            told.append(line)
    return "\n".join([*told, *([f"- *+{hidden:,} more*"] if hidden else [])])

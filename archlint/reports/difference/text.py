"""What changed, for people at a terminal: an Analysis and View.before in, plain or coloured text out."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.reports.difference import words
from archlint.reports.difference.sides import modules_of, sides
from archlint.reports.escape import visible
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.view import View

_T = TypeVar("_T")
_COLORS: dict[str, Color] = {"+": "green", "-": "dim", "~": "yellow"}


def render(analysis: Analysis, view: View) -> str:
    """Findings first, then what the code does differently, then the numbers."""
    named, difference = sides(analysis, view)
    lines = [paint(visible(named), "bold", on=view.color), "", words.verdict_of(difference), ""]
    if difference.other_layers:
        lines += ["the two declare other layers: verdicts may differ where the code does not", ""]
    lines += _findings("new", difference.new, "red", view)
    lines += _findings("fixed", difference.fixed, "green", view)
    lines += _findings("accepted", difference.accepted, "yellow", view)
    modules = modules_of(analysis, view)
    dependencies = [words.dependency_line(one, modules) for one in difference.dependencies]
    lines += _changes("dependencies", dependencies, view)
    paths = [*(("+", path) for path in difference.modules_added), *(("-", path) for path in difference.modules_removed)]
    lines += _changes("modules", paths, view)
    lines += _changes("operations", map(words.operation_line, difference.operations), view)
    if any(one.before != one.after for one in difference.layers):
        widest = max(len(visible(one.layer)) for one in difference.layers)
        lines.append("logic")
        lines += [f"  {visible(one.layer):{widest}}  {words.layer_line(one)}" for one in difference.layers]
        lines += [f"  {moved}" for moved in [words.centre_line(difference)] if moved]
        lines.append("")
    return "\n".join([*lines, words.totals_line(difference)]) + "\n"


def _findings(title: str, findings: tuple[Finding, ...], color: Color, view: View) -> list[str]:
    if not findings:
        return []
    lines = [paint(f"{title} ({len(findings):,})", color, on=view.color)]
    for finding in _cut(findings, view):
        lines += paragraph(visible(words.finding_line(finding)), indent="  ", width=view.width)
        if title == "new" and finding.instead:
            lines += paragraph(visible(finding.instead), indent="    ", label="instead: ", width=view.width)
    return [*lines, *_hidden(len(findings), view), ""]


def _changes(title: str, changes: Iterable[words.Marked], view: View) -> list[str]:
    found = list(changes)
    if not found:
        return []
    numbers = [
        f"{mark}{sum(one == mark for one, _ in found):,}" for mark in "+-~" if any(one == mark for one, _ in found)
    ]
    lines = [f"{title} ({', '.join(numbers)})"]
    for mark, told in _cut(found, view):
        head, *more = paragraph(visible(told), indent="  ", label=f"{mark} ", width=view.width)
        lines += [f"  {paint(mark, _COLORS[mark], on=view.color)}{head[3:]}", *more]
    return [*lines, *_hidden(len(found), view), ""]


def _cut(items: Sequence[_T], view: View) -> Sequence[_T]:
    return items if view.limit is None else items[: view.limit]


def _hidden(number: int, view: View) -> list[str]:
    hidden = 0 if view.limit is None else number - view.limit
    return [f"  +{hidden:,} more (--all shows them)"] if hidden > 0 else []

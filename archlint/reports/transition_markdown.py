"""A transition in Markdown: an Analysis and the burn-down in, tables for a comment or a page out."""

from collections.abc import Iterable

from archlint.model.analysis import Analysis
from archlint.model.transition import BurnPoint, GoalState, SideCount
from archlint.reports import transition_words as words
from archlint.reports.escape import markdown
from archlint.reports.grouping import location, place_of
from archlint.reports.view import View

_FINDINGS = 100
_BAR = 20


def render(analysis: Analysis, view: View) -> str:
    """Distance, goals, layers, burn-down, and what would fail."""
    state = analysis.transition
    if state is None:
        return f"{words.NOTHING} {markdown(words.HOW)}\n"
    blocks = [
        f"### Transition of {markdown(analysis.project)}",
        f"**{words.distance_line(state)}**",
        words.moved_line(state),
        *([markdown(words.retired_line(state))] if words.retired_line(state) else []),
    ]
    blocks += _goals(state.goals)
    blocks.append(_layers("today", state.today))
    blocks += [_layers("target", state.target)] if state.target_declared else []
    blocks += _burn(view.burn)
    if state.failing:
        rows = [f"| {markdown(check)} | {number:,} |" for check, number in words.by_check(state)]
        blocks.append("\n".join(["| would fail if the target held today | findings |", "|---|--:|", *rows]))
        told = []
        for finding in state.failing[:_FINDINGS]:
            place = place_of(finding.importer)
            told.append(
                f"- {markdown(f'{location(place)}: ' if place else '')}{markdown(f'{finding.check}: {finding.message}')}"
            )
        more = len(state.failing) - len(told)
        told += [f"- *+{more:,} more*"] if more > 0 else []
        blocks.append("\n".join(["<details><summary>every finding</summary>", "", *told, "", "</details>"]))
    return "\n\n".join(blocks) + "\n"


def _goals(goals: Iterable[GoalState]) -> list[str]:
    rows = [f"| {markdown(goal.name)} | **{goal.verdict}** | {markdown(words.goal_line(goal))} |" for goal in goals]
    return ["\n".join(["| goal | | |", "|---|---|---|", *rows])] if rows else []


def _layers(title: str, counts: Iterable[SideCount]) -> str:
    rows = []
    for one in counts:
        name = f"– {markdown(one.part)}" if one.part else markdown(one.layer)
        rows.append(f"| {name} | {one.modules:,} | {one.current:,} | {one.findings:,} |")
    return "\n".join([f"| {title} | modules | to move | would fail |", "|---|--:|--:|--:|", *rows])


def _burn(points: tuple[BurnPoint, ...]) -> list[str]:
    if not points:
        return []
    highest = max(point.distance for point in points) or 1
    rows = []
    for point in points:
        if point.why:
            told = f"not known: {markdown(point.why)} | | | |"
        else:
            bar = "█" * round(_BAR * point.distance / highest)
            told = f"{point.distance:,} | {point.remaining:,} | {point.findings:,} | {bar} |"
        rows.append(f"| {markdown(point.day)} | {markdown(point.label)} | {told}")
    pace = words.pace_line(points)
    table = "\n".join(["| day | | to go | modules | findings | |", "|---|---|--:|--:|--:|---|", *rows])
    return [table, *([pace] if pace else [])]

"""A transition for people at a terminal: an Analysis and the burn-down in, distance, goals, layers and findings out."""

from collections.abc import Iterable, Sequence

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.transition import BurnPoint, GoalState, SideCount, TransitionState
from archlint.reports import transition_words as words
from archlint.reports.escape import visible
from archlint.reports.grouping import location, place_of
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count, percent

_COLORS: dict[str, Color] = {"met": "green", "on its way": "cyan", "missed": "red", "grew": "red"}
_BAR = 40


def render(analysis: Analysis, view: View) -> str:
    """The distance first, then what was promised, both architectures beside each other, the past, and what would fail."""
    state = analysis.transition
    if state is None:
        return f"{words.NOTHING} {words.HOW}\n"
    lines = [
        paint(visible(analysis.project), "bold", on=view.color),
        words.distance_line(state),
        words.moved_line(state),
    ]
    retired = words.retired_line(state)
    lines += paragraph(visible(retired), indent="", width=view.width) if retired else []
    lines += _goals(state.goals, view)
    lines += _sides(state, view)
    lines += _journeys(state)
    lines += _burn(view.burn, view)
    lines += _failing(state, view)
    if state.unmatched:
        lines += ["", f"patterns of the target that match nothing yet ({len(state.unmatched):,})"]
        for told in state.unmatched if view.limit is None else state.unmatched[: view.limit]:
            lines += paragraph(visible(told), indent="    ", width=view.width)
        hidden = len(state.unmatched) - (view.limit or len(state.unmatched))
        lines += [f"    +{hidden:,} more (--all shows them)"] if hidden > 0 else []
    return "\n".join(lines) + "\n"


def _goals(goals: Sequence[GoalState], view: View) -> list[str]:
    if not goals:
        return []
    lines = ["", paint("goals", "bold", on=view.color)]
    for goal in goals:
        mark = paint(f"{goal.verdict:10}", _COLORS[goal.verdict], on=view.color)
        head, *more = paragraph(
            visible(f"{goal.name}: {words.goal_line(goal)}"), indent="  ", label=" " * 12, width=view.width
        )
        lines += [f"  {mark}  {head.strip()}", *more]
    return lines


def _sides(state: TransitionState, view: View) -> list[str]:
    """Today's layers, and beside them those that are to be."""
    left = _table("today", state.today)
    if not state.target_declared:
        return ["", *_headed(left, view)]
    right = _table("target", state.target)
    width = max(map(len, left))
    if view.width and width + 3 + max(map(len, right)) > view.width:
        return ["", *_headed(left, view), "", *_headed(right, view)]
    rows = max(len(left), len(right))
    padded = [*left, *[""] * (rows - len(left))]
    beside = [*right, *[""] * (rows - len(right))]
    return [
        "",
        *_headed([f"{one:{width}}   {other}".rstrip() for one, other in zip(padded, beside, strict=True)], view),
    ]


def _headed(lines: Sequence[str], view: View) -> list[str]:
    return [paint(lines[0], "dim", on=view.color), *lines[1:]]


def _table(title: str, counts: Iterable[SideCount]) -> list[str]:
    rows = [(title, "modules", "to move", "would fail")]
    rows += [
        (
            visible(f"  {one.part}" if one.part else one.layer),
            f"{one.modules:,}",
            f"{one.current:,}" if one.current else "–",
            f"{one.findings:,}" if one.findings else "–",
        )
        for one in counts
    ]
    if title == "target":
        rows = [(name, modules, failing) for name, modules, _, failing in rows]  # type: ignore[misc]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if not at else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _journeys(state: TransitionState) -> list[str]:
    lines = ["", "journeys"] if state.journeys else []
    for one in state.journeys:
        moved = percent(one.modules - one.remaining, one.modules)
        lines.append(f"  {visible(one.name)}: {moved} moved, {one.remaining:,} of {count(one.modules, 'module')} left")
    return lines


def _burn(points: Sequence[BurnPoint], view: View) -> list[str]:
    if not points:
        return []
    highest = max((point.distance for point in points), default=0) or 1
    lines = ["", paint("burn-down, by the declaration of today", "bold", on=view.color)]
    lines.append(paint(f"  {'':10}  {'':12}  to go = modules + findings", "dim", on=view.color))
    for point in points:
        when = f"  {visible(point.day):10}  {visible(point.label)[:12]:12}"
        if point.why:
            lines += paragraph(visible(f"not known: {point.why}"), indent="", label=f"{when}  ", width=view.width)
            continue
        bar = "█" * round(_BAR * point.distance / highest) or ("▏" if point.distance else "")
        lines.append(f"{when}  {point.distance:5,} = {point.remaining:5,} + {point.findings:5,}  {bar}".rstrip())
    pace = words.pace_line(points)
    return [*lines, *([f"  {pace}"] if pace else [])]


def _failing(state: TransitionState, view: View) -> list[str]:
    if not state.failing:
        return []
    lines = ["", paint("what would fail if the target held today", "bold", on=view.color)]
    by_check: dict[str, list[Finding]] = {}
    for finding in state.failing:
        by_check.setdefault(finding.check, []).append(finding)
    for check, number in words.by_check(state):
        found = by_check[check]
        shown = found if view.limit is None else found[: view.limit]
        lines.append(f"  {check} ({number:,})")
        for finding in shown:
            place = place_of(finding.importer)
            at = f"{location(place)}: " if place else ""
            lines += paragraph(visible(f"{at}{finding.message}"), indent="    ", width=view.width)
        lines += [f"    +{number - len(shown):,} more (--all shows them)"] if len(shown) < number else []
    return lines

"""A transition in words: what its text and Markdown share."""

import datetime
from collections import Counter
from collections.abc import Sequence

from archlint.model.transition import BurnPoint, GoalState, TransitionState
from archlint.reports.wording import count

NOTHING = "No transition is declared."
HOW = "Declare one under [transition]: which code is of today's architecture (current), or the layers that are to be (target)."
_MONTH = 30.4


def distance_line(state: TransitionState) -> str:
    """How far it is, and of what that is made."""
    if not state.distance:
        return (
            "The target is reached: nothing belongs to today's architecture, and nothing would fail if the target held."
        )
    parts = [
        f"{count(state.remaining, 'module')} of today's architecture",
        f"{count(len(state.failing), 'finding')} that would fail if the target held today",
    ]
    return f"{state.distance:,} to go: {' and '.join(parts)}"


def moved_line(state: TransitionState) -> str:
    """`128 of 167 modules are where the target wants them, 2 are bridges.`"""
    moved = state.modules - state.remaining - state.bridges
    bridges = f", {state.bridges:,} {'is a bridge' if state.bridges == 1 else 'are bridges'}" if state.bridges else ""
    are = "is" if moved == 1 else "are"
    return f"{moved:,} of {count(state.modules, 'module')} {are} not of today's architecture{bridges}"


def retired_line(state: TransitionState) -> str:
    """What of today's architecture is empty, and what is to be; "" where nothing has a successor."""
    told = [f"still to retire: {', '.join(state.retiring)}"] if state.retiring else []
    if state.retired:
        told.append(f"retired, so take it out of the declaration when you like: {', '.join(state.retired)}")
    return "; ".join(told)


def goal_line(goal: GoalState) -> str:
    """`41 findings when it was set, 34 today, at most 30 by 2027-03-31 (121 days left); team web`."""
    told = [f"{goal.start:,} {goal.counts} when it was set"] if goal.start is not None else []
    told.append(f"{goal.now:,} {goal.counts if not told else 'today'}{'' if told else ' today'}")
    told.append(f"at most {goal.most:,} by {goal.by} ({_days(goal.left_days)})")
    return ", ".join(told) + (f"; {goal.owner}" if goal.owner else "")


def _days(left: int) -> str:
    return f"{count(left, 'day')} left" if left >= 0 else f"{count(-left, 'day')} ago"


def by_check(state: TransitionState) -> list[tuple[str, int]]:
    """The checks that would fail, the most frequent first."""
    found = Counter(finding.check for finding in state.failing)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def pace_line(points: Sequence[BurnPoint]) -> str:
    """How fast it goes, measured over all points with a day, "" where that cannot be told."""
    dated = [point for point in points if point.day and not point.why]
    if len(dated) < 2:
        return ""
    first, last = dated[0], dated[-1]
    days = (datetime.date.fromisoformat(last.day) - datetime.date.fromisoformat(first.day)).days
    went = first.distance - last.distance
    if days <= 0:
        return ""
    if went <= 0:
        numbers = f"{first.distance:,}, then {last.distance:,}"
        return f"From {first.day} to {last.day} the distance has not become smaller ({numbers})."
    told = f"From {first.day} to {last.day} it went from {first.distance:,} to {last.distance:,}"
    if not last.distance:
        return f"{told}."
    months = last.distance * days / went / _MONTH
    return f"{told}; at that pace {count(max(1, round(months)), 'month')} are left."

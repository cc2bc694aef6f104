"""missed-goal: a goal of the transition whose last day is over, and a number that has grown since it was set."""

from collections.abc import Iterable, Iterator

from archlint.checks.check import Check
from archlint.model.finding import End, Finding, Place
from archlint.model.transition import GoalState, JourneyKept

NAME = "missed-goal"

PAGE = """\
## What it finds
A goal (`[[transition.goals]]`) that was not met by its day (UTC), and one whose number is higher than when it was set
(`start`). Also a journey (`[[journeys]]`) with more findings on its way than the baseline keeps for it.

## Why it matters
A transition fails slowly: nobody decides to stop, it is only that this month something else was more urgent. A number with a
day and an owner is noticed. That it must not grow is the ratchet: it holds from the day on which the goal is set, whatever the
baseline accepts. A journey needs no goal for that: `archlint baseline` keeps its number, those it accepts included. So what is
new on the way of customers counts, though each finding by itself is an old one.

## Example
```toml
[[transition.goals]]
name = "direct calls of the web shop"
checks = ["layer-skip"]
where = ["ui.web"]
start = 41                 # today
most = 30
by = 2027-03-31
owner = "team web"
because = "Billing is replaced in summer."
```
On 1 April 2027 the web shop still has 34 findings of `layer-skip`.

## Instead
Do what was promised (`archlint plan` proposes what to move), or agree on a new day or a new number and write it down.

## Options
None.

## Known limits
A goal counts what would fail if the target held today: the baseline and exceptions that end do not make its number smaller. It
is judged in runs without `--select` and `--ignore` only, because others do not know all findings. It cannot be put into the
baseline. The number of a journey is kept once `archlint baseline` was run with the journey declared; it counts what the
baseline accepts, and nothing that an exception or a comment accepts. Run again, `archlint baseline` writes today's number, and
`--prune` only a lower one.
"""


def attain(goals: Iterable[GoalState], journeys: Iterable[JourneyKept]) -> Iterator[Finding]:
    for journey in journeys:
        if journey.now > journey.kept:
            told = f"{journey.now:,} findings on its way, {journey.kept:,} in the baseline"
            yield Finding(
                check=NAME,
                message=f"journey {journey.name}: {told}",
                importer=End(f"journey {journey.name}", place=Place(journey.origin, journey.line)),
                because="The number may only come down, though each finding by itself is accepted.",
                instead="take the new way back, or mend as much on the way ('archlint journeys' shows it)",
                text=f"journey {journey.name}",
            )
    for goal in goals:
        if goal.verdict not in ("missed", "grew"):
            continue
        whose = f"; {goal.owner} owns it" if goal.owner else ""
        if goal.verdict == "missed":
            told = f"at most {goal.most:,} {goal.counts} were to be left by {goal.by}, there are {goal.now:,}"
            instead = "do what was promised, or agree on a new day or number"
        else:
            told = f"{goal.now:,} {goal.counts}, more than the {goal.start or 0:,} when it was set"
            instead = "take back what was added: the number may only come down"
        yield Finding(
            check=NAME,
            message=f"goal '{goal.name}': {told}{whose}",
            importer=End(f"goal {goal.name}", place=Place(goal.origin, goal.line)),
            because=goal.because,
            instead=instead,
            text=goal.name,
        )


CHECK = Check(
    name=NAME,
    group="transition",
    summary="a goal of the transition that is missed, or a number that has grown",
    page=PAGE,
    attain=attain,
)

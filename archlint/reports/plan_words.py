"""A plan in words: what its text and Markdown share."""

from collections import Counter
from collections.abc import Iterable

from archlint.model.finding import Finding
from archlint.model.plan import Effect, Effort, Plan, Step
from archlint.reports.balance_words import band_text
from archlint.reports.wording import count

NOTHING = "No move was found that brings the target nearer and creates no finding."


def summary(plan: Plan) -> str:
    """Where the plan leads."""
    before, after = plan.distance
    if not plan.steps:
        return NOTHING if before else "The target is reached: nothing is left to move."
    return f"{count(len(plan.steps), 'step')}: {before:,} to go before, {after:,} after"


def effect_line(effect: Effect) -> str:
    """`34 → 29 to go; removes 4 business-logic-in-ui, 1 scattered-logic`."""
    before, after = effect.distance
    told = [f"{before:,} → {after:,} to go"]
    if effect.removed:
        told.append(f"removes {checks_of(effect.removed)}")
    if effect.appears:
        told.append(f"still to come: {checks_of(effect.appears)}")
    return "; ".join(told)


def checks_of(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.check for finding in findings)
    return ", ".join(
        f"{number:,} {check}" for check, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def creates_line(effect: Effect) -> str:
    return f"creates {checks_of(effect.created)}" if effect.created else "creates no finding"


def balance_line(effect: Effect) -> str:
    """`logic: ui 41.0 % → 38.6 % (10–30 %), enablement 18.7 % → 21.1 % (40–70 %)`."""
    told = [
        f"{shift.layer} {100 * shift.before:.1f} % → {100 * shift.after:.1f} %"
        + (f" ({band_text(shift.band)})" if shift.band else "")
        for shift in effect.balance
    ]
    return ", ".join(told)


def journey_lines(effect: Effect) -> list[str]:
    found = []
    for shift in effect.journeys:
        told = []
        if shift.findings[0] != shift.findings[1]:
            told.append(f"{shift.findings[0]:,} → {shift.findings[1]:,} findings on its way")
        if shift.remaining[0] != shift.remaining[1]:
            told.append(f"{shift.remaining[0]:,} → {shift.remaining[1]:,} modules left")
        found.append(f"{shift.journey}: {', '.join(told)}")
    return found


def effort_line(effort: Effort) -> str:
    """`medium: 24 statements, 3 modules refer to it, 1 test file, changed 12 times in the last year`."""
    told = [count(effort.statements, "statement")]
    told.append(
        "nobody refers to it"
        if not effort.fan_in
        else f"{count(effort.fan_in, 'module')} refer{'s' if effort.fan_in == 1 else ''} to it"
    )
    told.append(count(effort.tests, "test file") if effort.tests else "no test file of its name")
    if effort.churn is not None:
        told.append(f"changed {count(effort.churn, 'time')} in the last year")
    told += [f"to be written again in {effort.rewrite}"] if effort.rewrite else []
    return f"{effort.size}: {', '.join(told)}"


def why_line(step: Step) -> str:
    return ", ".join(step.why)


def tried_line(plan: Plan) -> str:
    """How many moves were looked at, and how many were not."""
    told = f"{count(plan.considered, 'move')} considered, {count(plan.tried, 'time')} judged"
    if not plan.untried:
        return told
    were = "was" if plan.untried == 1 else "were"
    return f"{told}; {count(plan.untried, 'move')} less likely to help {were} not tried (--trials)"

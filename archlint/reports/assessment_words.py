"""An assessment in words that its formats share: levels, values and states in, sentences out."""

from collections.abc import Iterable, Sequence

from archlint.model.maturity import Assessment, DomainState, Judged, Proof, StandardState, State
from archlint.reports.wording import count

BELOW = "below low"
STATES: tuple[State, ...] = ("missed", "stale", "unanswered", "not visible", "met")
"""In the order in which they are told."""
MARKS: dict[State, str] = {"met": "✓", "missed": "✗", "stale": "?", "unanswered": "?", "not visible": "·"}

DRAFT = "No layers are declared: what is said about layers rests on a draft. 'archlint init' makes it binding."
PROMISE = "Met means that a place in the code or somebody's answer shows it; what neither shows counts as not met."


def level(domain: DomainState) -> str:
    return domain.level or BELOW


def value(one: Judged) -> str:
    """`62 % of 40`, `3 of 12 looked at`; "" where nothing was measured."""
    if one.value is None:
        return ""
    if one.unit == "share":
        return f"{100 * one.value:.0f} % of {one.of:,}"
    if one.unit == "per module":
        return f"{one.value:.2f} for each of {one.of:,} modules"
    return f"{one.value:g} (looked at: {one.of:,})"


def wanted(one: Judged) -> str:
    """`at least 80 %`."""
    words = one.bound.split(" and ") if one.bound else []
    if one.unit != "share":
        return " and ".join(words)
    told = []
    for word in words:
        start, _, number = word.rpartition(" ")
        told.append(f"{start} {100 * float(number):.0f} %")
    return " and ".join(told)


def why(one: Judged) -> str:
    """What the state rests on, in one line."""
    if one.question:
        if one.state == "unanswered":
            return f"nobody has answered: {one.question}"
        told = f"{one.who} answered {'yes' if one.state == 'met' else 'no'} on {one.when}"
        if one.state == "stale":
            told = f"the answer of {one.who} is from {one.when}, too old to count"
        return f"{told}: {one.detail}" if one.detail else told
    if one.detail:
        return one.detail
    if one.value is None:
        return "nothing in the code speaks for it or against it"
    return f"{value(one)}, wanted: {wanted(one)}"


def place(proof: Proof) -> str:
    """`src/a.py:3 GET /bills`."""
    at = f"{proof.file}:{proof.line}" if proof.file and proof.line else proof.file
    return " ".join(filter(None, (at, proof.text)))


def tally(criteria: Iterable[Judged]) -> str:
    """`3 met, 2 missed, 4 not visible`."""
    found = list(criteria)
    counts = {state: sum(one.state == state for one in found) for state in reversed(STATES)}
    return ", ".join(f"{number} {state}" for state, number in counts.items() if number) or "no criteria"


def headline(assessment: Assessment) -> str:
    """How many domains are at which level."""
    found: dict[str, int] = {}
    for domain in assessment.domains:
        found[level(domain)] = found.get(level(domain), 0) + 1
    order = ("high", "medium", "low", BELOW)
    told = ", ".join(f"{found[name]} {name}" for name in order if name in found)
    return f"{count(len(assessment.domains), 'domain')}: {told}"


def standards_shown(assessment: Assessment, names: Sequence[str]) -> list[StandardState]:
    """The standards that were asked for, in that order."""
    by_name = {one.name: one for one in assessment.standards}
    return [by_name[name] for name in dict.fromkeys(names) if name in by_name]

"""The assessment: what was Seen and the declaration in, every domain's level and every criterion's state with its proof out."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal

from archlint.measures.maturity.drivers import steps_of, target_warnings, weights_of
from archlint.measures.maturity.seen import NOTHING, Measured, Seen
from archlint.measures.maturity.table import Metric, metric_named
from archlint.model.maturity import (
    LEVELS,
    Answered,
    Assessment,
    Criterion,
    Domain,
    DomainState,
    Judged,
    Level,
    Proof,
    StandardState,
    State,
)
from archlint.model.rulebook import Rulebook

_MOST_PROOFS = 5
_FEW = 10
"""Unread files for each module that is read are worth a warning from one in so many on."""
_UNREAD = "{} files are in languages that archlint does not read: what they hold is not in here"


def assess(seen: Seen, rulebook: Rulebook, today: datetime.date) -> Assessment | None:
    """None without a model. Nothing is met without a proof or an answer that is fresh."""
    model = rulebook.maturity_model
    if model is None:
        return None
    reader = _Reader(seen, rulebook, today)
    weights = weights_of(rulebook.drivers)
    domains = tuple(reader.domain(domain, weights.get(domain.name, 0.0)) for domain in model.domains)
    standards = tuple(
        StandardState(one.name, one.title, one.source, tuple(reader.criteria(one.name, one.criteria)))
        for one in rulebook.criteria
    )
    unread = (_UNREAD.format(seen.unread),) if seen.unread * _FEW > len(seen.modules) else ()
    return Assessment(
        model=model.name,
        title=model.title,
        source=model.source,
        domains=domains,
        standards=standards,
        drivers=rulebook.drivers,
        steps=steps_of(domains),
        warnings=(*target_warnings(model, domains, rulebook.drivers), *reader.stale, *unread),
        drafted=seen.is_draft,
    )


class _Reader:
    """Judges criteria, each metric measured once."""

    def __init__(self, seen: Seen, rulebook: Rulebook, today: datetime.date) -> None:
        self._seen, self._today = seen, today
        self._answers = {answer.question: answer for answer in rulebook.answers}
        self._days = rulebook.maturity.stale_after
        self._targets = rulebook.maturity.targets
        self._drivers = rulebook.drivers
        self._measured: dict[tuple[str, tuple[str, ...]], Measured] = {}
        self.stale: list[str] = []

    def domain(self, domain: Domain, weight: float) -> DomainState:
        criteria = tuple(self.criteria(domain.name, domain.criteria))
        return DomainState(
            name=domain.name,
            title=domain.title,
            kind=domain.kind,
            level=_level(criteria),
            target=self._targets.get(domain.name, ""),
            levels={level: domain.levels[level] for level in LEVELS if level in domain.levels},
            criteria=criteria,
            weight=weight,
            drivers=tuple(driver.name for driver in self._drivers if domain.name in driver.serves),
        )

    def criteria(self, home: str, criteria: Iterable[Criterion]) -> Sequence[Judged]:
        return [self._answered(home, one) if one.question else self._by_metric(one) for one in criteria]

    def _answered(self, home: str, criterion: Criterion) -> Judged:
        answer = self._answers.get(f"{home}.{criterion.name}")
        state: State = "unanswered"
        detail = ""
        if answer is not None:
            age = (self._today - answer.when).days
            state = self._state(answer, age)
            detail = answer.because
            if state == "stale":
                when = f"in the future ({answer.when})" if age < 0 else f"{age} days old"
                self.stale.append(f"the answer to {home}.{criterion.name} is {when}: ask {answer.who} again")
        return Judged(
            name=criterion.name,
            says=criterion.says,
            state=state,
            level=criterion.level,
            question=criterion.question,
            detail=detail,
            who=answer.who if answer else "",
            when=answer.when.isoformat() if answer else "",
            instead=criterion.instead,
            cite=criterion.cite,
        )

    def _state(self, answer: Answered, age: int) -> State:
        if age < 0 or age > self._days:
            return "stale"
        return "met" if answer.answer else "missed"

    def _by_metric(self, criterion: Criterion) -> Judged:
        metric = metric_named(criterion.metric)
        found = self._measure(metric, criterion.words)
        state, proofs = _compared(criterion, found)
        detail = found.why
        if criterion.elsewhere and state == "missed" and not found.value:
            state, proofs = "not visible", ()
            detail = f"none found in {found.of:,} looked at; it may lie outside of what archlint reads"
        if criterion.where is not None:
            where = self._measure(metric_named(criterion.where.metric), criterion.where.words)
            if where.value is None or where.value < criterion.where.at_least:
                state, proofs = "not visible", ()
                title = metric_named(criterion.where.metric)
                known = "not known" if where.value is None else f"{where.value:g}"
                asked = f"{criterion.where.at_least:g}"
                detail = f"it arises from {asked} {title.title if title else ''} on; here: {known}"
        return Judged(
            name=criterion.name,
            says=criterion.says,
            state=state,
            level=criterion.level,
            metric=criterion.metric,
            value=None if found.value is None else float(found.value),  # as it is when read again
            unit=metric.unit if metric else "",
            of=found.of,
            bound=bound_of(criterion),
            detail=detail,
            proofs=proofs[:_MOST_PROOFS],
            proved=len(proofs),
            instead=criterion.instead,
            cite=criterion.cite,
        )

    def _measure(self, metric: Metric | None, words: tuple[str, ...]) -> Measured:
        if metric is None:
            return NOTHING
        key = (metric.name, words)
        if key not in self._measured:
            self._measured[key] = metric.measure(self._seen, words)
        return self._measured[key]


def _compared(criterion: Criterion, found: Measured) -> tuple[State, tuple[Proof, ...]]:
    """Met where the value is within the bound and a place shows it; missed where it is not; not visible without a value."""
    if found.value is None:
        return "not visible", ()
    fits = (criterion.at_least is None or found.value >= criterion.at_least) and (
        criterion.at_most is None or found.value <= criterion.at_most
    )
    proofs = found.good if fits else found.bad
    if fits and not proofs:
        return "not visible", ()
    if not fits and not proofs:
        proofs = found.good
    return ("met" if fits else "missed"), proofs


def bound_of(criterion: Criterion) -> str:
    """`at least 0.8`, `at most 0`, or both."""
    told = []
    if criterion.at_least is not None:
        told.append(f"at least {criterion.at_least:g}")
    if criterion.at_most is not None:
        told.append(f"at most {criterion.at_most:g}")
    return " and ".join(told)


def _level(criteria: Sequence[Judged]) -> Level | Literal[""]:
    """The highest level of which, and of all below, everything is met. A level without criteria is not reached."""
    reached: Level | Literal[""] = ""
    for level in LEVELS:
        own = [one for one in criteria if one.level == level]
        if not own or any(one.state != "met" for one in own):
            break
        reached = level
    return reached

"""What the page's sections for those who steer are told: an Analysis in, answers with places, levels and criteria out."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.maturity import Judged, Proof
from archlint.reports import assessment_words as words
from archlint.reports.steering import steering

_MOST_PLACES = 5


class ReportPlace(Struct, frozen=True):
    """`at` is `file:line`, `module` its place among the modules, -1 for none."""

    at: str
    told: str
    module: int


class ReportClaim(Struct, frozen=True):
    told: str
    places: tuple[ReportPlace, ...]


class ReportQuestion(Struct, frozen=True):
    question: str
    claims: tuple[ReportClaim, ...]


class ReportCriterion(Struct, frozen=True):
    says: str
    state: str
    level: str
    why: str
    instead: str
    cite: str
    places: tuple[ReportPlace, ...]
    more: int


class ReportDomain(Struct, frozen=True):
    title: str
    level: str
    target: str
    tally: str
    criteria: tuple[ReportCriterion, ...]


class ReportStandard(Struct, frozen=True):
    title: str
    tally: str
    criteria: tuple[ReportCriterion, ...]


class ReportMaturity(Struct, frozen=True):
    """`drivers` are name, weight (0 to 1) and the domains that serve it."""

    headline: str
    domains: tuple[ReportDomain, ...]
    standards: tuple[ReportStandard, ...]
    drivers: tuple[tuple[str, float, str], ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def questions(analysis: Analysis, places: Mapping[str, int]) -> tuple[ReportQuestion, ...]:
    """The three questions; none where nobody asked for an assessment."""
    if analysis.assessment is None:
        return ()
    return tuple(
        ReportQuestion(
            answer.question, tuple(ReportClaim(one.text, _places(one.places, places)) for one in answer.claims)
        )
        for answer in steering(analysis)
    )


def maturity(analysis: Analysis, places: Mapping[str, int]) -> ReportMaturity | None:
    """The assessment; `places` are the modules by their path."""
    found = analysis.assessment
    if found is None:
        return None
    total = sum(driver.weight for driver in found.drivers)
    return ReportMaturity(
        headline=words.headline(found),
        domains=tuple(
            ReportDomain(one.title, one.level, one.target, words.tally(one.criteria), _criteria(one.criteria, places))
            for one in found.domains
        ),
        standards=tuple(
            ReportStandard(one.title, words.tally(one.criteria), _criteria(one.criteria, places))
            for one in found.standards
        ),
        drivers=tuple(
            (driver.name, driver.weight / total, ", ".join(driver.serves))
            for driver in sorted(found.drivers, key=lambda one: -one.weight)
        ),
        warnings=found.warnings,
        notes=(words.PROMISE, *((words.DRAFT,) if found.drafted else ())),
    )


def _criteria(criteria: Iterable[Judged], places: Mapping[str, int]) -> tuple[ReportCriterion, ...]:
    return tuple(
        ReportCriterion(
            one.says,
            one.state,
            one.level,
            words.why(one),
            one.instead,
            one.cite,
            _places(one.proofs[:_MOST_PLACES], places),
            max(0, one.proved - min(len(one.proofs), _MOST_PLACES)) if one.proofs else 0,
        )
        for one in criteria
    )


def _places(proofs: Iterable[Proof], places: Mapping[str, int]) -> tuple[ReportPlace, ...]:
    return tuple(
        ReportPlace(f"{one.file}:{one.line}" if one.file and one.line else one.file, one.text, places.get(one.file, -1))
        for one in proofs
    )

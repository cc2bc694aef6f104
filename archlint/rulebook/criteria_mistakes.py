"""What a maturity model or the criteria of a standard cannot mean: Structs in, key paths and mistakes out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from archlint.measures.maturity.table import METRICS, metric_named
from archlint.model.maturity import LEVELS, Criterion, MaturityModel
from archlint.rulebook.complaints import choice, shown
from archlint.rulebook.locate import KeyPath

Mistake = tuple[KeyPath, str]


def mistakes_of_model(model: MaturityModel) -> Iterator[Mistake]:
    """Every mistake of a model: of its domains, their levels and needs, and their criteria."""
    names = [domain.name for domain in model.domains]
    yield from _twice(("domains",), names)
    for index, domain in enumerate(model.domains):
        home: KeyPath = ("domains", index)
        for level in LEVELS:
            if level not in domain.levels:
                yield (*home, "levels"), f"says nothing about level '{level}'"
            if all(one.level != level for one in domain.criteria):
                yield (*home, "criteria"), f"has none for level '{level}', which could never be reached"
        for position, need in enumerate(domain.needs):
            if need.domain not in names:
                yield (*home, "needs", position), f"unknown domain '{shown(need.domain)}'{choice(need.domain, names)}"
        yield from (((*home, *path), told) for path, told in mistakes_of_criteria(domain.criteria))


def mistakes_of_criteria(criteria: Sequence[Criterion]) -> Iterator[Mistake]:
    """Every mistake of a list of criteria."""
    yield from _twice(("criteria",), [one.name for one in criteria])
    for index, criterion in enumerate(criteria):
        home: KeyPath = ("criteria", index)
        if bool(criterion.metric) == bool(criterion.question):
            yield home, "needs either a metric or a question"
        if criterion.metric:
            if criterion.at_least is None and criterion.at_most is None:
                yield home, "has a metric and no bound: at_least, at_most or both"
            yield from _about_metric(home, "metric", criterion.metric, criterion.words)
            metric = metric_named(criterion.metric)
            for key, bound in (("at_least", criterion.at_least), ("at_most", criterion.at_most)):
                if metric is not None and metric.unit == "share" and not 0 <= (bound or 0) <= 1:
                    yield (*home, key), f"'{metric.name}' is a share: from 0 to 1, not {bound:g}"
        if criterion.where is not None:
            yield from _about_metric((*home, "where"), "metric", criterion.where.metric, criterion.where.words)


def _about_metric(home: KeyPath, key: str, name: str, words: Sequence[str]) -> Iterator[Mistake]:
    metric = metric_named(name)
    if metric is None:
        yield (*home, key), f"unknown metric '{shown(name)}'{choice(name, [one.name for one in METRICS])}"
        return
    if words and not metric.words:
        yield (*home, "words"), f"'{name}' takes no words"
    if metric.words == "names of checks":
        from archlint.checks.catalogue import CHECKS

        known = [check.name for check in CHECKS]
        if not words:
            yield home, f"'{name}' needs words: {metric.words}"
        for word in words:
            if word not in known:
                yield (*home, "words"), f"unknown check '{shown(word)}'{choice(word, known)}"


def _twice(home: KeyPath, names: Sequence[str]) -> Iterator[Mistake]:
    for name, count in Counter(names).items():
        if count > 1:
            last = len(names) - 1 - names[::-1].index(name)
            yield (*home, last), f"there is one of the name '{shown(name)}' already"

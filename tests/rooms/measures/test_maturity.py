"""Maturity models, criteria and metrics: that they fit together, and that nothing is met without a proof."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.checks.catalogue import CHECKS
from archlint.graph.system import System
from archlint.measures.maturity.assess import assess
from archlint.measures.maturity.drivers import steps_of, target_warnings, weights_of
from archlint.measures.maturity.seen import Seen
from archlint.measures.maturity.table import METRICS
from archlint.model.graph import Graph
from archlint.model.maturity import (
    LEVELS,
    Answered,
    Assessment,
    Criterion,
    Domain,
    DomainState,
    Driver,
    Judged,
    Level,
    MaturityModel,
    Need,
)
from archlint.model.rulebook import Rulebook
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.criteria_mistakes import mistakes_of_criteria, mistakes_of_model
from archlint.rulebook.maturity import load_criteria, load_models, questions_of

ROOT = Path(__file__).resolve().parents[3]
TODAY = datetime.date(2027, 3, 1)


def criteria() -> Iterator[tuple[str, Criterion]]:
    for model in load_models().values():
        for domain in model.domains:
            yield from ((f"{model.name}.{domain.name}", one) for one in domain.criteria)
    for standard in load_criteria().values():
        yield from ((standard.name, one) for one in standard.criteria)


@pytest.mark.parametrize(("home", "criterion"), list(criteria()), ids=lambda one: getattr(one, "name", one))
def test_a_criterion_can_be_judged(home: str, criterion: Criterion) -> None:
    assert criterion.says.endswith(".")
    assert criterion.instead.endswith("."), "the next step is a sentence"
    assert not criterion.question or criterion.question.endswith("?")
    assert not list(mistakes_of_criteria([criterion])), home


def test_names_are_unique_and_every_level_can_be_reached() -> None:
    for model in load_models().values():
        assert not list(mistakes_of_model(model))
        assert {domain.kind for domain in model.domains} == {"capability", "enabler"}
        for domain in model.domains:
            assert [LEVELS.index(one.level) for one in domain.criteria] == sorted(
                LEVELS.index(one.level) for one in domain.criteria
            )
    for standard in load_criteria().values():
        assert not list(mistakes_of_criteria(standard.criteria))
        assert standard.name not in {domain.name for model in load_models().values() for domain in model.domains}


def test_metrics_have_one_name_each_and_all_are_used() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    used = {one.metric for _, one in criteria()} | {one.where.metric for _, one in criteria() if one.where}
    assert not used - {*names, ""}
    assert set(names) - used <= {"operations-with-logic", "journeys-moved"}


def test_owasp_points_are_cited_by_their_numbers_of_2023() -> None:
    cited = {one.cite.partition(" ")[0] for one in load_criteria()["owasp-api-security"].criteria}
    assert cited == {f"API{number}:2023" for number in range(1, 11)}


def everything(assessment: Assessment | None) -> list[Judged]:
    assert assessment is not None
    found = [one for domain in assessment.domains for one in domain.criteria]
    return found + [one for standard in assessment.standards for one in standard.criteria]


def rulebook(**more: object) -> Rulebook:
    model = load_models()["digital-service-provider"]
    return Rulebook(maturity_model=model, criteria=tuple(load_criteria().values()), **more)  # type: ignore[arg-type]


def test_an_empty_project_meets_nothing() -> None:
    judged = {check.name for check in CHECKS}
    assessment = assess(Seen(System(Graph(), rulebook()), judged=judged), rulebook(), TODAY)
    assert {one.state for one in everything(assessment)} <= {"not visible", "unanswered"}
    assert assessment is not None
    assert {domain.level for domain in assessment.domains} == {""}


@given(st.sets(st.sampled_from(["a.py", "web/x.ts", "services/api.py", "bss/Main.java", "README.md", "web/tokens.ts"])))
def test_files_without_code_meet_nothing_but_what_their_names_say(files: set[str]) -> None:
    assessment = assess(Seen(System(Graph(), rulebook()), files=sorted(files)), rulebook(), TODAY)
    met = {one.name for one in everything(assessment) if one.state == "met"}
    assert met <= ({"design-tokens"} if "web/tokens.ts" in files else set())


@pytest.mark.parametrize(
    "folder",
    [
        "examples/self-care/current",
        "examples/self-care/target",
        *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("rules/layers/*/good"))),
    ],
)
def test_whatever_is_met_is_shown(folder: str) -> None:
    analysis = analyze(ROOT / folder, Request(need_assessment=True, cache=False, today=TODAY))
    for one in everything(analysis.assessment):
        if one.state == "met":
            assert one.proofs or (one.question and one.who and one.when), one.name
            assert one.question or (one.value is not None and one.of > 0), one.name
        if one.state == "missed" and not one.question:
            assert one.value is not None
            assert one.of > 0
    for domain in analysis.assessment.domains if analysis.assessment else ():
        for level in LEVELS[: LEVELS.index(domain.level) + 1] if domain.level else ():
            assert all(one.state == "met" for one in domain.criteria if one.level == level)


# Answers.


def answered(answer: bool, when: datetime.date) -> Judged:
    answers = (
        Answered(question="operations.delivery", answer=answer, who="Ada", when=when, because="see the pipeline"),
    )
    declared = rulebook(answers=answers)
    assessment = assess(Seen(System(Graph(), declared)), declared, TODAY)
    return next(one for one in everything(assessment) if one.name == "delivery")


def test_an_answer_counts_while_it_is_fresh() -> None:
    assert answered(True, TODAY - datetime.timedelta(365)).state == "met"
    assert answered(False, TODAY).state == "missed"
    assert answered(True, TODAY - datetime.timedelta(366)).state == "stale"
    assert answered(True, TODAY + datetime.timedelta(1)).state == "stale"


def test_stale_answers_are_reported_with_who_to_ask() -> None:
    old = Answered(question="operations.delivery", answer=True, who="Ada", when=datetime.date(2020, 1, 1))
    declared = rulebook(answers=(old,))
    assessment = assess(Seen(System(Graph(), declared)), declared, TODAY)
    assert assessment is not None
    assert any("operations.delivery" in warning and "ask Ada again" in warning for warning in assessment.warnings)


def test_every_question_has_one_name() -> None:
    model = load_models()["digital-service-provider"]
    questions = questions_of(model, load_criteria())
    assert "owasp-api-security.object-level" in questions
    assert len(questions) == sum(bool(one.question) for _, one in criteria())


# Targets, drivers, steps.


def domain(name: str, level: Level | str = "", target: Level | str = "", **more: object) -> DomainState:
    missing = Judged(name="next", says="It is so.", state="missed", level="low", instead=f"Do {name}.")
    return DomainState(
        name=name, title=name.upper(), kind="enabler", level=level, target=target, criteria=(missing,), **more
    )  # type: ignore[arg-type]


def model_of(*domains: Domain) -> MaturityModel:
    return MaturityModel(name="m", title="M", domains=domains)


def plain(name: str, *needs: Need) -> Domain:
    return Domain(name=name, title=name.upper(), kind="enabler", levels={}, criteria=(), needs=needs)


def warnings(*states: DomainState, needs: tuple[Need, ...] = (), drivers: tuple[Driver, ...] = ()) -> str:
    model = model_of(*(plain(one.name, *(needs if one is states[0] else ())) for one in states))
    return "\n".join(target_warnings(model, states, drivers))


def test_lifting_one_domain_and_leaving_another_is_reported() -> None:
    assert "A is to become high while these stay far behind: B (below low)" in warnings(
        domain("a", target="high"), domain("b")
    )
    assert warnings(domain("a", target="high"), domain("b", "low", "medium")) == ""
    assert warnings(domain("a", "low", target="medium"), domain("b", "low")) == ""


def test_a_target_needs_what_carries_it() -> None:
    need = Need(level="medium", domain="b", at_least="medium")
    assert "A at medium needs B at medium, which is low and has no target" in warnings(
        domain("a", target="medium"), domain("b", "low"), needs=(need,)
    )
    assert warnings(domain("a", target="low"), domain("b", "low"), needs=(need,)) == ""


def test_targets_that_say_nothing_are_reported() -> None:
    assert "is reached" in warnings(domain("a", "medium", "low"))
    assert "every domain is to become high" in warnings(domain("a", target="high"), domain("b", target="high"))
    assert warnings(domain("a"), domain("b", "high")) == "", "without targets nobody has asked for anything"


def test_a_driver_without_a_target_is_reported() -> None:
    told = warnings(
        domain("a", target="low"), domain("b"), drivers=(Driver(name="fewer calls", weight=1, serves=("b",)),)
    )
    assert "the driver 'fewer calls' is served by b, and none of them has a target" in told


def test_drivers_decide_what_comes_first() -> None:
    drivers = (Driver(name="calls", weight=3, serves=("b",)), Driver(name="cost", weight=1, serves=("a", "b")))
    assert weights_of(drivers) == {"b": 1.0, "a": 0.25}
    steps = steps_of([domain("a", target="medium", weight=0.25), domain("b", target="medium", weight=1.0), domain("c")])
    assert [step.domain for step in steps] == ["b", "a"], "what has no target waits"


def test_without_targets_every_domain_has_a_next_step() -> None:
    assert [step.domain for step in steps_of([domain("a", "low"), domain("b")])] == ["b", "a"]
    assert steps_of([domain("a", "high")]) == ()


def test_the_documentation_lists_every_metric_domain_and_standard() -> None:
    text = (ROOT / "docs/maturity.md").read_text(encoding="utf-8")
    for metric in METRICS:
        told = f"| `{metric.name}` | {metric.unit} | {metric.definition} |"
        assert told in text, f"docs/maturity.md lacks: {told}"
    for model in load_models().values():
        for one in model.domains:
            assert f"| {one.title} (`{one.name}`, {one.kind}) | {one.levels['low']}" in text
    for name, standard in load_criteria().items():
        questions = sum(bool(one.question) for one in standard.criteria)
        told = (
            f"| `{name}` | {standard.title} | {standard.source} | {len(standard.criteria) - questions} | {questions} |"
        )
        assert told in text, f"docs/maturity.md lacks: {told}"

"""What a clause asks of data, and what only looks whether something is there."""

import pytest

from archlint.measures.clauses import computes, questions
from archlint.model.facts import Clause, Span


def asked(text: str, kind: str = "condition") -> tuple[str, ...]:
    return questions(Clause(kind, text, Span(0, 0, 1, 1), 0))


@pytest.mark.parametrize(
    "text",
    [
        "user",
        "!user",
        "not user",
        "user is None",
        "user is not None",
        "user != null",
        "user === undefined",
        "typeof name === 'string'",
        "err instanceof Error",
        "isinstance(value, str)",
        "items.length === 0",
        "len(items) == 0",
        "!items.isEmpty()",
        "response.ok",
        "name == ''",
        "count == 0",
        "value || 'none'",
        "props.value ?? {}",
        "this.props.history",
        "result.hasErrors()",
    ],
)
def test_what_is_there_is_no_question(text: str) -> None:
    assert asked(text) == ()


@pytest.mark.parametrize(
    ("text", "questions_asked"),
    [
        ("invoice.total > 500", ("invoice.total > 500",)),
        ("user.isAdmin", ("user.isAdmin",)),
        ("!user.is_superuser", ("!user.is_superuser",)),
        ("item.owner_id != user.id", ("item.owner_id != user.id",)),
        ("customer.segment === 'GOLD'", ('customer.segment === "GOLD"',)),
        ('status in ("paid", "void")', ('status in ("paid", "void")',)),
        ("user && order.total >= limit", ("order.total >= limit",)),
        ("a.x == b.x and a.y == b.y", ("a.x == b.x", "a.y == b.y")),
        ("EntityType.DEVICE.equals(type)", ("EntityType.DEVICE.equals(type)",)),
        ("orderTotal > 10 && <Banner text='hello > world' />", ("orderTotal > 10",)),
    ],
)
def test_what_is_asked_of_data(text: str, questions_asked: tuple[str, ...]) -> None:
    assert asked(text) == questions_asked


def test_a_comparison_that_is_no_condition_needs_an_operator_or_a_predicate() -> None:
    assert asked("load(customer) || empty", "comparison") == ()
    assert asked("customer.total > 3", "comparison") == ("customer.total > 3",)


def test_a_switch_asks_for_its_subject_and_each_of_its_cases() -> None:
    assert asked("order.state", "subject") == ("order.state",)
    assert asked("'PAID'", "case") == ("'PAID'",)
    assert asked("_", "case") == asked("default", "case") == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("page - 1", False),
        ("index + 1", False),
        ("total += line.amount", False),
        ("count += 1", False),
        ("amount * 1.19", True),
        ("total - discount", True),
        ("price *= 1 - rebate", True),
    ],
)
def test_a_step_is_no_computation(text: str, is_one: bool) -> None:
    assert computes(Clause("computation", text, Span(0, 0, 1, 1), 0)) is is_one


def test_a_comparison_never_computes_and_a_computation_never_asks() -> None:
    assert not computes(Clause("comparison", "a * 2 > b", Span(0, 0, 1, 1), 0))
    assert asked("amount * 1.19", "computation") == ()


def test_hostile_clauses_end() -> None:
    for text in ("(" * 200, "a" * 200, " and " * 40, "!" * 200, '"' * 199, "a.b(" * 50, "<a " * 60, "x" + " " * 199):
        asked(text)
        asked(text, "comparison")

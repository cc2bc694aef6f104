"""Which questions of a unit are rules: those about checkers, types, views and being busy are set apart, by shipped words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.measures.questions import Asked, asked
from archlint.measures.vocabulary import Vocabulary
from archlint.model.facts import Clause, Span
from archlint.rulebook.role_knowledge import load_role_knowledge
from archlint.rulebook.tier_words import load_domain_words

WORDS = Vocabulary(load_role_knowledge(), load_domain_words())


def kinds(*texts: str, kind: str = "condition", on_screen: bool = False) -> Asked:
    clauses = [Clause(kind, text, Span(0, len(text), 1, 1), 0) for text in texts]
    return asked(clauses, WORDS, on_screen=on_screen)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('customer.segment == "GOLD"', "rules"),
        ("invoice.total > customer.limit", "rules"),
        ("order.isPaid()", "rules"),
        ("may_cancel(order)", "checkers"),
        ("!this.policy.canDelete(user, order)", "checkers"),
        ("not await has_permission(user, 'read')", "checkers"),
        ("node.kind === 'folder'", "types"),
        ("content_type == 'text/csv'", "types"),
    ],
)
def test_where_a_question_goes(text: str, where: str) -> None:
    found = kinds(text)
    assert [len(getattr(found, name)) for name in Asked._fields] == [name == where for name in Asked._fields]


@pytest.mark.parametrize(
    "text", ["order == null", "items.length === 0", "this.connected == expected", "logger.level > 2"]
)
def test_presence_being_busy_and_logging_are_no_questions(text: str) -> None:
    assert not kinds(text)


def test_a_question_about_a_view_is_one_on_screens_only() -> None:
    text = 'selectedTab === "invoices"'
    assert kinds(text, on_screen=True).view == (text,)
    assert kinds(text, on_screen=False).rules == (text,)


def test_the_parts_of_a_condition_go_each_its_own_way() -> None:
    found = kinds('user !== null && user.plan === "L60" && canOrder(user)')
    assert found.rules == ('user.plan === "L60"',)
    assert found.checkers == ("canOrder(user)",)


def test_a_comparison_by_a_method_is_a_rule_and_not_the_judgement_of_another_unit() -> None:
    assert kinds('customer.getPlan().equals("gold")').rules


CLAUSES = st.lists(
    st.sampled_from(
        ("a.total > 3", "canPay(a)", "a.type == b", "a == null", "selected === 2", 'a.plan == "X" && b.due < c')
    ),
    max_size=6,
)


@given(CLAUSES, CLAUSES, st.booleans())
def test_what_two_lists_of_clauses_ask_is_what_each_asks(
    one: list[str],
    other: list[str],
    on_screen: bool,
) -> None:
    first, second = kinds(*one, on_screen=on_screen), kinds(*other, on_screen=on_screen)
    together = kinds(*one, *other, on_screen=on_screen)
    assert together == Asked(*(mine + theirs for mine, theirs in zip(first, second, strict=True)))

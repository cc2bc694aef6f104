"""What the business decides and what is a screen's own business, clause by clause, with the shipped words."""

import pytest

from archlint.measures.domain import Domain
from archlint.model.facts import Clause, Span
from archlint.model.tier_words import DomainWords
from archlint.rulebook.tier_words import load_domain_words

DOMAIN = Domain(load_domain_words())


def kinds(text: str, kind: str = "condition") -> list[str]:
    """What a clause is about."""
    clause = Clause(kind, text, Span(0, len(text), 1, 1), 0)
    return [matter.kind for asked in DOMAIN.asked([clause]) for matter in asked.matters]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("openCents < 500", ["amount", "part"]),
        ("order.getTotalPrice() > LIMIT", ["amount"]),
        ("balance < amount", ["amount"]),
        ("invoice.due_on < today", ["deadline"]),
        ("overdueDays <= 14", ["deadline"]),
        ("contract.getExpiryDate().isBefore(now)", ["deadline"]),
        ('order.status === "shipped"', ["state"]),
        ("subscription.status == SubscriptionStatus.PastDue", ["state"]),
        ('customer.getPlan().equals("gold")', ["state"]),
        ("user.authority === Authority.TENANT_ADMIN", ["state"]),
        ('bill.status === "sent" && bill.openAmount > 500', ["state", "amount", "part"]),
        ('share > 0.8 && customer.plan !== "L60"', ["part", "state"]),
    ],
)
def test_rules_about_the_domain(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "openCents > 0",  # zero, or nothing
        "bill !== null",
        "bills.length > 3",
        "order.status === Status.UNKNOWN",
        "tenantId === NULL_UUID",
        "selectedIndex === 2",  # the view
        "priceColumn === 3",
        'tab === "invoice"',
        'loaded.state === "failed"',
        'order.status === "loading"',
        "event.keyCode === 13",
        "form.amount.value < 10",  # a form
        "amountInput.length > 3",
        "response.status === 404",
        "width > 800",
        "share > 0.8",  # nobody knows of what
        "row.type === 'header'",
        "isOpen",
    ],
)
def test_what_is_no_rule(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("line.quantity * line.unitPrice", ["computation"]),
        ("total - answer.paidCents", ["computation"]),
        ("netAmount * (1 + TAX_RATE)", ["computation", "part"]),
        ("cost += inTier * tier.centsPerUnit", ["computation", "part"]),
        ("cents / 100", []),
        ("openCents / 1_000", []),
        ("formatMoney(cost) + suffix", []),
        ('invoice.number + "-" + invoice.amount', []),
        ("count += update(price=base)", []),
        ("index + 1", []),
        ("width * 2", []),
    ],
)
def test_computations(text: str, expected: list[str]) -> None:
    assert kinds(text, "computation") == expected


def test_a_switch_asks_once_and_its_cases_nothing() -> None:
    assert kinds("order.status", "subject") == ["state"]
    assert kinds('"shipped"', "case") == []


def test_a_flag_is_no_rule_and_a_threshold_is_one() -> None:
    flag, limit = DOMAIN.asked(
        Clause("condition", text, Span(0, 1, 1, 1), 0) for text in ("user.hasPermission", "openCents < 500")
    )
    assert not flag.is_rule
    assert limit.is_rule


def test_the_same_question_has_the_same_key_in_every_language() -> None:
    texts = ("openCents < 500", "bill.open_cents < 500", "bill.getOpenCents() < 500")
    (first, *others) = (
        asked.matters[0].key for asked in DOMAIN.asked(Clause("condition", text, Span(0, 1, 1, 1), 0) for text in texts)
    )
    assert others == [first, first]


def test_without_words_nothing_is_known() -> None:
    clause = Clause("condition", "openCents < 500", Span(0, 1, 1, 1), 0)
    assert list(Domain(DomainWords()).asked([clause])) == []


@pytest.mark.parametrize("name", ["statusColour", "Price.format", "get_label", "buildUrl"])
def test_functions_that_find_words_and_shapes(name: str) -> None:
    assert DOMAIN.shows(name)
    assert not DOMAIN.shows("mayOrder")


@pytest.mark.parametrize(
    "text", ["price" * 30_000, "(" * 5_000 + "price > 2", "a." * 50_000 + "price > 2", "price=" * 20_000]
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    for kind in ("condition", "computation", "subject"):
        kinds(text[:200], kind)

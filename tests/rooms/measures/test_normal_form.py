"""One decision, many ways to write it: the same normal form; another decision: another one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.measures.normal_form import normal_form
from archlint.model.facts import MAX_CLAUSE, Clause, Span

Written = tuple[str, str]


def form(text: str, language: str = "typescript", kind: str = "condition") -> str | None:
    term = normal_form(Clause(kind, text, Span(0, 0, 1, 1), 0), language)
    return None if term is None else term.text


SAME: list[list[Written]] = [
    [
        ("customer.getOpenCents() > 20_000", "java"),
        ("20000 < self.customer.open_cents", "python"),
        ("this.props.customer!.openCents > 2e4", "typescript"),
        ("customer?.openCents > 20000.0", "typescript"),
        ("customer.getOpenCents() > 20_000L", "java"),
        ("customer['openCents'] > 20000", "typescript"),
        ("!(customer.openCents <= 20000)", "typescript"),
        ("customer.open_cents /* what is owed */ > 20_000", "java"),
        ('customer.getOpenCents().compareTo(new BigDecimal("20000")) > 0', "java"),
    ],
    [
        ("row.kind === 'discount' || row.kind === 'credit'", "typescript"),
        ('row.kind in ("credit", "discount")', "python"),
        ('row["kind"] == "credit" or row["kind"] == "discount"', "python"),
        ("row.getKind() == Kind.DISCOUNT || Kind.CREDIT == row.getKind()", "java"),
        ('List.of("discount", "credit").contains(row.kind())', "java"),
        ("['discount', 'credit'].includes(row.kind)", "typescript"),
        ('row.kind().equals("discount") || "credit".equals(row.kind())', "java"),
        ('Objects.equals(row.kind(), "discount") || row.kind().equalsIgnoreCase("CREDIT")', "java"),
    ],
    [
        ("openCents < 500 || overdueDays <= 0", "typescript"),
        ("invoice.overdue_days <= 0 or invoice.open_cents < 500", "python"),
        ("invoice != null && (invoice.openCents() < 500 || 0 >= invoice.overdueDays())", "java"),
        ("!(openCents >= 500 && overdueDays > 0)", "typescript"),
    ],
    [
        ("(net * (100 + VAT_PERCENT) + 50) / 100", "java"),
        ("(50 + (VAT_PERCENT + 100) * line.net) // 100", "python"),
    ],
    [("0 < age < 18", "python"), ("age > 0 && person.age < 18", "typescript")],
    [
        ("bars.some((bar) => bar.share > 0.8)", "typescript"),
        ("any(bar.share > 0.8 for bar in bars)", "python"),
        ("bars.stream().anyMatch(bar -> bar.share() > 0.8)", "java"),
    ],
    [("(a.price ?? 0) * quantity", "typescript"), ("line.quantity * line.price", "python")],
    [("isBusiness ? 500 : 8", "typescript"), ("500 if customer.is_business else 8", "python")],
    [("due.isBefore(today)", "java"), ("bill.due < today", "python")],
    [("lines.length > 8", "typescript"), ("len(lines) > 8", "python"), ("order.getLines().size() > 8", "java")],
    [("total > 99 && <Free shipping />", "typescript"), ("cart.total > 99", "python")],
    [("(int) total / 3", "java"), ("int(total) // 3", "python")],
]


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0][0])
def test_one_decision_however_it_is_written(ways: list[Written]) -> None:
    assert {form(text, language) for text, language in ways} == {form(*ways[0])}
    assert form(*ways[0]) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("open < 500", "open <= 500"),
        ("open < 500", "open > 500"),
        ("open < 500", "open < 501"),
        ("open == 500", "open != 500"),
        ("a - b > 7", "b - a > 7"),
        ("a.b > 7 || c > 8", "a.b > 7 && c > 8"),
        ("kind === 'a'", "kind === 'b'"),
        ("vatFree > 7", "vatDue > 7"),
        ("level1 > 7", "level2 > 7"),
        ("partnerId == id", "partner == idId"),
        ("!(a > 7 && b > 8)", "a > 7 && b > 8"),
        ("a * (b + 7)", "a * b + 7"),
        ("x in (7, 8)", "x not in (7, 8)"),
    ],
)
def test_another_decision_has_another_form(one: str, other: str) -> None:
    language = "python" if " in " in one else "typescript"
    assert form(one, language) != form(other, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("open > 500 // cents", "typescript"),
        ("open > 500 # cents", "python"),
        ("open >", "python"),
        ("(open > 5", "python"),
        ("open > 5)", "python"),
        ("<Row open />", "typescript"),
        ('open > "5', "java"),
        ("a b c", "java"),
        ("", "java"),
        ("x" * MAX_CLAUSE, "java"),
    ],
)
def test_what_cannot_be_read_has_no_form(text: str, language: str) -> None:
    assert form(text, language) is None


def test_cases_and_subjects_have_no_form() -> None:
    assert form("channel", kind="subject") is None
    assert form('"app"', kind="case") is None


FIELDS = st.sampled_from(["openCents", "dueDays", "taxRate", "kind", "segment"])
NUMBERS = st.integers(3, 99_999)
CONSTANTS = st.sampled_from(["GOLD", "LATE", "FREE"])
QUESTIONS = st.one_of(
    st.tuples(FIELDS, st.sampled_from(["<", ">", "<=", ">="]), NUMBERS),
    st.tuples(FIELDS, st.sampled_from(["==", "!="]), CONSTANTS),
)
DECISIONS = st.tuples(st.lists(QUESTIONS, min_size=1, max_size=3), st.sampled_from(["and", "or"]))
NAMES = st.sampled_from(["customer", "c", "account", "row2"])
Decided = tuple[list[tuple[str, str, int | str]], str]


def snake(name: str) -> str:
    return re.sub("([A-Z])", lambda match: f"_{match[1].lower()}", name)


def in_python(decided: Decided, name: str) -> str:
    asked, joint = decided
    told = [
        f"{name}.{snake(field)} {sign} {value if isinstance(value, int) else repr(value)}"
        for field, sign, value in asked
    ]
    return f" {joint} ".join(told)


def in_typescript(decided: Decided, name: str) -> str:
    asked, joint = decided
    told = [
        f"this.{name}.{field}{sign}{value}"
        if isinstance(value, int)
        else f"this.{name}?.{field} {sign}= {name.title()}Segment.{value}"
        for field, sign, value in asked
    ]
    return f"({(' && ' if joint == 'and' else ' || ').join(told)})"


def in_java(decided: Decided, name: str) -> str:
    asked, joint = decided
    told = []
    for field, sign, value in asked:
        getter = f"{name}.get{field[:1].upper()}{field[1:]}()"
        if isinstance(value, int):
            told.append(f"{value:_} {sign.translate(str.maketrans('<>', '><'))} {getter}")
        else:
            told.append(f'{"!" if sign == "!=" else ""}"{value}".equals({getter})')
    return (" /* and so on */ && " if joint == "and" else " || ").join(reversed(told))


@given(DECISIONS, NAMES, NAMES)
def test_language_order_names_in_front_and_comments_change_nothing(decided: Decided, one: str, other: str) -> None:
    forms = {
        form(in_python(decided, one), "python"),
        form(in_typescript(decided, other), "typescript"),
        form(in_java(decided, other), "java"),
    }
    assert len(forms) == 1
    assert forms != {None}


@given(DECISIONS, NAMES)
def test_the_opposite_of_the_opposite_is_the_decision(decided: Decided, name: str) -> None:
    text = in_typescript(decided, name)
    assert form(f"!(!{text})") == form(text)
    if all(sign not in ("==", "!=") for _, sign, _ in decided[0]):
        assert form(f"!{text}") != form(text)


@given(st.text(alphabet="ab.()[]{}!<>=&|?:,+-*/%'\"`#0 19_notifrel\\", max_size=MAX_CLAUSE - 1))
def test_any_text_has_a_form_or_none(text: str) -> None:
    for language in ("python", "typescript", "java"):
        found = form(text, language)
        assert found is None or found == form(text, language)


@pytest.mark.parametrize("text", ["(" * 20 + "x" + " in (1, 2, 3))" * 12, "a<(" * 28 + "b" + ")<c" * 28])
def test_what_grows_when_it_is_taken_apart_has_no_form(text: str) -> None:
    assert form(text, "python") is None


@pytest.mark.parametrize("text", ["(" * 199, "!" * 198 + "a", "-" * 198 + "a", "a[" * 99, "a?" * 99, "not " * 49 + "a"])
def test_nesting_is_read_without_recursion(text: str) -> None:
    form(text, "python")
    form(text, "typescript")

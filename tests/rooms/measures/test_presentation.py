"""What gives presentation away in a unit, with the shipped words."""

import pytest

from archlint.measures.presentation import Presentation
from archlint.model.facts import Anatomy, Argument, Call, Clause, Span
from archlint.rulebook.tier_words import load_presentation_words

PRESENTATION = Presentation(load_presentation_words())
SPAN = Span(0, 1, 3, 5)


def call(callee: str, *texts: str) -> Call:
    return Call(callee, SPAN, 0, tuple(Argument("", text, literal=True) for text in texts))


def said(*calls: Call, roles: tuple[str, ...] = (), markup: int = 0, asks: str = "") -> list[tuple[str, bool]]:
    """What is said about a unit, and whether that is enough."""
    clauses = [Clause("condition", asks, SPAN, 0)] if asks else []
    traces = PRESENTATION.traces(Anatomy(markup=markup), clauses, [(one, roles) for one in calls])
    return [(trace.says, trace.strong) for trace in traces]


def test_markup_is_enough_where_there_are_two_elements() -> None:
    assert said(markup=1) == [("writes markup", False)]
    assert said(markup=2) == [("writes markup", True)]


def test_markup_that_is_kept_or_logged_is_not_shown() -> None:
    assert said(call("django.db.models.TextField", "<p>To do</p>"), roles=("persistence",), markup=2) == []
    assert said(call("data.get", "<p></p>"), markup=2) == []
    assert said(call("orm.Text", "<p></p>"), call("page", "<p>"), roles=("persistence",), markup=4) != []


@pytest.mark.parametrize(
    "called",
    [
        call("amount.toLocaleString", "de"),
        call("Intl.NumberFormat", "de"),
        call("java.text.NumberFormat.getCurrencyInstance"),
        call("java.time.format.DateTimeFormatter.ofLocalizedDate"),
        call("locale.currency"),
        call("babel.dates.format_date"),
        call("bill.due_on.strftime", "%d %B"),
        call("java.time.format.DateTimeFormatter.ofPattern", "d MMMM yyyy"),
    ],
)
def test_formats_for_people(called: Call) -> None:
    assert said(called) == [("formats for people", True)]


@pytest.mark.parametrize(
    "called",
    [
        call("day.strftime", "%Y-%m-%d"),
        call("java.time.format.DateTimeFormatter.ofPattern", "yyyy-MM"),
        call("this.toLocaleString"),
        call("logger.info", "#d32f2f"),
        call("day.isoformat"),
        call("cards.add", "#12"),
    ],
)
def test_formats_for_programs_and_operators(called: Call) -> None:
    assert said(called) == []


def test_colours_and_pieces_of_screens() -> None:
    assert said(call("cards.add", "#d32f2f")) == [("chooses colours", True)]
    assert said(call("model.put", "banner")) == [("knows of a banner", False)]
    assert said(call("Column", "banner"), roles=("persistence",)) == []


def test_template_engines() -> None:
    assert said(call("org.thymeleaf.TemplateEngine.process", "page"), roles=("templating",)) == [
        ("uses templating", True)
    ]
    assert said(call("jinja2.Template"), roles=("templating",)) == [("uses templating", False)]
    assert said(call("java.awt.image.BufferedImage"), roles=("ui-toolkit",)) == []


def test_which_screen_it_is() -> None:
    assert said(asks='screen == "invoice"') == [("asks for a screen", True)]
    assert said(asks='screenName.equals("usage") && total > 3') == [("asks for a screen", True)]
    assert said(asks="screen == other") == []
    assert said(asks='channel == "app"') == []
    assert said(asks='bill.screen is None or partner == "web"') == []

"""Whatever a project calls its files, layers and libraries: no report lets it act on a terminal, a page or a parser."""

import html
import re

import msgspec
import pytest
from hand_built import DRAFT, EMPTY, HOSTILE, NASTY, TINY, TOP_HEAVY, hostile_balance, many, with_balance
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archlint.checks.catalogue import CHECKS
from archlint.cli.graphviz import draw
from archlint.model.analysis import Analysis
from archlint.reports import escape
from archlint.reports.formats import BALANCE_FORMATS, FORMATS, GRAPH_FORMATS, Format
from archlint.reports.view import LEVELS, View

TEXTS = {name: chosen for name, chosen in GRAPH_FORMATS.items() if not chosen.binary}
ALL = {
    **FORMATS,
    **{f"graph-{name}": chosen for name, chosen in TEXTS.items()},
    **{f"balance-{name}": chosen for name, chosen in BALANCE_FORMATS.items()},
}
HEAVY = with_balance(TINY, TOP_HEAVY)
HOSTILE_BALANCE = with_balance(NASTY, hostile_balance())


def inert(text: str) -> bool:
    """Nothing but line ends and characters that are seen as themselves."""
    return all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "analysis",
    [NASTY, EMPTY, DRAFT, TINY, HEAVY, HOSTILE_BALANCE],
    ids=["nasty", "empty", "draft", "tiny", "heavy", "hostile"],
)
def test_no_report_holds_an_invisible_character(name: str, analysis: Analysis) -> None:
    text = ALL[name].render(analysis, View(checks=CHECKS, limit=None, statistics=True, engine=draw))
    assert inert(text)
    assert text.endswith("\n")
    assert "\u202e" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("chosen", TEXTS.values(), ids=TEXTS)
def test_no_level_holds_an_invisible_character(chosen: Format, level: str) -> None:
    assert inert(chosen.render(NASTY, View(level=level, engine=draw)))


@pytest.mark.parametrize("name", ALL)
def test_equal_analyses_give_equal_bytes(name: str) -> None:
    copy = msgspec.msgpack.decode(msgspec.msgpack.encode(HEAVY), type=Analysis)
    view = View(checks=CHECKS, engine=draw)
    assert ALL[name].render(HEAVY, view) == ALL[name].render(copy, view)


@pytest.mark.parametrize("name", ["text", "markdown", "github"])
def test_what_is_cut_is_counted(name: str) -> None:
    text = ALL[name].render(many(300), View(limit=5))
    assert "+295 more" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_escapes_are_for_their_language(text: str) -> None:
    assert inert(escape.visible(text))
    assert escape.visible(escape.visible(text)) == escape.visible(text)
    assert not set("<>\"'") & set(escape.xml(text))
    assert escape.dot(text)[1:-1].replace("\\\\", "").replace('\\"', "").count('"') == 0
    assert not set('"`<>{}|%;') & set(escape.mermaid(text)[1:-1].replace("#", "").replace(";", ""))
    assert not set("\r\n:,") & set(escape.github_property(text))
    assert not set("\r\n") & set(escape.github_data(text))
    assert "|" not in escape.markdown(text)
    assert "`" not in escape.markdown(text)


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("src/app.py", "é日本.ts", "a b/[id]/page.tsx", "tab" + "le.py"):
        assert escape.visible(name) == name


def github() -> MarkdownIt:
    """A reader of its Markdown, where a bare example.com or //example.com is no link."""
    reader = MarkdownIt("gfm-like")
    assert reader.linkify is not None
    reader.linkify.set({"fuzzy_link": False}).add("//", None)
    return reader


@given(st.text("ab1_*`|~<>[]()!&#$@:/.\\{}+-=\"'^ \u202ewwwhttp", max_size=30))
@example("www.example.com")
@example("see http://example.com/a_b_c")
@example("1. not a list")
@example("__init__.py and a_b_c")
@example("me@example.com")
@example("- [x] done")
def test_what_markdown_shows_is_the_text(text: str) -> None:
    """Read by a parser of GitHub's Markdown: no element but the one around it, nothing gained and nothing lost."""
    for escaped in (escape.markdown(text), escape.markdown_code(text)):
        shown = github().render(f"- x {escaped} y")
        bare = re.sub(r"</?(?:ul|li|code)>|<!-- -->", "", shown)
        assert "<" not in bare
        assert " ".join(html.unescape(bare).split()) == " ".join(f"x {escape.visible(text)} y".split())


@given(st.text("ab1_*>+-=#.) ", max_size=8))
def test_text_that_begins_a_line_is_text(text: str) -> None:
    shown = github().render(f"- {escape.markdown('a' if text.isspace() else text)}")
    assert re.fullmatch(r"<ul>\s*<li>[^<]*</li>\s*</ul>\s*", shown)

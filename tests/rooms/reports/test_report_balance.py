"""The balance in its four formats, on balances made by hand."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hand_built import DRAFT, NASTY, TINY, TOP_HEAVY, a_unit, hostile_balance, with_balance
from jsonschema import Draft202012Validator

from archlint.model.balance import Balance, Move, Portion
from archlint.reports.balance_text import bar_of
from archlint.reports.formats import BALANCE_FORMATS
from archlint.reports.view import View

SCHEMAS = Path(__file__).resolve().parents[3] / "docs" / "schemas"
HEAVY = with_balance(TINY, TOP_HEAVY)
WORDS = "A decision is a branch in the code: if, loop, case, catch."


def shown(balance: Balance, name: str = "text", **view: object) -> str:
    return BALANCE_FORMATS[name].render(with_balance(TINY, balance), View(**view))  # type: ignore[arg-type]


def test_text_says_everything_on_one_screen() -> None:
    assert (
        shown(TOP_HEAVY)
        == f"""\
hand: 100 decisions in 23 functions of 3 layers

layer       units  logic   share     band
ui             12     60  60.0 %  10–30 %  above    ██████[██████████]████████████████
  web           9     60  60.0 %                    ██████████████████████████████████
  app           3      0     0 %
enablement      3     15  15.0 %  40–70 %  below    █████████              [                ]
backend         8     25  25.0 %  15–40 %  in band  █████████[████         ]

█ is the share of the logic; [ ] is the band in which a layer should end; a full bar is 70 %. {WORDS}

centre of gravity  0.33  (0: all in ui, 1: all in backend)
concentration      0.31  (0: all units that hold logic hold the same, 1: one holds all; Gini)

Moving 1 unit would bring every layer into its band (no smaller set would):
  40  ui → enablement  cost  ui/web/calculator.ts:14

heaviest units
  40  ui       cost  ui/web/calculator.ts:14
  20  ui       Page  ui/web/page.tsx:3
  25  backend  Rating.rate  backend/billing/Rating.java:7

not counted
  1 class body: 0 decisions
  1,204 units in generated files: 3 decisions
  2 units: presentation: 1 decision
  4 decisions in modules that are in no layer
"""
    )


@pytest.mark.parametrize("width", [20, 24, 30, 40, 50, 60, 72, 80, 100, 120, 200])
def test_the_table_keeps_to_the_terminal(width: int) -> None:
    lines = shown(TOP_HEAVY, width=width).splitlines()
    table = lines[2 : lines.index("", 2)]
    assert len(table) == 6
    least = len("backend     25.0 %  in band")
    assert max(map(len, table)) <= max(width, least)
    assert all(word in " ".join(table) for word in ("ui", "60.0 %", "above", "below"))
    drawn = "█" in " ".join(table)
    assert drawn == (width >= 50), "the bar goes last but for the names and the verdict"


def test_what_says_least_goes_first() -> None:
    heads = {width: shown(TOP_HEAVY, width=width).splitlines()[2].split() for width in (100, 60, 50, 40, 26)}
    assert heads == {
        100: ["layer", "units", "logic", "share", "band"],
        60: ["layer", "logic", "share", "band"],
        50: ["layer", "share"],
        40: ["layer", "share", "band"],
        26: ["layer", "share"],
    }


def test_colours_mark_the_verdict_and_nothing_else_changes() -> None:
    painted = shown(TOP_HEAVY, color=True)
    assert "\x1b[1;31mabove" in painted
    assert "\x1b[1;31mbelow" in painted
    assert "\x1b[32min band" in painted
    import re

    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == shown(TOP_HEAVY)


@pytest.mark.parametrize(
    ("share", "band", "bar"),
    [
        (0.5, None, "█████"),
        (1.0, None, "██████████"),
        (0.0, None, ""),
        (0.001, None, "▏"),
        (0.5, (0.2, 0.3), "██[]█"),
        (0.5, (0.2, 0.8), "██[██   ]"),
        (0.1, (0.4, 1.0), "█   [     ]"),
        (0.9, (0.0, 0.0), "[]███████"),
        (0.9, (1.0, 1.0), "█████████[]"),
        (0.0, (0.0, 0.5), "[    ]"),
    ],
)
def test_a_bar_shows_its_band(share: float, band: tuple[float, float] | None, bar: str) -> None:
    portion = Portion(layer="ui", units=1, logic=round(share * 1000), share=share, band=band, concentration=0)
    drawn = bar_of(portion, 1.0, 10)
    assert drawn == bar
    assert len(drawn) <= 11


def in_band() -> Balance:
    portions = tuple(
        msgspec.structs.replace(portion, band=(0.0, 1.0) if portion.band else None) for portion in TOP_HEAVY.portions
    )
    return msgspec.structs.replace(TOP_HEAVY, portions=portions, moves=())


def unbanded() -> Balance:
    portions = tuple(msgspec.structs.replace(portion, band=None) for portion in TOP_HEAVY.portions)
    return msgspec.structs.replace(TOP_HEAVY, portions=portions, moves=(), fewest=0)


@pytest.mark.parametrize("name", ["text", "markdown"])
@pytest.mark.parametrize(
    ("balance", "sentence"),
    [
        (in_band(), "Every layer that has a band is within it."),
        (unbanded(), "No bands are declared, so nothing is judged"),
        (msgspec.structs.replace(TOP_HEAVY, moves=()), "No units were found whose move would bring every layer"),
        (msgspec.structs.replace(TOP_HEAVY, fewest=200), "Too little to judge: the checks leave bands alone below 200"),
    ],
    ids=["in band", "no bands", "no moves", "too little"],
)
def test_the_verdict_in_a_sentence(balance: Balance, sentence: str, name: str) -> None:
    report = shown(balance, name)
    assert sentence in report
    assert "ui → enablement" not in report


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_long_lists_are_cut_and_counted(name: str) -> None:
    moves = tuple(
        Move(a_unit(f"f{index}", f"ui/a.py:{index}", 9, "ui"), "ui", "enablement") for index in range(1, 1201)
    )
    balance = msgspec.structs.replace(TOP_HEAVY, moves=moves)
    assert "+1,190 more" in shown(balance, name)
    assert "more" not in shown(balance, name, limit=None).replace("more than", "")
    assert "f1200" in shown(balance, name, limit=None)


def test_a_draft_is_called_one() -> None:
    for name in ("text", "markdown"):
        report = BALANCE_FORMATS[name].render(with_balance(DRAFT, unbanded()), View())
        assert "of 3 drafted layers" in report or "in 3 drafted layers" in report


def test_one_layer_has_no_centre() -> None:
    alone = msgspec.structs.replace(TOP_HEAVY, portions=TOP_HEAVY.portions[:1], centre=None)
    assert "centre of gravity" not in shown(alone)
    assert "centre of gravity" not in shown(alone, "markdown")


def test_json_follows_its_schema_and_reads_back() -> None:
    schema = json.loads((SCHEMAS / "balance.schema.json").read_text(encoding="utf-8"))
    for analysis in (HEAVY, TINY, with_balance(NASTY, hostile_balance())):
        document = json.loads(BALANCE_FORMATS["json"].render(analysis, View()))
        Draft202012Validator(schema).validate(document)
    document = json.loads(BALANCE_FORMATS["json"].render(HEAVY, View()))
    assert document["schema"] == "archlint-balance/1"
    assert document["draft"] is False
    assert msgspec.convert(document["balance"], Balance) == TOP_HEAVY


def test_csv_has_a_row_per_layer_and_part() -> None:
    rows = list(csv.DictReader(io.StringIO(shown(TOP_HEAVY, "csv"))))
    assert [(row["layer"], row["part"], row["logic"], row["share"], row["standing"]) for row in rows] == [
        ("ui", "", "60", "0.6000", "above"),
        ("ui", "web", "60", "0.6000", ""),
        ("ui", "app", "0", "0.0000", ""),
        ("enablement", "", "15", "0.1500", "below"),
        ("backend", "", "25", "0.2500", "in band"),
    ]
    assert {row["measure"] for row in rows} == {"decisions"}
    assert (rows[0]["low"], rows[0]["high"], rows[1]["low"]) == ("0.1", "0.3", "")


def test_csv_holds_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(BALANCE_FORMATS["csv"].render(with_balance(NASTY, hostile_balance()), View()))))
    assert len(rows) == 41
    assert {len(row) for row in rows} == {17}
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_markdown_is_one_table() -> None:
    report = shown(TOP_HEAVY, "markdown")
    assert "| ui | 12 | 60 | 60.0 % | 10–30 % | **above** | 0.25 |" in report
    assert "| – web | 9 | 60 | 60.0 % |  |  | 0.25 |" in report
    assert "- ui → enablement: cost (ui/web/calculator.ts:14), 40 decisions" in report
    hostile = BALANCE_FORMATS["markdown"].render(with_balance(NASTY, hostile_balance()), View(limit=None))
    rows = [line for line in hostile.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {8}
    assert "<script" not in hostile
    assert "<b>" not in hostile

"""The report's page before any browser: what its data says, that it needs nothing else, and that it can be read."""

import json
import re
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hand_built import EMPTY, HOSTILE, NASTY, TINY, analysis, module

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import Analysis
from archlint.reports.escape import visible
from archlint.reports.formats import FORMATS
from archlint.reports.page.summary import first_steps, is_balanced, is_layered, is_moving
from archlint.reports.view import View

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
ADDRESS = re.compile(r"\b(?:https?:)?//[\w.-]+\.\w+")
ASSETS = files("archlint.reports.page") / "assets"


def page(of: Analysis, **view: Any) -> str:
    return FORMATS["html"].render(of, View(checks=CHECKS, **view))


def data(of: Analysis, **view: Any) -> Any:
    found = DATA.findall(page(of, **view))
    assert len(found) == 1
    return json.loads(found[0])


def many(modules: int, each: int) -> Analysis:
    """`modules` modules in three layers that each depend on the next `each`."""
    layers = ("ui", "enablement", "backend")
    there = [
        module(f"src/{layers[n * 3 // modules]}/area{n % 20}/module_{n:05}.py", layers[n * 3 // modules])
        for n in range(modules)
    ]
    ends = [
        (there[n].id, there[(n + step) % modules].id, "allowed") for n in range(modules) for step in range(1, each + 1)
    ]
    return analysis(there, ends, [])


def test_graph_is_told_whole() -> None:
    told = data(TINY)
    assert TINY.graph is not None
    assert [one[0] for one in told["modules"]] == [one.id for one in TINY.graph.modules]
    rows = [told["edges"][at : at + 6] for at in range(0, len(told["edges"]), 6)]
    assert [(told["modules"][row[0]][0], told["modules"][row[1]][0]) for row in rows] == [
        (one.importer, one.imported) for one in TINY.graph.dependencies
    ]
    assert [told["verdicts"][row[3]] for row in rows] == list(TINY.verdicts)
    assert [told["kinds"][row[2]] for row in rows] == [one.kind for one in TINY.graph.dependencies]


def test_findings_name_the_ends_of_their_arrow() -> None:
    told = data(TINY)
    ends = [
        (told["modules"][one["source"]][0], told["modules"][one["goal"]][0])
        for one in told["findings"]
        if one["check"] == "layer-skip" and one.get("source", -1) >= 0
    ]
    assert ends == [
        ("ui/web/page.py", "backend/billing/invoice.py"),
        ("ui/web/list.py", "backend/billing/invoice.py"),
        ("api/orders.py", "backend/billing/invoice.py"),
    ], "what is no module any more has no place"


@pytest.mark.parametrize("of", [TINY, EMPTY, NASTY])
def test_page_asks_for_nothing(of: Analysis) -> None:
    text = DATA.sub("", page(of))
    assert ADDRESS.findall(text) == ["http://www.w3.org"], "the namespace of SVG, which nobody asks"
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b|@import|url\((?!#)", text)
    assert "default-src 'none'" in text


def test_no_name_ends_the_data() -> None:
    assert not re.search(r"[<>&]", DATA.findall(page(NASTY))[0])
    told = json.dumps(data(NASTY), ensure_ascii=False)
    for name in HOSTILE:
        assert json.dumps(visible(name), ensure_ascii=False)[1:-1] in told


def test_thousand_modules_stay_under_three_megabytes() -> None:
    assert len(page(many(1_000, 20)).encode()) < 3_000_000


def test_same_analysis_same_bytes() -> None:
    assert page(TINY) == page(msgspec.json.decode(msgspec.json.encode(TINY), type=Analysis))


def test_layering_is_answered() -> None:
    answer = is_layered(TINY)
    assert (answer.mood, answer.numbers[0]) == ("bad", ("1", "dependencies break the layering"))
    assert is_layered(many(9, 1)).mood == "good"
    assert is_layered(EMPTY).mood == "open"
    assert is_balanced(EMPTY).answer == "Nothing was weighed."


def test_movement_is_the_difference_in_findings() -> None:
    calm = msgspec.structs.replace(TINY, findings=())
    assert is_moving(TINY, ()).mood == "open"
    better, worse, same = (
        is_moving(calm, (("May", TINY),)),
        is_moving(TINY, (("May", calm),)),
        is_moving(TINY, (("May", TINY),)),
    )
    assert (better.mood, worse.mood, same.mood) == ("good", "bad", "open")
    number = len(TINY.findings)
    assert better.numbers[0] == (f"-{number}", "findings since May, accepted ones included")
    assert worse.numbers[0] == (f"+{number}", "findings since May, accepted ones included")
    assert [point["label"] for point in data(TINY, history=(("May", calm),))["trend"]] == ["May", "now"]


def test_first_steps_are_what_most_errors_have_in_common() -> None:
    steps = first_steps(TINY)
    errors = [one for one in TINY.open_findings if one.severity == "error"]
    assert steps
    assert all(step.check in {one.check for one in errors} for step in steps)
    assert steps[0].told.split(" ")[0] == str(max(int(step.told.split(" ")[0]) for step in steps))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_can_be_told_apart(theme: str) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for lines and areas that mean something."""
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    block = style.split(':root[data-theme="dark"] {' if theme == "dark" else ":root {", 1)[1].split("}", 1)[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    grounds = [colours[name] for name in ("back", "sheet", "sunk")]
    for name in ("text", "quiet", "accent", "bad", "good", "open"):
        for ground in grounds:
            assert contrast(colours[name], ground) >= 4.5, f"--{name} on {ground} in {theme}"
    for name in ("bad", "good", "open", "accent"):
        assert contrast(colours[name], colours[f"{name}-back"]) >= 4.5, f"--{name} on its own ground in {theme}"
    for name in ("edge", "excepted", "one", "two", "three", "four", "five", "six", "seven"):
        for ground in grounds[1:]:
            assert contrast(colours[name], ground) >= 3, f"--{name} on {ground} in {theme}"

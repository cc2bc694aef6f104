"""The report as people use it: opened in a browser, expanded, filtered, searched, by mouse, keyboard and phone, and printed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archlint.cli.main import main

SECTIONS = (
    "Summary",
    "Where to start",
    "Map",
    "Balance",
    "Matrix",
    "Findings",
    "Operations",
    "Journeys",
    "Maturity",
    "Trend",
)
Open = Callable[..., Any]


def arrows(page: Any) -> list[str]:
    page.wait_for_function("document.querySelectorAll('.map path.hit').length > 0")
    return [
        str(name) for name in page.eval_on_selector_all(".map path.hit", "all => all.map(one => one.dataset.arrow)")
    ]


def boxes(page: Any) -> list[str]:
    return [str(name) for name in page.eval_on_selector_all(".map .box", "all => all.map(one => one.dataset.id)")]


def settled(page: Any) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_summary_answers_three_questions_with_numbers(report: Path, open_page: Open) -> None:
    page = open_page(report)
    assert page.locator(".answer h2").all_inner_texts() == ["Is it layered?", "Is it balanced?", "Is it moving?"]
    assert [one.locator("dt").count() for one in page.locator(".answer").all()] == [3, 3, 3]
    page.locator(".steps button").first.click()
    assert page.locator("details.finding").count() > 0
    assert page.url.endswith("#findings?check=layer-skip")


def test_every_section_is_there(report: Path, open_page: Open) -> None:
    page = open_page(report)
    shown = [text.split(" (")[0] for text in page.locator("nav button").all_inner_texts()]
    assert shown == list(SECTIONS)
    for name in SECTIONS:
        page.locator("nav button", has_text=name).click()
        assert page.locator("main section").count() > 0


def test_box_opens_to_what_is_inside(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map")
    before = boxes(page)
    assert "ui.web" in before
    page.get_by_role("button", name="Open web").click()
    inside = set(boxes(page)) - set(before)
    assert inside
    assert all(name.startswith("ui.web/") for name in inside)
    page.get_by_role("button", name="Close web").click()
    assert boxes(page) == before


def test_arrow_leads_to_its_evidence(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map")
    assert "ui.web>>backend.billing>>import" in arrows(page)
    page.locator('path.hit[data-arrow="ui.web>>backend.billing>>import"]').dispatch_event("click")
    told = page.locator(".panel").inner_text()
    assert "channels/web/src/pages/InvoicePage.tsx:2" in told
    assert "layer-skip" in told
    assert "excepted" in told


def test_filters_take_arrows_out_and_a_link_restores_them(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map")
    everything = arrows(page)
    page.get_by_label("import", exact=True).uncheck()
    settled(page)
    http = arrows(page)
    assert http == [name for name in everything if name.endswith(">>http")]
    page.get_by_label("allowed", exact=True).uncheck()
    settled(page)
    faulty = arrows(page)
    assert faulty == ["ui.web>>backend.billing>>http"]
    again = open_page(report, page.url[page.url.index("#") :])
    assert arrows(again) == faulty
    assert not again.get_by_label("import", exact=True).is_checked()


def test_check_filter_leaves_its_own_arrows(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map")
    page.locator("select[data-key=check]").select_option("upward-dependency")
    settled(page)
    assert {name.split(">>")[0] for name in arrows(page)} == {"backend.rating"}


def test_search_finds_a_module_in_closed_boxes(report: Path, open_page: Open) -> None:
    page = open_page(report)
    page.keyboard.press("/")
    page.keyboard.type("invoicepage.tsx")
    assert page.locator("#hits li").first.inner_text().endswith("InvoicePage.tsx")
    page.keyboard.press("Enter")
    chosen = page.locator(".box.chosen")
    assert chosen.locator(".label").inner_text().endswith("InvoicePage.tsx")
    assert chosen.is_visible()
    assert "Depends on" in page.locator(".panel").inner_text()


def test_everything_is_reached_by_keyboard(report: Path, open_page: Open) -> None:
    page = open_page(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("nav .current").inner_text() == "Map"
    page.locator('.box[data-id="ui"] > .head .label').focus()
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.closest('.box').dataset.id"
    first = page.evaluate(focused)
    assert first.startswith("ui.")
    page.keyboard.press("ArrowRight")
    assert any(name.startswith(f"{first}/") for name in boxes(page))
    assert page.evaluate(focused) == first
    page.keyboard.press("ArrowLeft")
    assert not any(name.startswith(f"{first}/") for name in boxes(page))
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "ui"
    page.keyboard.press("Enter")
    assert "Depends on" in page.locator(".panel").inner_text()


def test_matrix_has_its_violations_below_the_diagonal(report: Path, open_page: Open) -> None:
    page = open_page(report, "#matrix?matrix=layer")
    rows = page.locator(".dsm tbody tr")
    cells = [[cell.inner_text() for cell in row.locator("td").all()] for row in rows.all()]
    assert [row.locator("th").inner_text() for row in rows.all()][:3] == ["1 ui", "2 enablement", "3 backend"]
    assert cells[2][1].startswith("✗"), "backend uses enablement"
    assert cells[1][0] == "", "enablement does not use the ui"
    page.locator(".dsm tbody tr").nth(2).locator("td").nth(1).locator("button").click()
    assert "bss/rating/src/rating/quota_alerts.py:" in page.locator(".panel").inner_text()


def test_matrix_tells_how_many_of_the_dependencies_are_violations(report: Path, open_page: Open) -> None:
    page = open_page(report, "#matrix")
    app = page.locator(".dsm tbody tr", has_text="ui / app")
    assert app.locator("td.violation").all_inner_texts() == ["✗1/2"]
    app.locator("td.violation button").click()
    assert sorted(page.locator(".panel .mark").all_inner_texts()) == ["excepted", "violation"]


def test_shares_of_logic_are_the_same_in_the_map_and_the_balance(report: Path, open_page: Open) -> None:
    in_map = open_page(report, "#map").locator('.box[data-id="ui.web"] small').inner_text()
    row = (
        open_page(report, "#balance").locator(".weights .part", has_text="web").locator("xpath=following-sibling::*[2]")
    )
    assert in_map.split("·")[1].split() == row.inner_text().split()[:2]


def test_findings_are_grouped_filtered_and_explained(report: Path, open_page: Open) -> None:
    page = open_page(report, "#findings")
    everything = page.locator("details.finding").count()
    page.get_by_placeholder("words").fill("thymeleaf templating")
    assert 0 < page.locator("details.finding").count() < everything
    page.locator("details.finding summary").first.click()
    assert "instead" in page.locator("details.finding").first.inner_text()
    page.get_by_placeholder("words").fill("")
    page.locator("select[data-key=group]").select_option("between")
    assert page.locator(".group", has_text="ui.web → backend.billing").count() == 1
    page.locator("select[data-key=state]").select_option("accepted")
    assert page.locator("details.finding .mark").all_inner_texts() == ["excepted", "excepted"]
    page.locator("details.finding summary").first.click()
    page.get_by_role("button", name="Show in the map").click()
    assert page.locator(".box.chosen").count() == 1


def test_journey_is_followed_and_shown_in_the_map(report: Path, open_page: Open) -> None:
    page = open_page(report, "#journeys")
    page.locator("details.finding summary", has_text="InvoiceScreen.tsx → backend.billing").click()
    way = page.locator("details[open] ol.way li").all_inner_texts()
    assert way[0].startswith("channels/app/src/screens/InvoiceScreen.tsx:")
    assert way[1].endswith("HTTP request →")
    assert way[-1].startswith("bss/billing/src/main/java/")
    everything = set(arrows(open_page(report, "#map")))
    page.get_by_role("button", name="Show in the map").click()
    settled(page)
    assert set(arrows(page)) < everything
    assert "faded" in page.locator('.box[data-id="backend.rating"]').get_attribute("class")
    again = open_page(report, page.url[page.url.index("#") :])
    assert set(arrows(again)) == set(arrows(page))


def test_a_way_shows_the_layers_it_passes_and_where_it_breaks_the_layering(report: Path, open_page: Open) -> None:
    page = open_page(report, "#journeys")
    whole = page.locator("details.finding summary", has_text="InvoiceScreen.tsx → backend.billing").locator(".strip")
    assert whole.locator(".stop").all_inner_texts() == ["ui.app", "enablement.frontend-api", "backend.billing"]
    assert whole.locator(".hop").all_inner_texts() == ["HTTP →", "HTTP →"]
    short = page.locator("details.finding summary", has_text="InvoicePage.tsx → store").locator(".strip")
    assert short.locator(".hop.bad").all_inner_texts() == ["✗ HTTP →"]


OVERLAPS = """() => {
  const beside = (one, other) => one.left >= other.right || other.left >= one.right;
  const apart = (one, other) => beside(one, other) || one.top >= other.bottom || other.top >= one.bottom;
  const rects = (selector) => [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
  const boxes = rects(".box:not(.open)");
  const plates = rects(".map rect.plate");
  return plates.filter((plate, at) => [...boxes, ...plates.slice(0, at)].some((one) => !apart(plate, one))).length;
}"""
BEHIND = """() => {
  const map = document.querySelector(".map").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".box:not(.open)")].map((one) => one.getBoundingClientRect());
  return [...document.querySelectorAll(".map path.hit")].filter((path) => {
    const long = path.getTotalLength();
    for (let at = 4; at < long - 4; at += 3) {
      const { x, y } = path.getPointAtLength(at);
      const [left, top] = [x + map.left, y + map.top];
      const inside = (box) => left > box.left + 1 && left < box.right - 1 && top > box.top + 1 && top < box.bottom - 1;
      if (boxes.some(inside)) return true;
    }
    return false;
  }).map((path) => path.dataset.arrow);
}"""


def test_labels_of_arrows_cover_no_box_and_no_other_label(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map")
    assert page.locator(".map rect.plate").count() == len(arrows(page)) > 0
    assert page.evaluate(OVERLAPS) == 0


def test_on_a_telephone_arrows_run_beside_the_boxes(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map", width=375)
    assert len(arrows(page)) > 10
    assert page.evaluate(BEHIND) == []


def test_layers_have_the_same_colour_in_the_map_and_in_the_treemap(report: Path, open_page: Open) -> None:
    colours = "getComputedStyle(document.querySelector('{}')).{}"
    band = open_page(report, "#map").evaluate(colours.format(".bands > .box", "borderLeftColor"))
    assert open_page(report, "#balance").evaluate(colours.format(".sheet .treemap .cell", "backgroundColor")) == band


def test_trend_tells_what_changed(report: Path, open_page: Open) -> None:
    page = open_page(report, "#trend")
    rows = [row.inner_text().split("\t") for row in page.locator("main tbody tr").all()]
    assert [row[0] for row in rows] == ["2026-01", "now"]
    assert int(rows[1][1]) == int(rows[0][1]) + 1
    assert page.locator(".charts svg").count() == 4


@pytest.mark.parametrize("section", [name.lower() for name in SECTIONS])
def test_phone_width_needs_no_sideways_scrolling(report: Path, open_page: Open, section: str) -> None:
    page = open_page(report, f"#{section}", width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_it_prints_every_section_and_comes_back(report: Path, open_page: Open) -> None:
    page = open_page(report, "#balance", scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert [text.split(" (")[0] for text in page.locator(".printed > h1").all_inner_texts()] == list(SECTIONS)
    assert page.locator("details.finding").count() == page.locator("details.finding[open]").count() > 0
    assert page.locator(".printed .map path.hit").count() > 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("nav .current").inner_text() == "Balance"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.pdf().startswith(b"%PDF")


EVIL = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose names of project, files, functions and reasons all try to become markup."""
    root = tmp_path_factory.mktemp("hostile")
    name = "<img src=x onerror=alert(3)>&quot;'`]]>${alert(4)}.py"
    (root / "ui").mkdir()
    (root / "db").mkdir()
    (root / "ui" / name).write_text(
        "import db.store\n" + "def f(x):\n    if x > 3:\n        return 1\n" * 4, encoding="utf-8"
    )
    (root / "db" / "store.py").write_text("def g(x):\n    return x\n", encoding="utf-8")
    (root / "db" / name).write_text("import db.store\n", encoding="utf-8")
    (root / "archlint.toml").write_text(
        f"""[project]
name = {json.dumps(EVIL)}
[[layers]]
name = "ui"
paths = ["ui/**"]
[[layers]]
name = "mid"
paths = ["mid/**"]
[[layers]]
name = "db"
paths = ["db/**"]
because = {json.dumps(EVIL)}
""",
        encoding="utf-8",
    )
    made = root / "report.html"
    assert main(["report", str(root), "--no-cache", "-q", "--output", str(made)]) == 0
    return made


def test_names_stay_names(hostile: Path, open_page: Open) -> None:
    page = open_page(hostile)
    assert page.locator("#project").inner_text() == EVIL
    for section in ("summary", "map", "balance", "matrix", "findings"):
        other = open_page(hostile, f"#{section}?open=ui,db,mid&selected={EVIL}")
        assert other.locator("img, main script, iframe, object").count() == 0
    assert any("<img src=x onerror=alert(3)>" in text for text in other.locator("summary").all_inner_texts())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("img, main script").count() == 0


@pytest.mark.parametrize("level", ["layer", "part", "package", "module"])
def test_names_in_a_picture_stay_names(hostile: Path, open_page: Open, level: str, tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.svg"
    shown = [
        "show",
        str(hostile.parent),
        "--no-cache",
        "-q",
        "--level",
        level,
        "--format",
        "svg",
        "--output",
        str(drawn),
    ]
    assert main(shown) == 0
    page = open_page(drawn)
    assert page.evaluate("document.documentElement.localName") == "svg"
    assert page.locator("script, img, image, foreignObject, iframe, [onerror], [onload]").count() == 0
    assert EVIL in page.evaluate("document.documentElement.textContent")


def test_broken_links_still_open(report: Path, open_page: Open) -> None:
    for place in (
        "#nowhere",
        "#map?open=%25%25%E0&selected=x>>y>>z&kinds=none",
        "#matrix?matrix=%00",
        "#findings?group=nope",
    ):
        assert open_page(report, place).locator("main section").count() > 0


def test_a_matrix_too_large_for_one_sheet_can_be_gone_through(open_page: Open, tmp_path: Path) -> None:
    for number in range(120):
        folder = tmp_path / "app" / f"p{number:03}"
        folder.mkdir(parents=True)
        other = f"from app.p{number - 1:03}.a import x\n" if number else ""
        (folder / "a.py").write_text(f"{other}x = 1\n", encoding="utf-8")
    (tmp_path / "archlint.toml").write_text('[[layers]]\nname = "app"\npaths = ["app/**"]\n', encoding="utf-8")
    made = tmp_path / "report.html"
    assert main(["report", str(tmp_path), "--no-cache", "-q", "--output", str(made)]) == 0
    page = open_page(made, "#matrix?matrix=package")
    assert page.locator(".dsm tbody tr").count() == 90
    assert "120 boxes are too many for one sheet" in page.locator("main").inner_text()
    page.get_by_label("Rows").select_option("91–120")
    assert page.locator(".dsm tbody tr").count() == 30
    assert page.locator(".dsm tbody th").first.inner_text().startswith("91 ")
    assert page.locator(".dsm tbody button").all_inner_texts() == ["1"], "the 91st uses the 90th, which is a column yet"
    page.get_by_label("Columns").select_option("91–120")
    assert page.locator(".dsm tbody button").count() == 29
    assert "rows=1" in page.url
    assert "columns=1" in page.url
    assert open_page(made, page.url.partition("report.html")[2]).locator(".dsm tbody button").count() == 29
    page.get_by_label("Boxes are").select_option("layer")
    assert page.locator(".dsm tbody tr").count() == 1


def test_the_trend_shows_whole_words_and_the_layers_of_now(report: Path, open_page: Open) -> None:
    page = open_page(report, "#trend")
    ends = page.evaluate(
        """[...document.querySelectorAll('.charts svg')].flatMap((drawn) => {
          const frame = drawn.getBoundingClientRect();
          return [...drawn.querySelectorAll('text')].map((text) => {
            const box = text.getBoundingClientRect();
            return [text.textContent, box.right <= frame.right + 1 && box.top >= frame.top - 1];
          });
        })"""
    )
    assert [told for told, is_whole in ends if not is_whole] == []
    assert any(told.endswith("enablement") for told, _ in ends)


def test_what_breaks_the_layering_shines_through_the_boxes_that_it_passes(report: Path, open_page: Open) -> None:
    page = open_page(report, "#map?open=")
    bad = page.locator(".map > svg .arrow.violation").count()
    assert bad > 0
    assert page.locator(".map > svg.through path").count() == bad
    shown = page.evaluate("getComputedStyle(document.querySelector('.map > svg.through')).pointerEvents")
    assert shown == "none", "whoever presses the box means the box"
    page.get_by_label("violation").uncheck()
    assert page.locator(".map > svg.through path").count() == 0

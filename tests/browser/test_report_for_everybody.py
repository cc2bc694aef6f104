"""The report measured by axe-core, the rules of WCAG 2.2 A and AA among them: light, dark and on a telephone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="measures accessibility")
Open = Callable[..., Any]
PLACES = (
    "#summary",
    "#map",
    "#map?selected=ui.web",
    "#map?selected=ui.web%3E%3Ebackend.billing%3E%3Eimport",
    "#balance",
    "#matrix",
    "#findings",
    "#operations",
    "#journeys",
    "#trend",
)
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
ABOUT_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What may be another answer where only the colours are others."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1400, "dark"), (375, "light")])
def test_nothing_is_out_of_anybodys_reach(report: Path, open_page: Open, place: str, width: int, scheme: str) -> None:
    page = open_page(report, place, width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    rules = ABOUT_COLOURS if scheme == "dark" else RULES
    found = axe.Axe().run(page, options={"runOnly": rules}).response
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > (0 if scheme == "dark" else 15)

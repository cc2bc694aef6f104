"""The self-care example: `current` shows each fault it was built with and no other, `target` shows none."""

import datetime
import io
import shutil
from functools import cache
from pathlib import Path

import pytest

from archlint.cli.main import main
from archlint.languages.catalogue import SUFFIXES
from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

EXAMPLES = Path(__file__).parents[2] / "examples" / "self-care"
BILLING = "bss/billing/src/main/java/com/fjordtel/billing"
CRM = "bss/crm/src/main/java/com/fjordtel/crm"
RATING = "bss/rating/src/rating"

Pair = tuple[str, str, str]

WRONG: set[Pair] = {
    # rating words push messages and fills a page of the web
    ("upward-dependency", f"{RATING}/quota_alerts.py", "services/notifications/templates.py"),
    ("upward-dependency", f"{RATING}/usage_page.py", "services/frontend_api/view_models.py"),
    # screens use what the backend teams wrote for themselves, one of them by way of a library that nobody owns
    ("layer-skip", "channels/web/src/pages/InvoicePage.tsx", "bss/billing/client-ts/src/ledger.ts"),
    ("layer-skip", "channels/web/src/pages/InvoicePage.tsx", "bss/billing/client-ts/src/pdf.ts"),
    ("layer-skip", "channels/web/src/pages/InvoicePage.tsx", f"{BILLING}/api/InvoicePageController.java"),
    ("layer-skip", "channels/partner/src/customers/CustomerSearch.tsx", "bss/shared-ts/src/customer.ts"),
    # the app leans on the web, the CRM on billing
    ("part-dependency", "channels/app/src/screens/UsageScreen.tsx", "channels/web/src/tariffs/calculator.ts"),
    ("part-dependency", f"{CRM}/overview/CustomerOverview.java", f"{BILLING}/api/LedgerQueries.java"),
    # the frontend API reads a table inside rating
    ("private-access", "services/frontend_api/routes/usage.py", f"{RATING}/tiers.py"),
    # two circles: one within the services, one through rating
    ("dependency-cycle", "services/invoice/totals.py", "services/usage/summary.py"),
    ("dependency-cycle", f"{RATING}/usage_page.py", "services/frontend_api/view_models.py"),
    # databases where none belong
    ("forbidden-dependency", "channels/partner/server/usageExport.ts", "pg"),
    ("forbidden-dependency", "services/invoice/ledger_table.py", "sqlalchemy"),
    # billing draws HTML; one route lets everybody in
    ("misplaced-technology", f"{BILLING}/page/InvoicePage.java", "org.thymeleaf"),
    ("missing-dependency", "services/frontend_api/routes/export.py", ""),
    # channels and systems decide what the services should, which only hand on
    ("top-heavy", "layers.ui", ""),
    ("bottom-heavy", "layers.backend", ""),
    ("hollow-layer", "layers.enablement", ""),
    # screens rate usage, add up invoices and know the dunning policy, twice
    ("business-logic-in-ui", "channels/web/src/tariffs/calculator.ts", ""),
    ("business-logic-in-ui", "channels/web/src/invoice/totals.ts", ""),
    ("business-logic-in-ui", "channels/web/src/invoice/dunning.ts", ""),
    ("business-logic-in-ui", "channels/web/src/pages/InvoicePage.tsx", ""),
    ("business-logic-in-ui", "channels/web/src/pages/UsagePage.tsx", ""),
    ("business-logic-in-ui", "channels/app/src/logic/tariffs.ts", ""),
    ("business-logic-in-ui", "channels/app/src/logic/invoiceTotals.ts", ""),
    ("business-logic-in-ui", "channels/app/src/logic/dunning.ts", ""),
    ("business-logic-in-ui", "channels/app/src/screens/InvoiceScreen.tsx", ""),
    ("business-logic-in-ui", "channels/app/src/screens/UsageScreen.tsx", ""),
    ("business-logic-in-ui", "channels/partner/src/usage/UsageTable.tsx", ""),
    # systems colour the app's cards, fill pages, pick banners and word push messages
    ("presentation-in-backend", f"{BILLING}/page/AppInvoiceCards.java", ""),
    ("presentation-in-backend", f"{BILLING}/page/InvoicePage.java", ""),
    ("presentation-in-backend", f"{CRM}/overview/OfferBanner.java", ""),
    ("presentation-in-backend", f"{RATING}/quota_alerts.py", ""),
    ("presentation-in-backend", f"{RATING}/usage_page.py", ""),
    # systems serve one screen each, and ask which channel it is
    ("channel-aware-backend", f"{BILLING}/api/CustomerBillController.java", ""),
    ("channel-aware-backend", f"{BILLING}/api/InvoicePageController.java", ""),
    ("channel-aware-backend", f"{BILLING}/invoice/DunningPolicy.java", ""),
    ("channel-aware-backend", f"{BILLING}/page/AppInvoiceCards.java", ""),
    ("channel-aware-backend", f"{BILLING}/page/InvoiceReasons.java", ""),
    ("channel-aware-backend", f"{CRM}/overview/CustomerOverview.java", ""),
    ("channel-aware-backend", f"{CRM}/overview/OfferBanner.java", ""),
    ("channel-aware-backend", f"{RATING}/api.py", ""),
    ("channel-aware-backend", f"{RATING}/usage_page.py", ""),
    # web and app decide the same for themselves, and some of it again in services and systems
    ("scattered-logic", "channels/app/src/logic/dunning.ts", ""),
    ("scattered-logic", "channels/app/src/logic/invoiceTotals.ts", ""),
    ("scattered-logic", "channels/app/src/logic/tariffs.ts", ""),
    ("scattered-logic", "channels/web/src/invoice/totals.ts", ""),
    ("scattered-logic", "channels/web/src/pages/InvoicePage.tsx", ""),
    # screens ask for usage subscription by subscription; the CRM puts itself and billing together
    ("composition-outside-enablement", "channels/web/src/pages/UsagePage.tsx", ""),
    ("composition-outside-enablement", "channels/app/src/screens/UsageScreen.tsx", ""),
    ("composition-outside-enablement", f"{CRM}/overview/CustomerOverview.java", ""),
    # passwords in code and in the compose file, answers for every origin, a download that asks nobody who is there
    ("plaintext-credential", "docker-compose.yml", ""),
    ("plaintext-credential", "services/data_layer/usage_store.py", ""),
    ("plaintext-credential", "services/invoice/ledger_table.py", ""),
    ("wildcard-cors", f"{BILLING}/api/InvoicePageController.java", ""),
    ("wildcard-cors", "services/frontend_api/main.py", ""),
    ("unauthenticated-route", "services/frontend_api/routes/export.py", "services/frontend_api/routes/customer.py"),
    # code that belongs to nobody
    ("uncovered-module", "libs", ""),
    ("uncovered-module", "tools", ""),
}
ACCEPTED: set[Pair] = {
    ("layer-skip", "channels/web/src/legacy/OldBillViewer.tsx", "bss/billing/client-ts/src/pdf.ts"),
    ("part-dependency", "channels/app/src/screens/UsageScreen.tsx", "channels/web/src/format/money.ts"),
}


@cache
def analysis(name: str) -> Analysis:
    day = datetime.date(2026, 12, 1)
    return analyze(EXAMPLES / name, Request(cache=False, need_graph=True, today=day))


def pair(finding: Finding) -> Pair:
    """A finding by its check and both ends; of a library its name without the parts of it."""
    assert finding.importer is not None
    imported = finding.imported.module if finding.imported else ""
    if imported.startswith("org."):
        imported = ".".join(imported.split(".")[:2])
    return finding.check, finding.importer.module.rstrip("/"), imported


def run(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    code = main(["check", "--no-cache", *words], stdout=out, stderr=io.StringIO())
    return code, out.getvalue()


def test_today_shows_every_fault_and_no_other() -> None:
    assert {pair(finding) for finding in analysis("current").open_findings} == WRONG


def test_today_accepts_one_exception_and_one_suppression_with_their_reasons() -> None:
    accepted = [finding for finding in analysis("current").findings if finding.state == "excepted"]
    assert {pair(finding) for finding in accepted} == ACCEPTED
    reasons = " ".join(finding.accepted for finding in accepted)
    assert "Scanned bills from before 2022" in reasons
    assert "SC-412" in reasons


def test_what_is_decided_and_shown_in_the_wrong_place_is_found_at_its_line() -> None:
    found = {
        (finding.check, finding.importer.place.file.rpartition("/")[2], finding.importer.place.line)
        for finding in analysis("current").open_findings
        if finding.importer and finding.importer.place
    }
    assert {
        ("business-logic-in-ui", "dunning.ts", 10),
        ("business-logic-in-ui", "dunning.ts", 13),
        ("business-logic-in-ui", "calculator.ts", 20),
        ("business-logic-in-ui", "calculator.ts", 37),
        ("business-logic-in-ui", "totals.ts", 28),
        ("business-logic-in-ui", "totals.ts", 35),
        ("business-logic-in-ui", "UsageTable.tsx", 9),
        ("presentation-in-backend", "AppInvoiceCards.java", 30),
        ("presentation-in-backend", "OfferBanner.java", 21),
        ("presentation-in-backend", "quota_alerts.py", 24),
        ("channel-aware-backend", "CustomerBillController.java", 36),
        ("channel-aware-backend", "CustomerBillController.java", 50),
        ("channel-aware-backend", "InvoicePageController.java", 29),
        ("channel-aware-backend", "DunningPolicy.java", 38),
        ("channel-aware-backend", "usage_page.py", 29),
        ("channel-aware-backend", "api.py", 39),
        ("scattered-logic", "dunning.ts", 10),
        ("scattered-logic", "invoiceTotals.ts", 10),
        ("scattered-logic", "tariffs.ts", 34),
        ("scattered-logic", "tariffs.ts", 49),
    } <= found


def test_the_circle_through_rating_is_cut_where_it_runs_upward() -> None:
    (circle,) = (
        finding
        for finding in analysis("current").open_findings
        if finding.check == "dependency-cycle" and finding.severity == "error" and "rating" in finding.message
    )
    assert [hop.importer for hop in circle.chain] == [
        f"{RATING}/usage_page.py",
        "services/frontend_api/view_models.py",
        f"{RATING}/api.py",
    ]


def test_the_way_around_the_layers_is_shown_step_by_step() -> None:
    (detour,) = (
        finding for finding in analysis("current").open_findings if "no layer" in finding.message and finding.chain
    )
    assert [hop.imported for hop in detour.chain] == [
        "libs/invoice-pdf/src/index.ts",
        "bss/billing/client-ts/src/pdf.ts",
    ]


def test_the_balance_names_the_functions_to_move() -> None:
    by_check = {finding.check: finding for finding in analysis("current").open_findings}
    top, bottom, hollow = (by_check[name] for name in ("top-heavy", "bottom-heavy", "hollow-layer"))
    for finding in (top, bottom, hollow):
        assert finding.importer is not None
        assert finding.importer.place is not None
        assert finding.importer.place.line > 0
    assert bottom.importer is not None
    assert bottom.importer.place is not None
    assert bottom.importer.place.file == f"{BILLING}/page/AppInvoiceCards.java"
    assert "dunningFor (channels/web/src/invoice/dunning.ts:11) to enablement" in top.instead
    assert "ui holds 41 % of the logic (68 of 166 decisions), above its band of 10 to 30 %" in top.message
    assert "enablement holds 18.7 % of the logic" in hollow.message


def test_the_target_is_in_its_bands_tier_by_tier() -> None:
    balance = analysis("target").balance
    assert balance is not None
    assert balance.logic > balance.fewest
    assert balance.moves == ()
    for portion in balance.layers:
        assert portion.band is not None, portion.layer
        assert portion.band[0] <= portion.share <= portion.band[1], portion.layer


def test_the_moves_would_bring_today_into_its_bands() -> None:
    balance = analysis("current").balance
    assert balance is not None
    held = {portion.layer: portion.logic for portion in balance.layers}
    for move in balance.moves:
        held[move.from_layer] -= move.unit.logic
        held[move.to_layer] += move.unit.logic
    assert sum(held.values()) == balance.logic
    for portion in balance.layers:
        assert portion.band is not None
        assert portion.band[0] <= held[portion.layer] / balance.logic <= portion.band[1]


def test_the_balance_follows_what_moves_file_by_file(tmp_path: Path) -> None:
    """The logic of the fat screens goes down, one file at a time, until the channels are in their band."""
    root = tmp_path / "today"
    shutil.copytree(EXAMPLES / "current", root, ignore=shutil.ignore_patterns(".archlint_cache"))
    day = datetime.date(2026, 12, 1)
    request = Request(cache=False, today=day, select=("top-heavy", "hollow-layer", "bottom-heavy"))
    fat = sorted(
        path
        for folder in ("web/src/tariffs", "web/src/invoice", "app/src/logic")
        for path in (root / "channels" / folder).glob("*.ts")
        if ".test." not in path.name
    )
    assert len(fat) > 3
    before = analyze(root, request).balance
    assert before is not None
    seen = []
    for path in fat:
        name = path.relative_to(root).as_posix()
        target = root / "services" / "moved" / name.replace("/", "_")
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        found = analyze(root, request)
        after = found.balance
        assert after is not None
        assert after.logic == before.logic
        held = [{portion.layer: portion.logic for portion in one.layers} for one in (before, after)]
        moved = held[0]["ui"] - held[1]["ui"]
        assert moved >= 0
        assert held[1]["enablement"] - held[0]["enablement"] == moved
        assert held[1]["backend"] == held[0]["backend"]
        seen.append(moved)
        assert any(finding.check == "top-heavy" for finding in found.findings) == (after.layers[0].share > 0.3)
        before = after
    assert sum(seen) > 20
    assert before.layers[0].share <= 0.3


def test_the_balance_follows_what_moves_function_by_function(tmp_path: Path) -> None:
    """The functions that the balance itself names are cut out one by one and put where it says: each takes exactly its
    logic along, and after the last one every layer is in its band.
    """
    root = tmp_path / "today"
    shutil.copytree(EXAMPLES / "current", root, ignore=shutil.ignore_patterns(".archlint_cache"))
    day = datetime.date(2026, 12, 1)
    request = Request(cache=False, today=day, select=("top-heavy", "hollow-layer", "bottom-heavy"))
    homes = {"ui": "channels/web/src/moved", "enablement": "services/moved", "backend": "bss/rating/src/rating/moved"}
    folders = {".java": "bss/billing/src/main/java/com/fjordtel/billing/moved"}
    before = analyze(root, request).balance
    assert before is not None
    planned = len(before.moves)
    assert planned > 3
    for number in range(planned):
        move = before.moves[0]
        taken = _cut(root / move.unit.module, move.unit.name, move.unit.line)
        suffix = Path(move.unit.module).suffix
        folder = homes[move.to_layer] if move.to_layer != "backend" else folders.get(suffix, homes["backend"])
        target = root / folder / f"Moved{number}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"class Moved%d {\n%s\n}\n" % (number, taken) if suffix == ".java" else taken)
        after = analyze(root, request).balance
        assert after is not None
        assert after.logic == before.logic
        change = {portion.layer: portion.logic for portion in after.layers}
        for portion in before.layers:
            change[portion.layer] -= portion.logic
        expected = dict.fromkeys(change, 0) | {move.from_layer: -move.unit.logic, move.to_layer: move.unit.logic}
        assert change == expected
        before = after
    assert before.moves == ()
    findings = analyze(root, request).findings
    assert [finding for finding in findings if finding.check in {"top-heavy", "hollow-layer", "bottom-heavy"}] == []


def _cut(path: Path, name: str, line: int) -> bytes:
    """Take a function out of a file."""
    content = path.read_bytes()
    language, dialect = SUFFIXES[path.suffix]
    units = language.extract()(content, dialect, 10.0).body.units
    (span,) = [unit.span for unit in units if unit.name == name and unit.span.line == line]
    path.write_bytes(content[: span.start] + content[span.end :])
    return content[span.start : span.end]


def test_findings_say_where_both_ends_are() -> None:
    for finding in analysis("current").open_findings:
        if finding.check in ("upward-dependency", "layer-skip", "part-dependency", "private-access"):
            assert finding.importer is not None
            assert finding.imported is not None
            for end in (finding.importer, finding.imported):
                assert end.place is not None
                assert end.place.file == end.module
                assert end.place.line > 0
            assert finding.because or finding.chain
            assert finding.instead


def test_the_target_is_clean_and_covered_to_the_last_module() -> None:
    target = analysis("target")
    assert target.findings == ()
    assert target.statistics.covered == target.statistics.modules > 0
    assert set(target.verdicts) == {"allowed"}


@pytest.mark.parametrize("name", ["current", "target"])
def test_every_reference_leads_somewhere_in_all_three_languages(name: str) -> None:
    statistics = analysis(name).statistics
    assert statistics.unresolved_share == 0
    assert set(statistics.languages) == {"python", "typescript", "java"}


def test_the_target_has_the_six_tiers_in_order() -> None:
    tiers = analysis("target").layers
    assert [tier.name for tier in tiers] == [
        "channels",
        "frontend-api",
        "microservices",
        "data-layer",
        "backend-api",
        "systems",
    ]
    assert all(tier.modules for tier in tiers)


def test_the_command_line_agrees() -> None:
    code, text = run(str(EXAMPLES / "current"))
    assert code == 1
    assert "channels/web/src/pages/InvoicePage.tsx:2" in text
    code, text = run(str(EXAMPLES / "target"))
    assert code == 0
    assert "coverage 100 %" in text

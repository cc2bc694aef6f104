"""archlint standards: what is offered, used, documented and drifted, in every format."""

import csv
import io
import json
from pathlib import Path

import pytest
from at_the_door import project, run

from archlint.reports.formats import STANDARD_FORMATS

SHOP = {
    "archlint.toml": (
        '[[layers]]\nname = "ui"\npaths = ["web/**"]\n\n[[layers]]\nname = "enablement"\npaths = ["bills/**"]\n\n'
        '[[layers]]\nname = "systems"\npaths = ["bss/**"]\n'
    ),
    "web/package.json": '{"name": "web"}\n',
    "web/bills.ts": (
        "export const bills = () => fetch(`/tmf-api/customerBillManagement/v4/customerBill?limit=3`);\n"
        "export const offers = () => fetch(`/tmf-api/productCatalogManagement/v2/productOffering`);\n"
    ),
    "bills/requirements.txt": "fastapi\n",
    "bills/main.py": (
        "from fastapi import APIRouter, FastAPI\n\n"
        'router = APIRouter(prefix="/tmf-api/customerBillManagement/v4")\n\n\n'
        '@router.get("/customerBill")\ndef bills(): ...\n\n\n'
        '@router.get("/paperBill")\ndef paper(): ...\n\n\n'
        "app = FastAPI()\napp.include_router(router)\n"
    ),
    "bss/requirements.txt": "fastapi\n",
    "bss/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/ledger')\ndef ledger(): ...\n",
    "bss/tickets.yaml": (
        'openapi: 3.0.1\ninfo: {title: "TMF621 Trouble Ticket", version: "5.0.1"}\npaths:\n  /troubleTicket: {get: {}}\n'
    ),
}


@pytest.mark.parametrize("name", STANDARD_FORMATS)
def test_every_format_tells_who_offers_uses_and_documents(name: str, tmp_path: Path) -> None:
    answer = run("standards", project(tmp_path, SHOP), "--no-cache", "--format", name)
    assert answer.code == 0, answer.err
    for word in ("TMF678", "Customer Bill Management", "TMF621", "TMF620", "enablement", "web", "bss", "v4", "v2"):
        assert word in answer.out or (name == "json" and word in ("v4", "v2")), word
    run("standards", tmp_path, "--no-cache", "--format", name, "--output", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == answer.out


def test_people_see_what_has_drifted_first(tmp_path: Path) -> None:
    answer = run("standards", project(tmp_path, SHOP), "--no-cache")
    assert answer.out.startswith(
        f"{tmp_path.name}: 3 standard interfaces: 2 routes, 2 requests, 1 operation of a contract;"
    )
    assert "drifted (2)\n" in answer.out
    assert "v2 is no longer current; the newest is v5" in answer.out
    assert "the standard has no resource 'paperBill'" in answer.out
    assert answer.out.index("drifted (2)") < answer.out.index("TMF620 Product Catalog Management  v2 (newest: v5)")
    assert "bills/main.py:6" not in answer.out
    assert "bills/main.py:6" in run("standards", tmp_path, "--no-cache", "--all").out


def test_json_and_csv_can_be_read(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    document = json.loads(run("standards", root, "--no-cache", "--format", "json").out)
    assert document["schema"] == "archlint-standards/1"
    bill = next(one for one in document["interfaces"] if one["number"] == "TMF678")
    assert bill["offered_by"] == [{"layer": "enablement", "component": "bills", "places": 2}]
    assert bill["used_by"] == [{"layer": "ui", "component": "web", "places": 1}]
    assert (bill["versions"], bill["drifted"]) == ([4], 1)
    rows = list(csv.DictReader(io.StringIO(run("standards", root, "--no-cache", "--format", "csv").out)))
    assert [(row["number"], row["side"], row["line"], row["drift"]) for row in rows] == [
        ("TMF620", "used", "2", "retired-version"),
        ("TMF621", "documented", "4", ""),
        ("TMF678", "offered", "6", ""),
        ("TMF678", "offered", "10", "unknown-resource"),
        ("TMF678", "used", "1", ""),
    ]


def test_a_project_that_follows_none_is_told_so(tmp_path: Path) -> None:
    answer = run("standards", project(tmp_path, {"shop.py": "x = 1\n"}), "--no-cache")
    assert (answer.code, answer.out) == (
        0,
        f"{tmp_path.name}: no standard interface is offered, used or documented\n",
    )


def test_names_from_the_project_are_shown_harmless(tmp_path: Path) -> None:
    files = {
        "=cmd|x/requirements.txt": "fastapi\n",
        "=cmd|x/main.py": (
            "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
            "@app.get('/tmf-api/customerManagement/v4/customer/\\x1b[31m|{number}')\ndef one(): ...\n"
        ),
    }
    root = project(tmp_path, files)
    for name in STANDARD_FORMATS:
        out = run("standards", root, "--no-cache", "--format", name, "--all").out
        assert "TMF629" in out
        assert "\x1b" not in out
        assert not any(line.startswith("=") or ",=cmd" in line for line in out.splitlines()), name

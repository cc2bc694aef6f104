"""archlint journeys: a customer's way from its screens to the systems behind, over calls, requests and events."""

import json
from pathlib import Path

import pytest
from at_the_door import ROOT, project, run
from hand_built import NASTY, TINY
from msgspec.structs import replace

from archlint.measures.ranking import ranked
from archlint.model.journeys import Gap, JourneyTrace, Screen, Stage, Step, Way
from archlint.reports.formats import JOURNEY_FORMATS
from archlint.reports.journeys_words import piece_line
from archlint.reports.view import View

LAYERS = "".join(f'[[layers]]\nname = "{name}"\npaths = ["{name}/**"]\n\n' for name in ("web", "services", "billing"))
JOURNEYS = """
[[journeys]]
name = "bills"
entries = ["web/src/bills.ts"]
contacts = 0.4

[[journeys]]
name = "address"
entries = ["web/src/address.ts"]
contacts = 0.1
target = 2027-03-31

[transition]
current = ["billing/old.py"]
"""
SHOP = {
    "archlint.toml": LAYERS + JOURNEYS,
    "web/package.json": '{"name": "web"}',
    "web/src/client.ts": "export const bills = (id: string) => fetch(`/api/bills/${id}`);\n"
    "export const move = (id: string) => fetch(`/api/addresses/${id}`, { method: 'PUT' });\n",
    "web/src/bills.ts": 'import { bills } from "./client";\n'
    "export async function show(id: string) { return bills(id); }\n",
    "web/src/address.ts": 'import { move } from "./client";\nexport async function save(id: string) {\n'
    "  await fetch(somewhere(id));\n  return move(id);\n}\n",
    "services/requirements.txt": "fastapi\n",
    "services/api.py": "from fastapi import FastAPI\n\nfrom billing.ledger import rows\n\napp = FastAPI()\n\n\n"
    '@app.get("/api/bills/{number}")\ndef bill(number: int):\n    if number < 0:\n        return None\n'
    "    return rows(number)\n\n\n"
    '@app.put("/api/addresses/{number}")\ndef change(number: int):\n    return None\n',
    "billing/ledger.py": "from billing.old import read\n\n\ndef rows(number):\n    return read(number)\n\n\n"
    "def unused():\n    return 1\n",
    "billing/old.py": "def read(number):\n    return []\n",
}


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, JourneyTrace]:
    from archlint.pipeline.analyze import analyze
    from archlint.pipeline.request import Request

    root = project(tmp_path_factory.mktemp("shop"), SHOP)
    return {one.name: one for one in analyze(root, Request(cache=False, need_journeys=True)).journeys}


def test_a_way_leads_from_the_screen_to_the_last_function(traced: dict[str, JourneyTrace]) -> None:
    (way,) = traced["bills"].ways
    assert (way.entry, way.end, way.ending) == ("web/src/bills.ts", "billing", "system")
    assert [(step.module, step.name, step.kind) for step in way.steps] == [
        ("web/src/bills.ts", "show", "call"),
        ("web/src/client.ts", "bills", "http"),
        ("services/api.py", "bill", "call"),
        ("billing/ledger.py", "rows", ""),
    ]


def test_only_what_is_called_belongs_to_a_journey(traced: dict[str, JourneyTrace]) -> None:
    bills, address = traced["bills"], traced["address"]
    assert set(bills.modules) == {
        "web/src/bills.ts", "web/src/client.ts", "services/api.py", "billing/ledger.py", "billing/old.py"
    }  # fmt: skip
    assert "billing/ledger.py" not in address.modules, "the route that answers it asks nobody"
    assert {stage.layer: (stage.functions, stage.logic) for stage in bills.stages} == {
        "web": (2, 0), "services": (1, 1), "billing": (2, 0)
    }  # fmt: skip
    assert bills.shared == {"address": 2}


def test_what_has_moved_is_told_apart(traced: dict[str, JourneyTrace]) -> None:
    assert (traced["bills"].remaining, traced["bills"].moved) == (1, 0.8)
    assert (traced["address"].remaining, traced["address"].moved) == (0, 1.0)
    assert [stage.current for stage in traced["bills"].stages] == [0, 0, 1]
    assert traced["address"].by == "2027-03-31"


def test_a_step_that_is_not_known_is_said(traced: dict[str, JourneyTrace]) -> None:
    assert [(gap.module, gap.line) for gap in traced["address"].gaps] == [("web/src/address.ts", 3)]
    assert traced["bills"].gaps == ()


def test_the_smallest_scope_is_complete(traced: dict[str, JourneyTrace]) -> None:
    assert traced["bills"].scope == traced["bills"].modules
    assert traced["address"].scope == (), "nobody knows its end"


def journey(name: str, **more: object) -> JourneyTrace:
    return JourneyTrace(**{"name": name, "contacts": 0.1, **more})  # type: ignore[arg-type]


def test_what_brings_most_for_least_work_comes_first() -> None:
    done = journey("done", contacts=0.9, moved=1.0, remaining=0)
    small = journey("small", contacts=0.2, moved=0.5, remaining=2)
    large = journey("large", contacts=0.4, moved=0.5, remaining=40)
    assert [one.name for one in ranked([done, large, small])] == ["small", "large", "done"]
    assert [one.name for one in ranked([small, done, large])] == ["small", "large", "done"]
    worse = journey("worse", contacts=0.2, moved=0.5, remaining=2, findings=5)
    assert [one.name for one in ranked([small, worse])] == ["worse", "small"], "more findings go with it"
    assert [one.name for one in ranked([journey("b", findings=9), journey("a", findings=3)])] == ["a", "b"]


@pytest.mark.parametrize("name", JOURNEY_FORMATS)
def test_it_writes_every_format(name: str, tmp_path: Path) -> None:
    answer = run("journeys", project(tmp_path, SHOP), "--no-cache", "--format", name)
    assert answer.code == 0
    assert answer.out.index("bills") < answer.out.index("address")
    assert "billing/ledger.py" in answer.out
    if name == "json":
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads((ROOT / "docs/schemas/journeys.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(answer.out), schema)


def test_the_text_says_what_to_move_first(tmp_path: Path) -> None:
    told = run("journeys", project(tmp_path, SHOP), "--no-cache").out
    assert "Move bills first: 40 % of contacts, 1 module left to move, 2 open findings on its way." in told
    assert (
        "    web/src/client.ts:1 bills (http →)\n      web, component web\n"
        "    services/api.py:9 bill\n      services, component services, logic 1\n"
    ) in told
    assert "  missing (1)\n    web/src/address.ts:3: " in told
    assert "  smallest scope: the screen bills (web/src/bills.ts), with 1 operation behind it: 5 modules\n" in told


def test_the_smallest_scope_is_told_in_screens_operations_and_tables(traced: dict[str, JourneyTrace]) -> None:
    """Where nothing is offered by name, in functions."""
    assert [(piece.layer, piece.screen, piece.operations, piece.functions) for piece in traced["bills"].pieces] == [
        ("web", "web/src/bills.ts", (), ("bills", "show")),
        ("services", "", ("GET /api/bills/{number}",), ("bill",)),
        ("billing", "", (), ("read", "rows")),
    ]
    assert [piece_line(piece) for piece in traced["bills"].pieces] == [
        "the screen, 2 functions",
        "GET /api/bills/{number}",
        "read, rows",
    ]
    assert traced["address"].pieces == (), "its way is not known to the end"


def test_without_journeys_it_says_how(tmp_path: Path) -> None:
    answer = run("journeys", project(tmp_path, {**SHOP, "archlint.toml": LAYERS}), "--no-cache")
    assert (answer.code, answer.out) == (2, "")
    assert "[[journeys]]" in answer.err


def test_entries_that_name_nothing_are_a_finding(tmp_path: Path) -> None:
    wrong = (LAYERS + JOURNEYS).replace("web/src/bills.ts", "web/src/bilsl.ts")
    answer = run("check", project(tmp_path, {**SHOP, "archlint.toml": wrong}), "--no-cache")
    assert "journeys.0.entries: 'web/src/bilsl.ts' matches nothing" in answer.out


@pytest.mark.parametrize("name", JOURNEY_FORMATS)
def test_names_do_nothing(name: str) -> None:
    assert NASTY.graph is not None
    nasty = [module.id for module in NASTY.graph.modules]
    traces = tuple(
        journey(
            evil,
            stages=(Stage(evil, evil, (evil,), 1, 1, 1, 1),),
            ways=(Way(evil, evil, "system", (Step(evil, evil, 1, evil, "http"),)),),
            gaps=(Gap(evil, 1, evil, evil),),
            screens=(Screen(evil, 1, 1, True, evil),),
            shared={evil: 1},
            scope=(evil,),
        )
        for evil in nasty
    )
    text = JOURNEY_FORMATS[name].render(replace(TINY, journeys=traces), View(limit=None))
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\x1b" not in text
    if name == "markdown":
        assert "<script" not in text


def test_a_table_leads_to_the_model_that_owns_it(tmp_path: Path) -> None:
    from archlint.pipeline.analyze import analyze
    from archlint.pipeline.request import Request

    changed = {
        "services/api.py": SHOP["services/api.py"]
        .replace(
            "def change(number: int):\n    return None\n",
            'def change(number: int):\n    sqlite3.connect("shop.db").execute("UPDATE addresses SET street = ?")\n',
        )
        .replace("from fastapi", "import sqlite3\n\nfrom fastapi", 1),
        "billing/models.py": "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\n"
        'class Address(Base):\n    __tablename__ = "addresses"\n\n    def is_known(self):\n        return True\n\n\n'
        "def elsewhere():\n    return 1\n",
    }
    root = project(tmp_path, {name: text for name, text in (SHOP | changed).items() if "requirements" not in name})
    address = {one.name: one for one in analyze(root, Request(cache=False, need_journeys=True)).journeys}["address"]
    way = next(way for way in address.ways if way.ending == "system")
    assert [(step.module, step.name, step.kind) for step in way.steps][-2:] == [
        ("services/api.py", "change", "data"),
        ("billing/models.py", "Address", ""),
    ]
    assert address.stages[-1].functions == 0, "the other functions of that module are not on the way"


def test_statements_of_a_mapper_lead_to_its_tables(tmp_path: Path) -> None:
    files = {
        "archlint.toml": '[[layers]]\nname = "shop"\npaths = ["shop/**"]\n\n'
        '[[journeys]]\nname = "bills"\nentries = ["shop/**/Bills.java"]\n',
        "shop/src/main/java/net/shop/Bills.java": "package net.shop;\n\npublic class Bills {\n"
        "    private final BillMapper mapper;\n\n    public Bill bill(long id) {\n        return mapper.find(id);\n    }\n}\n",
        "shop/src/main/java/net/shop/BillMapper.java": "package net.shop;\n\npublic interface BillMapper {\n"
        "    Bill find(long id);\n    Bill other(long id);\n}\n",
        "shop/src/main/resources/BillMapper.xml": '<mapper namespace="net.shop.BillMapper">\n'
        '  <select id="find">SELECT * FROM bill</select>\n  <select id="other">SELECT * FROM old_bill</select>\n</mapper>\n',
    }
    told = run("journeys", project(tmp_path, files)).out
    assert "to store bill" in told
    assert "old_bill" not in told

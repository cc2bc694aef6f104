"""archlint plan: what it prints, and what it refuses."""

import json
from pathlib import Path

import pytest
from at_the_door import ROOT, project, run
from hand_built import NASTY, TINY
from msgspec.structs import replace

from archlint.model.plan import Effect, Effort, HeldBack, JourneyShift, Move, Plan, Shift, Step
from archlint.reports.formats import PLAN_FORMATS
from archlint.reports.view import View

LAYERS = "".join(f'[[layers]]\nname = "{name}"\npaths = ["{name}/**"]\n\n' for name in ("ui", "services", "ledger"))
SHOP = {
    "archlint.toml": LAYERS,
    "ui/bill.py": "from ledger.rows import rows\n\n\ndef show(number):\n    return rows(number)\n",
    "services/bills.py": "from ledger.rows import rows\n\n\ndef bill(number):\n    return rows(number)\n",
    "ledger/rows.py": "def rows(number):\n    return []\n",
    "tests/test_bill.py": "def test_nothing():\n    pass\n",
}


@pytest.mark.parametrize("name", PLAN_FORMATS)
def test_it_writes_every_format(name: str, tmp_path: Path) -> None:
    answer = run("plan", project(tmp_path, SHOP), "--no-cache", "--format", name)
    assert answer.code == 0
    plain = answer.out
    assert "use services/bills.py for ledger/rows.py in ui/bill.py" in plain
    if name == "json":
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads((ROOT / "docs/schemas/plan.schema.json").read_text(encoding="utf-8"))
        told = json.loads(answer.out)
        jsonschema.validate(told, schema)
        assert told["plan"]["distance"] == [1, 0]
    else:
        assert "1 step: 1 to go before, 0 after" in plain


def test_the_text_says_what_it_costs(tmp_path: Path) -> None:
    told = run("plan", project(tmp_path, SHOP), "--no-cache").out
    assert "   effect   1 → 0 to go; removes 1 layer-skip\n" in told
    assert "   effort   small: 1 statement, nobody refers to it, 1 test file\n" in told, "no repository: no churn"
    assert "   why      layer-skip\n" in told


def test_a_move_is_tried_and_nothing_is_touched(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    answer = run("plan", root, "--no-cache", "--apply", "move ledger/rows.py to ui", "--dry-run")
    assert answer.code == 0
    assert "breaks   creates upward-dependency at services/bills.py" in answer.out
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--apply", "move services/bills.py to ui"), "--apply needs --dry-run"),
        (
            ("--apply", "send services/bills.py to ui", "--dry-run"),
            "is no move. A move is one of:\n  move FILE to PLACE",
        ),
        (("--apply", "move services/bill.py to ui", "--dry-run"), "there is no module services/bill.py"),
        (("--steps", "0"), "is not a number from 1 to 200"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    answer = run("plan", project(tmp_path, SHOP), "--no-cache", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_without_layers_there_is_nothing_to_plan(tmp_path: Path) -> None:
    answer = run("plan", project(tmp_path, {**SHOP, "archlint.toml": ""}), "--no-cache")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize("name", PLAN_FORMATS)
def test_names_do_nothing(name: str) -> None:
    assert NASTY.graph is not None
    steps = tuple(
        Step(
            number=1,
            move=Move("move", evil, (evil,), to=evil),
            text=Move("move", evil, (evil,), to=evil).text,
            kind="move unit",
            why=(evil,),
            effect=Effect(
                removed=NASTY.findings,
                created=NASTY.findings,
                balance=(Shift(evil, 0.1, 0.2),),
                journeys=(JourneyShift(evil, (1, 2), (1, 2)),),
                files=(evil,),
            ),
            effort=Effort(rewrite=evil, churn=3),
        )
        for evil in (module.id for module in NASTY.graph.modules)
    )
    found = Plan(steps=steps, held_back=tuple(HeldBack(step.text, step.text) for step in steps), open_checks={"x": 1})
    text = PLAN_FORMATS[name].render(replace(TINY, plan=found), View(limit=None))
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\x1b" not in text
    if name == "markdown":
        assert "<script" not in text

"""In which folder a plan puts what moves: one where people write code, of the same role where there is one."""

from pathlib import Path

import pytest
from pipeline_projects import write

from archlint.model.plan import PlanRequest, parse_move
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

CONFIG = """
[[layers]]
name = "pages"
paths = ["shop/views/**"]

[[layers]]
name = "domain"
paths = ["shop/**", "!shop/views/**"]
parts = { order = "shop/order/**", old = "shop/old/migrations/**" }
"""
MIGRATION = "def forwards(apps):\n    return apps\n"
DECIDES = (
    "def due(bill):\n    if bill.amount_cents > 500 and bill.status == 'overdue':\n        return 1\n    return 0\n"
)
ROWS = (
    "import sqlalchemy\n\n\ndef rows(session, number):\n    return session.execute(sqlalchemy.select(number)).all()\n"
)
VIEW = f"from shop.order.money import total\n\n\n{DECIDES}\n\ndef page(bill):\n    return total(bill) if due(bill) else 0\n"
SHOP = {
    "archlint.toml": CONFIG,
    "shop/views/bill.py": VIEW,
    "shop/order/money.py": "def total(bill):\n    return bill\n",
    **{f"shop/order/migrations/m{number}.py": MIGRATION for number in range(6)},
}


def new_files(root: Path, move: str) -> tuple[str, ...]:
    asked = parse_move(move)
    assert asked is not None
    found = analyze(root, Request(cache=False, plan=PlanRequest(apply=(asked,)))).plan
    assert found is not None
    assert found.held_back == ()
    return found.steps[0].effect.files


def test_the_fullest_folder_is_passed_over_where_a_framework_loads_it(tmp_path: Path) -> None:
    assert new_files(write(tmp_path, SHOP), "move shop/views/bill.py:due to domain.order") == ("shop/order/due.py",)


@pytest.mark.parametrize("closed", ["generated", "migrations", "management/commands", "tests/data", "static/js"])
def test_so_is_every_folder_that_people_write_nothing_in(closed: str, tmp_path: Path) -> None:
    only = {path: text for path, text in SHOP.items() if "order" not in path}
    only |= {f"shop/order/sums/{closed}/m{number}.py": MIGRATION for number in range(3)}
    only["shop/views/bill.py"] = f"{DECIDES}\n\ndef page(bill):\n    return due(bill)\n"
    root = write(tmp_path, only)
    assert new_files(root, "move shop/views/bill.py:due to domain.order") == ("shop/order/due.py",)


def test_what_decides_goes_where_decisions_are(tmp_path: Path) -> None:
    more = {f"shop/order/tables/rows{number}.py": ROWS for number in range(5)}
    more |= {f"shop/order/rules/due{number}.py": DECIDES for number in range(2)}
    root = write(tmp_path, {**SHOP, **more})
    assert new_files(root, "move shop/views/bill.py:due to domain.order") == ("shop/order/rules/due.py",)


def test_a_folder_that_the_declaration_spells_is_meant(tmp_path: Path) -> None:
    more = {"shop/old/migrations/m1.py": MIGRATION}
    assert new_files(write(tmp_path, {**SHOP, **more}), "move shop/views/bill.py:due to domain.old") == (
        "shop/old/migrations/due.py",
    )


def test_a_plan_proposes_no_place_of_which_all_is_loaded_by_name(tmp_path: Path) -> None:
    """`loaded` has the word of the function in its name, and nothing but migrations in it."""
    config = CONFIG.replace('old = "shop/old/migrations/**"', 'bill = "shop/bill*/**"')
    config += "\n[balance]\npages = [0.0, 0.1]\ndomain = [0.5, 1.0]\n"
    more = {f"shop/bills/migrations/m{number}.py": MIGRATION for number in range(3)}
    root = write(tmp_path, {**SHOP, **more, "archlint.toml": config})
    found = analyze(root, Request(cache=False, plan=PlanRequest(steps=1, trials=1))).plan
    assert found is not None
    assert [move for move in found.proposed if "domain.order" in move]
    assert not [move for move in found.proposed if "domain.bill" in move]

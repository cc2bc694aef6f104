"""What a move would do: small systems, moves done on their graph, and the plan that they make."""

from pathlib import Path

import pytest
from pipeline_projects import write

from archlint.model.analysis import Analysis
from archlint.model.plan import Effect, Move, Plan, PlanRequest, parse_move
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

LAYERS = """
[[layers]]
name = "ui"
paths = ["ui/**"]

[[layers]]
name = "services"
paths = ["services/**"]

[[layers]]
name = "ledger"
paths = ["ledger/**"]
"""
SHOP = {
    "archlint.toml": LAYERS,
    "ui/bill.py": "from ledger.rows import rows\n\n\ndef show(number):\n    return rows(number)\n",
    "ui/cart.py": "from services.carts import cart\n\n\ndef show(number):\n    return cart(number)\n",
    "services/carts.py": "from ledger.rows import rows\nfrom ledger.tax import tax\n\n\n"
    "def cart(number):\n    return tax(rows(number))\n",
    "ledger/rows.py": "from services.carts import cart\n\n\ndef rows(number):\n    return []\n\n\n"
    "def total(number):\n    return cart(number)\n",
    "ledger/tax.py": "def tax(found):\n    if found:\n        return 1\n    return 2\n",
}


def judged(root: Path, **more: object) -> Analysis:
    return analyze(root, Request(cache=False, plan=PlanRequest(**more)))  # type: ignore[arg-type]


def plan(root: Path, *moves: str, **more: object) -> Plan:
    found = judged(root, apply=tuple(filter(None, map(parse_move, moves))), **more).plan
    assert found is not None
    return found


def effect(root: Path, *moves: str) -> Effect:
    found = plan(root, *moves)
    assert found.held_back == ()
    return found.steps[-1].effect


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, SHOP)


MOVES = (
    Move("move", "ui/bill.py", to="services"),
    Move("move", "a b/c.py", ("Bill.total", "sum"), to="services.bills"),
    Move("extract", "ui/bill.tsx", ("Bill",), to="services"),
    Move("offer", "ui/bill.py", imported="ledger/rows.py", to="services"),
    Move("use", "ui/bill.py", imported="ledger/rows.py", to="services/carts.py"),
    Move("merge", "ui/a.ts", ("due",), to="services/b.py", others=("web/to/due.ts:due", "web/in.ts:late")),
)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.kind)
def test_a_move_reads_as_it_is_written(move: Move) -> None:
    assert parse_move(move.text) == move


@pytest.mark.parametrize(
    "text",
    [
        "",
        "move",
        "move a.py",
        "move a.py to",
        "mvoe a.py to b",
        "use a for b",
        "extract a.py to b",
        "merge a.py into b",
        "'",
    ],
)
def test_what_is_no_move_is_refused(text: str) -> None:
    assert parse_move(text) is None


def test_an_operation_that_is_there_takes_the_place_of_a_direct_call(shop: Path) -> None:
    done = effect(shop, "use services/carts.py for ledger/rows.py in ui/bill.py")
    assert [finding.check for finding in done.removed] == ["layer-skip"]
    assert done.created == ()
    assert (done.lost, done.gained) == (
        (("import", "ui/bill.py", "ledger/rows.py"),),
        (("import", "ui/bill.py", "services/carts.py"),),
    )


def test_a_new_operation_stands_between(shop: Path) -> None:
    done = effect(shop, "offer ledger/rows.py to ui/bill.py in services")
    assert [finding.check for finding in done.removed] == ["layer-skip"]
    assert done.created == ()
    assert done.files == ("services/rows_operation.py",)
    assert set(done.gained) == {
        ("import", "ui/bill.py", "services/rows_operation.py"),
        ("import", "services/rows_operation.py", "ledger/rows.py"),
    }


def test_a_module_takes_its_references_along(shop: Path) -> None:
    done = effect(shop, "move ledger/tax.py to services")
    assert done.files == ("services/tax.py",)
    assert (done.lost, done.gained) == (
        (("import", "services/carts.py", "ledger/tax.py"),),
        (("import", "services/carts.py", "services/tax.py"),),
    )


def test_a_function_takes_what_it_needs_and_leaves_the_rest(shop: Path) -> None:
    """`total` alone asks upward: with it goes the circle, and `rows` stays with those who ask for it."""
    done = effect(shop, "move ledger/rows.py:total to services")
    assert {finding.check for finding in done.removed} == {"upward-dependency", "dependency-cycle"}
    assert done.created == ()
    assert done.lost == (("import", "ledger/rows.py", "services/carts.py"),)
    assert done.gained == (("import", "services/total.py", "services/carts.py"),)


def test_what_a_move_breaks_is_told(shop: Path) -> None:
    done = effect(shop, "move ledger/tax.py to ui")
    assert [(one.check, one.importer.module) for one in done.created if one.importer] == [
        ("upward-dependency", "services/carts.py")
    ]


def test_moves_are_done_one_after_the_other(shop: Path) -> None:
    found = plan(
        shop, "move ledger/rows.py:total to services", "use services/carts.py for ledger/rows.py in ui/bill.py"
    )
    assert [step.effect.distance for step in found.steps] == [(3, 1), (1, 0)]
    assert found.distance == (3, 0)
    assert found.open_checks == {}


@pytest.mark.parametrize(
    ("move", "why"),
    [
        ("move ui/bil.py to services", "there is no module ui/bil.py"),
        ("move ui/bill.py to servics", "there is no place servics"),
        ("move ui/bill.py:shw to services", "has no function shw"),
        ("use services/carts.py for ledger/tax.py in ui/bill.py", "does not depend on ledger/tax.py"),
        ("extract ui/bill.py:show to services", "decides nothing"),
    ],
)
def test_a_move_that_cannot_be_done_says_why(shop: Path, move: str, why: str) -> None:
    (held,) = plan(shop, move).held_back
    assert held.text == move
    assert why in held.why


def test_decisions_leave_with_the_logic_and_the_function_asks(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "archlint.toml": LAYERS + "\n[balance]\nui = [0.0, 0.3]\nservices = [0.4, 1.0]\n",
            "ui/bill.py": "def show(bill):\n    if bill.amount_cents > 500 and bill.status == 'overdue':\n"
            "        return 1\n    return 0\n",
            "services/api.py": "def bills(number):\n    return number\n",
            "ledger/rows.py": "def rows():\n    return []\n",
        },
    )
    done = effect(root, "extract ui/bill.py:show to services")
    assert done.files == ("services/show_rules.py",)
    assert done.gained == (("import", "ui/bill.py", "services/show_rules.py"),)
    assert [(one.layer, one.before, one.after) for one in done.balance] == [("ui", 1.0, 0.0), ("services", 0.0, 1.0)]


def test_the_plan_leads_to_the_target_without_a_step_that_breaks_anything(shop: Path) -> None:
    found = judged(shop).plan
    assert found is not None
    assert found.distance == (3, 0)
    assert [step.effect.created for step in found.steps] == [()] * len(found.steps)
    distances = [step.effect.distance for step in found.steps]
    assert all(before > after for before, after in distances)
    assert [after for _, after in distances][:-1] == [before for before, _ in distances][1:]


def test_a_plan_can_be_done_step_by_step(shop: Path) -> None:
    """What the plan says of its steps is what comes out when they are given by hand."""
    proposed = judged(shop).plan
    assert proposed is not None
    by_hand = plan(shop, *(step.text for step in proposed.steps))
    assert [step.effect for step in by_hand.steps] == [step.effect for step in proposed.steps]


def test_equal_projects_have_equal_plans_however_much_is_tried(
    shop: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = write(tmp_path_factory.mktemp("other"), dict(reversed(SHOP.items())))
    one, two = judged(shop).plan, judged(other).plan
    assert one is not None
    assert two is not None
    assert [step.text for step in one.steps] == [step.text for step in two.steps]
    few = judged(shop, trials=1).plan
    assert few is not None
    assert few.tried == 1


def test_what_is_there_already_needs_no_plan(tmp_path: Path) -> None:
    clean = {**SHOP, "ledger/rows.py": "def rows(number):\n    return []\n", "ui/bill.py": "A = 1\n"}
    found = judged(write(tmp_path, clean)).plan
    assert found is not None
    assert (found.distance, found.steps) == ((0, 0), ())


TARGET = (
    LAYERS.replace('paths = ["services/**"]', 'paths = ["services/**", "api/**"]')
    + """
[[transition.target.layers]]
name = "ui"
paths = ["ui/**"]

[[transition.target.layers]]
name = "api"
paths = ["api/**"]

[[transition.target.layers]]
name = "ledger"
paths = ["ledger/**"]
"""
)


def test_what_is_of_today_is_moved_to_the_target(tmp_path: Path) -> None:
    code = {
        "ui/cart.py": SHOP["ui/cart.py"],
        "services/carts.py": "from ledger.tax import tax\n\n\ndef cart(number):\n    return tax(number)\n",
        "ledger/tax.py": SHOP["ledger/tax.py"],
    }
    found = judged(write(tmp_path, {**code, "archlint.toml": TARGET})).plan
    assert found is not None
    assert found.distance[1] == 0
    assert "move services/carts.py to api" in [step.text for step in found.steps]

"""`[transition] successors`: today's layers retire when they are empty, whole folders move, and what nobody uses goes."""

from pathlib import Path

import pytest
from pipeline_projects import write

from archlint.model.analysis import Analysis
from archlint.model.plan import Plan, PlanRequest, parse_move
from archlint.model.rulebook import DeclarationError
from archlint.model.transition import TransitionState
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

CONFIG = """
[[layers]]
name = "ui"
paths = ["ui/**"]

[[layers]]
name = "old"
paths = ["old/**"]
parts = { bills = "old/bills/**", mail = "old/mail/**" }

[[layers]]
name = "ledger"
paths = ["ledger/**"]

[balance]
old = [0.5, 1.0]

[[contracts]]
kind = "forbidden"
importers = ["old.mail"]
imported = ["ledger"]

[[contracts]]
kind = "forbidden"
importers = ["old/bills/*.py"]
imported = ["external:requests"]

[[exceptions]]
check = "layer-skip"
importer = "old/**"
because = "Agreed."

[transition.successors]
"old.bills" = "services.bills"
"old.mail" = "services.mail"

[[transition.target.layers]]
name = "ui"
paths = ["ui/**"]

[[transition.target.layers]]
name = "services"
paths = ["services/**"]
parts = { bills = "services/bills/**", mail = "services/mail/**" }

[[transition.target.layers]]
name = "ledger"
paths = ["ledger/**"]
"""
UI = "from old.bills.page import bill\n\n\ndef show(number):\n    return bill(number)\n"
DECIDES = "    if found:\n        return 1\n" * 20
OLD = {
    "old/bills/page.py": "from ledger.rows import rows\n\n\ndef bill(number):\n    return rows(number)\n",
    "old/bills/tax.py": "def tax(found):\n    return found\n",
    "old/mail/send.py": "def send(text):\n    return text\n",
    "old/mail/words.py": "def words(number):\n    return number\n",
}
NEW = {
    "services/bills/page.py": "from ledger.rows import rows\n\n\ndef bill(number):\n    return rows(number)\n",
    "services/mail/send.py": f"def send(found):\n{DECIDES}    return 2\n",
}
LEDGER = {"ledger/rows.py": f"def rows(found):\n{DECIDES}    return []\n"}
BEFORE = {"archlint.toml": CONFIG, "ui/bill.py": UI, **OLD, **LEDGER}
BESIDE = {**BEFORE, **NEW, "ui/bill.py": UI.replace("old.", "services.")}
AFTER = {path: text for path, text in BESIDE.items() if path not in OLD}


def judged(root: Path, *moves: str, **more: int) -> Analysis:
    asked = tuple(filter(None, map(parse_move, moves)))
    request = PlanRequest(apply=asked, **more) if moves or more else None
    return analyze(root, Request(cache=False, plan=request))


def plan(root: Path, *moves: str, **more: int) -> Plan:
    found = judged(root, *moves, **more).plan
    assert found is not None
    return found


def state(found: Analysis) -> TransitionState:
    assert found.transition is not None
    return found.transition


def test_what_has_a_successor_retires_when_it_is_empty(tmp_path: Path) -> None:
    """Its band, its contracts and its exception have nothing to judge, which is as it should be."""
    before = state(judged(write(tmp_path / "before", BEFORE)))
    assert before.retiring == ("old", "old.bills", "old.mail")
    assert before.retired == ()
    after = judged(write(tmp_path / "after", AFTER))
    assert state(after).retired == ("old", "old.bills", "old.mail")
    assert after.findings == ()
    assert state(after).distance == 0


def test_without_a_successor_an_empty_layer_is_a_mistake(tmp_path: Path) -> None:
    start, end = CONFIG.index("[transition.successors]"), CONFIG.index("[[transition.target")
    plain = CONFIG[:start] + CONFIG[end:]
    found = {finding.check for finding in judged(write(tmp_path, {**AFTER, "archlint.toml": plain})).findings}
    assert found == {"empty-layer", "unmatched-pattern", "unused-exception", "hollow-layer"}


def test_one_part_retires_before_the_other(tmp_path: Path) -> None:
    left = {path: text for path, text in BESIDE.items() if not path.startswith("old/mail/")}
    found = judged(write(tmp_path, left))
    assert state(found).retiring == ("old", "old.bills")
    assert state(found).retired == ("old.mail",)
    assert {finding.check for finding in found.findings} == {"unused-exception"}, "of the part that is still there"


def test_logic_that_has_moved_still_counts_in_the_whole(tmp_path: Path) -> None:
    balance = analyze(write(tmp_path, BESIDE), Request(cache=False, need_balance=True)).balance
    assert balance is not None
    assert balance.moved == 20
    assert balance.logic == 40
    assert balance.uncovered == 0
    assert {portion.layer: portion.share for portion in balance.layers} == {"ui": 0.0, "old": 0.0, "ledger": 0.5}


def test_a_folder_moves_as_a_whole(tmp_path: Path) -> None:
    root = write(tmp_path, BEFORE)
    proposed = plan(root, steps=1, trials=1).proposed
    assert "move old/bills/ to services.bills" in proposed
    assert "move old/ to services.bills" not in proposed, "its parts go to different places"
    step = plan(root, "move old/bills/ to services.bills").steps[0]
    assert step.kind == "move folder"
    assert set(step.effect.files) == {"services/bills/page.py", "services/bills/tax.py"}
    assert step.effect.created == ()
    assert step.effect.distance[0] - step.effect.distance[1] == 3, "two modules, and a part that is no longer empty"


def test_a_folder_keeps_what_lies_below_it(tmp_path: Path) -> None:
    deep = {**BEFORE, "old/bills/print/paper.py": "def paper(text):\n    return text\n"}
    files = plan(write(tmp_path, deep), "move old/bills/ to services.bills").steps[0].effect.files
    assert "services/bills/print/paper.py" in files


def test_what_is_used_does_not_retire(tmp_path: Path) -> None:
    root = write(tmp_path, BEFORE)
    assert not [text for text in plan(root, steps=1, trials=1).proposed if text.startswith("retire")]
    held = plan(root, "retire old/bills/").held_back
    assert held[0].why == "ui/bill.py still uses old/bills/page.py"


def test_what_nobody_uses_any_more_retires_part_by_part(tmp_path: Path) -> None:
    root = write(tmp_path, BESIDE)
    proposed = plan(root, steps=1, trials=1).proposed
    assert {text for text in proposed if text.startswith("retire")} == {
        "retire old/",
        "retire old/bills/",
        "retire old/mail/",
    }
    step = plan(root, "retire old/").steps[0]
    assert step.effect.distance == (4, 0)
    assert step.effect.created == ()


def test_a_part_whose_successor_is_empty_does_not_retire(tmp_path: Path) -> None:
    left = {path: text for path, text in BESIDE.items() if path != "services/mail/send.py"}
    proposed = plan(write(tmp_path, left), steps=1, trials=1).proposed
    assert {text for text in proposed if text.startswith("retire")} == {"retire old/bills/"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"old.bills" =', '"old.bils" =', "'old.bils' is no layer or part of today's; did you mean 'old.bills'?"),
        ('= "services.mail"', '= "service.mail"', "'service.mail' is no layer or part of the target's; did you mean"),
    ],
)
def test_successors_are_there(old: str, new: str, told: str, tmp_path: Path) -> None:
    wrong = write(tmp_path, {**BEFORE, "archlint.toml": CONFIG.replace(old, new)})
    with pytest.raises(DeclarationError) as refused:
        judged(wrong)
    assert f"transition.successors: {told}" in str(refused.value)


@pytest.mark.parametrize("code", [BEFORE, BESIDE], ids=["before anything moved", "where something lies"])
def test_what_the_target_claims_too_never_retires(code: dict[str, str], tmp_path: Path) -> None:
    """Today's part takes the folder to which its code is to go: it would be retiring for ever."""
    both = CONFIG.replace('bills = "old/bills/**"', 'bills = ["old/bills/**", "services/bills/**"]')
    found = judged(write(tmp_path / "shop", {**code, "archlint.toml": both}))
    (told,) = [one for one in found.findings if one.check == "unmatched-pattern" and "successors" in one.message]
    lies = ", where services/bills/page.py lies" if code is BESIDE else ""
    assert told.message == (
        f"transition.successors.old.bills: never retires: layer services of the target claims 'services/bills/**'{lies}, too"
    )
    assert "'!services/bills/**'" in told.instead
    assert told.importer is not None
    assert told.importer.place is not None
    assert both.splitlines()[told.importer.place.line - 1].startswith('"old.bills"')
    mended = both.replace('"services/bills/**"]', '"services/bills/**", "!services/bills/**"]', 1)
    assert not [
        one
        for one in judged(write(tmp_path / "mended", {**code, "archlint.toml": mended})).findings
        if "never retires" in one.message
    ]


def test_successors_need_a_target(tmp_path: Path) -> None:
    wrong = write(tmp_path, {**BEFORE, "archlint.toml": CONFIG[: CONFIG.index("[[transition.target")]})
    with pytest.raises(DeclarationError, match=r"transition\.successors: has no effect without"):
        judged(wrong)


def test_what_configuration_gives_away_is_to_go_too(tmp_path: Path) -> None:
    compose = "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: s3same\n"
    config = f"[project]\nconnections = true\n{CONFIG}"
    root = write(tmp_path, {**BESIDE, "archlint.toml": config, "docker-compose.yml": compose})
    assert [finding.check for finding in state(judged(root)).failing] == ["plaintext-credential"]
    step = plan(root, "retire old/").steps[0]
    assert step.effect.distance == (5, 1), "no move of code mends it"


def test_a_star_in_a_place_stands_for_where_the_module_lies(tmp_path: Path) -> None:
    """`apps/*/services/**` is in every app another folder."""
    config = """
[[layers]]
name = "all"
paths = ["apps/**"]

[[transition.target.layers]]
name = "services"
paths = ["apps/*/services/**"]
"""
    root = write(tmp_path, {"archlint.toml": config, "apps/cart/sum.py": "def total():\n    return 1\n"})
    assert plan(root, "move apps/cart/sum.py to services").steps[0].effect.files == ("apps/cart/services/sum.py",)

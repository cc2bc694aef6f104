"""`archlint baseline` and `archlint init`: what they write, what they refuse to overwrite."""

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from at_the_door import project, run
from hand_built import DRAFT, EMPTY, TINY, analysis, module, skip

from archlint.model.analysis import Diagnostic
from archlint.model.finding import Finding

LAYERS = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "backend"\npaths = ["backend/**"]\n'
NAME = "archlint-baseline.json"


def entries(path: Path) -> Any:
    return json.loads(path.read_text())["entries"]


def found(*states: str) -> Any:
    findings = [skip(f"ui/{index}.py", "backend/b.py", text="b", state=state) for index, state in enumerate(states)]
    return analysis([module("ui/a.py", "ui")], [], findings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, {"archlint.toml": LAYERS})


def test_baseline_records_the_findings_of_today(root: Path) -> None:
    answer = run("baseline", root, analysis=found("open", "open", "excepted"))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{NAME}: 2 accepted findings (2 added, 0 removed, 0 kept)\n"
    assert [entry["importer"] for entry in entries(root / NAME)] == ["ui/0.py", "ui/1.py"]


def test_baseline_says_what_changed(root: Path) -> None:
    run("baseline", root, analysis=found("open", "open", "open"))
    answer = run("baseline", root, analysis=found("baselined", "excepted", "baselined", "open"))
    assert answer.out == f"{NAME}: 3 accepted findings (1 added, 1 removed, 2 kept)\n"


def test_baseline_prune_accepts_nothing_new(root: Path) -> None:
    run("baseline", root, analysis=found("open", "open"))
    answer = run("baseline", root, "--prune", analysis=found("baselined", "excepted", "open"))
    assert answer.out == f"{NAME}: 1 accepted finding (0 added, 1 removed, 1 kept)\n"
    assert [entry["importer"] for entry in entries(root / NAME)] == ["ui/0.py"]


def test_baseline_without_findings_writes_none(root: Path) -> None:
    answer = run("baseline", root, analysis=found())
    assert (answer.code, answer.out) == (0, "no findings: there is nothing to accept, and no baseline was written\n")
    assert not (root / NAME).exists()


def test_baseline_is_emptied_when_everything_is_repaired(root: Path) -> None:
    run("baseline", root, analysis=found("open"))
    answer = run("baseline", root, analysis=found())
    assert answer.out == f"{NAME}: 0 accepted findings (0 added, 1 removed, 0 kept)\n"
    assert entries(root / NAME) == []


def test_baseline_goes_where_the_project_says(root: Path) -> None:
    project(root, {"archlint.toml": LAYERS + '[project]\nbaseline = "accepted.json"\n'})
    assert run("baseline", root, analysis=found("open")).out.startswith("accepted.json: 1 accepted finding ")
    assert len(entries(root / "accepted.json")) == 1


def test_baseline_output_goes_elsewhere_and_says_that_it_is_not_in_force(root: Path, tmp_path: Path) -> None:
    answer = run("baseline", root, "--output", tmp_path / "other.json", analysis=found("open"))
    assert answer.code == 0
    assert f"the project's baseline is {NAME}" in answer.err
    assert len(entries(tmp_path / "other.json")) == 1
    assert not (root / NAME).exists()


@pytest.mark.parametrize(
    "of",
    [DRAFT, EMPTY, msgspec.structs.replace(TINY, diagnostics=(Diagnostic("x.py", 0, "error", "unreadable"),))],
    ids=["draft", "empty", "incomplete"],
)
def test_baseline_of_what_was_not_judged_is_2(of: Any, root: Path) -> None:
    answer = run("baseline", root, analysis=of)
    assert (answer.code, answer.out) == (2, "")
    assert not (root / NAME).exists()


def test_baseline_never_overwrites_what_is_no_baseline(root: Path) -> None:
    precious = project(root, {"notes.json": '{"mine": 1}'}) / "notes.json"
    answer = run("baseline", root, "--output", precious, analysis=found("open"))
    assert answer.code == 2
    assert "this is not a baseline" in answer.err
    assert precious.read_text() == '{"mine": 1}'
    assert run("baseline", root, "--output", root / "archlint.toml", analysis=found("open")).code == 2
    assert (root / "archlint.toml").read_text() == LAYERS


def test_baseline_never_follows_a_link_out_of_the_project(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    (root / NAME).symlink_to(outside)
    run("baseline", root, analysis=found("open"))
    assert not outside.exists()


def test_baseline_that_cannot_be_written_is_2(root: Path) -> None:
    answer = run("baseline", root, "--output", root / "no" / "folder.json", analysis=found("open"))
    assert answer.code == 2
    assert f"cannot write {root / 'no' / 'folder.json'}" in answer.err


JOURNEY = """
[[journeys]]
name = "bill"
entries = ["ui/bill.py"]
contacts = 0.5
"""
UP = "from ui.words import words\n\n\ndef rows(number):\n    return words(number)\n"
SHOP = {
    "archlint.toml": LAYERS + JOURNEY,
    "ui/words.py": "def words(number):\n    return number\n",
    "ui/bill.py": "from backend.rows import rows\n\n\ndef show(number):\n    return rows(number)\n",
    "backend/rows.py": UP,
    "backend/old.py": UP,
}
WORSE = {
    **SHOP,
    "ui/bill.py": "from backend import old, rows\n\n\ndef show(number):\n    return rows.rows(number) or old.rows(number)\n",
}
BETTER = {**WORSE, "backend/rows.py": "def rows(number):\n    return number\n"}


def test_baseline_holds_a_journey_to_its_number(tmp_path: Path) -> None:
    """The new way leads through what is accepted already: no finding is new, and the journey is worse."""
    root = project(tmp_path, SHOP)
    answer = run("baseline", root)
    assert answer.out.endswith("journey bill: 1 finding on its way\n")
    assert json.loads((root / NAME).read_text())["journeys"] == {"bill": 1}
    assert run("check", root).code == 0
    project(root, WORSE)
    answer = run("check", root)
    assert answer.code == 1
    assert f"{NAME}:" in answer.out
    assert "journey bill: 2 findings on its way, 1 in the baseline" in answer.out
    assert run("baseline", root, "--prune").out.endswith("journey bill: 1 finding on its way\n")
    assert run("check", root).code == 1, "--prune accepts nothing new"
    assert run("baseline", root).out.endswith("journey bill: 2 findings on its way (it was 1)\n")
    assert run("check", root).code == 0


def test_baseline_lowers_the_number_of_a_journey_that_got_better(tmp_path: Path) -> None:
    root = project(tmp_path, WORSE)
    run("baseline", root)
    project(root, BETTER)
    assert run("baseline", root, "--prune").out.endswith("journey bill: 1 finding on its way (it was 2)\n")
    project(root, WORSE)
    assert "journey bill: 2 findings on its way, 1 in the baseline" in run("check", root).out


def test_baseline_of_before_is_read_and_pruning_adds_no_number(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    run("baseline", root)
    old = json.loads((root / NAME).read_text())
    del old["journeys"]
    (root / NAME).write_text(json.dumps(old))
    project(root, WORSE)
    assert run("check", root).code == 0
    run("baseline", root, "--prune")
    assert "journeys" not in json.loads((root / NAME).read_text())


def test_baseline_does_not_accept_that_a_goal_is_missed(root: Path) -> None:
    missed = Finding(check="missed-goal", message="goal 'calls': missed")
    answer = run("baseline", root, analysis=analysis([module("ui/a.py", "ui")], [], [missed]))
    assert "nothing to accept" in answer.out


def test_baseline_does_not_accept_findings_about_exceptions(root: Path) -> None:
    stale = Finding(check="unused-exception", message="accepts nothing")
    answer = run("baseline", root, analysis=analysis([module("ui/a.py", "ui")], [], [stale]))
    assert "nothing to accept" in answer.out


def test_init_writes_the_draft_and_says_what_is_next(tmp_path: Path) -> None:
    answer = run("init", tmp_path, analysis=DRAFT)
    assert (answer.code, answer.err) == (0, "")
    assert (tmp_path / "archlint.toml").read_text() == DRAFT.draft_toml
    assert answer.out.splitlines()[:3] == [
        f"wrote {tmp_path / 'archlint.toml'}: 2 layers, drafted",
        "  - ui: 1 module, of which 1 import React",
        "  - backend: 1 module, of which 1 import SQLAlchemy",
    ]
    assert "archlint check " in answer.out
    assert answer.asked[0][1].draft


def test_init_leaves_a_declaration_alone(tmp_path: Path) -> None:
    project(tmp_path, {"archlint.toml": LAYERS})
    answer = run("init", tmp_path, analysis=DRAFT)
    assert (answer.code, answer.out, answer.asked) == (2, "", [])
    assert "is there already and was left alone; --force replaces it" in answer.err
    assert (tmp_path / "archlint.toml").read_text() == LAYERS


def test_init_force_replaces_even_a_broken_one(tmp_path: Path) -> None:
    project(tmp_path, {"archlint.toml": "not toml ["})
    answer = run("init", tmp_path, "--force", analysis=DRAFT)
    assert answer.code == 0
    assert answer.out.startswith(f"replaced {tmp_path / 'archlint.toml'}: 2 layers")
    assert (tmp_path / "archlint.toml").read_text() == DRAFT.draft_toml


def test_init_does_not_make_a_second_declaration(tmp_path: Path) -> None:
    project(tmp_path, {"pyproject.toml": "[tool.archlint.project]\nname = 'x'\n"})
    for words in ([], ["--force"]):
        answer = run("init", tmp_path, *words, analysis=DRAFT)
        assert answer.code == 2
        assert "declares this project in [tool.archlint]" in answer.err
    assert not (tmp_path / "archlint.toml").exists()


def test_init_beside_an_ordinary_pyproject(tmp_path: Path) -> None:
    project(tmp_path, {"pyproject.toml": "[project]\nname = 'x'\n"})
    assert run("init", tmp_path, analysis=DRAFT).code == 0


@pytest.mark.parametrize("of", [EMPTY, analysis([module("a.py")], [], [], layers=())], ids=["empty", "unclear"])
def test_init_writes_a_template_when_it_sees_no_layers(of: Any, tmp_path: Path) -> None:
    answer = run("init", tmp_path, analysis=of)
    assert (answer.code, answer.out) == (2, "")
    assert "nothing to propose: " in answer.err
    assert "was written as a template" in answer.err
    written = (tmp_path / "archlint.toml").read_text()
    assert '# name = "ui"' in written
    assert tomllib.loads(written) == {}


def test_init_never_follows_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    root = tmp_path / "project"
    root.mkdir()
    (root / "archlint.toml").symlink_to(outside)
    assert run("init", root, analysis=DRAFT).code == 2
    assert run("init", root, "--force", analysis=DRAFT).code == 0
    assert not outside.exists()
    assert not (root / "archlint.toml").is_symlink()


def test_init_reads_no_declaration(tmp_path: Path) -> None:
    answer = run("init", tmp_path, "--config", "x.toml", analysis=DRAFT)
    assert (answer.code, answer.asked) == (2, [])
    assert "--config has no meaning for init" in answer.err

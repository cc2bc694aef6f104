"""archlint balance: options, exit codes, terminals, and what init proposes."""

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest
from at_the_door import ROOT, project, run, without
from hand_built import DRAFT, EMPTY, TINY, TOP_HEAVY, with_balance

from archlint.model.analysis import encode
from archlint.reports.formats import BALANCE_FORMATS

HEAVY = with_balance(TINY, TOP_HEAVY)
LAYERS = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "store"\npaths = ["store/**"]\n'
BRANCHES = "def {name}(a):\n" + "".join(f"    if a > {number}:\n        return {number}\n" for number in range(20))
SHOP = {
    "archlint.toml": LAYERS + "\n[balance]\nui = [0.1, 0.3]\nstore = [0.5, 0.9]\n",
    "ui/page.py": BRANCHES.format(name="show") + BRANCHES.format(name="price"),
    "store/rows.py": BRANCHES.format(name="rows"),
}


@pytest.mark.parametrize("name", BALANCE_FORMATS)
def test_it_writes_every_format(name: str, tmp_path: Path) -> None:
    answer = run("balance", tmp_path, "--format", name, analysis=HEAVY)
    assert answer.code == 0
    assert "ui" in answer.out
    assert "\x1b" not in answer.out
    request = answer.asked[0][1]
    assert request.need_balance
    assert request.measure is None
    run("balance", tmp_path, "--format", name, "--output", tmp_path / "balance.txt", analysis=HEAVY)
    assert (tmp_path / "balance.txt").read_text() == answer.out


def test_the_measure_can_be_overridden(tmp_path: Path) -> None:
    answer = run("balance", tmp_path, "--measure", "cognitive", analysis=HEAVY)
    assert answer.asked[0][1].measure == "cognitive"
    wrong = run("balance", tmp_path, "--measure", "lines", analysis=HEAVY)
    assert wrong.code == 2
    assert "decisions" in wrong.err
    assert "statements" in wrong.err


def test_layers_out_of_band_are_no_reason_to_fail(tmp_path: Path) -> None:
    assert run("balance", project(tmp_path, SHOP), "--no-cache").code == 0


def test_a_real_project_from_end_to_end(tmp_path: Path) -> None:
    answer = run("balance", project(tmp_path, SHOP), "--no-cache")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0].endswith("60 decisions in 3 functions of 2 layers")
    assert lines[3].split()[:6] == ["ui", "2", "40", "66.7", "%", "10–30"]
    assert "No units were found whose move would bring every layer into its band" in answer.out
    assert "  20  ui     price  ui/page.py:42" in answer.out
    rows = list(csv.DictReader(io.StringIO(run("balance", tmp_path, "--no-cache", "--format", "csv").out)))
    assert [row["logic"] for row in rows] == ["40", "20"]
    document = json.loads(run("balance", tmp_path, "--no-cache", "--format", "json").out)
    assert document["balance"]["measure"] == "decisions"
    assert document["balance"]["logic"] == 60


def test_bars_are_ascii_where_the_terminal_has_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    blocks = run("balance", tmp_path, analysis=HEAVY, terminal=True)
    plain = run("balance", tmp_path, analysis=HEAVY, terminal=True, encoding="ascii")
    assert "██████[██████████]" in blocks.out
    assert "######[##########]" in plain.out
    assert plain.out.isascii()
    table = slice(2, 8)
    widths = [list(map(len, answer.out.splitlines()[table])) for answer in (blocks, plain)]
    assert widths[0] == widths[1], "nothing moves"


def test_it_is_coloured_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1;31mabove" in run("balance", tmp_path, analysis=HEAVY, terminal=True).out
    assert "\x1b" not in run("balance", tmp_path, analysis=HEAVY).out


@pytest.mark.parametrize(
    ("analysis", "why"),
    [
        (EMPTY, "no source file was found"),
        (without(HEAVY, "layers"), "no layers are declared"),
        (TINY, "no function in any layer holds logic"),
    ],
    ids=["no files", "no layers", "no logic"],
)
def test_nothing_to_weigh_is_2(analysis: object, why: str, tmp_path: Path) -> None:
    answer = run("balance", tmp_path, analysis=analysis)  # type: ignore[arg-type]
    assert answer.code == 2
    assert why in answer.err
    assert answer.out == ""


def test_drafted_layers_are_called_so(tmp_path: Path) -> None:
    answer = run("balance", tmp_path, analysis=with_balance(DRAFT, TOP_HEAVY))
    assert answer.code == 0
    assert "drafted layers" in answer.out
    assert "these are a draft" in answer.err
    assert run("balance", tmp_path, "-q", analysis=with_balance(DRAFT, TOP_HEAVY)).err == ""


def test_it_says_what_is_too_little(tmp_path: Path) -> None:
    files = SHOP | {"ui/page.py": "def f(a):\n    return 1 if a else 2\n", "store/rows.py": "def g():\n    return []\n"}
    answer = run("balance", project(tmp_path, files), "--no-cache")
    assert answer.code == 0
    assert "Too little to judge: the checks leave bands alone below 30 decisions" in answer.out
    assert "[balance] is not judged" in answer.err


def test_a_saved_analysis_is_rendered_again(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_bytes(encode(HEAVY))
    assert run("render", saved, "--format", "balance-text").out == run("balance", tmp_path, analysis=HEAVY).out
    saved.write_bytes(encode(TINY))
    refused = run("render", saved, "--format", "balance-csv")
    assert refused.code == 2
    assert "holds no balance" in refused.err


def test_check_saves_the_balance_where_bands_are_declared(tmp_path: Path) -> None:
    answer = run("check", project(tmp_path, SHOP), "--no-cache", "--format", "json")
    assert answer.code == 1
    assert json.loads(answer.out)["balance"]["logic"] == 60


def test_init_proposes_bands_that_the_code_is_within(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "django\n",
        "shop/views.py": "from django.urls import path\n" + BRANCHES.format(name="show"),
        "shop/models.py": "from django.db import models\n" + BRANCHES.format(name="rows"),
    }
    answer = run("init", project(tmp_path, files), "--no-cache")
    assert answer.code == 0
    text = (tmp_path / "archlint.toml").read_text()
    assert "# enablement = [0.40, 0.60]\n# backend = [0.40, 0.60]\n" in text
    assert "balance" not in tomllib.loads(text), "proposed, not declared"
    _, _, proposal = text.partition("# [balance]\n")
    bands = "".join(line.removeprefix("# ") + "\n" for line in proposal.splitlines())
    (tmp_path / "archlint.toml").write_text(text + "\n[balance]\n" + bands)
    checked = run("check", tmp_path, "--no-cache")
    assert "heavy" not in checked.out
    assert "Every layer that has a band is within it." in run("balance", tmp_path, "--no-cache").out


def test_the_guide_shows_real_output() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    _, _, block = guide.partition("$ archlint balance examples/self-care/current\n")
    shown = [line for line in block.partition("```")[0].splitlines() if line != "…"]
    printed = run("balance", ROOT / "examples" / "self-care" / "current", "--no-cache").out.splitlines()
    assert len(shown) > 15
    assert [line for line in shown if line not in printed] == []

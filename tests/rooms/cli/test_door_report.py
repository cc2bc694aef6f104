"""archlint report --format markdown: what those who steer read, as a file for a wiki or a mail."""

from pathlib import Path

import pytest
from at_the_door import ROOT, project, run

CURRENT = ROOT / "examples/self-care/current"
HOSTILE = {
    "archlint.toml": '[[layers]]\nname = "ui"\npaths = ["web/**"]\n\n[[layers]]\nname = "systems"\npaths = ["bss/**"]\n\n'
    '[balance]\nui = [0.0, 0.1]\nsystems = [0.9, 1.0]\n',
    "web/[x](y)<b>.py": "def price(a, b, c):\n    if a and b:\n        return 1\n    if c:\n        return 2\n    return 3\n",
    "bss/a.py": "import web\n",
}  # fmt: skip


def test_it_answers_in_a_minute_and_names_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("report", CURRENT, "--format", "markdown", "--no-cache")
    assert answer.code == 0, answer.err
    assert "written to archlint-report.md" in answer.err
    text = Path("archlint-report.md").read_text(encoding="utf-8")
    order = [
        text.index(head) for head in ("Is it layered?", "What to do first", "## Where do we start?", "## How mature")
    ]
    assert order == sorted(order)
    assert "✗ Is it balanced?" in text
    assert "? Is it moving? | Not known" in text
    assert "](channels/web/src/pages/InvoicePage.tsx#L12)" in text


def test_earlier_analyses_say_whether_it_moves(tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    assert run("check", CURRENT, "--format", "json", "--output", saved, "--no-cache").code == 1
    answer = run("report", CURRENT, "--format", "markdown", "--history", saved, "--output", "-", "--no-cache")
    assert "? Is it moving? | No: as many findings as at before." in answer.out


def test_names_stay_names(tmp_path: Path) -> None:
    answer = run("report", project(tmp_path, HOSTILE), "--format", "markdown", "--output", "-", "--no-cache")
    assert answer.code == 0, answer.err
    assert "<b>" not in answer.out
    assert "[x](y)" not in answer.out
    assert "price" in answer.out

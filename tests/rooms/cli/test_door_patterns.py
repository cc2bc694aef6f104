"""archlint patterns and archlint role: options, formats, exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest
from at_the_door import project, run

from archlint.reports.formats import PATTERN_FORMATS

SHOP = {
    "archlint.toml": (
        '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "services"\npaths = ["services/**"]\n\n'
        '[[layers]]\nname = "systems"\npaths = ["bss/**"]\n'
    ),
    "ui/page.py": "from services.invoices import total\n\n\ndef page(a):\n    return total(a)\n",
    "services/invoices.py": (
        "from bss.ledger import entries\n\n\ndef total(a):\n"
        "    return sum(one.cents * 2 for one in entries(a) if one.cents > 5)\n"
    ),
    "bss/ledger.py": "def entries(a):\n    return [a]\n",
}


@pytest.mark.parametrize("name", PATTERN_FORMATS)
def test_every_format_tells_of_the_operation(name: str, tmp_path: Path) -> None:
    answer = run("patterns", project(tmp_path, SHOP), "--no-cache", "--format", name)
    assert answer.code == 0, answer.err
    for word in ("total", "services/invoices.py", "systems", "single backend with logic", "one channel"):
        assert word in answer.out, word
    run("patterns", tmp_path, "--no-cache", "--format", name, "--output", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text() == answer.out


def test_json_and_csv_can_be_read(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    document = json.loads(run("patterns", root, "--no-cache", "--format", "json").out)
    assert document["schema"] == "archlint-patterns/1"
    (operation,) = document["operations"]
    assert operation["backends"] == ["systems"]
    assert operation["consumers"] == [{"channel": "ui", "functions": 1, "logic": 0}]
    (row,) = csv.DictReader(io.StringIO(run("patterns", root, "--no-cache", "--format", "csv").out))
    assert row["operation"] == "total"


def test_nothing_to_classify_is_no_success(tmp_path: Path) -> None:
    two = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "systems"\npaths = ["bss/**", "services/**"]\n'
    answer = run("patterns", project(tmp_path, SHOP | {"archlint.toml": two}), "--no-cache")
    assert answer.code == 2
    assert "nothing to classify" in answer.err


def test_names_from_the_project_are_shown_harmless(tmp_path: Path) -> None:
    files = {**SHOP, "services/=cmd|x.py": SHOP["services/invoices.py"]}
    files["ui/page.py"] = (
        "import importlib\nx = importlib.import_module('services.invoices').total\n" + SHOP["ui/page.py"]
    )
    answer = run("patterns", project(tmp_path, files), "--no-cache", "--format", "csv")
    assert answer.code == 0
    assert not [row for row in csv.reader(io.StringIO(answer.out)) for cell in row if cell[:1] in ("=", "+", "-", "@")]


def test_a_function_says_what_it_is_for(tmp_path: Path) -> None:
    root = project(tmp_path, SHOP)
    by_name = run("role", "services/invoices.py:total", root, "--no-cache")
    assert by_name.code == 0
    assert by_name.out.splitlines()[0].startswith("total  ")
    assert "services/invoices.py:4  layer services, 2 decisions" in by_name.out
    assert run("role", "services/invoices.py:4", root, "--no-cache").out == by_name.out
    assert run("role", "./services/invoices.py", root, "--no-cache").out == by_name.out
    document = json.loads(run("role", "services/invoices.py:total", root, "--no-cache", "--format", "json").out)
    assert document["schema"] == "archlint-units/1"
    assert document["units"][0]["role"]["evidence"]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("services/invoices.py:totl", "no function 'totl' in services/invoices.py; did you mean 'total'?"),
        ("services/nothing.py", "'services/nothing.py' holds no function that archlint reads"),
    ],
)
def test_an_unknown_function_or_file_is_said(unit: str, told: str, tmp_path: Path) -> None:
    answer = run("role", unit, project(tmp_path, SHOP), "--no-cache")
    assert answer.code == 2
    assert told in answer.err

"""Starting is cheap because little is loaded: which modules each kind of run imports, by name and never by time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "tree_sitter",
    "sqlite3",
    "multiprocessing",
    "asyncio",
    "subprocess",
    "concurrent",
    "xml",
    "http",
    "ssl",
    "socket",
}
CATALOGUE = {"archlint.languages.catalogue"}  # a table of names: what it names is loaded when it is used
COMMANDS = ("check", "init", "show", "balance", "why", "explain", "baseline", "render")
TRUST_YOUNG_FILES = "from archlint.pipeline import stored\nstored._RACY = 0\n"
LAYERS = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "store"\npaths = ["store/**"]\n'


def imported(*words: str, code: int = 0, prelude: str = "") -> set[str]:
    """The modules that one run of the door imports, workers left out."""
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        f"{prelude}from archlint.cli.main import entry\n"
        "try:\n    entry()\n"
        "finally:\n    print(*sorted(set(sys.modules) - before), sep='\\n', file=sys.stderr)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == code, done.stderr
    return set(done.stderr.split())


def rooms(modules: set[str]) -> set[str]:
    """The modules of archlint outside of the doors."""
    return {name for name in modules if name.startswith("archlint.") and not name.startswith("archlint.cli")}


def packages(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"archlint.toml": LAYERS, "ui/a.py": "import store.b\n", "store/b.py": "x = 1\n"}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_and_version_load_the_door_and_nothing_else(words: list[str]) -> None:
    found = imported(*words)
    assert "archlint.cli.main" in found
    assert rooms(found) <= {"archlint.reports", "archlint.reports.escape", "archlint.version"}
    assert not {name for name in found if name.startswith("archlint.cli.") and name.rpartition(".")[2] in COMMANDS}
    assert packages(found).isdisjoint({*HEAVY, "msgspec", "tomllib", "json", "datetime", "hashlib", "tempfile"})


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_no_grammar_and_no_machinery(command: str) -> None:
    found = imported(command, "--help")
    assert packages(found).isdisjoint(HEAVY)
    assert not {name for name in found if name.startswith(("archlint.languages.", "archlint.pipeline."))} - CATALOGUE


def test_a_usage_error_is_as_cheap() -> None:
    assert rooms(imported("chekc", code=2)) <= {"archlint.reports", "archlint.reports.escape", "archlint.version"}


def test_a_run_in_which_nothing_changed_loads_neither_rulebook_nor_languages(project: Path) -> None:
    cold = imported("check", str(project), prelude=TRUST_YOUNG_FILES)
    warm = imported("check", str(project), prelude=TRUST_YOUNG_FILES)
    judging = {"archlint.checks.judge", "archlint.rulebook.load", "archlint.pipeline.extract", "archlint.graph.link"}
    assert judging <= cold
    assert rooms(warm).isdisjoint(judging)
    assert not {name for name in warm if name.startswith(("archlint.checks", "archlint.graph"))}
    assert {name for name in warm if name.startswith("archlint.languages.")} == CATALOGUE
    assert packages(warm).isdisjoint(HEAVY)
    assert "archlint.rulebook.digest" in warm, "what was declared is compared, not understood"
    assert {"archlint.rulebook.validate", "archlint.rulebook.merge", "archlint.rulebook.technologies"}.isdisjoint(warm)


def test_only_the_report_that_was_asked_for_is_loaded(project: Path) -> None:
    formats = {
        "sarif",
        "junit",
        "github",
        "gitlab",
        "markdown",
        "analysis_json",
        "graph_dot",
        "graph_json",
        "graph_mermaid",
        "balance_text",
    }
    for chosen in ("sarif", "junit"):
        found = imported("check", str(project), "--no-cache", "--format", chosen)
        assert {name for name in formats if f"archlint.reports.{name}" in found} == {chosen}


def test_the_process_that_reports_never_loads_a_grammar(project: Path) -> None:
    """Extraction happens in workers: what a hostile file does to a parser, it does not do to the conductor."""
    assert "tree_sitter" not in packages(imported("check", str(project), "--no-cache"))

"""The front door itself: help, versions, unknown commands, and what a start loads."""

import subprocess
import sys
from pathlib import Path

import pytest
from at_the_door import ROOT, run

from archlint import __version__
from archlint.cli.main import COMMANDS


def test_help_lists_the_commands() -> None:
    answer = run("--help")
    assert answer.code == 0
    for command in COMMANDS:
        assert f"  {command.name} " in answer.out
        assert command.summary in answer.out


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help(name: str) -> None:
    for words in ([name, "--help"], ["--help", name], [name, "-h"]):
        answer = run(*words)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith(f"usage: archlint {name} ")
        assert "--quiet" in answer.out


def test_no_command_is_2_with_the_overview() -> None:
    answer = run()
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("usage: archlint COMMAND")


def test_version() -> None:
    assert run("--version").out == f"archlint {__version__}\n"


def test_unknown_words_get_the_nearest_one(tmp_path: Path) -> None:
    assert "unknown command 'chek'; did you mean 'check'?" in run("chek").err
    assert f"to check that folder: archlint check {tmp_path}" in run(tmp_path).err
    assert "options of a command stand after it" in run("--format", "json").err


def test_hostile_arguments_are_shown_inert() -> None:
    answer = run("check", "\x1b[31mred\u202e")
    assert answer.code == 2
    assert answer.err == "archlint: there is no folder \\u{1b}[31mred\\u{202e}\n"


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([command.name, "--help"] for command in COMMANDS)])
def test_help_loads_no_grammar_and_no_pipeline(words: list[str]) -> None:
    script = (
        "import io, sys\n"
        "from archlint.cli.main import main\n"
        f"assert main({words!r}, None, io.StringIO(), io.StringIO()) == 0\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in {'tree_sitter', 'networkx', 'multiprocessing'}\n"
        "    or name.startswith(('tree_sitter_', 'archlint.pipeline', 'archlint.rulebook'))))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "")


def test_the_overview_loads_neither_model_nor_checks() -> None:
    script = (
        "import io, sys\n"
        "from archlint.cli.main import main\n"
        "main(['--help'], None, io.StringIO(), io.StringIO())\n"
        "heavy = ('msgspec', 'archlint.model', 'archlint.checks', 'archlint.graph')\n"
        "print(*sorted(name for name in sys.modules if name.startswith(heavy)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.strip()) == ("", "")

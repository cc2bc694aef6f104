"""The house itself: rooms, names, sizes and what the wheel carries."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "archlint").rglob("*.py"))
BANNED = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "core",
    "base",
    "manager",
    "handler",
    "processor",
    "info",
}


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_import_linter_agrees_with_the_rooms() -> None:
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_archlint_accepts_itself() -> None:
    done = run(sys.executable, "-m", "archlint", "check", str(ROOT), "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 findings" in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_says_what_goes_in_and_out(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(module), "a file opens with what goes in and what comes out"


def test_no_drawer_names() -> None:
    words = {path: set(re.split(r"[_.]", path.stem)) | {path.parent.name} for path in SOURCES}
    assert not {str(path): names & BANNED for path, names in words.items() if names & BANNED}


def test_files_stay_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long, "split these, or give them better names"


def test_wheel_carries_all_rules(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows which rules are published")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    published = run("git", "ls-files", "rules").stdout.split()
    assert published
    assert {f"archlint/{name}" for name in published} <= names
    packed = {name.removeprefix("archlint/") for name in names if name.startswith("archlint/rules/")}
    assert packed == set(published)


def test_start_up_loads_nothing_heavy() -> None:
    script = (
        "import sys, io; from archlint.cli.main import main\n"
        "try:\n    main(['--help'], sys.stdin, io.StringIO(), io.StringIO())\nexcept SystemExit:\n    pass\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in "
        "{'tree_sitter', 'networkx', 'sqlite3', 'multiprocessing', 'subprocess', 'asyncio'}))"
    )
    done = run(sys.executable, "-c", script)
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stdout + done.stderr


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 match possessive groups wrongly (CPython issue 106052); single characters are fine."""
    possessive = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
    guilty = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile":
                texts = [text for text in ast.walk(node) if isinstance(text, ast.Constant)]
                guilty += [f"{path}:{node.lineno}" for text in texts if possessive.search(str(text.value))]
    assert guilty == []

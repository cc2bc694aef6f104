"""The hook as pre-commit installs and runs it, on commits in a real repository; docs/pull-requests.md shows what it says."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "pull-requests.md"
HOSTED = ("archlint", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
FILES = {
    "archlint.toml": """\
[[layers]]
name = "ui"
paths = ["ui/**"]

[[layers]]
name = "services"
paths = ["services/**"]

[[layers]]
name = "store"
paths = ["store/**"]
""",
    "services/bills.py": "from store.tables import ROWS\n",
    "store/tables.py": "ROWS = {}\n",
    "ui/page.py": "from services.bills import ROWS\n",
}


class Repository:
    """A git repository in a folder, with an environment in which pre-commit keeps what it builds to itself. What archlint
    needs comes from the environment of the tests, so that no network is asked; archlint itself is built and installed.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTEST", "PIP_"))}
        self._environment = {
            **kept,
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Kim",
            "GIT_AUTHOR_EMAIL": "kim@example.com",
            "GIT_COMMITTER_NAME": "Kim",
            "GIT_COMMITTER_EMAIL": "kim@example.com",
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))),
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it so: no isolation
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }
        self.run("git", "init", "-q", "-b", "main")

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")
        self.run("git", "add", ".")

    def run(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=self._environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def hosted(tmp_path: Path) -> Repository:
    """archlint as somebody would host it: what is committed of it, tagged."""
    repository = Repository(tmp_path / "archlint", tmp_path)
    for name in HOSTED:
        source, target = ROOT / name, repository.folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    repository.run("git", "add", ".")
    repository.run("git", "commit", "-q", "-m", "archlint")
    repository.run("git", "tag", "v0.1.0")
    return repository


def test_the_hook_refuses_a_commit_and_lets_a_better_one_through(hosted: Repository, tmp_path: Path) -> None:
    (shown,) = re.findall(
        r"^```console\n(\$ git commit .*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    refused, passed = (block.partition("\n")[2].strip() for block in shown.split("$ git commit ")[1:])
    shop = Repository(tmp_path / "shop", tmp_path)
    hook = f"repos:\n  - repo: {hosted.folder.as_posix()}\n    rev: v0.1.0\n    hooks:\n      - id: archlint\n"
    shop.write({**FILES, ".pre-commit-config.yaml": hook})
    shop.run("git", "commit", "-q", "-m", "As it was")
    shop.run("pre-commit", "install", "--install-hooks")
    shop.write({"ui/page.py": "from store.tables import ROWS\n"})
    assert refused in shop.run("git", "commit", "-m", "Show bills", code=1)
    shop.write({"ui/page.py": "from services.bills import ROWS\n\nSHOWN = ROWS\n"})
    assert passed in shop.run("git", "commit", "-m", "Show bills")

"""A project written to disk and checked as its user would: files in, exit code and both streams out."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from archlint.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
LAYERS = """\
[[layers]]
name = "ui"
paths = ["ui/**"]

[[layers]]
name = "services"
paths = ["services/**"]

[[layers]]
name = "data"
paths = ["data/**"]
"""
SOUND = {
    "archlint.toml": LAYERS,
    "ui/page.py": "import services.usage\n",
    "services/usage.py": "import data.rows\n",
    "data/rows.py": "ROWS = []\n",
}
"""A project in order, to which a test adds one fault."""


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.splitlines()[-1]


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def run(*words: str | Path) -> Answer:
    """`archlint *words` in this process."""
    out, err = io.StringIO(), io.StringIO()
    code = main([str(word) for word in words], io.StringIO(), out, err)
    return Answer(code, out.getvalue(), err.getvalue())


def check(root: Path, files: Mapping[str, str | bytes], *words: str) -> Answer:
    """Write the files and check them, without a cache."""
    return run("check", written(root, files), "--no-cache", "--workers", "1", *words)


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`archlint *words` as a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "archlint", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)

"""A project's folder made by hand, and one run of the pipeline over it."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archlint.model.analysis import Analysis
from archlint.pipeline import cache, extract_file, stored
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.pipeline.workers import Staff

LAYERS = (
    '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n'
    '[[layers]]\nname = "service"\npaths = ["service/**"]\n\n'
    '[[layers]]\nname = "store"\npaths = ["store/**"]\n'
)

SHOP = {
    "archlint.toml": LAYERS,
    "ui/page.py": "from service.orders import place\nfrom store.rows import Row\n",
    "ui/menu.py": "from service import orders\n",
    "service/orders.py": "from store.rows import Row\n\n\ndef place():\n    return Row()\n",
    "store/rows.py": "class Row:\n    pass\n",
}
"""Three layers and one skip: ui/page.py reaches into the store."""


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below `root`; the keys are paths."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def check(root: Path, **options: object) -> Analysis:
    """One run, in this process, with two workers."""
    return analyze(root, Request(**{"workers": 2, "need_graph": True, **options}))  # type: ignore[arg-type]


def open_findings(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [
        (found.check, found.importer.module if found.importer else "", found.imported.module if found.imported else "")
        for found in analysis.open_findings
    ]


def said(analysis: Analysis) -> str:
    """Everything that a run said besides its findings, as one text."""
    return "\n".join(f"{told.kind}: {told.file}: {told.message}" for told in analysis.diagnostics)


def git(root: Path, *words: str) -> str:
    """A git command, without the configuration of whoever runs the tests."""
    command = [
        "git",
        "-C",
        str(root),
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    environ = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(root), "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=True, env=environ)
    return done.stdout.strip()


@contextlib.contextmanager
def extractions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that are given to workers meanwhile to be extracted, sorted."""
    seen: list[str] = []
    real = Staff.run

    def watched(staff, work, tasks, workers):  # type: ignore[no-untyped-def]
        seen.extend(task.argument.path for task in tasks if isinstance(task.argument, extract_file.FileRequest))
        seen.sort()
        return real(staff, work, tasks, workers)

    with monkeypatch.context() as patch:
        patch.setattr(Staff, "run", watched)
        yield seen


def trust_young_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a signature count at once, as it would after the two seconds in which a file may be written again unseen."""
    monkeypatch.setattr(cache, "_RACY", 0)
    monkeypatch.setattr(stored, "_RACY", 0)

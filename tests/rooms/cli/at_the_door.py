"""A command run as the shell runs it, with streams made by hand and, where wanted, an analysis made by hand."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from archlint.cli.door import default_analyze
from archlint.cli.main import main
from archlint.model.analysis import Analysis
from archlint.pipeline.request import Request

ROOT = Path(__file__).resolve().parents[3]


class Answer(NamedTuple):
    code: int
    out: str
    err: str
    asked: list[tuple[Path, Request]]


class Stream(io.TextIOWrapper):
    """Text over bytes, with a terminal behind it or not."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


def run(
    *words: str | Path,
    analysis: Analysis | Exception | None = None,
    stdin: bytes = b"",
    terminal: bool = False,
    encoding: str = "utf-8",
    raising: type[BaseException] | None = None,
) -> Answer:
    """`archlint *words`. With `analysis` (or `raising`) the pipeline is not called; `asked` is what it would have got."""
    out, err = (Stream(terminal=terminal, encoding=encoding) for _ in range(2))
    asked: list[tuple[Path, Request]] = []

    def analyze(root: Path, request: Request) -> Analysis:
        asked.append((root, request))
        if raising is not None:
            raise raising("it broke")
        if isinstance(analysis, Exception):
            raise analysis
        return analysis if analysis is not None else default_analyze(root, request)

    code = main([str(word) for word in words], Stream(stdin), out, err, analyze=analyze)
    return Answer(code, out.written(), err.written(), asked)


def process(*words: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """`archlint *words` as a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "archlint", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ, **options)  # type: ignore[call-overload,no-any-return]


def project(root: Path, files: dict[str, str] | None = None, **more: str) -> Path:
    """Write files below `root`; the keys are paths."""
    for name, text in ((files or {}) | more).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def without(analysis: Analysis, *names: str) -> Analysis:
    """An analysis with these fields at their defaults."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(Analysis)}
    return msgspec.structs.replace(analysis, **{name: defaults[name] for name in names})

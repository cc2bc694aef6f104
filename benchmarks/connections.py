"""What connections cost: a project's folder in, a table of times with and without them out.

    python benchmarks/connections.py FOLDER                                       # its declaration, or one layer for all
    python benchmarks/connections.py FOLDER --without a.toml --with b.toml        # two declarations of your own

Each of three runs is timed with and without, in turn, so that noise hits both: `cold` (nothing stored), `one file` (one file
was edited since) and `warm` (nothing changed). Medians of whole processes come out, elapsed and of all processors, and the
ratios of the medians. The folder is copied first; nothing is written into it.
"""

import argparse
import compileall
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
SOURCES = (".py", ".java", ".ts", ".tsx", ".js", ".jsx", ".vue")
LEFT_OUT = (".git", ".archlint_cache", "node_modules", ".venv")
ALL = '[[layers]]\nname = "all"\npaths = ["**"]\n'
CALM = 2.5  # seconds: a file younger than that is read again
SIDES = ("without", "with")


class Taken(NamedTuple):
    """Seconds of one run: elapsed, and of all its processes together."""

    elapsed: float
    processor: float


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", type=Path, help="a declaration by which connections are not followed")
    parser.add_argument("--with", type=Path, dest="followed", help="one by which they are")
    parser.add_argument("--edit", help="the file that is edited, in FOLDER (default: the source file of median size)")
    parser.add_argument("--runs", type=int, default=7, help="runs of each (default: 7)")
    parser.add_argument("--workers", type=int, help="as of archlint check")
    chosen = parser.parse_args(arguments)
    if (chosen.without is None) != (chosen.followed is None):
        parser.error("--without and --with are given together")
    compileall.compile_dir(HERE.parent / "archlint", quiet=2)  # as pip does
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        root = work / "project"
        shutil.copytree(chosen.folder, root, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        declared = dict(zip(SIDES, declarations(root, work, chosen.without, chosen.followed), strict=True))
        extra = ["--workers", str(chosen.workers)] if chosen.workers else []
        table(root, declared, root / chosen.edit if chosen.edit else usual(root), chosen.runs, extra)
    return 0


def table(root: Path, declared: dict[str, Path], edited: Path, runs: int, extra: Sequence[str]) -> None:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{processors} processors, medians of {runs} runs, `one file` edits {edited.relative_to(root)}")
    print(f"{'':10}{'elapsed':>12}{'':>12}{'':>8}{'processors':>16}")
    print(f"{'':10}{'without':>12}{'with':>12}{'ratio':>8}{'without':>16}{'with':>12}{'ratio':>8}")
    time.sleep(CALM)
    for kind in ("cold", "one file", "warm"):
        times: dict[str, list[Taken]] = {side: [] for side in SIDES}
        if kind == "warm":
            time.sleep(CALM)
            for side in SIDES:
                timed(root, declared[side], side, extra)
        for _ in range(runs):
            for side in SIDES:
                if kind == "cold":
                    shutil.rmtree(root.parent / side, ignore_errors=True)
                elif kind == "one file":
                    edited.write_bytes(edited.read_bytes() + b"\n")
                times[side].append(timed(root, declared[side], side, extra))
        print(row(kind, times))


def row(kind: str, times: dict[str, list[Taken]]) -> str:
    line = f"{kind:10}"
    for number, width in ((0, 12), (1, 16)):
        without, followed = (statistics.median(taken[number] for taken in times[side]) for side in SIDES)
        line += f"{without:{width - 2}.3f} s{followed:10.3f} s{followed / without:8.2f}"
    return line


def timed(root: Path, declaration: Path, side: str, extra: Sequence[str]) -> Taken:
    """One whole `archlint check`; its cache lies beside the project, so that both sides have their own."""
    command = [sys.executable, "-m", "archlint", "check", "--quiet", "--config", str(declaration)]
    command += ["--cache-dir", str(root.parent / side), *extra, str(root)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, check=False)
    elapsed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):  # 1 tells findings
        raise SystemExit(f"archlint did not run: {done.stderr.decode(errors='replace')[-2000:]}")
    return Taken(elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def declarations(root: Path, work: Path, without: Path | None, followed: Path | None) -> list[Path]:
    """A declaration for each side: the two that were given, else the project's own with the one word that differs."""
    if without is not None and followed is not None:
        texts = [path.read_text(encoding="utf-8") for path in (without, followed)]
    else:
        own = root / "archlint.toml"
        text = own.read_text(encoding="utf-8") if own.is_file() else ALL
        texts = [with_word(text, word) for word in ("false", "true")]
    found = []
    for side, text in zip(SIDES, texts, strict=True):
        path = work / f"{side}.toml"
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


def with_word(text: str, word: str) -> str:
    """A declaration that says whether connections are followed."""
    project = tomllib.loads(text).get("project")
    if project is None:
        return f"{text}\n[project]\nconnections = {word}\n"
    if "connections" in project:
        return re.sub(r"(?m)^connections\s*=.*$", f"connections = {word}", text, count=1)
    return re.sub(r"(?m)^\[project\]\s*$", f"[project]\nconnections = {word}", text, count=1)


def usual(root: Path) -> Path:
    """The source file of median size."""
    files = [path for path in root.rglob("*") if path.suffix in SOURCES and path.is_file() and not path.is_symlink()]
    if not files:
        raise SystemExit(f"{root}: no source files")
    files.sort(key=lambda path: (path.stat().st_size, path.as_posix()))
    return files[len(files) // 2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

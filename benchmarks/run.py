"""Time archlint against its peers, each pair in the same minute: `python3 dev.py bench [--runs N] [--front-end FOLDER]`.

Whole processes, on two processors where the machine has more, alternating so that noise hits both; medians and the ratio
of medians come out. The Home Assistant wheel is downloaded once into benchmarks/.work/.
"""

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
WORK = HERE / ".work"
WHEEL = "homeassistant==2024.3.3"
BIN = Path(sys.executable).parent
ARCHLINT = [str(BIN / "archlint"), "check"]
CRUISER = "dependency-cruiser@17"
LAYERS = ("homeassistant.components", "homeassistant.helpers", "homeassistant.util")


class Side(NamedTuple):
    """One of two commands: what to run, and what to do before each run (not timed)."""

    name: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command (default: 7)")
    parser.add_argument("--front-end", type=Path, help="a TypeScript project to compare dependency-cruiser on")
    parser.add_argument("--sources", nargs="*", default=["src"], help="its folders that dependency-cruiser is given")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    print(
        f"{len(getattr(os, 'sched_getaffinity', lambda _: [1])(0))} processors, {arguments.runs} runs of each command\n"
    )
    compileall.compile_dir(HERE.parent / "archlint", quiet=2)  # as pip does for the peers
    start_up(arguments.runs)
    home_assistant(arguments.runs)
    if arguments.front_end:
        front_end(arguments.front_end.resolve(), arguments.sources, arguments.runs)
    return 0


def start_up(runs: int) -> None:
    """How long nothing and little take."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder)
        for number in range(10):
            (small / f"m{number}.py").write_text(f"import m{(number + 1) % 10}\n", encoding="utf-8")
        layer = '[[layers]]\nname = "all"\npaths = ["**"]\n'
        (small / "archlint.toml").write_text(layer, encoding="utf-8")
        alone("archlint --help", small, [str(BIN / "archlint"), "--help"], runs)
        alone("ten files, cold", small, ARCHLINT, runs, forget(small))


def home_assistant(runs: int) -> None:
    root = unpacked_wheel()
    layers = [
        f'[[layers]]\nname = "{name.rpartition(".")[2]}"\npaths = ["{name.replace(".", "/")}/**"]\nopen = true\n'
        for name in LAYERS
    ]
    (root / "archlint.toml").write_text("".join(layers), encoding="utf-8")
    contract = ["[importlinter]", "root_package = homeassistant", "[importlinter:contract:1]", "name = layers"]
    contract += ["type = layers", "layers =", *(f"    {name}" for name in LAYERS)]
    (root / ".importlinter").write_text("\n".join(contract) + "\n", encoding="utf-8")
    peer = [str(BIN / "lint-imports")]
    peer_cache = root / ".import_linter_cache"
    cold = Side("archlint, cold", ARCHLINT, forget(root))
    peer_cold = Side("import-linter, cold", peer, lambda: shutil.rmtree(peer_cache, ignore_errors=True))
    pair("Home Assistant, 6,725 Python files", root, cold, peer_cold, runs)
    time.sleep(2.5)  # a file younger than that is read again
    subprocess.run(ARCHLINT, cwd=root, capture_output=True, check=False)
    pair("", root, Side("archlint, warm", ARCHLINT), Side("import-linter, warm", peer), runs)
    edited = root / "homeassistant" / "util" / "dt.py"
    content = edited.read_bytes()
    try:
        edit = lambda: edited.write_bytes(edited.read_bytes() + b"# edited\n")  # noqa: E731
        one = Side("archlint, one file edited", ARCHLINT, edit)
        pair("", root, one, Side("import-linter, one file edited", peer, edit), runs)
    finally:
        edited.write_bytes(content)


def front_end(root: Path, sources: Sequence[str], runs: int) -> None:
    tools = WORK / "node"
    if not (tools / "node_modules" / "dependency-cruiser").exists():
        tools.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(tools), CRUISER, "typescript@5"], check=True)
    cruise = str(tools / "node_modules" / "dependency-cruiser" / "bin" / "dependency-cruise.mjs")
    rules = tools / "rules.cjs"
    rules.write_text(
        "module.exports = { forbidden: [{ name: 'layers', severity: 'error', from: { path: '^src/lib' }, "
        "to: { path: '^src/pages' } }], options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } } };\n",
        encoding="utf-8",
    )
    project = WORK / "front-end"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(root, project, ignore=shutil.ignore_patterns("node_modules", ".git"))
    layers = '[[layers]]\nname = "pages"\npaths = ["src/pages/**"]\n[[layers]]\nname = "lib"\npaths = ["src/lib/**"]\n'
    (project / "archlint.toml").write_text(layers, encoding="utf-8")
    peer = Side("dependency-cruiser, cold", ["node", cruise, "--config", str(rules), *sources])
    pair(f"{root.name}: TypeScript", project, Side("archlint, cold", ARCHLINT, forget(project)), peer, runs)


def unpacked_wheel() -> Path:
    root = WORK / "homeassistant"
    if not (root / "homeassistant").exists():
        WORK.mkdir(parents=True, exist_ok=True)
        (WORK / ".gitignore").write_text("*\n", encoding="utf-8")
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(WORK), WHEEL]
        subprocess.run(download, check=True)
        with zipfile.ZipFile(next(WORK.glob("homeassistant-*.whl"))) as wheel:
            wheel.extractall(root)
    return root


def forget(root: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(root / ".archlint_cache", ignore_errors=True)


def alone(
    title: str, folder: Path, command: Sequence[str], runs: int, before: Callable[[], None] = lambda: None
) -> None:
    times = [timed(Side(title, command, before), folder) for _ in range(runs)]
    print(f"{title:34}{statistics.median(times):7.3f} s   ({min(times):.3f} to {max(times):.3f})")


def pair(title: str, folder: Path, ours: Side, theirs: Side, runs: int) -> None:
    """Run both in turn and print medians, extremes and the ratio of medians."""
    if title:
        print(f"\n{title}")
    times: dict[str, list[float]] = {ours.name: [], theirs.name: []}
    for _ in range(runs):
        for side in (ours, theirs):
            times[side.name].append(timed(side, folder))
    for name, taken in times.items():
        print(f"{name:34}{statistics.median(taken):7.3f} s   ({min(taken):.3f} to {max(taken):.3f})")
    ratio = statistics.median(times[ours.name]) / statistics.median(times[theirs.name])
    print(f"{'ratio of medians':34}{ratio:7.2f}")


def timed(side: Side, folder: Path) -> float:
    side.before()
    began = time.perf_counter()
    done = subprocess.run(side.command, cwd=folder, capture_output=True, check=False)
    taken = time.perf_counter() - began
    if not done.stdout:  # exit codes tell findings: dependency-cruiser's even counts them
        raise SystemExit(f"{side.name} did not run: {done.stderr.decode(errors='replace')[-2000:]}")
    return taken


if __name__ == "__main__":
    sys.exit(main())

"""Processor time and clock of archlint and its Python peers on the same work, in turn: `.venv/bin/python benchmarks/peers.py`.

Home Assistant's wheel, three layers: import-linter and tach judge the same layers, `ruff analyze graph` prints the imports and
judges nothing. On a machine with other work the processor time is what can be compared. A peer that is not installed is said.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from run import ARCHLINT, BIN, LAYERS, forget, unpacked_wheel


class Contender(NamedTuple):
    name: str
    command: list[str]
    before: Callable[[], None] = lambda: None


def contenders(root: Path) -> list[Contender]:
    edited = root / "homeassistant" / "util" / "dt.py"

    def edit(line: str = "# edited\n") -> None:
        with edited.open("a") as stream:
            stream.write(line)

    def depend() -> None:
        edit("import homeassistant.const\n")

    def fresh(name: str) -> Callable[[], None]:
        return lambda: shutil.rmtree(root / name, ignore_errors=True)

    ruff = [str(BIN / "ruff"), "analyze", "graph", "homeassistant"]
    return [
        Contender("archlint check, cold", ARCHLINT, forget(root)),
        Contender("import-linter, cold", [str(BIN / "lint-imports")], fresh(".import_linter_cache")),
        Contender("tach check, cold", [str(BIN / "tach"), "check"], fresh(".tach")),
        Contender("ruff analyze graph", ruff, fresh(".ruff_cache")),
        Contender("archlint check, warm", ARCHLINT),
        Contender("import-linter, warm", [str(BIN / "lint-imports")]),
        Contender("tach check, warm", [str(BIN / "tach"), "check"]),
        Contender("archlint check, one file edited", ARCHLINT, edit),
        Contender("import-linter, one file edited", [str(BIN / "lint-imports")], edit),
        Contender("archlint check, one import more", ARCHLINT, depend),
        Contender("import-linter, one import more", [str(BIN / "lint-imports")], depend),
    ]


def declare(root: Path) -> None:
    """The same three layers, each open, for all."""
    layers = [
        f'[[layers]]\nname = "{name.rpartition(".")[2]}"\npaths = ["{name.replace(".", "/")}/**"]\nopen = true\n'
        for name in LAYERS
    ]
    (root / "archlint.toml").write_text("".join(layers), encoding="utf-8")
    contract = ["[importlinter]", "root_package = homeassistant", "[importlinter:contract:1]", "name = layers"]
    contract += ["type = layers", "layers =", *(f"    {name}" for name in LAYERS)]
    (root / ".importlinter").write_text("\n".join(contract) + "\n", encoding="utf-8")
    names = ", ".join(f'"{name.rpartition(".")[2]}"' for name in LAYERS)
    modules = [f'[[modules]]\npath = "{name}"\nlayer = "{name.rpartition(".")[2]}"\n' for name in LAYERS]
    tach = f'source_roots = ["."]\nlayers = [{names}]\n' + "".join(modules)
    (root / "tach.toml").write_text(tach, encoding="utf-8")


def measured(one: Contender, root: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processors, those of its children included."""
    one.before()
    began, used = time.perf_counter(), os.times()
    done = subprocess.run(one.command, cwd=root, capture_output=True, check=False)
    clock, after = time.perf_counter() - began, os.times()
    if not done.stdout and not done.stderr:
        raise SystemExit(f"{one.name} said nothing")
    return clock, after.children_user + after.children_system - used.children_user - used.children_system


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--root", type=Path, help="a folder that holds homeassistant/ already")
    arguments = parser.parse_args()
    root = arguments.root or unpacked_wheel()
    declare(root)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    there = [one for one in contenders(root) if Path(one.command[0]).exists()]
    for one in contenders(root):
        if one not in there and not Path(one.command[0]).exists():
            print(f"{one.name}: not installed, left out", file=sys.stderr)
    taken: dict[str, list[tuple[float, float]]] = {one.name: [] for one in there}
    for _ in range(arguments.runs):
        for one in there:
            taken[one.name].append(measured(one, root))
    print(f"{'':34}{'processor s: best':>18}{'median':>9}{'clock s: best':>16}{'median':>9}")
    for name, found in taken.items():
        clocks, used = [one[0] for one in found], [one[1] for one in found]
        row = f"{min(used):18.2f}{statistics.median(used):9.2f}{min(clocks):16.2f}{statistics.median(clocks):9.2f}"
        print(f"{name:34}{row}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

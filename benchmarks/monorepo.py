"""How time and memory grow with a monorepo: `.venv/bin/python benchmarks/monorepo.py [--files 1000 3000 …] [--processors 2]`.

A repository is made up (three layers, services in Python, TypeScript and Java, about 100 lines a file, four to five
dependencies a file) and checked cold, with nothing changed, with a function more in one file, and with an import more in
another. Processor time and memory count, not the clock:
the machine may have other work. Per size it prints where the time goes: finding, reading, judging, reporting.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 3_000, 10_000, 30_000)
PER_SERVICE = 50
DECLARATION = """\
[[layers]]
name = "ui"
paths = ["*/ui/**"]

[[layers]]
name = "services"
paths = ["*/services/**", "**/com/acme/**/services/**"]

[[layers]]
name = "data"
paths = ["*/data/**", "**/com/acme/**/data/**"]

[[contracts]]
kind = "forbidden"
importers = ["ui"]
imported = ["external:sqlalchemy"]
because = "Screens ask services."
"""
LAYERS = ("ui", "services", "data")


RUNS = (
    ("cold", "", ""),
    ("nothing changed", "", ""),
    ("a function more", "s0/data/m2.py", "\n\ndef more() -> int:\n    return 1\n"),
    ("an import more", "s0/services/m4.py", "\nfrom s0.data import m2 as another\n"),
)
"""What is measured, and what is written to which file before."""


class Measured(NamedTuple):
    """One run: seconds of the clock and of the processors, of which in workers, the largest process in MB, and per stage the
    seconds of the conductor's processor time.
    """

    clock: float
    processor: float
    workers: float
    memory: float
    stages: dict[str, float]


def files(number: int) -> Iterator[tuple[str, str]]:
    """The paths and texts of so many source files; what a file says follows from its number."""
    for at in range(number):
        service, place = divmod(at, PER_SERVICE)
        layer = LAYERS[place % 3]
        chance = random.Random(at)
        below = [one for one in range(place) if one % 3 in (place % 3, (place % 3) + 1)]
        near = chance.sample(below, min(5, len(below)))
        far = [chance.randrange(service) for _ in range(2)] if service else []
        language = ("python", "python", "python", "typescript", "java")[service % 5]
        yield WRITERS[language](service, place, layer, near, far, chance)


def _python(
    service: int, place: int, layer: str, near: list[int], far: list[int], chance: random.Random
) -> tuple[str, str]:
    lines = ["import logging", "from dataclasses import dataclass", ""]
    lines += [f"from s{service}.{LAYERS[one % 3]} import m{one}" for one in near]
    lines += [
        f"from s{other}.data.m2 import work_0 as far_{number}" for number, other in enumerate(far) if layer == "data"
    ]
    lines += [
        "",
        "log = logging.getLogger(__name__)",
        "",
        "",
        "@dataclass",
        "class Row:",
        "    amount: int",
        "    name: str = ''",
        "",
    ]
    for number in range(8):
        lines += [
            "",
            f"def work_{number}(rows: list[Row], limit: int = {chance.randrange(99)}) -> int:",
            f'    """What {layer} does with rows, number {number}."""',
            "    total = 0",
            "    for row in rows:",
            f"        if row.amount > limit and row.name != 'n{chance.randrange(999)}':",
            "            total += row.amount * 2",
            "        elif not row.name:",
            "            log.warning('nameless row %s', row)",
            f"    return total + {chance.randrange(9)}" + (f" + len(m{near[0]}.__name__)" if near else ""),
        ]
    return f"s{service}/{layer}/m{place}.py", "\n".join(lines) + "\n"


def _typescript(
    service: int, place: int, layer: str, near: list[int], _far: list[int], chance: random.Random
) -> tuple[str, str]:
    lines = [f'import {{ work0 as near{one} }} from "../{LAYERS[one % 3]}/m{one}";' for one in near]
    lines += ["", "export interface Row {", "  amount: number;", "  name?: string;", "}", ""]
    for number in range(8):
        lines += [
            f"export function work{number}(rows: Row[], limit = {chance.randrange(99)}): number {{",
            "  let total = 0;",
            "  for (const row of rows) {",
            f'    if (row.amount > limit && row.name !== "n{chance.randrange(999)}") {{',
            "      total += row.amount * 2;",
            "    } else if (!row.name) {",
            '      console.warn("nameless row", row);',
            "    }",
            "  }",
            f"  return total + {chance.randrange(9)}" + (f" + near{near[0]}(rows);" if near else ";"),
            "}",
            "",
        ]
    return f"s{service}/{layer}/m{place}.ts", "\n".join(lines) + "\n"


def _java(
    service: int, place: int, layer: str, near: list[int], _far: list[int], chance: random.Random
) -> tuple[str, str]:
    home = f"com.acme.s{service}"
    lines = [f"package {home}.{layer};", "", "import java.util.List;"]
    lines += [f"import {home}.{LAYERS[one % 3]}.M{one};" for one in near]
    lines += ["", f"public class M{place} {{", "  public record Row(int amount, String name) {}", ""]
    for number in range(8):
        lines += [
            f"  public int work{number}(List<Row> rows, int limit) {{",
            f"    int total = {chance.randrange(9)};",
            "    for (Row row : rows) {",
            f'      if (row.amount() > limit && !"n{chance.randrange(999)}".equals(row.name())) {{',
            "        total += row.amount() * 2;",
            "      } else if (row.name() == null) {",
            '        System.err.println("nameless row " + row);',
            "      }",
            "    }",
            "    return total" + (f" + new M{near[0]}().hashCode();" if near else ";"),
            "  }",
            "",
        ]
    return f"s{service}/{layer}/src/main/java/com/acme/s{service}/{layer}/M{place}.java", "\n".join(
        [*lines, "}"]
    ) + "\n"


WRITERS = {"python": _python, "typescript": _typescript, "java": _java}


def write(folder: Path, number: int) -> tuple[int, int]:
    """The repository on disk; its lines and bytes."""
    lines = size = 0
    for path, text in files(number):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        lines += text.count("\n")
        size += len(text)
    (folder / "archlint.toml").write_text(DECLARATION, encoding="utf-8")
    return lines, size


_RUN = """
import json, os, sys, time, gc
gc.disable()
from pathlib import Path
from archlint.pipeline.analyze import Request, analyze
from archlint.reports.formats import FORMATS
from archlint.reports.view import View
stages, last, known = {}, ["starting"], [0.0]
def tell(stage, done=0, total=0):
    now = time.process_time()
    stages[last[0]] = stages.get(last[0], 0.0) + now - known[0]
    known[0] = now
    last[0] = stage
began = time.perf_counter()
analysis = analyze(Path(sys.argv[1]), Request(progress=tell, workers=int(sys.argv[2])))
tell("reporting")
FORMATS["text"].render(analysis, View())
tell("end")
times = os.times()
import resource
memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
own, others = times.user + times.system, times.children_user + times.children_system
print(json.dumps([time.perf_counter() - began, own + others, others, memory, stages]))
print(analysis.statistics.modules, analysis.statistics.dependencies, len(analysis.findings), file=sys.stderr)
"""


def run(folder: Path, workers: int) -> tuple[Measured, str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _RUN, str(folder), str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    return Measured(*json.loads(done.stdout)), done.stderr.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, nargs="*", default=SIZES, help=f"default: {SIZES}")
    parser.add_argument("--processors", type=int, default=2)
    arguments = parser.parse_args()
    print(
        "| files | lines | MB | run | processor s | in workers | per 1,000 files | largest process MB | clock s | stages |"
    )
    print("|---:|---:|---:|---|---:|---:|---:|---:|---:|---|")
    for number in arguments.files:
        folder = Path(tempfile.mkdtemp(prefix="archlint-monorepo-"))
        try:
            lines, size = write(folder, number)
            time.sleep(2.5)  # younger files are not trusted
            for name, path, more in RUNS:
                if more:
                    with (folder / path).open("a") as stream:
                        stream.write(more)
                measured, told = run(folder, arguments.processors)
                stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in measured.stages.items())
                print(
                    f"| {number:,} | {lines:,} | {size / 1e6:.0f} | {name} | {measured.processor:.1f} | {measured.workers:.1f} "
                    f"| {1000 * measured.processor / number:.2f} | {measured.memory:.0f} | {measured.clock:.1f} | {stages} |",
                    flush=True,
                )
            print(f"<!-- modules, dependencies, findings: {told} -->", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

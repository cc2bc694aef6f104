"""What it costs to judge functions: a project with [balance] in, processor time of the first look, of all roles, of a plan's
trials and of the whole run out. Seconds of one process; the facts are stored before anything is measured.

    python benchmarks/judging.py FOLDER [--trials 3]
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import archlint.pipeline.plan as planning
import archlint.pipeline.weigh as weighing
from archlint.measures.balance import balance_by
from archlint.model.plan import PlanRequest
from archlint.pipeline.analyze import Request, analyze


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trials", type=int, default=3)
    chosen = parser.parse_args(arguments)
    spent: dict[str, list[float]] = {}

    def timed(name: str, work: Any) -> Any:
        def measured(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            answer = work(*given, **named)
            spent.setdefault(name, []).append(time.process_time() - began)
            return answer

        return measured

    planning.Planner._try = timed("a trial of the plan", planning.Planner._try)  # type: ignore[method-assign]  # noqa: SLF001
    weighing.declared_balance = timed("first look", weighing.declared_balance)  # type: ignore[attr-defined]
    weighing.balance_by = timed("all roles", balance_by)  # type: ignore[attr-defined]
    with TemporaryDirectory() as cache:
        analyze(chosen.folder, Request(cache_dir=Path(cache)))
        spent.clear()
        runs = {
            "check": Request(cache_dir=Path(cache), workers=1, passing=True, need_graph=True),
            "balance": Request(cache_dir=Path(cache), workers=1, passing=True, need_balance=True),
            "plan": Request(
                cache_dir=Path(cache), workers=1, passing=True, plan=PlanRequest(steps=1, trials=chosen.trials)
            ),
        }
        for name, request in runs.items():
            analysis = timed(f"archlint {name}, facts stored", analyze)(chosen.folder, request)
    print(f"{len(analysis.findings)} findings in {analysis.statistics.modules} modules")
    for name, seconds in spent.items():
        print(f"{name:32}{min(seconds):8.2f} s  ({', '.join(f'{one:.2f}' for one in seconds)})")


if __name__ == "__main__":
    main(sys.argv[1:])

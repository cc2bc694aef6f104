"""The fuzzer: `python tests/fuzz/fuzzing.py --seconds 3600`. What breaks a promise is kept under cases/, see test_fuzz.py.

Inputs are tried in a process of their own, so that one that crashes or hangs it is found too. Everything follows from --seed.
"""

import argparse
import hashlib
import multiprocessing
import sys
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from targets import TARGETS, Case

CASES = Path(__file__).resolve().parent / "cases"
_STUCK = 300.0  # seconds without an answer: the process hangs, however busy the machine is


def kept(target: str) -> list[tuple[Path, Case]]:
    """The inputs that once failed."""
    paths = sorted((CASES / target).glob("*.case"))
    return [(path, Case(_name_of(path), path.read_bytes())) for path in paths]


def keep(target: str, case: Case) -> Path:
    digest = hashlib.blake2b(case.content + case.name.encode(), digest_size=4).hexdigest()
    path = CASES / target / f"{digest}.{case.name.replace('/', '~')}.case"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.content)
    return path


def _name_of(path: Path) -> str:
    return path.name.partition(".")[2].removesuffix(".case").replace("~", "/")


def _serve(connection: Connection, target: str, seed: int, until: float) -> None:
    """Try inputs until the time is over; before each, say its number, and of each that fails, why."""
    number = seed
    while time.monotonic() < until:
        connection.send((number, ""))
        case = TARGETS[target].make(Random(number))
        try:
            TARGETS[target].judge(case)
        except Exception:
            connection.send((number, traceback.format_exc(limit=-4)))
        number += 1
    connection.send((-1, ""))


def fuzz(target: str, seconds: float, seed: int) -> tuple[int, dict[str, int]]:
    """How many inputs were tried, and of each kind of failure the number of the first input."""
    until = time.monotonic() + seconds
    failures: dict[str, int] = {}
    number = seed
    while time.monotonic() < until:
        ours, theirs = multiprocessing.get_context("fork").Pipe()
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs, target, number, until))
        process.start()
        theirs.close()
        why = ""
        try:
            while ours.poll(_STUCK):
                said, told = ours.recv()
                if said < 0:
                    break
                number = said
                if told:
                    failures.setdefault(_kind(told), number)
            else:
                why = f"no answer within {_STUCK:g} seconds"
            if not why and time.monotonic() >= until:
                break
        except EOFError:
            process.join()
            why = f"the process ended with {process.exitcode}"
        finally:
            process.kill()
            process.join()
        if why:
            failures.setdefault(f"{why} (input {number})", number)
        number += 1
    return number - seed, failures


def _kind(told: str) -> str:
    """The last frame and the exception: equal for failures of one cause."""
    lines = [line.strip() for line in told.strip().splitlines() if not line.strip().startswith("^")]
    frame = next((line for line in reversed(lines) if line.startswith("File ")), "")
    return f"{lines[-1][:160]} · {frame}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()) * 1000)
    parser.add_argument(
        "--target", choices=TARGETS, action="append", help="default: all, each for its share of the time"
    )
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print what an input makes happen, and end")
    arguments = parser.parse_args()
    targets = arguments.target or list(TARGETS)
    if arguments.show is not None:
        case = TARGETS[targets[0]].make(Random(arguments.show))
        print(case.name, len(case.content), case.content[:3000])
        TARGETS[targets[0]].judge(case)
        return 0
    failed = 0
    for target in targets:
        tried, failures = fuzz(target, arguments.seconds / len(targets), arguments.seed)
        failed += len(failures)
        print(f"{target}: {tried:,} inputs, {len(failures)} kinds of failure", flush=True)
        for kind, number in failures.items():
            path = keep(target, TARGETS[target].make(Random(number)))
            print(f"  {number}: {kind}\n    {path}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

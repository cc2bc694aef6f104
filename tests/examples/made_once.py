"""What is dear to make and the same for all tests of a run: one of several test processes makes it, the others wait for it."""

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")


def made_once(name: str, make: Callable[[], T], factory: pytest.TempPathFactory) -> T:
    """What `make` gives, which can be pickled. Where files cannot be locked, every process makes its own."""
    if "PYTEST_XDIST_WORKER" not in os.environ or sys.platform == "win32":
        return make()
    import fcntl

    shared = factory.getbasetemp().parent  # that of this run; the folder of a worker lies in it
    kept: Path = shared / f"{name}.pickle"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go where the process ends, however it ends
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        made: T = pickle.loads(kept.read_bytes())  # written by a process of this run
    return made

"""The process around `main`: signals, and standard streams that are closed at the start or close in the middle."""

import contextlib
import os
import signal
import sys


def prepare() -> None:
    """Let SIGTERM end the process by way of its clean-ups, and no file land on the number of a closed stream."""
    with contextlib.suppress(OSError):
        number = os.open(os.devnull, os.O_RDWR)
        while number <= 2:
            number = os.open(os.devnull, os.O_RDWR)
        os.close(number)
    signal.signal(signal.SIGTERM, _terminate)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_default_signal)


def settle() -> None:
    """Flush what is left. A reader that went away is no error; nothing is said at interpreter exit."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _terminate(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _default_signal() -> None:
    """A worker has nothing to clean up: it must die at once, even in the middle of a parse."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

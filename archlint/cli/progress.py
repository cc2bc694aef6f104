"""The progress line of long work: stages and counts in, one line on a terminal's stderr out, nothing anywhere else."""

import time
from collections.abc import Callable

_QUIET_SECONDS = 0.5
_INTERVAL = 0.1
_WIDTH = 60


class Progress:
    """Called by the pipeline as `progress(stage, done, total)`. Silent during the first half second and without a
    terminal; `clear` takes the line away again.
    """

    def __init__(
        self, write: Callable[[str], None], *, enabled: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write, self._enabled, self._clock = write, enabled, clock
        self._next = clock() + _QUIET_SECONDS
        self._shown = False

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        if not self._enabled or self._clock() < self._next:
            return
        self._next = self._clock() + _INTERVAL
        told = f"{stage} {done:,}/{total:,}" if total else stage
        self._write("\r" + told[:_WIDTH].ljust(_WIDTH if self._shown else 0))
        self._shown = True

    def clear(self) -> None:
        """Leave the terminal as it was."""
        if self._shown:
            self._write("\r" + " " * _WIDTH + "\r")
            self._shown = False

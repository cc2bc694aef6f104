"""Extraction in processes that may crash, hang or be killed: tasks in, one packed answer per task out, in any order.

The conductor stays alone with what must survive; a worker tells in shared memory which task it is at, so that a dead or
stuck one costs that task only. A task that ends its worker twice is answered with a Problem.
"""

import contextlib
import gc
import mmap
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import RawArray
from typing import Any, NamedTuple

Work = Callable[[Any], bytes]
"""A module-level function: one task in, its packed answer out. What it raises is a fault of archlint."""

_IDLE = -1
_CHUNK_WEIGHT = 200_000
_CHUNK_TASKS = 64
_AHEAD = 2
_MAX_FAILED_STARTS = 3


class Task(NamedTuple):
    """`argument` goes to the work function; `weight` (bytes) balances the load; `seconds` is how long it may take. An argument
    that is about a file has a method `taken_along`: itself with what is in the file, for work on another machine.
    """

    argument: Any
    weight: int
    seconds: float


class Lost(NamedTuple):
    """A task without an answer: its worker died (`crash`) or did not come back (`timeout`), twice."""

    kind: str
    message: str


Run = Callable[[Work, Sequence[Task], int], Iterator[tuple[int, bytes | Lost]]]
"""What answers tasks with some work, in up to so many processes."""


class _Worker:
    """One process, its end of the pipe, the chunks it was given, and the task it says it is at."""

    def __init__(self, context: Any, others: Sequence["_Worker"]) -> None:
        self.connection, theirs = context.Pipe()
        forks = context.get_start_method() == "fork"
        self.at = _shared_number(forks=forks)
        inherited = [self.connection, *(worker.connection for worker in others)] if forks else []
        self.process = context.Process(target=_serve, args=(theirs, self.at, inherited), daemon=True)
        self.process.start()
        theirs.close()
        self.chunks: deque[list[int]] = deque()
        self.seen = (_IDLE, time.monotonic())
        self.answered = False
        self._work: Work | None = None

    def give(self, work: Work, chunk: list[int], tasks: Sequence[Task]) -> None:
        if not self.chunks:
            self.seen = (_IDLE, time.monotonic())
        self.chunks.append(chunk)
        said = None if work is self._work else work  # it may carry much: a worker keeps it for the next chunk
        self._work = work
        self.connection.send((said, [(index, tasks[index].argument) for index in chunk]))

    def current(self) -> int:
        """The task it is at; remembers since when."""
        at = int(self.at[0])
        if at != self.seen[0]:
            self.seen = (at, time.monotonic())
        return at

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def run(work: Work, tasks: Sequence[Task], workers: int) -> Iterator[tuple[int, bytes | Lost]]:
    """Answer every task, as answers come. Ends its processes however it is left."""
    with Staff() as staff:
        yield from staff.run(work, tasks, workers)


class Staff:
    """Processes that stay for the next tasks, as long as a `with` lasts: what they have imported they need not import again."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._beside: list[_Worker] = []

    def __enter__(self) -> "Staff":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._beside):
            worker.stop()

    def run(self, work: Work, tasks: Sequence[Task], workers: int) -> Iterator[tuple[int, bytes | Lost]]:
        """Answer every task, as answers come. Who leaves before the last one ends the processes."""
        pool = _Pool(work, tasks, max(1, min(workers, len(tasks))), self._idle)
        self._idle = []
        done = False
        try:
            yield from pool.answers()
            done = True
        finally:
            if done:
                self._idle = pool.workers
            else:
                pool.stop()

    def begin(self, work: Work, argument: object) -> Callable[[], bytes | None]:
        """Do one thing in a process of its own; the answer is waited for when asked, None where the process ended."""
        worker = _Worker(_context(), (*self._idle, *self._beside))
        self._beside.append(worker)
        worker.give(work, [0], [Task(argument, 0, 0.0)])

        def answer() -> bytes | None:
            try:
                found: list[tuple[int, bytes]] = worker.connection.recv()
            except (EOFError, OSError):
                return None
            return found[0][1]

        return answer


def _shared_number(*, forks: bool) -> Any:
    """One number that two processes see. What is forked shares memory that lies in no file: no disk can be too full."""
    if not forks:
        return RawArray("q", [_IDLE])
    number = memoryview(mmap.mmap(-1, 8)).cast("q")
    number[0] = _IDLE
    return number


def _context() -> Any:
    """Forked where that is safe: a thread beside the first one may fork while others hold locks that nobody gives back."""
    forks = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
    return multiprocessing.get_context("fork" if forks else "spawn")


class _Pool:
    def __init__(self, work: Work, tasks: Sequence[Task], size: int, idle: Sequence[_Worker]) -> None:
        self._work, self._tasks, self._size = work, tasks, size
        self._context = _context()
        self._waiting = deque(chunks(tasks, size))
        self._failures: dict[int, int] = {}
        self.workers = list(idle)
        self._failed_starts = 0

    def answers(self) -> Iterator[tuple[int, bytes | Lost]]:
        open_tasks = len(self._tasks)
        while open_tasks:
            self._staff()
            for worker in self._ready():
                for answer in self._receive(worker):
                    open_tasks -= 1
                    yield answer

    def stop(self) -> None:
        for worker in self.workers:
            worker.stop()

    def _staff(self) -> None:
        """Keep as many workers as there is work for, each with a chunk in reserve."""
        while self._waiting and len(self.workers) < self._size:
            self.workers.append(_Worker(self._context, self.workers))
        for ahead in range(1, _AHEAD + 1):
            for worker in self.workers[: self._size]:
                if self._waiting and len(worker.chunks) < ahead:
                    with contextlib.suppress(OSError):  # it died; `_receive` finds out
                        worker.give(self._work, self._waiting.popleft(), self._tasks)

    def _ready(self) -> list[_Worker]:
        """The workers with an answer, a death or a task that takes too long."""
        by_connection = {worker.connection: worker for worker in self.workers}
        ready = wait(list(by_connection), timeout=1.0)
        if ready:
            return [worker for connection, worker in by_connection.items() if connection in ready]
        return [worker for worker in self.workers if self._is_stuck(worker)]

    def _is_stuck(self, worker: _Worker) -> bool:
        at = worker.current()
        allowed = 2 * self._tasks[at].seconds + 5 if at != _IDLE else 60.0
        return bool(worker.chunks) and time.monotonic() - worker.seen[1] > allowed

    def _receive(self, worker: _Worker) -> list[tuple[int, bytes | Lost]]:
        try:
            if worker.connection.poll():
                answers: list[tuple[int, bytes | Lost]] = worker.connection.recv()
                worker.chunks.popleft()
                worker.answered = True
                return answers
            kind = "timeout"
        except (EOFError, OSError):
            kind = "crash"
        return self._bury(worker, kind)

    def _bury(self, worker: _Worker, kind: str) -> list[tuple[int, bytes | Lost]]:
        """Take a dead or stuck worker away and put back what it was given; give up on a task that ended two workers."""
        at = worker.current()
        worker.stop()
        self.workers.remove(worker)
        if at == _IDLE and not worker.answered:
            self._failed_starts += 1
            if self._failed_starts >= _MAX_FAILED_STARTS:
                code = worker.process.exitcode
                raise RuntimeError(f"the processes that read files do not start (exit code {code})")
        given_up: list[tuple[int, bytes | Lost]] = []
        self._failures[at] = self._failures.get(at, 0) + 1
        if at != _IDLE and self._failures[at] > 1:
            given_up.append((at, lost(kind, self._tasks[at])))
        for chunk in reversed(worker.chunks):
            # Task by task from here on: what is innocent is not held up by what is not.
            self._waiting.extendleft([index] for index in reversed(chunk) if not (given_up and index == at))
        return given_up


def lost(kind: str, task: Task) -> Lost:
    """A task that two workers did not survive or answer."""
    if kind == "timeout":
        return Lost(kind, f"reading it did not end within {2 * task.seconds + 5:g} seconds")
    return Lost(kind, "the process that read it ended, twice")


def chunks(tasks: Sequence[Task], workers: int) -> list[list[int]]:
    """Task numbers in chunks of about the same weight, small enough that every worker gets some. The heaviest come first,
    so that nobody waits for one in the end.
    """
    total = sum(task.weight for task in tasks)
    limit = max(1, min(_CHUNK_WEIGHT, total // (workers * 4)))
    chunks: list[list[int]] = []
    weight = limit
    for index in sorted(range(len(tasks)), key=lambda index: -tasks[index].weight):
        if weight >= limit or len(chunks[-1]) >= _CHUNK_TASKS:
            chunks.append([])
            weight = 0
        chunks[-1].append(index)
        weight += tasks[index].weight
    return chunks


def _serve(connection: Connection, at: Any, inherited: Sequence[Connection]) -> None:
    """A worker's life: a chunk in, its answers out, until the pipe closes: also when the conductor is killed, as long as
    nobody else holds the conductor's end, so the `inherited` copies of such ends are closed first.
    """
    for end in inherited:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the conductor, who ends this process
    gc.disable()
    work: Work | None = None
    try:
        while True:
            said, chunk = connection.recv()
            work = said or work
            assert work is not None  # noqa: S101 - the first chunk brings it
            answers = []
            for index, argument in chunk:
                at[0] = index
                answers.append((index, work(argument)))
            at[0] = _IDLE
            connection.send(answers)
    except (EOFError, OSError):
        os._exit(0)

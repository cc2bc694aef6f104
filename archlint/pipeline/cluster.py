"""Extraction on a Dask cluster: the address of a scheduler in, the same answers out as from processes of this machine.

Contents travel, not paths, so workers need no access to the project. Each side proves what it has: the worker that it is the
same archlint, byte for byte, and both that what arrived is what was sent. The cluster runs code as Dask does: it must be one's
own (`tls://` and Dask's own settings keep others out).
"""

import contextlib
import hashlib
import logging
import queue
import time
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from archlint.model.rulebook import DeclarationError
from archlint.pipeline.fact_packs import portable_identity
from archlint.pipeline.workers import Lost, Run, Task, Work, chunks, lost

_PATIENCE = 15.0  # seconds until a scheduler has answered, and until it has a worker
_IN_FLIGHT = 3  # chunks per thread of the cluster
_MOST_LOST = 50  # chunks that a scheduler may forget in one run
_OPTION = "(--scheduler)"


class _OtherToolError(Exception):
    """A worker is not the archlint that asked it."""


class _Sent(NamedTuple):
    """A task on its way: its number, its argument and the digest of that."""

    number: int
    argument: Any
    digest: bytes


class _Returned(NamedTuple):
    """An answer on its way back, and the digest of both ends: what was asked and what was found."""

    number: int
    answer: bytes
    digest: bytes


def on_cluster(address: str) -> Run:
    """What answers tasks on the cluster at `address`. Raises DeclarationError, when it is called, where that cannot be had."""
    return partial(_run, address)


def _run(address: str, work: Work, tasks: Sequence[Task], _workers: int) -> Iterator[tuple[int, bytes | Lost]]:
    if not tasks:
        return
    client, threads = _connected(address)
    try:
        yield from _Flight(client, work, tasks, threads).answers()
    except _OtherToolError as error:
        raise DeclarationError(f"{address}: {error} {_OPTION}", address) from None
    except (OSError, TimeoutError) as error:
        raise DeclarationError(f"{address}: the scheduler went away: {error} {_OPTION}", address) from None
    finally:
        with contextlib.suppress(Exception):  # what is lost is lost
            client.close(timeout=2)


def _connected(address: str) -> tuple[Any, int]:
    """A client of the scheduler, and how many threads its workers have."""
    try:
        from distributed import Client
    except ImportError:
        raise DeclarationError(
            f"{_OPTION[1:-1]} needs Dask, which is not installed: pip install 'archlint[dask]'", address
        ) from None
    for name in ("distributed", *(name for name in logging.root.manager.loggerDict if name.startswith("distributed"))):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said by archlint
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError, KeyError, RuntimeError, ImportError, TypeError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DeclarationError(f"{address}: there is no scheduler: {told} {_OPTION}", address) from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        threads = sum(client.nthreads().values())
    except (OSError, TimeoutError):
        client.close(timeout=2)
        raise DeclarationError(f"{address}: the scheduler has no workers {_OPTION}", address) from None
    return client, max(1, threads)


class _Flight:
    """All tasks of one run: chunks wait, are sent as threads become free, and come back. What did not is a suspect: whoever
    ends a worker takes along what waits there, so each is sent again by itself when nothing else is under way.
    """

    def __init__(self, client: Any, work: Work, tasks: Sequence[Task], threads: int) -> None:
        self._client, self._work, self._tasks = client, work, tasks
        self._waiting = deque(chunks(tasks, threads))
        self._suspects: deque[int] = deque()
        self._is_alone = False  # from when on each is sent by itself
        self._lost = 0
        self._window = threads * _IN_FLIGHT
        self._sent: dict[Any, list[_Sent]] = {}
        self._failures: dict[int, int] = {}
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._since = time.monotonic()

    def answers(self) -> Iterator[tuple[int, bytes | Lost]]:
        while self._waiting or self._suspects or self._sent:
            while self._waiting and len(self._sent) < self._window:
                self._send(self._waiting.popleft())
            if not self._sent:
                self._is_alone = True
                self._send([self._suspects.popleft()])
            for future in self._done():
                sent = self._sent.pop(future)
                yield from self._taken(future, sent)
                future.release()

    def _send(self, chunk: Sequence[int]) -> None:
        sent = []
        for index in chunk:
            argument = self._tasks[index].argument
            argument = argument.taken_along() if hasattr(argument, "taken_along") else argument
            sent.append(_Sent(index, argument, _digest(argument)))
        future = self._client.submit(_serve, self._work, portable_identity(), sent, pure=False)
        self._sent[future] = sent
        future.add_done_callback(self._ended.put)

    def _done(self) -> list[Any]:
        """The futures that have ended; all, where nothing has ended for too long."""
        try:
            done = [self._ended.get(timeout=1.0)]
        except queue.Empty:
            # Whoever waits for its turn must not count as stuck: only a cluster in which nothing moves does.
            allowed = 60 + sum(2 * self._tasks[one.number].seconds for sent in self._sent.values() for one in sent)
            return list(self._sent) if time.monotonic() - self._since > allowed else []
        self._since = time.monotonic()
        return [future for future in done if future in self._sent]

    def _taken(self, future: Any, sent: Sequence[_Sent]) -> Iterator[tuple[int, bytes | Lost]]:
        """The answers of a chunk that came back whole; what did not becomes a suspect, or is given up where it failed twice
        while it was by itself.
        """
        returned: Sequence[_Returned] = ()
        kind = "crash"
        if future.status == "finished":
            returned = future.result()
        elif future.status == "error":
            error = future.exception()
            if isinstance(error, _OtherToolError):
                raise error
            if isinstance(error, ModuleNotFoundError):
                raise _OtherToolError(f"a worker has no archlint: {error}")
        elif future.status in ("cancelled", "lost"):
            self._lost += 1
            if getattr(self._client, "status", "running") != "running" or self._lost > _MOST_LOST:
                raise OSError("its tasks were cancelled")
            self._waiting.append([one.number for one in sent])
            return
        else:
            kind = "timeout"
            future.cancel(force=True)
        found = {one.number: one for one in returned}
        for one in sent:
            answer = found.get(one.number)
            if answer is not None and answer.digest == _digest_of_both(one.digest, answer.answer):
                yield one.number, answer.answer
                continue
            if self._is_alone:
                self._failures[one.number] = self._failures.get(one.number, 0) + 1
            if self._failures.get(one.number, 0) > 1:
                yield one.number, lost(kind, self._tasks[one.number])
            else:
                self._suspects.append(one.number)


def _serve(work: Work, identity: bytes, sent: Sequence[_Sent]) -> list[_Returned]:
    """A chunk, on a worker. What did not arrive as it was sent is not answered."""
    if portable_identity() != identity:
        import socket

        from archlint.version import __version__

        raise _OtherToolError(
            f"the worker on {socket.gethostname()} has another archlint ({__version__}), or other grammars; "
            "install the same on all machines"
        )
    answers = []
    for index, argument, total in sent:
        if _digest(argument) == total:
            answer = work(argument)
            answers.append(_Returned(index, answer, _digest_of_both(total, answer)))
    return answers


def _digest(argument: Any) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(argument), digest_size=16).digest()


def _digest_of_both(asked: bytes, answer: bytes) -> bytes:
    return hashlib.blake2b(answer, key=asked, digest_size=16).digest()

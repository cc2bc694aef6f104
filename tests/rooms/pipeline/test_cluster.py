"""`--scheduler` on a real Dask cluster of two worker processes: the same bytes as here, whatever becomes of a worker."""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import dask
import pytest
from distributed import LocalCluster
from pipeline_projects import SHOP, write

import archlint.pipeline.cluster as cluster
from archlint.cli.main import main
from archlint.model.analysis import encode
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.analyze import Request, analyze
from archlint.pipeline.cluster import on_cluster
from archlint.pipeline.workers import Lost, Task

MANY = SHOP | {
    f"store/part{one}.py": f"import ui.page\n\n\ndef f{one}(x):\n    return x if x else {one}\n" for one in range(60)
}


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    cloudpickle.register_pickle_by_value(__import__(__name__))
    dask.config.set({"distributed.scheduler.allowed-failures": 0})  # a task that kills is given up at once
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", processes=True) as running:
        yield running.scheduler_address


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """A client that never connected closes itself when it is collected, and waits forever if another one is starting then."""
    yield
    gc.collect()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", MANY)


def pids(address: str) -> list[int]:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_the_answer_is_the_same_to_the_byte(scheduler: str, root: Path) -> None:
    (root / "store/broken.py").write_bytes(b"import ui.page\nclass (:\n\xff\n")
    (root / "store/large.py").write_bytes(b"x = 1\n" * 300_000)
    asked = Request(cache=False, need_graph=True, need_balance=True, need_connections=True)
    assert encode(analyze(root, asked._replace(scheduler=scheduler))) == encode(analyze(root, asked))


def test_what_a_cluster_read_is_stored_as_if_it_had_been_read_here(
    scheduler: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = analyze(root, Request(scheduler=scheduler))
    for path in (root / ".archlint_cache").glob("*.analysis"):
        path.unlink()

    def refuse(*_: object) -> Any:
        raise AssertionError("a file was read again")

    monkeypatch.setattr("archlint.pipeline.extract.extract_file", refuse)
    assert encode(analyze(root, Request(workers=1))) == encode(cold)


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(scheduler: str, root: Path) -> None:
    wanted = encode(analyze(root, Request(cache=False)))
    victims = pids(scheduler)[:1]

    def kill(stage: str, done: int, _total: int) -> None:
        if stage == "reading" and done and victims:
            os.kill(victims.pop(), signal.SIGKILL)

    assert encode(analyze(root, Request(cache=False, scheduler=scheduler, progress=kill))) == wanted
    assert not victims


def _deadly(argument: str) -> bytes:
    if argument == "guilty":
        os.kill(os.getpid(), signal.SIGKILL)
    return argument.encode()


def test_a_task_that_ends_its_workers_costs_itself_only(scheduler: str) -> None:
    tasks = [Task(name, 1, 1.0) for name in ("a", "b", "guilty", "c")]
    answers = dict(on_cluster(scheduler)(_deadly, tasks, 1))
    lost = answers.pop(2)
    assert answers == {0: b"a", 1: b"b", 3: b"c"}
    assert isinstance(lost, Lost)
    assert lost.kind == "crash"


def said(root: Path, address: str) -> tuple[int, str]:
    import io

    out, err = io.StringIO(), io.StringIO()
    code = main(["check", str(root), "--no-cache", "--scheduler", address], io.StringIO(), out, err)
    return code, err.getvalue()


def test_a_worker_with_another_archlint_is_refused(scheduler: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "portable_identity", lambda: b"another")
    code, told = said(root, scheduler)
    assert code == 2
    assert "has another archlint" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "no.such.host.invalid:1", "tcp://"])
def test_a_scheduler_that_is_not_there_is_2(address: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    code, told = said(root, address)
    assert code == 2
    assert told.startswith(f"archlint: {address}: there is no scheduler: ")
    assert told.endswith("(--scheduler)\n")
    assert told.count("\n") == 1


def test_a_scheduler_without_workers_is_2(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    with LocalCluster(n_workers=0, dashboard_address=":0") as empty:
        code, told = said(root, empty.scheduler_address)
    assert (code, told.endswith("the scheduler has no workers (--scheduler)\n")) == (2, True)


def test_without_dask_it_says_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    code, told = said(root, "tcp://127.0.0.1:9")
    assert code == 2
    assert "pip install 'archlint[dask]'" in told


# What arrives is checked at both ends: by a cluster that lies.


class Future:
    status = "finished"

    def __init__(self, returned: Any) -> None:
        self.returned = returned

    def add_done_callback(self, ended: Callable[[Any], object]) -> None:
        ended(self)

    def result(self) -> Any:
        return self.returned

    def release(self) -> None:
        pass


class Liar:
    """A client whose cluster spoils what is sent and what is returned."""

    def __init__(self, spoil: Callable[[Any], Any], sent: Callable[[Any], Any] = list) -> None:
        self._spoil, self._sent = spoil, sent
        self.calls = 0

    def submit(self, serve: Any, work: Any, identity: bytes, sent: Any, **_: object) -> Future:
        self.calls += 1
        return Future(tuple(self._spoil(serve(work, identity, self._sent(sent)))))


def _echo(argument: str) -> bytes:
    return argument.encode()


LIES: dict[str, Liar] = {
    "another answer": Liar(lambda found: [one._replace(answer=b"mine") for one in found]),
    "no answer": Liar(lambda _: []),
    "the answer to another question": Liar(lambda found: [one._replace(number=1 - one.number) for one in found]),
    "another question": Liar(list, lambda sent: [one._replace(argument="other") for one in sent]),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_was_changed_on_its_way_is_not_believed(lie: str) -> None:
    tasks = [Task("a", 1, 1.0), Task("b", 1, 1.0)]
    answers = dict(cluster._Flight(LIES[lie], _echo, tasks, 1).answers())
    assert all(isinstance(answer, Lost) for answer in answers.values())
    assert sorted(answers) == [0, 1]
    assert LIES[lie].calls > 2


def test_whoever_waits_beside_a_task_that_ends_its_worker_is_not_blamed() -> None:
    """All that is under way at the time comes back unanswered, again and again, until the guilty one is by itself."""
    under_way: list[int] = []

    class Shared(Liar):
        def submit(self, serve: Any, work: Any, identity: bytes, sent: Any, **_: object) -> Future:
            under_way.append(len(sent))
            ends = any(one.argument == "guilty" for one in sent) or (len(under_way) < 5 and "guilty" in names)
            return Future(() if ends else tuple(serve(work, identity, sent)))

    names = ["a", "b", "guilty", "c"]
    answers = dict(cluster._Flight(Shared(list), _echo, [Task(name, 1, 1.0) for name in names], 1).answers())
    assert isinstance(answers.pop(2), Lost)
    assert answers == {0: b"a", 1: b"b", 3: b"c"}


def test_an_honest_cluster_is_believed() -> None:
    tasks = [Task(name, 1, 1.0) for name in "abc"]
    assert dict(cluster._Flight(Liar(list), _echo, tasks, 2).answers()) == {0: b"a", 1: b"b", 2: b"c"}


def test_a_scheduler_that_goes_away_is_said(root: Path) -> None:
    running = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", processes=False)

    def leave(stage: str, done: int, _total: int) -> None:
        if stage == "reading" and done == 1:
            running.close()

    with pytest.raises(DeclarationError, match="went away"):
        analyze(root, Request(cache=False, scheduler=running.scheduler_address, progress=leave))

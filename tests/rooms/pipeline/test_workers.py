"""Extraction outlives its workers: whatever a task does to its process, every other task is answered."""

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_projects import SHOP, check, open_findings, said, write

from archlint.languages.catalogue import Language
from archlint.model.facts import FileFacts
from archlint.pipeline import extract, extract_file, workers
from archlint.pipeline.workers import Lost, Staff, Task, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="work defined in a test needs fork")


def work(task: str) -> bytes:
    """What a task's name says."""
    match task.split():
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["segfault"]:
            faulthandler.disable()  # pytest's: the trace would stand in the middle of its report
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["exit"]:
            os._exit(7)
        case ["memory"]:
            os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory has run out
        case ["hang"]:
            time.sleep(3600)
        case ["spin"]:
            while True:
                pass
        case ["once", mark]:
            with contextlib.suppress(FileExistsError):
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                os.kill(os.getpid(), signal.SIGKILL)
        case ["large"]:
            return b"x" * 3_000_000
    return task.encode()


def tasks(*names: str, seconds: float = 60.0) -> list[Task]:
    return [Task(name, 100, seconds) for name in names]


def answers(names: list[str], size: int = 2) -> dict[int, bytes | Lost]:
    found = list(run(work, tasks(*names), size))
    assert len(found) == len(names), "one answer per task, none twice"
    return dict(found)


def quick_to_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for stuck workers after a blink: a task is stuck after half a second instead of after twice its limit and 5."""
    real_wait = workers.wait
    monkeypatch.setattr(workers, "wait", lambda connections, timeout: real_wait(connections, 0.05))

    def is_stuck(_pool: object, worker: workers._Worker) -> bool:
        at = worker.current()
        return at != -1 and time.monotonic() - worker.seen[1] > 0.5

    monkeypatch.setattr(workers._Pool, "_is_stuck", is_stuck)


@given(st.integers(0, 150), st.integers(1, 4), st.lists(st.integers(0, 500_000), min_size=1, max_size=5))
@settings(max_examples=15)
def test_every_task_is_answered_once(count: int, size: int, weights: list[int]) -> None:
    many = [Task(f"task {number}", weights[number % len(weights)], 60.0) for number in range(count)]
    found = list(run(work, many, size))
    assert sorted(index for index, _ in found) == list(range(count))
    assert all(answer == f"task {index}".encode() for index, answer in found)


@given(st.lists(st.integers(0, 1_000_000), max_size=300), st.integers(1, 16))
def test_chunks_hold_every_task_once_and_the_heaviest_first(weights: list[int], size: int) -> None:
    chunks = workers.chunks([Task(None, weight, 1.0) for weight in weights], size)
    order = [index for chunk in chunks for index in chunk]
    assert sorted(order) == list(range(len(weights)))
    assert [weights[index] for index in order] == sorted(weights, reverse=True)
    assert all(chunks)
    assert all(len(chunk) <= 64 for chunk in chunks)


@pytest.mark.parametrize("guilty", ["kill", "segfault", "exit", "memory"])
@pytest.mark.parametrize("size", [1, 3])
def test_a_worker_that_dies_costs_its_task_only(guilty: str, size: int) -> None:
    names = [f"task {number}" for number in range(40)]
    names[17] = guilty
    found = answers(names, size)
    lost = found.pop(17)
    assert isinstance(lost, Lost)
    assert lost == ("crash", "the process that read it ended, twice")
    assert found == {index: name.encode() for index, name in enumerate(names) if index != 17}


def test_a_task_that_ends_its_worker_once_gets_another_try(tmp_path: Path) -> None:
    found = answers(["a", f"once {tmp_path}/mark", "b"])
    assert found[1] == f"once {tmp_path}/mark".encode()
    assert (tmp_path / "mark").exists()


def test_many_guilty_tasks_do_not_hide_the_innocent() -> None:
    names = [("kill" if number % 3 == 0 else f"task {number}") for number in range(30)]
    found = answers(names)
    assert [isinstance(found[number], Lost) for number in range(30)] == [number % 3 == 0 for number in range(30)]


@pytest.mark.parametrize("guilty", ["hang", "spin"])
def test_a_task_that_never_ends_is_a_timeout(guilty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_to_notice(monkeypatch)
    names = ["a", guilty, "b", "c"]
    found = answers(names)
    assert isinstance(found[1], Lost)
    assert found[1].kind == "timeout"
    assert found[1].message == "reading it did not end within 125 seconds"
    assert {found[0], found[2], found[3]} == {b"a", b"b", b"c"}


def test_a_stuck_worker_does_not_keep_the_others_from_working(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_to_notice(monkeypatch)
    found = list(run(work, tasks("hang", *(f"task {number}" for number in range(50))), 2))
    order = [index for index, _ in found]
    assert sorted(order) == list(range(51))
    assert order.index(0) > 25
    assert [index for index, answer in found if isinstance(answer, Lost)] == [0]


def test_answers_larger_than_a_pipe_arrive() -> None:
    found = answers(["large", "a", "large", "b"])
    assert [len(answer) for _, answer in sorted(found.items())] == [3_000_000, 1, 3_000_000, 1]  # type: ignore[arg-type]


def test_workers_that_never_start_are_an_error_and_not_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", lambda *_: os._exit(9))
    with pytest.raises(RuntimeError, match=r"the processes that read files do not start \(exit code 9\)"):
        list(run(work, tasks("a", "b"), 2))


@pytest.mark.parametrize("how", ["early", "error", "done"])
def test_no_process_outlives_the_run(how: str) -> None:
    before = set(multiprocessing.active_children())
    answering = run(work, tasks(*map(str, range(20))), 3)
    if how == "early":
        next(answering)
        answering.close()  # type: ignore[attr-defined]
    elif how == "error":
        next(answering)
        with pytest.raises(KeyboardInterrupt):
            answering.throw(KeyboardInterrupt)  # type: ignore[attr-defined]
    else:
        list(answering)
    assert set(multiprocessing.active_children()) == before


def test_workers_end_with_a_conductor_that_is_killed() -> None:
    """Every worker holds the pipe of the output: it closes when the last of them has ended."""
    script = (
        "import os, signal\n"
        "from archlint.pipeline.workers import Task, run\n"
        "answering = run(str.encode, [Task(str(number), 1, 60.0) for number in range(400)], 3)\n"
        "for number, _ in enumerate(answering):\n"
        "    if number == 9: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def test_no_tasks_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers._Pool, "_staff", lambda _self: pytest.fail("a process was started"))
    assert list(run(work, [], 4)) == []


def misbehaving(monkeypatch: pytest.MonkeyPatch, what: str, mark: bytes) -> None:
    """Extract as always, except from files that hold `mark`."""
    real = extract_file._extractor

    def extractor(language: Language, *, whole: bool):  # type: ignore[no-untyped-def]
        function = real(language, whole=whole)

        def act(content: bytes, dialect: str, seconds: float) -> FileFacts:
            if mark in content:
                if what == "raise":
                    raise RecursionError("too deep")
                work(what)
            return function(content, dialect, seconds)

        return act

    monkeypatch.setattr(extract_file, "_extractor", extractor)


@pytest.mark.parametrize(
    ("what", "kind", "told"),
    [
        ("kill", "crash", "the process that read it ended, twice"),
        ("hang", "timeout", "reading it did not end within"),
        ("raise", "crash", "a fault in archlint: RecursionError: too deep"),
    ],
)
def test_the_run_goes_on_and_says_which_file_it_was(
    what: str, kind: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_to_notice(monkeypatch)
    misbehaving(monkeypatch, what, b"GUILTY")
    write(tmp_path, {**SHOP, "service/guilty.py": "# GUILTY\nfrom ui import page\n"})
    analysis = check(tmp_path)
    assert ("layer-skip", "ui/page.py", "store/rows.py") in open_findings(analysis)
    (found,) = [found for found in analysis.findings if found.check == "unparsed-source"]
    assert found.importer is not None
    assert found.importer.module == "service/guilty.py"
    assert told in found.message
    assert analysis.graph is not None
    assert [problem.kind for problem in analysis.graph.problems] == [kind]


def test_what_went_wrong_once_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {**SHOP, "service/guilty.py": "# GUILTY\nfrom ui import page\n"})
    with monkeypatch.context() as patch:
        misbehaving(patch, "kill", b"GUILTY")
        assert "unparsed-source" in {found.check for found in check(tmp_path).findings}
    assert "unparsed-source" not in {found.check for found in check(tmp_path).findings}
    assert ("upward-dependency", "service/guilty.py", "ui/page.py") in open_findings(check(tmp_path))


def test_a_worker_killed_from_outside_changes_no_answer(tmp_path: Path) -> None:
    files = {f"service/m{number}.py": f"from store import rows\nx = {number}\n" for number in range(200)}
    write(tmp_path, {**SHOP, **files})
    calm = check(tmp_path, cache=False, workers=2)
    killed = []

    def killer(stage: str, done: int, _total: int) -> None:
        if stage == "reading" and done == 5:
            (victim, *_) = multiprocessing.active_children()
            victim.kill()
            killed.append(victim.pid)

    disturbed = check(tmp_path, cache=False, workers=2, progress=killer)
    assert len(killed) == 1
    assert disturbed == calm


def test_the_number_of_workers_changes_no_answer(tmp_path: Path) -> None:
    files = {
        f"service/m{number}.py": f"from store import rows\nfrom service.m{number // 2} import x\n"
        for number in range(90)
    }
    write(tmp_path, {**SHOP, **files, "service/broken.py": "def (:\n"})
    first, *others = [check(tmp_path, cache=False, workers=size) for size in (1, 2, 5)]
    assert all(other == first for other in others)
    assert first.statistics.modules == 95


@pytest.mark.parametrize("change", ["gone", "grown", "folder", "link"])
def test_a_file_that_changes_between_look_and_read_is_said(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SHOP)
    victim = tmp_path / "store" / "rows.py"
    write(tmp_path, {"archlint.toml": SHOP["archlint.toml"] + "\n[project]\nmax_file_size = 500\n"})
    real = extract._read

    def changed(*words, whole: bool):  # type: ignore[no-untyped-def]
        victim.unlink()
        if change == "grown":
            victim.write_text("x = 1\n" * 1000)
        elif change == "folder":
            victim.mkdir()
        elif change == "link":
            victim.symlink_to("/etc/hostname")
        return real(*words, whole=whole)

    monkeypatch.setattr(extract, "_read", changed)
    analysis = check(tmp_path)
    assert analysis.graph is not None
    assert [(problem.file, problem.kind) for problem in analysis.graph.problems] == [("store/rows.py", "unreadable")]
    assert ("layer-skip", "ui/page.py", "store/rows.py") in open_findings(analysis)
    assert "internal" not in said(analysis)


def test_processes_stay_for_the_next_tasks_and_other_work() -> None:
    with Staff() as staff:
        first = {answer for _, answer in staff.run(where, tasks(*map(str, range(20))), 2)}
        again = {answer for _, answer in staff.run(where, tasks(*map(str, range(20))), 2)}
        assert again <= first
        assert dict(staff.run(work, tasks("a", "b"), 2)) == {0: b"a", 1: b"b"}
    assert not multiprocessing.active_children()


def test_a_process_that_dies_between_two_runs_is_replaced() -> None:
    with Staff() as staff:
        for _, answer in staff.run(where, tasks("one", "two"), 2):
            assert isinstance(answer, bytes)
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert dict(staff.run(work, tasks("a", "b", "c"), 2)) == {0: b"a", 1: b"b", 2: b"c"}


def test_what_is_begun_beside_others_is_answered_when_asked() -> None:
    with Staff() as staff:
        beside = staff.begin(work, "large")
        assert dict(staff.run(work, tasks("a", "b"), 2)) == {0: b"a", 1: b"b"}
        assert beside() == b"x" * 3_000_000
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("end", ["kill", "exit"])
def test_what_is_begun_and_ends_its_process_has_no_answer(end: str) -> None:
    with Staff() as staff:
        assert staff.begin(work, end)() is None


def where(_task: str) -> bytes:
    """The process that a task is done in."""
    return str(os.getpid()).encode()

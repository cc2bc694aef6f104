"""Killed at any moment, interrupted, or out of disk: the next run is right, and nothing is left half done."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faulty_projects import ROOT, SOUND, process, run, written

from archlint.model.move import Edit
from archlint.pipeline.apply import NotApplied, apply
from archlint.pipeline.journal import NAME, Interrupted, recover
from archlint.pipeline.move import plan_move

SHOP = {
    "shop/__init__.py": "",
    "shop/cart/__init__.py": "from . import prices\n",
    "shop/cart/prices.py": "RATE = 2\n",
    "shop/page.py": "from shop.cart import prices\n",
    ".hidden.py": "from shop.cart import prices\n",
}
MANY = SOUND | {f"data/rows{one}.py": "import ui.page\n" + f"ROW = [{one}, 2, 3]\n" * 100 for one in range(60)}


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edit, ...]:
    """What a move does to SHOP, wherever it lies."""
    return plan_move(written(tmp_path_factory.mktemp("shop"), SHOP), "shop.cart.prices", "shop.money.lists").edits


def contents(root: Path) -> dict[str, bytes]:
    """Everything in a folder that a user sees, and every leftover."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*"))}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in found.items()}


def in_a_child(work: Callable[[], None]) -> int:
    """The exit code of a process that does some work, negative where a signal ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(number: int) -> None:
    """Let this process be killed when it changes the file system for the n-th time."""
    left = [number]

    def counting(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*words: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **more)

        return counted

    for name in ("rename", "replace", "unlink", "mkdir", "rmdir", "fsync"):
        setattr(os, name, counting(getattr(os, name)))


def test_a_move_that_is_killed_at_any_moment_is_taken_back_or_completed(
    edits: tuple[Edit, ...], tmp_path: Path
) -> None:
    complete = written(tmp_path / "complete", SHOP)
    before = contents(complete)
    apply(complete, edits)
    wanted = contents(complete)
    assert not [name for name in wanted if ".archlint-" in name]
    taken_back = completed = 0
    for moment in range(100):
        root = written(tmp_path / f"{moment}", SHOP)

        def work(moment: int = moment, root: Path = root) -> None:
            die_at(moment)
            apply(root, edits)

        if in_a_child(work) == 0:
            break
        told = recover(root)
        after = contents(root)
        after.pop(f"{NAME}.new", None)  # nothing had begun
        if after == before:
            taken_back += "taken back" in told
        else:
            assert after == wanted
            completed += 1
    assert taken_back > 10
    assert completed > 1


def test_a_recovery_that_is_killed_itself_goes_on_the_next_time(edits: tuple[Edit, ...], tmp_path: Path) -> None:
    for moment in range(100):
        root = interrupted(tmp_path / f"{moment}", edits)

        def back(moment: int = moment, root: Path = root) -> None:
            die_at(moment)
            recover(root)

        killed = in_a_child(back) != 0
        recover(root)
        assert contents(root) == contents(written(tmp_path / "before", SHOP))
        if not killed:
            break
    assert moment > 4


def interrupted(root: Path, edits: tuple[Edit, ...]) -> Path:
    """A project whose move was killed when half of its files were renamed."""
    written(root, SHOP)

    def work() -> None:
        real, left = os.rename, [len(edits)]

        def rename(*words: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            real(*words)  # type: ignore[arg-type]

        os.rename = rename  # type: ignore[assignment]
        apply(root, edits)

    assert in_a_child(work) == -signal.SIGKILL
    assert (root / NAME).exists()
    return root


def test_the_next_move_takes_an_interrupted_one_back_and_says_so(edits: tuple[Edit, ...], tmp_path: Path) -> None:
    root = interrupted(tmp_path, edits)
    answer = run("move", "shop.cart.prices", "shop.money.lists", "--project", root)
    assert answer.code == 0, answer.err
    assert "a move that was interrupted has been taken back" in answer.err
    assert (root / "shop/cart/prices.py").read_text() == "RATE = 2\n"


def test_what_was_changed_since_the_interruption_is_not_lost(edits: tuple[Edit, ...], tmp_path: Path) -> None:
    root = interrupted(tmp_path, edits)
    changed = next(edit.place for edit in edits if (root / edit.place).exists())
    (root / changed).write_text("MINE = 1\n")
    answer = run("move", "shop.cart.prices", "shop.money.lists", "--project", root)
    assert answer.code == 2
    assert f"{changed} has been changed since" in answer.err
    assert (root / changed).read_text() == "MINE = 1\n"


def journal_of(path: str, place: str, kept: str) -> str:
    steps = [[path, place, kept, ".archlint-2.new", ""]]
    return json.dumps({"schema": "archlint-move/1", "steps": steps, "folders": []})


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "{}",
        journal_of(".git/hooks/x.py", "a.py", ".archlint-1.old"),
        journal_of("a.py", "a.py", "hook"),
        journal_of("../a.py", "a.py", ".archlint-1.old"),
        journal_of("a.py", "b.sh", ".archlint-1.old"),
        '{"schema": "archlint-move/1", "steps": [], "folders": ["../../x"]}',
    ],
)
def test_a_journal_that_a_project_brings_moves_nothing(journal: str, tmp_path: Path) -> None:
    root = written(tmp_path / "root", SHOP | {NAME: journal, ".archlint-1.old": "x", "hook": "x", "a.py": "x"})
    before = contents(tmp_path)
    with pytest.raises(Interrupted):
        recover(root)
    assert contents(tmp_path) == before


def test_a_linked_folder_leads_no_recovery_out_of_the_project(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"a.py": "x", ".archlint-1.old": "y"})
    root = written(tmp_path / "root", SHOP | {NAME: journal_of("in/a.py", "in/a.py", "in/.archlint-1.old")})
    (root / "in").symlink_to(outside)
    with pytest.raises(Interrupted):
        recover(root)
    assert (outside / "a.py").read_text() == "x"


# --- a cold run, killed or interrupted whenever it may be ---


def started(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "archlint", "check", str(root), "--workers", "2", *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ, start_new_session=True
    )


def test_a_run_after_kills_at_any_moment_is_right(tmp_path: Path) -> None:
    root = written(tmp_path, MANY)
    wanted = process("check", root, "--no-cache", "--workers", "2").stdout
    chance = random.Random(7)
    for _ in range(3):
        running = started(root)
        time.sleep(chance.uniform(0.05, 0.6))
        running.kill()
        running.communicate()
    again = process("check", root)
    assert (again.stdout, again.returncode, again.stderr) == (wanted, 1, "")
    assert process("check", root).stdout == wanted


def group_is_gone(number: int) -> bool:
    """Whether no process of a session is left, within a while."""
    for _ in range(200):
        try:
            os.killpg(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_is_quick_quiet_and_leaves_nothing(sign: signal.Signals, code: int, tmp_path: Path) -> None:
    root = written(tmp_path / "root", MANY)
    out = tmp_path / "report.json"
    out.write_text("old")
    (tmp_path / "sitecustomize.py").write_text(
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where a shell put the tests aside
        "import archlint.pipeline.extract_file as e, os, pathlib, time\nreal = e.content_of_file\n"
        f"def slow(path, largest):\n    pathlib.Path({str(tmp_path / 'began')!r}).touch()\n    time.sleep(0.2)\n"
        "    return real(path, largest)\ne.content_of_file = slow\n"
    )
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "archlint", "check", str(root), "--workers", "2", "--format", "json"]
    with subprocess.Popen(
        [*command, "--output", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ, start_new_session=True
    ) as running:  # fmt: skip
        while not (tmp_path / "began").exists():
            assert running.poll() is None
            time.sleep(0.02)
        os.kill(running.pid, sign)
        told = running.communicate(timeout=20)
    assert running.returncode == code
    assert told == (b"", b"")
    assert out.read_text() == "old"
    assert group_is_gone(running.pid)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".tmp") == []


# --- disks that are full ---


def full_disk() -> None:
    """No file of this process may grow beyond two kilobytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))


def on_a_full_disk(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archlint", *map(str, words)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environ, preexec_fn=full_disk
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("report", "{root}", "--output", "{out}"), "out.html"),
        (("check", "{root}", "--no-cache", "--format", "json", "--output", "{out}"), "out.json"),
        (("facts", "{root}", "--no-cache", "--output", "{out}"), "out.facts"),
        (("baseline", "{root}"), "root/archlint-baseline.json"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_does_not_fit_on_the_disk_leaves_the_old_file(words: tuple[str, ...], output: str, tmp_path: Path) -> None:
    root = written(tmp_path / "root", MANY)
    out = tmp_path / output
    if not out.exists():
        out.write_text('{"schema": "archlint-baseline/1", "entries": []}\n')
    before = out.read_bytes()
    done = on_a_full_disk(*(word.format(root=root, out=out) for word in words))
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert f"cannot write {out}" in done.stderr
    assert out.read_bytes() == before
    assert not [path.name for path in out.parent.iterdir() if path.suffix == ".tmp"]


def test_a_cache_that_does_not_fit_is_said_and_the_answer_stands(tmp_path: Path) -> None:
    root = written(tmp_path, MANY)
    wanted = process("check", root, "--no-cache")
    done = on_a_full_disk("check", root)
    assert (done.stdout, done.returncode) == (wanted.stdout, 1)
    assert "Traceback" not in done.stderr
    assert "stored" in done.stderr


def test_a_move_that_does_not_fit_changes_nothing(tmp_path: Path) -> None:
    root = written(tmp_path, SHOP | {"shop/large.py": "from shop.cart import prices\n" + "X = 1\n" * 1_000})
    before = contents(root)
    move = plan_move(root, "shop.cart.prices", "shop.money.lists")

    def work() -> None:
        full_disk()
        try:
            apply(root, move.edits)
        except NotApplied as error:
            os._exit(7 if "nothing was changed" in str(error) else 8)

    assert in_a_child(work) == 7
    assert contents(root) == before

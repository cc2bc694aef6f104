"""Colour, width, encodings, closed pipes: what a command does with the streams it is given."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from at_the_door import ROOT, process, run
from hand_built import NASTY, TINY, many

from archlint.cli.progress import Progress
from archlint.model.analysis import encode

ANSI = "\x1b["


def test_colour_is_for_terminals_only(tmp_path: Path) -> None:
    assert ANSI in run("check", tmp_path, analysis=TINY, terminal=True).out
    assert ANSI not in run("check", tmp_path, analysis=TINY).out


@pytest.mark.parametrize(
    ("environ", "words", "terminal", "colored"),
    [
        ({"NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": ""}, [], True, True),
        ({"FORCE_COLOR": "1"}, [], False, True),
        ({"FORCE_COLOR": "0"}, [], False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], True, False),
        ({"TERM": "dumb"}, [], True, False),
        ({"NO_COLOR": "1"}, ["--color", "always"], False, True),
        ({}, ["--color", "never"], True, False),
    ],
)
def test_who_decides_about_colour(
    environ: dict[str, str],
    words: list[str],
    terminal: bool,
    colored: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert (ANSI in run(*words, "check", tmp_path, analysis=TINY, terminal=terminal).out) is colored


def test_formats_for_machines_are_never_coloured(tmp_path: Path) -> None:
    answer = run("--color", "always", "check", tmp_path, "--format", "json", analysis=TINY, terminal=True)
    assert json.loads(answer.out)["schema"] == "archlint-analysis/1"
    assert ANSI not in answer.out


@pytest.mark.parametrize("columns", ["30", "1"])
def test_a_narrow_terminal_gets_narrow_prose(columns: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    wide = run("check", tmp_path, analysis=TINY).out
    narrow = run("--color", "never", "check", tmp_path, analysis=TINY, terminal=True).out
    assert len(narrow.splitlines()) > len(wide.splitlines())
    assert "Channels read data through the enablement layer." in " ".join(narrow.split())
    assert "backend/billing/invoice.py:1:1" in narrow


def test_text_that_the_terminal_cannot_show_has_a_stand_in(tmp_path: Path) -> None:
    answer = run("check", tmp_path, analysis=TINY, encoding="ascii")
    assert answer.code == 1
    assert "layer-skip: ui.web -> backend.billing" in answer.out
    assert run("check", tmp_path, "--all", analysis=NASTY, encoding="ascii").code == 1


def test_formats_for_machines_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    plain = run("check", tmp_path, "--format", "markdown", analysis=TINY)
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    from archlint.cli.main import main

    main(["check", str(tmp_path), "--format", "markdown"], None, out, None, analyze=lambda *_: TINY)
    assert out.buffer.getvalue().decode() == plain.out  # type: ignore[attr-defined]


class Closed(io.StringIO):
    """A pipe whose reader went away after some writes."""

    def __init__(self, writes: int) -> None:
        super().__init__()
        self._left = writes

    def write(self, text: str) -> int:
        self._left -= 1
        if self._left < 0:
            raise BrokenPipeError
        return super().write(text)


def test_a_reader_that_goes_away_changes_no_verdict(tmp_path: Path) -> None:
    from archlint.cli.main import main

    assert main(["check", str(tmp_path)], None, Closed(0), Closed(0), analyze=lambda *_: TINY) == 1
    assert main(["check", str(tmp_path)], None, Closed(1), Closed(1), analyze=lambda *_: TINY) == 1


class Full(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_2(tmp_path: Path) -> None:
    from archlint.cli.main import main

    err = io.StringIO()
    assert main(["check", str(tmp_path)], None, Full(), err, analyze=lambda *_: TINY) == 2
    assert err.getvalue().endswith("archlint: cannot write to standard output: No space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    "words", [["render", "saved.json", "--all"], ["render", "saved.json", "--format", "json"], ["explain"]]
)
def test_piping_into_head_leaves_no_trace(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_bytes(encode(many(20_000)))
    shell = f"{sys.executable} -m archlint {' '.join(words)} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_streams_at_the_start_are_no_error(tmp_path: Path) -> None:
    shell = f"{sys.executable} -m archlint explain >&- 2>&- <&-"
    done = subprocess.run(["bash", "-c", shell], check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path)
    assert done.returncode == 0


def test_no_colour_in_a_real_pipe(tmp_path: Path) -> None:
    done = process("explain", "layer-skip", cwd=tmp_path)
    assert done.returncode == 0
    assert ANSI not in done.stdout


def test_progress_is_for_terminals_and_leaves_nothing_behind() -> None:
    written: list[str] = []
    now = [0.0]
    progress = Progress(written.append, enabled=True, clock=lambda: now[0])
    progress("reading", 1, 1000)
    assert written == []
    now[0] = 1.0
    progress("reading", 500, 1000)
    assert written == ["\rreading 500/1,000"]
    progress.clear()
    assert re.fullmatch(r"\r +\r", written[-1])
    silent = Progress(written.append, enabled=False, clock=lambda: 99.0)
    silent("reading", 1, 2)
    silent.clear()
    assert len(written) == 2

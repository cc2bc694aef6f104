"""Facts from several machines: shards that are read apart and judged together say what one run says, byte for byte."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.model.rulebook import DeclarationError
from archlint.pipeline.fact_packs import Shard, load

ROOT = Path(__file__).resolve().parents[3]


def archlint(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "archlint", *words], capture_output=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("system") / "current"
    shutil.copytree(ROOT / "examples/self-care/current", folder, ignore=shutil.ignore_patterns(".archlint_cache"))
    return folder


@pytest.fixture(scope="module")
def packs(project: Path) -> list[Path]:
    """Three shards, each read in a copy of the project that lies elsewhere."""
    written = []
    for number in (1, 2, 3):
        machine = project.parent / f"machine-{number}"
        shutil.copytree(project, machine)
        pack = project.parent / f"{number}.facts"
        answer = archlint("facts", machine, "--shard", f"{number}/3", "--output", pack, "--no-cache")
        assert answer.returncode == 0, answer.stderr
        written.append(pack)
    return written


def test_every_file_is_in_one_shard() -> None:
    paths = [f"src/{number}.py" for number in range(300)]
    held = [[path for path in paths if Shard(number, 4).holds(path)] for number in (1, 2, 3, 4)]
    assert sorted(path for piece in held for path in piece) == sorted(paths)
    assert min(map(len, held)) > 40


def test_shards_judged_together_say_what_one_run_says(project: Path, packs: list[Path]) -> None:
    options = ("--format", "json", "--no-cache")
    alone = archlint("check", project, *options)
    brought = [word for pack in packs for word in ("--facts", pack)]
    together = archlint("check", project, *options, *brought)
    assert (alone.returncode, together.returncode) == (1, 1)
    assert together.stdout == alone.stdout


def test_a_file_that_changed_since_is_read_here(project: Path, packs: list[Path]) -> None:
    """What was brought is good for the content that it was made from, and for no other."""
    page = project / "services/frontend_api/backends.py"
    before = page.read_text()
    page.write_text(before + "\nimport channels.web.nothing\n")
    try:
        brought = [word for pack in packs for word in ("--facts", pack)]
        changed = archlint("check", project, "--format", "json", "--no-cache", *brought)
        alone = archlint("check", project, "--format", "json", "--no-cache")
        assert changed.stdout == alone.stdout
    finally:
        page.write_text(before)


def test_damage_and_other_tools_are_told_apart(tmp_path: Path, packs: list[Path]) -> None:
    whole = load(packs[:1])
    content = bytearray(packs[0].read_bytes())
    content[-40] ^= 1  # in the last row
    damaged = tmp_path / "damaged.facts"
    damaged.write_bytes(content)
    assert len(load([damaged])) == len(whole) - 1
    for name, data, why in (
        ("no.facts", b"[1, 2, 3]", "holds no facts that 'archlint facts' wrote"),
        ("other.facts", bytes(content[:20]) + bytes(20) + bytes(content[40:]), "was written by another archlint"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(DeclarationError, match=why):
            load([path])
    with pytest.raises(DeclarationError, match=r"cannot be read: No such file"):
        load([tmp_path / "nowhere.facts"])


@pytest.mark.parametrize("word", ["0/3", "4/3", "x", "1/0", "1"])
def test_a_shard_that_is_none_is_refused(word: str, tmp_path: Path) -> None:
    answer = archlint("facts", tmp_path, "--shard", word, "--output", tmp_path / "f")
    assert answer.returncode == 2
    assert b"is no shard; write 1/4 for the first of four" in answer.stderr

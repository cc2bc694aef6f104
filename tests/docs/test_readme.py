"""README shows real output: its archlint commands are run, and what it prints below them must be what they print."""

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tools.generate import generated

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PICTURES = re.findall(r"!\[[^\]]{20,}\]\(([^)]*\.svg)\)", README)
CUT = "…"


def archlint(command: str) -> str:
    words = shlex.split(command)
    assert words[0] == "archlint"
    done = subprocess.run(
        [sys.executable, "-m", *words, "--no-cache", "--quiet"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert not done.stderr, done.stderr
    return done.stdout


def shown() -> list[tuple[str, list[str]]]:
    """The commands that stand above some output, with the stretches of it between the cuts."""
    found = []
    for block in BLOCKS:
        first, _, rest = block.partition("\n")
        if rest and not rest.startswith("$"):
            stretches = [stretch.strip("\n") for stretch in rest.split(f"{CUT}\n")]
            found.append((first.removeprefix("$ "), [stretch for stretch in stretches if stretch]))
    return found


@pytest.mark.parametrize(("command", "stretches"), shown(), ids=lambda value: value if isinstance(value, str) else "")
def test_what_readme_shows_is_what_archlint_prints(command: str, stretches: list[str]) -> None:
    assert stretches
    printed = archlint(command)
    places = [f"\n{printed}\n".find(f"\n{stretch}\n") for stretch in stretches]
    assert -1 not in places, stretches[places.index(-1)]
    assert all(one < other for one, other in pairwise(places))


def test_pictures_are_drawn_by_archlint_and_described() -> None:
    assert PICTURES == ["docs/pictures/self-care-today.svg", "docs/pictures/self-care-target.svg"]
    assert set(PICTURES) <= set(generated())


def test_no_picture_is_kept_that_nobody_sees() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "pictures").iterdir():
        assert f"docs/pictures/{path.name}" in README or f"(pictures/{path.name})" in guide


def test_readme_shows_something() -> None:
    assert len(shown()) == 3


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README))))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()

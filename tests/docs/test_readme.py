"""README's pictures are drawn by archlint, and its links lead somewhere; its commands are run by test_commands.py."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[[^\]]{20,}\]\(([^)]*\.svg)\)", README)


def test_pictures_are_drawn_by_archlint_and_described() -> None:
    assert PICTURES == ["docs/pictures/self-care-today.svg", "docs/pictures/self-care-target.svg"]
    assert all((ROOT / picture).is_file() for picture in PICTURES)  # a file there that is not generated is stale


def test_no_picture_is_kept_that_nobody_sees() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs" / "pictures").iterdir():
        assert f"docs/pictures/{path.name}" in README or f"(pictures/{path.name})" in guide


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README))))
def test_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()

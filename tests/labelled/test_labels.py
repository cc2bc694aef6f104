"""In: the label files beside this test. Out: whether they are complete, follow the digest rule and are enough in number."""

import hashlib
import re
import tomllib
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

FILES = sorted(Path(__file__).parent.glob("*.toml"))
ROLES = {"decision", "composition", "data access", "presentation", "translation", "pass-through", "wiring"}
LANGUAGES = {
    ".py": "python",
    ".java": "java",
    **dict.fromkeys((".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue"), "typescript or javascript"),
}
HEAD = {"repository": str, "commit": str, "licence": str, "units": list}
UNIT = {"file": str, "line": int, "unit": str, "role": str, "held_out": bool, "reason": str}
# What the two readers said before they spoke; units that were read once have neither.
READERS = {"first": str, "second": str}

# What the files hold together; raise these when more units come in.
LEAST_UNITS = 1700
LEAST_REPOSITORIES = 22
LEAST_LANGUAGES = 3


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def shape(table: dict[str, Any]) -> dict[str, type]:
    return {key: type(value) for key, value in table.items()}


def everything() -> list[tuple[str, dict[str, Any]]]:
    return [(labels["repository"], unit) for labels in map(load, FILES) for unit in labels["units"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestOneFile:
    def test_says_where_its_units_come_from(self, path: Path) -> None:
        labels = load(path)
        assert shape(labels) == HEAD
        assert re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", labels["repository"], re.ASCII)
        assert labels["repository"].rpartition("/")[2] == path.stem
        assert re.fullmatch(r"[0-9a-f]{40}", labels["commit"])
        assert labels["licence"].strip()
        assert labels["units"]

    def test_says_of_every_unit_where_it_is_what_it_is_and_why(self, path: Path) -> None:
        for unit in load(path)["units"]:
            assert shape(unit) in (UNIT, UNIT | READERS), unit
            assert unit["role"] in ROLES, unit
            assert unit["line"] > 0, unit
            assert unit["unit"].strip(), unit
            assert unit["reason"].removeprefix("Arguable: ").strip(), unit
            file = PurePosixPath(unit["file"])
            assert not file.is_absolute(), unit
            assert ".." not in file.parts, unit
            assert "\\" not in unit["file"], unit
            assert file.suffix in LANGUAGES, unit

    def test_says_what_two_readers_said_of_the_units_that_both_read(self, path: Path) -> None:
        for unit in load(path)["units"]:
            said = {unit[reader] for reader in READERS if reader in unit}
            assert said <= ROLES, unit
            assert not said or unit["role"] in said or unit["reason"].startswith("Arguable: "), unit

    def test_sets_aside_what_the_digest_says(self, path: Path) -> None:
        labels = load(path)
        for unit in labels["units"]:
            key = f"{labels['repository']} {unit['file']} {unit['unit']}"
            first = hashlib.sha256(key.encode()).hexdigest()[0]
            assert unit["held_out"] is (int(first, 16) < 8), key


def test_no_unit_is_labelled_twice() -> None:
    seen = Counter((repository, unit["file"], unit["unit"], unit["line"]) for repository, unit in everything())
    assert [key for key, times in seen.items() if times > 1] == []


def test_there_are_enough_units_of_enough_kinds() -> None:
    found = everything()
    assert len(found) >= LEAST_UNITS
    assert len({repository for repository, _ in found}) >= LEAST_REPOSITORIES
    assert len({LANGUAGES[PurePosixPath(unit["file"]).suffix] for _, unit in found}) >= LEAST_LANGUAGES


def test_about_half_of_the_units_that_two_readers_read_are_set_aside() -> None:
    """Others were drawn for one of the halves alone: see README.md."""
    found = [unit for _, unit in everything() if "first" in unit]
    assert 0.4 <= sum(unit["held_out"] for unit in found) / len(found) <= 0.6


def kappa(pairs: list[tuple[Any, Any]]) -> float:
    """Cohen's: how far two agree beyond what their habits alone would bring about."""
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    chance = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance)


def table(title: str, pairs: list[tuple[str, str]]) -> list[str]:
    rows: list[tuple[str, int, int, int, float]] = []
    for role in sorted(ROLES):
        of_role = [(a == role, b == role) for a, b in pairs]
        first, second = (sum(side) for side in zip(*of_role, strict=True))
        rows.append((role, first, second, of_role.count((True, True)), kappa(of_role)))
    rows.append(("all", len(pairs), len(pairs), sum(a == b for a, b in pairs), kappa(pairs)))
    return [
        f"{title:<14}  first  second  both  agreement  kappa",
        *(
            f"{name:<14}  {a:>5}  {b:>6}  {both:>4}  {2 * both / (a + b):>9.2f}  {of:>5.2f}"
            for name, a, b, both, of in rows
        ),
    ]


def test_the_page_says_how_far_the_two_readers_agree() -> None:
    twice = [unit for _, unit in everything() if "first" in unit]
    said = [(unit["first"], unit["second"]) for unit in twice]
    held_out = [(unit["first"], unit["second"]) for unit in twice if unit["held_out"]]
    expected = "\n".join([*table("all units", said), "", *table("held out", held_out)])
    assert expected in (Path(__file__).parent / "README.md").read_text(encoding="utf-8"), expected

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

# What the files hold together; raise these when more units come in.
LEAST_UNITS = 500
LEAST_REPOSITORIES = 10
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
            assert shape(unit) == UNIT, unit
            assert unit["role"] in ROLES, unit
            assert unit["line"] > 0, unit
            assert unit["unit"].strip(), unit
            assert unit["reason"].removeprefix("Arguable: ").strip(), unit
            file = PurePosixPath(unit["file"])
            assert not file.is_absolute(), unit
            assert ".." not in file.parts, unit
            assert "\\" not in unit["file"], unit
            assert file.suffix in LANGUAGES, unit

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


def test_about_half_of_the_units_are_set_aside() -> None:
    found = everything()
    assert 0.4 <= sum(unit["held_out"] for _, unit in found) / len(found) <= 0.6

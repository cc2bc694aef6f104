"""Inputs that once broke a promise, and some new ones that follow from a number. fuzzing.py goes on as long as one likes."""

from pathlib import Path
from random import Random

import pytest
from fuzzing import kept
from targets import TARGETS, Case

KEPT = [(target, path, case) for target in TARGETS for path, case in kept(target)]
NEW = {"extraction": 20, "declaration": 100, "rendering": 6, "whole": 1}


@pytest.mark.parametrize(("target", "path", "case"), KEPT, ids=[f"{target}-{path.name}" for target, path, _ in KEPT])
def test_what_once_failed(target: str, path: Path, case: Case) -> None:
    TARGETS[target].judge(case)


@pytest.mark.parametrize("target", TARGETS)
def test_what_nobody_would_write(target: str) -> None:
    for number in range(NEW[target]):
        TARGETS[target].judge(TARGETS[target].make(Random(number)))


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_number_makes_the_same_input(target: str) -> None:
    made = [TARGETS[target].make(Random(number)) for number in (1, 2, 3, 4, 1)]
    assert made[0] == made[4]
    assert len({case.content for case in made}) > 2

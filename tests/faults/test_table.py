"""faults.toml says which tests show that archlint survives what: every test that it names is there."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FAULTS = tomllib.loads((TESTS / "faults" / "faults.toml").read_text("utf-8"))["faults"]


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["what"][:40] for fault in FAULTS])
def test_every_fault_has_tests_that_are_there(fault: dict[str, object]) -> None:
    assert set(fault) == {"what", "does", "tests"}
    named = fault["tests"]
    assert isinstance(named, list)
    assert named
    for name in named:
        path, _, function = name.partition("::")
        assert function.startswith("test_")
        assert function in functions(path), name


def test_every_test_of_this_folder_is_named() -> None:
    """Those in test_silent_passes.py name the tool that fails them."""
    named = {name for fault in FAULTS for name in fault["tests"]}
    for path in sorted((TESTS / "faults").glob("test_*.py")):
        if path.name in ("test_table.py", "test_silent_passes.py"):
            continue
        for function in functions(f"faults/{path.name}"):
            if function.startswith("test_"):
                assert f"faults/{path.name}::{function}" in named

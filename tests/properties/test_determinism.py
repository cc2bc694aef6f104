"""The same project gives the same bytes in every format, whatever the machine, the run or the moment."""

import os
import random
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from generated_project import files

from archlint.model.analysis import decode
from archlint.reports.formats import BALANCE_FORMATS, FORMATS, GRAPH_FORMATS

HOUSE = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
root, out, *words = sys.argv[1:]
from archlint.cli.main import main
from shutil import which
from archlint.reports.formats import BALANCE_FORMATS, FORMATS, GRAPH_FORMATS
if which("dot") is None:
    del GRAPH_FORMATS["pdf"]  # the only format that needs more than is installed with archlint
for command, names in (("check", FORMATS), ("show", GRAPH_FORMATS), ("balance", BALANCE_FORMATS)):
    for name in names:
        code = main([command, root, "-q", "--format", name, "--output", f"{out}/{command}.{name}", *words])
        assert code == (1 if command == "check" else 0), (command, name, code)
"""
TRUST_YOUNG_FILES = """
from archlint.pipeline import analyze, cache, stored
cache._RACY = stored._RACY = 0
"""
ONLY_WHAT_IS_STORED = """
def refuse(*words, **more): raise AssertionError("analyzed again")
analyze._analyze = refuse
"""
SEED = 7


@pytest.fixture(scope="module", autouse=True)
def _java_is_read() -> None:
    pytest.importorskip("archlint.languages.java.resolver")


def laid_out(folder: Path, order: int = 0) -> Path:
    """The project on disk, its files created in an order of its own."""
    root = folder / "shop"
    entries = list(files(SEED).items())
    random.Random(order).shuffle(entries)
    for name, content in entries:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def outputs(
    root: Path,
    out: Path,
    *words: str,
    cwd: Path | None = None,
    named: str = "",
    prelude: str = "",
    **environ: str,
) -> dict[str, bytes]:
    """Every report of the project, made by one process."""
    out.mkdir()
    command = [sys.executable, "-c", prelude + SCRIPT, named or str(root), str(out), *words]
    given = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONHASHSEED": "0", **environ}
    done = subprocess.run(command, cwd=cwd or out, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("wanted")
    return outputs(laid_out(folder), folder / "out", "--no-cache", "--workers", "2")


def quick(root: Path, out: Path, *words: str, prelude: str = "", **more: Any) -> dict[str, bytes]:
    """Every report by one process that reads the project once: what is stored then serves the other formats.

    That what is stored changes nothing is `test_a_warm_run_changes_nothing`; `wanted` is read anew for each format.
    """
    return outputs(root, out, *words, prelude=TRUST_YOUNG_FILES + prelude, **more)


def assert_same(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    assert found.keys() == wanted.keys()
    assert [name for name in sorted(found) if found[name] != wanted[name]] == []


def test_the_project_has_something_in_it_for_most_checks(wanted: dict[str, bytes]) -> None:
    """Otherwise equal bytes would say little."""
    drawn = len(GRAPH_FORMATS) - (which("dot") is None)
    assert len(wanted) == len(FORMATS) + drawn + len(BALANCE_FORMATS)
    analysis = decode(wanted["check.json"])
    assert analysis.graph is not None
    assert set(analysis.statistics.languages) == {"java", "python", "typescript"}
    assert {found.check for found in analysis.findings} >= {
        "bottom-heavy",
        "dependency-cycle",
        "empty-layer",
        "forbidden-dependency",
        "hollow-layer",
        "layer-skip",
        "missing-dependency",
        "part-dependency",
        "private-access",
        "top-heavy",
        "unparsed-source",
        "unused-exception",
        "upward-dependency",
    }
    assert {found.state for found in analysis.findings} >= {"open", "excepted"}
    assert analysis.graph.unresolved
    assert analysis.graph.external
    assert analysis.diagnostics
    assert {site.flags for dependency in analysis.graph.dependencies for site in dependency.sites} >= {0, 1, 2}


@pytest.mark.parametrize("seed", ["1", "2", "random"])
def test_the_hash_seed_changes_nothing(seed: str, wanted: dict[str, bytes], tmp_path: Path) -> None:
    found = quick(laid_out(tmp_path), tmp_path / "out", "--workers", "2", PYTHONHASHSEED=seed)
    assert_same(found, wanted)


@pytest.mark.parametrize("workers", ["1", "4"])
def test_the_number_of_workers_changes_nothing(workers: str, wanted: dict[str, bytes], tmp_path: Path) -> None:
    assert_same(quick(laid_out(tmp_path), tmp_path / "out", "--workers", workers), wanted)


@pytest.mark.parametrize("order", [1, 2])
def test_the_order_in_which_files_were_made_changes_nothing(
    order: int, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    assert_same(quick(laid_out(tmp_path, order), tmp_path / "out"), wanted)


def test_the_order_in_which_a_file_system_lists_changes_nothing(wanted: dict[str, bytes], tmp_path: Path) -> None:
    prelude = (
        "import os\n"
        "real = os.scandir\n"
        "class Backwards(list):\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *_): pass\n"
        "os.scandir = lambda *words: Backwards(sorted(real(*words), key=lambda entry: entry.name, reverse=True))\n"
    )
    assert_same(quick(laid_out(tmp_path), tmp_path / "out", prelude=prelude), wanted)


def test_a_warm_run_changes_nothing(wanted: dict[str, bytes], tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    cold = outputs(root, tmp_path / "cold", prelude=TRUST_YOUNG_FILES)
    warm = outputs(root, tmp_path / "warm", prelude=TRUST_YOUNG_FILES + ONLY_WHAT_IS_STORED, PYTHONHASHSEED="5")
    assert_same(cold, wanted)
    assert_same(warm, wanted)


def test_facts_from_the_cache_change_nothing(wanted: dict[str, bytes], tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    outputs(root, tmp_path / "cold", prelude=TRUST_YOUNG_FILES)
    for path in (root / ".archlint_cache").glob("*.analysis"):
        path.unlink()
    (root / "store/crm/m1.py").write_bytes(files(SEED)["store/crm/m1.py"])
    assert_same(outputs(root, tmp_path / "warm", PYTHONHASHSEED="5"), wanted)


@pytest.mark.parametrize(("cwd", "named"), [("shop", "."), ("shop/web", ".."), ("", "shop"), ("", "./shop/../shop/")])
def test_the_working_directory_changes_nothing(cwd: str, named: str, wanted: dict[str, bytes], tmp_path: Path) -> None:
    root = laid_out(tmp_path)
    found = quick(root, tmp_path / "out", cwd=tmp_path / cwd, named=named)
    assert_same(found, wanted)


def test_the_path_of_the_checkout_changes_nothing(wanted: dict[str, bytes], tmp_path: Path) -> None:
    deep = tmp_path / "ä place" / "with spaces" / "%41" / ("x" * 60)
    found = quick(laid_out(deep), tmp_path / "out")
    assert_same(found, wanted)
    for name, content in found.items():
        assert str(tmp_path).encode() not in content, name


@pytest.mark.parametrize(
    "environ",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"COLUMNS": "20", "TERM": "dumb", "FORCE_COLOR": "1"},
        {"PYTHONOPTIMIZE": "2"},
    ],
    ids=["time zone", "ASCII", "Turkish", "terminal", "optimized"],
)
def test_the_environment_changes_nothing(environ: dict[str, str], wanted: dict[str, bytes], tmp_path: Path) -> None:
    assert_same(quick(laid_out(tmp_path), tmp_path / "out", **environ), wanted)

"""Top-heavy, bottom-heavy or hollow: what decides, on systems made by hand, and what the identity of a finding is."""

from pathlib import Path

import pytest
from small_systems import a_system

from archlint.checks.bands import broken_bands
from archlint.checks.judge import judge
from archlint.checks.top_heavy import CHECK as TOP_HEAVY
from archlint.cli.main import main
from archlint.graph.system import System
from archlint.model.balance import Balance, Portion
from archlint.model.facts import Body
from archlint.model.finding import Finding
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

Band = tuple[float, float]


def a_balance(*layers: tuple[int, Band | None]) -> Balance:
    total = sum(logic for logic, _ in layers)
    portions = tuple(
        Portion(layer=f"l{index}", units=1, logic=logic, share=logic / total, band=band, concentration=0)
        for index, (logic, band) in enumerate(layers)
    )
    return Balance(measure="decisions", logic=total, portions=portions)


@pytest.mark.parametrize(
    ("layers", "verdicts"),
    [
        # what is missing lies below, or above
        ([(60, (0.1, 0.3)), (10, (0.4, 0.7)), (30, (0.1, 0.4))], ["l0 top-heavy", "l1 hollow-layer"]),
        ([(20, (0.1, 0.3)), (10, (0.4, 0.7)), (70, (0.1, 0.4))], ["l1 hollow-layer", "l2 bottom-heavy"]),
        # most of it decides, not the position
        ([(5, (0.3, 0.5)), (60, (0.1, 0.3)), (35, (0.4, 0.6))], ["l0 hollow-layer", "l1 bottom-heavy", "l2 hollow-layer"]),
        ([(15, (0.2, 0.5)), (60, (0.1, 0.3)), (25, (0.4, 0.6))], ["l0 hollow-layer", "l1 top-heavy", "l2 hollow-layer"]),
        ([(2, (0.3, 0.5)), (8, None), (30, None), (60, (0.1, 0.3))], ["l0 hollow-layer", "l3 bottom-heavy"]),
        # both ends around a hollow middle
        (
            [(41, (0.1, 0.3)), (18, (0.4, 0.7)), (41, (0.15, 0.4))],
            ["l0 top-heavy", "l1 hollow-layer", "l2 bottom-heavy"],
        ),
        # nothing is missing: the half decides
        ([(50, (0.1, 0.3)), (25, None), (25, None)], ["l0 top-heavy"]),
        ([(25, None), (25, None), (50, (0.1, 0.3))], ["l2 bottom-heavy"]),
        ([(20, None), (20, None), (40, (0.1, 0.3)), (20, None)], ["l2 bottom-heavy"]),
        # in the very middle: where there is room
        ([(30, (0.0, 0.9)), (50, (0.0, 0.3)), (20, (0.0, 0.25))], ["l1 bottom-heavy"]),
        ([(30, (0.0, 0.35)), (50, (0.0, 0.3)), (20, (0.0, 0.9))], ["l1 top-heavy"]),
        ([(25, None), (50, (0.0, 0.3)), (25, None)], ["l1 top-heavy"]),
        # bounds belong to the band
        ([(30, (0.1, 0.3)), (70, (0.7, 0.9))], []),
        ([(15, (0.15, 0.15)), (85, (0.85, 0.85))], []),
        ([(1, (0.1, 0.1)), (2, (0.2, 0.2)), (7, (0.7, 0.7))], []),
        # alone
        ([(10, (0.0, 0.5))], ["l0 top-heavy"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_layer(layers: list[tuple[int, Band | None]], verdicts: list[str]) -> None:
    found = [f"{broken.portion.layer} {broken.verdict}" for broken in broken_bands(a_balance(*layers))]
    assert found == verdicts


BANDS = (
    '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "store"\npaths = ["store/**"]\n\n'
    "[balance]\nui = [0.1, 0.3]\n"
)


def branches(name: str, number: int) -> str:
    return f"def {name}(a):\n" + "    if a:\n        a -= 1\n" * number + "    return a\n"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in ({"archlint.toml": BANDS} | files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def top_heavy(root: Path) -> Finding:
    (finding,) = analyze(root, Request(cache=False, select=("top-heavy",))).findings
    return finding


def test_a_finding_stays_the_same_when_numbers_and_functions_change(tmp_path: Path) -> None:
    today = {"ui/a.py": branches("show", 30), "ui/b.py": branches("list", 20), "store/a.py": branches("rows", 15)}
    before = top_heavy(write(tmp_path, today))
    after = top_heavy(write(tmp_path, today | {"ui/b.py": "\n\n" + branches("find", 45)}))
    assert before.importer is not None
    assert after.importer is not None
    assert before.importer.place != after.importer.place
    assert before.message != after.message
    assert before.fingerprint == after.fingerprint


def test_a_baseline_accepts_it_until_it_is_in_band(tmp_path: Path) -> None:
    today = {"ui/a.py": branches("show", 30), "ui/b.py": branches("list", 20), "store/a.py": branches("rows", 15)}
    root = str(write(tmp_path, today))
    assert main(["check", root, "-q", "--no-cache"]) == 1
    assert main(["baseline", root, "-q", "--no-cache"]) == 0
    assert main(["check", root, "-q", "--no-cache"]) == 0
    write(tmp_path, {"ui/b.py": branches("list", 25)})
    assert main(["check", root, "-q", "--no-cache"]) == 0, "still the same finding"
    write(tmp_path, {"ui/a.py": branches("show", 9), "ui/b.py": "", "store/b.py": branches("list", 30)})
    stale = analyze(tmp_path, Request(cache=False)).open_findings
    assert [finding.check for finding in stale] == ["unused-exception"]


def test_no_more_than_three_units_are_named(tmp_path: Path) -> None:
    many = {f"ui/m{index}.py": branches("show", 3) for index in range(20)}
    finding = top_heavy(write(tmp_path, many | {"store/a.py": branches("rows", 5)}))
    assert finding.instead == (
        "move show (ui/m0.py:1) to store, show (ui/m1.py:1) to store, show (ui/m10.py:1) to store, and 11 more "
        "('archlint balance' lists them)"
    )


def test_without_bands_no_body_is_read() -> None:
    def refuse(module: str) -> Body:
        raise AssertionError(f"the body of {module} was read")

    plain = a_system([("ui/a", "store/b")])
    assert judge(System(plain.graph, plain.rulebook, refuse), [TOP_HEAVY]) == ()

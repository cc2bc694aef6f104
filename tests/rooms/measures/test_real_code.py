"""The balance of code as people write it, in three languages: comments, names, formatting and cuts leave it alone."""

from pathlib import Path

import pytest

from archlint.model.analysis import Analysis
from archlint.model.balance import Balance
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request

DECLARED = '[[layers]]\nname = "ui"\npaths = ["ui/**"]\n\n[[layers]]\nname = "store"\npaths = ["store/**"]\n'

PYTHON = """\
def total(lines, discount):
    sum = 0
    for line in lines:
        if line.open:
            sum += line.amount
        elif line.late and discount:
            sum += line.amount * 2
    if discount > 10:
        return sum - 10
    return sum
"""
PYTHON_SPLIT = """\
def total(lines, discount):
    sum = added(lines, discount)
    if discount > 10:
        return sum - 10
    return sum


def added(lines, discount):
    sum = 0
    for line in lines:
        if line.open:
            sum += line.amount
        elif line.late and discount:
            sum += line.amount * 2
    return sum
"""
TYPESCRIPT = """\
export function fee(days: number, vip: boolean): number {
  if (vip) return 0;
  switch (days) {
    case 0:
      return 1;
    case 1:
      return 2;
  }
  return days > 30 ? 9 : 5;
}
"""
TYPESCRIPT_SPLIT = """\
export function fee(days: number, vip: boolean): number {
  return vip ? 0 : late(days);
}

const late = (days: number): number => {
  switch (days) {
    case 0:
      return 1;
    case 1:
      return 2;
  }
  return days > 30 ? 9 : 5;
};
"""
JAVA = """\
public class Rate {
    int rate(int seconds, boolean abroad) {
        if (seconds < 0) throw new IllegalArgumentException();
        while (seconds > 60) {
            if (abroad) return 3;
            seconds -= 60;
        }
        return 1;
    }
}
"""
JAVA_SPLIT = """\
public class Rate {
    int rate(int seconds, boolean abroad) {
        if (seconds < 0) throw new IllegalArgumentException();
        return minutes(seconds, abroad);
    }

    private int minutes(int seconds, boolean abroad) {
        while (seconds > 60) {
            if (abroad) return 3;
            seconds -= 60;
        }
        return 1;
    }
}
"""
CODE = {"ui/fee.ts": TYPESCRIPT, "ui/total.py": PYTHON, "store/Rate.java": JAVA, "store/total.py": PYTHON}


def run(root: Path, files: dict[str, str], **options: object) -> Analysis:
    for name, text in ({"archlint.toml": DECLARED} | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return analyze(root, Request(cache=False, need_balance=True, **options))  # type: ignore[arg-type]


def weighed(root: Path, files: dict[str, str], **options: object) -> Balance:
    found = run(root, files, **options).balance
    assert found is not None
    return found


def logic(balance: Balance) -> dict[str, int]:
    return {portion.layer: portion.logic for portion in balance.layers}


def test_three_languages_count_alike(tmp_path: Path) -> None:
    found = weighed(tmp_path, CODE)
    assert logic(found) == {"ui": 4 + 4, "store": 3 + 4}
    assert [(unit.module, unit.name, unit.line, unit.logic) for unit in found.portions[0].heaviest] == [
        ("ui/fee.ts", "fee", 1, 4),
        ("ui/total.py", "total", 1, 4),
    ]


@pytest.mark.parametrize(
    ("name", "text", "split"),
    [
        ("ui/total.py", PYTHON, PYTHON_SPLIT),
        ("ui/fee.ts", TYPESCRIPT, TYPESCRIPT_SPLIT),
        ("store/Rate.java", JAVA, JAVA_SPLIT),
    ],
)
def test_splitting_a_function_leaves_the_shares_by_decisions(name: str, text: str, split: str, tmp_path: Path) -> None:
    whole = weighed(tmp_path / "whole", CODE | {name: text})
    cut = weighed(tmp_path / "cut", CODE | {name: split})
    assert logic(cut) == logic(whole)
    assert cut.units == whole.units + 1
    assert [portion.share for portion in cut.layers] == [portion.share for portion in whole.layers]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "ui/total.py",
            "    sum = 0\n",
            '    """If there is a while, for example."""\n    # if or else\n    sum = 0\n',
        ),
        ("ui/total.py", "def total(", "def add_up("),
        ("ui/total.py", "if line.open:", "if (\n            line.open\n        ):"),
        ("ui/fee.ts", "  if (vip) return 0;", "  /* if (old) */ // case\n  if (vip) {\n    return 0;\n  }"),
        ("ui/fee.ts", "function fee(", "function surcharge("),
        ("store/Rate.java", "int rate(", "/** If, while. */\n    // for\n    int price("),
        ("store/Rate.java", "int seconds", "int   seconds"),
    ],
)
@pytest.mark.parametrize("measure", ["decisions", "cognitive"])
def test_comments_names_and_formatting_change_nothing(
    name: str, old: str, new: str, measure: str, tmp_path: Path
) -> None:
    assert old in CODE[name]
    before = weighed(tmp_path / "before", CODE, measure=measure)
    after = weighed(tmp_path / "after", CODE | {name: CODE[name].replace(old, new, 1)}, measure=measure)
    assert logic(after) == logic(before)
    assert (after.centre, after.concentration) == (before.centre, before.concentration)


def test_renaming_files_changes_nothing_but_names(tmp_path: Path) -> None:
    renamed = {"ui/zz/fee.ts": TYPESCRIPT, "ui/aa/total.py": PYTHON, "store/x/Rate.java": JAVA, "store/b.py": PYTHON}
    before, after = weighed(tmp_path / "before", CODE), weighed(tmp_path / "after", renamed)
    assert [(one.layer, one.units, one.logic, one.share) for one in before.portions] == [
        (one.layer, one.units, one.logic, one.share) for one in after.portions
    ]


def test_workers_change_nothing(tmp_path: Path) -> None:
    assert weighed(tmp_path, CODE, workers=1) == weighed(tmp_path, CODE, workers=4)


def test_one_function_moved_down_moves_just_its_decisions(tmp_path: Path) -> None:
    before = logic(weighed(tmp_path / "before", CODE))
    moved = {name: text for name, text in CODE.items() if name != "ui/fee.ts"} | {"store/fee.ts": TYPESCRIPT}
    after = logic(weighed(tmp_path / "after", moved))
    assert after == {"ui": before["ui"] - 4, "store": before["store"] + 4}


def test_tests_generated_code_stubs_and_wiring_are_left_out(tmp_path: Path) -> None:
    found = run(
        tmp_path,
        CODE
        | {
            "ui/test_total.py": PYTHON,
            "ui/made.ts": "// Generated by a tool. DO NOT EDIT.\n" + TYPESCRIPT,
            "ui/total.pyi": "def total(lines: list[int], discount: int) -> int: ...\n",
            "ui/fee.d.ts": "export function fee(days: number): number;\n",
            "ui/main.py": "import sys\n\nif len(sys.argv) > 1:\n    sys.exit(1)\n",
        },
    )
    balance = found.balance
    assert balance is not None
    assert logic(balance) == {"ui": 8, "store": 7}
    left_out = {entry.reason: entry.logic for entry in balance.excluded}
    assert left_out["generated"] == 4
    assert left_out["module-level"] == 1
    assert "declaration" in left_out
    assert found.statistics.left_out["test"] == 1


def test_without_bands_nobody_pays(tmp_path: Path) -> None:
    """A plain check reads no function bodies, so that there is no balance to show."""
    run(tmp_path, CODE)
    assert analyze(tmp_path, Request(cache=False)).balance is None
    (tmp_path / "archlint.toml").write_text(DECLARED + "[balance]\nui = [0.1, 0.3]\n")
    assert analyze(tmp_path, Request(cache=False)).balance is not None
    assert analyze(tmp_path, Request(cache=False, select=("layer-skip",))).balance is None
    off = "".join(f'[checks.{name}]\nseverity = "off"\n' for name in ("top-heavy", "bottom-heavy", "hollow-layer"))
    (tmp_path / "archlint.toml").write_text(DECLARED + "[balance]\nui = [0.1, 0.3]\n" + off)
    assert analyze(tmp_path, Request(cache=False)).balance is None


def test_stored_facts_and_answers_give_the_same_balance(tmp_path: Path) -> None:
    for name, text in ({"archlint.toml": DECLARED} | CODE).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    fresh = analyze(tmp_path, Request(cache=False, need_balance=True)).balance
    analyze(tmp_path, Request())  # stores facts without function bodies
    assert analyze(tmp_path, Request(need_balance=True)).balance == fresh
    assert analyze(tmp_path, Request(need_balance=True)).balance == fresh
    assert analyze(tmp_path, Request()).balance is None
    by_cognitive = analyze(tmp_path, Request(need_balance=True, measure="cognitive")).balance
    assert by_cognitive is not None
    assert by_cognitive.measure == "cognitive"

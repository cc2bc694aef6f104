"""The baseline: it survives renames and moved lines, only shrinks, reports what is stale, and is never half applied."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_projects import SHOP, check, open_findings, write

from archlint.cli.main import main
from archlint.model.analysis import Analysis
from archlint.model.finding import End, Finding
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.baseline import Baseline, Entry, encode, match, read, recorded

NAME = "archlint-baseline.json"
SKIP = Entry("layer-skip", "ui/page.py", "store/rows.py", "Row")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", SHOP)


def accept(root: Path, *, accept_new: bool = True) -> Baseline:
    """What `archlint baseline` does."""
    baseline = recorded(check(root, cache=False).findings, accept_new=accept_new)
    (root / NAME).write_bytes(encode(baseline))
    return baseline


def judged(root: Path) -> Analysis:
    return check(root, cache=False)


def stale(analysis: Analysis) -> list[str]:
    return [found.message for found in analysis.findings if found.check == "unused-exception"]


# What it survives.


def test_today_is_accepted_by_content(root: Path) -> None:
    assert accept(root).entries == (SKIP,)
    analysis = judged(root)
    assert open_findings(analysis) == []
    assert analysis.statistics.baselined == 1
    assert stale(analysis) == []


def test_moved_lines_do_not_break_it(root: Path) -> None:
    accept(root)
    write(root, {"ui/page.py": "# A page.\n\n\n" + SHOP["ui/page.py"].replace("from store", "\n\nfrom store")})
    assert open_findings(judged(root)) == []


def test_another_name_taken_from_the_same_module_does_not_break_it(root: Path) -> None:
    accept(root)
    write(root, {"ui/page.py": "from store.rows import Column\n", "store/rows.py": "class Column:\n    pass\n"})
    analysis = judged(root)
    assert open_findings(analysis) == []
    assert stale(analysis) == []


@pytest.mark.parametrize(
    ("moves", "changes"),
    [
        ({"ui/page.py": "ui/start.py"}, {}),
        ({"ui/page.py": "ui/pages/page.py"}, {}),
        ({"store/rows.py": "store/tables.py"}, {"ui/page.py": "from store.tables import Row\n"}),
        ({"store/rows.py": "store/sql/rows.py"}, {"ui/page.py": "from store.sql.rows import Row\n"}),
        (
            {"ui/page.py": "ui/deep/page.py", "store/rows.py": "store/sql/rows.py"},
            {"ui/deep/page.py": "from store.sql.rows import Row\n"},
        ),
    ],
    ids=["importer renamed", "importer moved", "imported renamed", "imported moved", "both moved"],
)
def test_renamed_ends_do_not_break_it(moves: dict[str, str], changes: dict[str, str], root: Path) -> None:
    write(root, {"service/orders.py": "x = 1\n"})
    accept(root)
    for old, new in moves.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    write(root, changes)  # type: ignore[arg-type]
    analysis = judged(root)
    assert "layer-skip" not in {check for check, _, _ in open_findings(analysis)}
    assert analysis.statistics.baselined == 1
    assert stale(analysis) == []


def test_a_copy_is_new_while_the_original_stands(root: Path) -> None:
    accept(root)
    write(root, {"ui/copy/page.py": SHOP["ui/page.py"]})
    assert open_findings(judged(root)) == [("layer-skip", "ui/copy/page.py", "store/rows.py")]


def test_one_entry_accepts_one_renamed_file(root: Path) -> None:
    accept(root)
    (root / "ui/page.py").rename(root / "ui/a.py")
    write(root, {"ui/b.py": SHOP["ui/page.py"]})
    assert len(open_findings(judged(root))) == 1


def test_findings_that_look_alike_are_all_accepted(root: Path) -> None:
    """Two contracts without a name that rule out the same."""
    twice = 2 * '\n[[contracts]]\nkind = "forbidden"\nimporters = ["ui"]\nimported = ["store"]\n'
    write(root, {"archlint.toml": SHOP["archlint.toml"] + twice})
    accept(root)
    analysis = judged(root)
    assert open_findings(analysis) == []
    assert analysis.statistics.baselined == 3
    assert stale(analysis) == []


# It only shrinks.


def test_what_is_new_is_not_accepted_by_what_is_old(root: Path) -> None:
    accept(root)
    write(root, {"store/cells.py": "", "ui/page.py": SHOP["ui/page.py"] + "import store.cells\n"})
    assert open_findings(judged(root)) == [("layer-skip", "ui/page.py", "store/cells.py")]


def test_pruning_takes_out_what_is_repaired_and_takes_nothing_in(root: Path) -> None:
    accept(root)
    write(root, {"ui/late.py": "from store.rows import Row\n", "ui/menu.py": "import store.rows\n"})
    assert accept(root, accept_new=False).entries == (SKIP,)
    write(root, {"ui/page.py": "x = 1\n"})
    assert accept(root, accept_new=False).entries == ()
    assert len(open_findings(judged(root))) == 2


def test_pruning_writes_todays_names(root: Path) -> None:
    accept(root)
    (root / "ui/page.py").rename(root / "ui/start.py")
    assert accept(root, accept_new=False).entries == (Entry("layer-skip", "ui/start.py", "store/rows.py", "Row"),)


def test_a_stale_entry_is_reported_with_its_line(root: Path) -> None:
    write(root, {"ui/late.py": "import store.rows\n"})
    accept(root)
    write(root, {"ui/page.py": "x = 1\n"})
    analysis = judged(root)
    (found,) = [found for found in analysis.findings if found.check == "unused-exception"]
    assert found.importer is not None
    assert found.importer.place is not None
    lines = (root / NAME).read_text().splitlines()
    assert '"ui/page.py"' in lines[found.importer.place.line - 1]
    assert found.importer.place.file == NAME
    assert "ui/page.py" in found.message


def test_an_entry_of_a_check_that_did_not_run_is_not_stale(root: Path) -> None:
    accept(root)
    write(root, {"ui/page.py": "x = 1\n"})
    assert stale(check(root, cache=False, ignore=("layer-skip",))) == []
    assert len(stale(judged(root))) == 1


def test_findings_about_acceptances_cannot_be_accepted(root: Path) -> None:
    write(root, {NAME: encode(Baseline(entries=(Entry("layer-skip", "gone.py", "gone.py"),)))})
    assert len(stale(judged(root))) == 1
    assert accept(root).entries == (SKIP,)
    review = Finding(check="expired-exception", message="ended")
    assert recorded([review], accept_new=True).entries == ()


# The file.


def test_the_file_merges_line_by_line(root: Path) -> None:
    write(root, {"ui/b.py": "import store.rows\n", "ui/a.py": "import store.rows\n"})
    baseline = accept(root)
    lines = (root / NAME).read_text().splitlines()
    for index, entry in enumerate(baseline.entries):
        assert entry.importer in lines[baseline.line_of(index) - 1]
    assert [entry.importer for entry in baseline.entries] == ["ui/a.py", "ui/b.py", "ui/page.py"]
    assert read(root / NAME, NAME) == baseline


ENTRIES = st.builds(
    Entry, st.sampled_from(["layer-skip", "hub"]), st.sampled_from(["", "a.py", "b/a.py", "ü.py"]), st.text(), st.text()
)


@given(st.lists(ENTRIES))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("baseline") / NAME
    path.write_bytes(encode(Baseline(entries=tuple(entries))))
    assert read(path, NAME) == Baseline(entries=tuple(sorted(entries)))
    assert encode(Baseline(entries=tuple(reversed(entries)))) == path.read_bytes()


BROKEN = {
    "nothing": b"",
    "no JSON": b"not json",
    "merge conflict": b'{\n  "schema": "archlint-baseline/1",\n<<<<<<< HEAD\n  "entries": []\n=======\n}\n',
    "another version": b'{"schema": "archlint-baseline/2", "entries": []}',
    "another shape": b'{"schema": "archlint-baseline/1", "entries": {}}',
    "an entry without a check": b'{"schema": "archlint-baseline/1", "entries": [{"importer": "a.py"}]}',
    "an entry with an unknown key": b'{"schema": "archlint-baseline/1", "entries": [{"check": "x", "line": 3}]}',
    "an unknown key": b'{"schema": "archlint-baseline/1", "entries": [], "accept": "all"}',
    "a number for a name": b'{"schema": "archlint-baseline/1", "entries": [{"check": 1}]}',
    "no UTF-8": b'{"schema": "archlint-baseline/1", "entries": [{"check": "\xff"}]}',
    "deep nesting": b'{"schema": "archlint-baseline/1", "entries": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "another file": b'{"name": "shop", "version": "1.0.0"}',
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_2_and_says_what_to_do(what: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / NAME).write_bytes(BROKEN[what])
    with pytest.raises(DeclarationError, match="not a baseline"):
        judged(root)
    assert main(["check", str(root), "--no-cache"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{NAME}: this is not a baseline: " in told.err
    assert "write it again with 'archlint baseline'" in told.err


def test_a_folder_with_its_name_is_2(root: Path) -> None:
    (root / NAME).mkdir()
    with pytest.raises(DeclarationError, match="this is not a baseline; write one with 'archlint baseline'"):
        judged(root)


def test_a_file_of_gigabytes_is_not_read(root: Path) -> None:
    with (root / NAME).open("wb") as file:
        file.truncate(2**34)
    with pytest.raises(DeclarationError, match="this is not a baseline"):
        judged(root)


def test_a_baseline_with_another_name_is_the_one_in_force(root: Path) -> None:
    write(root, {"archlint.toml": SHOP["archlint.toml"] + '\n[project]\nbaseline = "arch/accepted.json"\n'})
    write(root, {"arch/accepted.json": encode(Baseline(entries=(SKIP,))), NAME: b"not json"})
    assert open_findings(judged(root)) == []


def test_an_edit_by_hand_that_is_valid_counts_as_it_says(root: Path) -> None:
    text = json.dumps({"entries": [{"check": "layer-skip", "importer": "ui/page.py", "imported": "store/rows.py"}]})
    write(root, {NAME: text.replace('{"entries"', '{"schema": "archlint-baseline/1", "entries"', 1)})
    assert open_findings(judged(root)) == []


# Matching, whatever the entries are.

PATHS = ["ui/a.py", "ui/b.py", "store/a.py", "store/b.py", "old/a.py", "old/b.py"]
TODAY = PATHS[:4]
SMALL = st.builds(
    Entry, st.sampled_from(["layer-skip", "hub"]), st.sampled_from(PATHS), st.sampled_from(PATHS), st.sampled_from("xy")
)
FOUND = st.builds(
    lambda check, importer, imported, text: Finding(
        check=check, message="", importer=End(importer), imported=End(imported), text=text
    ),
    st.sampled_from(["layer-skip", "hub"]),
    st.sampled_from(TODAY),
    st.sampled_from(TODAY),
    st.sampled_from("xy"),
)


@given(st.lists(SMALL, max_size=6), st.lists(FOUND, max_size=6))
def test_each_entry_accepts_one_finding_of_its_check_at_most(entries: list[Entry], findings: Sequence[Finding]) -> None:
    matched = match(Baseline(entries=tuple(entries)), findings, TODAY)
    used = list(matched.accepted.values())
    assert len(used) == len(set(used))
    assert sorted([*used, *matched.stale]) == list(range(len(entries)))
    for index, number in matched.accepted.items():
        entry, found = entries[number], findings[index]
        assert entry.check == found.check
        assert found.importer is not None
        assert found.imported is not None
        assert entry.importer in (found.importer.module, *(set(PATHS) - set(TODAY)))
        assert entry.imported in (found.imported.module, *(set(PATHS) - set(TODAY)))


@given(st.lists(FOUND, max_size=6))
def test_a_baseline_of_today_accepts_exactly_today(findings: list[Finding]) -> None:
    baseline = recorded(findings, accept_new=True)
    matched = match(baseline, findings, TODAY)
    assert sorted(matched.accepted) == list(range(len(findings)))
    assert matched.stale == ()

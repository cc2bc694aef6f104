"""Acceptances: comments, exceptions and the baseline accept what they say and nothing else, and say when they are idle."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_projects import SHOP, check, open_findings, write

from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.pipeline.baseline import Baseline, Entry, encode

SKIP = ("layer-skip", "ui/page.py", "store/rows.py")
PAGE = "from store.rows import Row{}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", SHOP)


def judged(root: Path, files: dict[str, str | bytes] | None = None, **options: object) -> Analysis:
    write(root, files or {})
    return check(root, cache=False, **options)


def declared(*tables: str) -> dict[str, str | bytes]:
    return {"archlint.toml": SHOP["archlint.toml"] + "".join(f"\n[[exceptions]]\n{table}" for table in tables)}


def skip(analysis: Analysis) -> Finding:
    (found,) = [found for found in analysis.findings if found.check == "layer-skip"]
    return found


def reviews(analysis: Analysis, name: str = "unused-exception") -> list[str]:
    return [
        f"{found.importer.place.file}:{found.importer.place.line}: {found.message}"
        for found in analysis.findings
        if found.check == name and found.importer and found.importer.place
    ]


# Comments.


def test_a_comment_accepts_its_line_and_says_why(root: Path) -> None:
    analysis = judged(root, {"ui/page.py": PAGE.format("  # archlint: allow[layer-skip] until the portal is gone")})
    found = skip(analysis)
    assert (found.state, found.accepted) == ("excepted", "ui/page.py:1: until the portal is gone")
    assert open_findings(analysis) == []
    assert analysis.statistics.excepted == 1
    assert analysis.verdicts.count("excepted") == 1
    assert reviews(analysis) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# archlint: allow[layer-skip]", "has no reason, so it accepts nothing; say why"),
        ("# archlint: allow[layer-skip] say why", "has no reason, so it accepts nothing; say why"),
        ("# archlint: allow[] because", "names no check: write allow[check-name] and why"),
        ("# archlint: allow[layer-skp] because", "names no check: there is no 'layer-skp'; did you mean 'layer-skip'?"),
        ("# archlint: allow[upward-dependency] because", "accepts no upward-dependency here"),
    ],
)
def test_a_comment_that_accepts_nothing_is_told_with_its_line(text: str, why: str, root: Path) -> None:
    analysis = judged(root, {"ui/page.py": "\n" + PAGE.format("  " + text)})
    assert SKIP in open_findings(analysis)
    (told,) = reviews(analysis)
    assert told.startswith("ui/page.py:2: ")
    assert why in told


def test_a_comment_on_one_of_two_imports_leaves_the_finding_on_the_other(root: Path) -> None:
    analysis = judged(
        root,
        {
            "ui/page.py": "from store.rows import Row  # archlint: allow[layer-skip] here\n\nfrom store.rows import Cell\n"
        },
    )
    found = skip(analysis)
    assert found.state == "open"
    assert found.importer is not None
    assert found.importer.place is not None
    assert found.importer.place.line == 3
    assert reviews(analysis) == []


def test_comments_on_both_imports_accept_the_finding(root: Path) -> None:
    line = "from store.rows import {}  # archlint: allow[layer-skip] {}\n"
    analysis = judged(root, {"ui/page.py": line.format("Row", "one") + line.format("Cell", "two")})
    assert open_findings(analysis) == []
    assert reviews(analysis) == []


def test_one_comment_may_name_several_checks_of_which_each_must_be_needed(root: Path) -> None:
    analysis = judged(root, {"ui/page.py": PAGE.format("  # archlint: allow[layer-skip, upward-dependency] both")})
    assert skip(analysis).state == "excepted"
    (told,) = reviews(analysis)
    assert told.endswith("accepts no upward-dependency here")


def test_comments_hold_in_other_languages_too(root: Path) -> None:
    analysis = judged(
        root,
        {
            "ui/page.py": "",
            "ui/page.ts": "// archlint: allow[layer-skip] a prototype\nimport { Row } from '../store/rows';\n",
            "store/rows.ts": "export class Row {}\n",
        },
    )
    assert open_findings(analysis) == []
    assert skip(analysis).accepted == "ui/page.ts:1: a prototype"


def test_a_comment_in_a_test_is_left_alone(root: Path) -> None:
    analysis = judged(root, {"ui/test_page.py": PAGE.format("  # archlint: allow[layer-skip] tests may")})
    assert reviews(analysis) == []


def test_a_comment_of_a_check_that_did_not_run_is_left_alone(root: Path) -> None:
    files: dict[str, str | bytes] = {"ui/menu.py": "x = 1  # archlint: allow[layer-skip] for later\n"}
    assert len(reviews(judged(root, files))) == 1
    assert reviews(judged(root, ignore=("layer-skip",))) == []
    assert (
        reviews(judged(root, {"archlint.toml": SHOP["archlint.toml"] + '\n[checks.layer-skip]\nseverity = "off"\n'}))
        == []
    )


# Exceptions.

FITS = [
    "",
    'importer = "ui/page.py"\n',
    'importer = "ui"\n',
    'imported = "store"\n',
    'importer = ["ui/**", "!ui/menu.py"]\n',
]
MISSES = [
    'importer = "service"\n',
    'imported = "service"\n',
    'importer = ["ui/**", "!ui/page.py"]\n',
    'importer = "store"\nimported = "ui"\n',
]


@pytest.mark.parametrize("ends", FITS)
def test_an_exception_accepts_what_its_ends_name(ends: str, root: Path) -> None:
    analysis = judged(root, declared(f'check = "layer-skip"\n{ends}because = "Retired soon."\n'))
    found = skip(analysis)
    assert found.state == "excepted"
    assert found.accepted.startswith("archlint.toml:")
    assert found.accepted.endswith(": Retired soon.")
    assert open_findings(analysis) == []


@pytest.mark.parametrize("ends", MISSES)
def test_an_exception_that_accepts_nothing_is_told(ends: str, root: Path) -> None:
    analysis = judged(root, declared(f'check = "layer-skip"\n{ends}because = "Retired soon."\n'))
    assert SKIP in open_findings(analysis)
    (told,) = reviews(analysis)
    assert told.startswith(f"archlint.toml:{SHOP['archlint.toml'].count(chr(10)) + 2}: ")
    assert "accepts no finding" in told


def test_an_exception_for_another_check_accepts_nothing(root: Path) -> None:
    analysis = judged(root, declared('check = "upward-dependency"\nbecause = "No."\n'))
    assert SKIP in open_findings(analysis)
    assert len(reviews(analysis)) == 1
    assert reviews(judged(root, ignore=("upward-dependency",))) == []


@pytest.mark.parametrize(("day", "is_open"), [("2027-03-30", False), ("2027-03-31", False), ("2027-04-01", True)])
def test_an_exception_holds_through_its_last_day(day: str, is_open: bool, root: Path) -> None:
    files = declared('check = "layer-skip"\nbecause = "Soon."\nuntil = 2027-03-31\nowner = "Team Portal"\n')
    analysis = judged(root, files, today=datetime.date.fromisoformat(day))
    assert (SKIP in open_findings(analysis)) == is_open
    told = reviews(analysis, "expired-exception")
    assert len(told) == is_open
    if told:
        assert "2027-03-31" in told[0]
        assert "Team Portal" in told[0]
    assert reviews(analysis) == []


@pytest.mark.parametrize(
    ("imported", "fits"),
    [
        ("external:sqlalchemy", True),
        ("external:*", True),
        ("external:sqlalchemy.orm", True),
        ("technology:persistence", True),
        ("external:sqlal", False),
        ("technology:broker", False),
    ],
)
def test_an_exception_may_name_a_library(imported: str, fits: bool, root: Path) -> None:
    contract = '\n[[contracts]]\nkind = "forbidden"\nimporters = ["ui"]\nimported = ["technology:persistence"]\n'
    files = declared(f'check = "forbidden-dependency"\nimported = "{imported}"\nbecause = "Reports."\n')
    files["archlint.toml"] = str(files["archlint.toml"]) + contract
    files["ui/page.py"] = "import sqlalchemy.orm\n"
    analysis = judged(root, files)
    assert ("forbidden-dependency" in {check for check, _, _ in open_findings(analysis)}) != fits


# Who comes first.


def test_the_nearest_acceptance_is_used_and_the_others_are_idle(root: Path) -> None:
    entry = Entry("layer-skip", "ui/page.py", "store/rows.py", "Row")
    files = declared('check = "layer-skip"\nbecause = "Retired soon."\n')
    files["archlint-baseline.json"] = encode(Baseline(entries=(entry,)))
    assert skip(judged(root, {"archlint-baseline.json": files["archlint-baseline.json"]})).state == "baselined"
    analysis = judged(root, files)
    assert skip(analysis).accepted.endswith("Retired soon.")
    assert ["archlint-baseline.json" in told for told in reviews(analysis)] == [True]
    analysis = judged(root, {"ui/page.py": PAGE.format("  # archlint: allow[layer-skip] here")})
    assert skip(analysis).accepted == "ui/page.py:1: here"
    assert len(reviews(analysis)) == 2


def test_of_two_exceptions_the_first_is_used(root: Path) -> None:
    analysis = judged(
        root,
        declared(
            'check = "layer-skip"\nimporter = "ui"\nbecause = "One."\n', 'check = "layer-skip"\nbecause = "Two."\n'
        ),
    )
    assert skip(analysis).accepted.endswith("One.")
    assert len(reviews(analysis)) == 1


def test_findings_about_acceptances_cannot_be_excepted(root: Path) -> None:
    analysis = judged(root, declared('check = "unused-exception"\nbecause = "Quiet."\n'))
    assert len(reviews(analysis)) == 1
    assert "unused-exception" in {check for check, _, _ in open_findings(analysis)}


NAMES = ["a", "b", "c"]
SITES = st.lists(st.sampled_from(["plain", "allowed", "idle"]), min_size=1, max_size=4)


@given(SITES, st.booleans())
@settings(max_examples=30)
def test_a_finding_is_accepted_when_every_place_that_causes_it_is(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], excepted: bool
) -> None:
    lines = {
        "plain": "from store.rows import x{}\n",
        "allowed": "from store.rows import x{}  # archlint: allow[layer-skip] why not\n",
        "idle": "x{} = 1  # archlint: allow[layer-skip] nothing here\n",
    }
    text = "".join(lines[kind].format(number) for number, kind in enumerate(kinds))
    root = write(tmp_path_factory.mktemp("settle"), {"store/rows.py": "", "ui/page.py": text, "service/x.py": ""})
    write(
        root,
        declared('check = "layer-skip"\nbecause = "All."\n') if excepted else {"archlint.toml": SHOP["archlint.toml"]},
    )
    analysis = check(root, cache=False, workers=1)
    found = [found for found in analysis.findings if found.check == "layer-skip"]
    causes = [number for number, kind in enumerate(kinds, 1) if kind != "idle"]
    plain = [number for number, kind in enumerate(kinds, 1) if kind == "plain"]
    assert len(found) == bool(causes)
    for one in found:
        assert (one.state == "open") == bool(plain and not excepted)
        if one.state == "open" and one.importer and one.importer.place:
            assert one.importer.place.line == plain[0]
    told = reviews(analysis)
    assert sum(text.startswith("ui/") for text in told) == kinds.count("idle")
    assert sum(text.startswith("archlint.toml") for text in told) == (excepted and not plain)

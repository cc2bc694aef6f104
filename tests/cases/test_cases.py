"""Runs every literate case: the project is written, judged, and compared line by line with what the case says."""

import datetime
import re
from pathlib import Path

import pytest
from case_files import Case, CaseError, cases_of, read_cases

from archlint.checks.catalogue import CHECKS
from archlint.cli.source_lines import line_reader
from archlint.model.analysis import Analysis, Diagnostic
from archlint.model.finding import Finding
from archlint.model.rulebook import DeclarationError
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.reports.outcome import CLEAN, FINDINGS, outcome
from archlint.reports.text import render
from archlint.reports.view import View

FOLDER = Path(__file__).parent
FILES = sorted(
    path for path in FOLDER.rglob("*.md") if path.parent.name != "connections" and path != FOLDER / "README.md"
)
CASES = [
    pytest.param(case, id=f"{path.relative_to(FOLDER).with_suffix('')}: {case.name}")
    for path in FILES
    for case in read_cases(path)
]
TODAY = datetime.date(2026, 6, 15)


def written(case: Case, root: Path) -> Path:
    for name, text in case.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def judged(case: Case, root: Path) -> Analysis:
    return analyze(written(case, root), Request(cache=False, workers=1, today=TODAY))


def told(finding: Finding) -> str:
    """A finding as the cases write it: check importer:line -> imported (warning, excepted)."""
    assert finding.importer is not None
    place = finding.importer.place
    if finding.chain:
        steps = [f"{hop.place.file}:{hop.place.line}" for hop in finding.chain] + [finding.chain[-1].imported]
    else:
        start = place.file if place else finding.importer.module
        line = f":{place.line}" if place and place.line else ""
        subject = "" if start == finding.importer.module else f" {finding.importer.module}"
        steps = [start + line + subject] + ([finding.imported.module] if finding.imported else [])
    marks = [word for word in (finding.severity, finding.state) if word not in ("error", "open")]
    tail = f" ({', '.join(marks)})" if marks else ""
    return f"{finding.check} {' -> '.join(steps)}{f' +{finding.more}' if finding.more else ''}{tail}"


def said(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.file}:{diagnostic.line}" if diagnostic.line else diagnostic.file
    return f"{diagnostic.kind}: {place}: {diagnostic.message}" if place else f"{diagnostic.kind}: {diagnostic.message}"


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0].refused is None])  # type: ignore[union-attr]
def test_case(case: Case, tmp_path: Path) -> None:
    analysis = judged(case, tmp_path)
    assert tuple(map(told, analysis.findings)) == case.findings
    assert tuple(map(said, analysis.diagnostics)) == case.said
    fails = any(finding.state == "open" and finding.severity == "error" for finding in analysis.findings)
    assert outcome(analysis).code == (FINDINGS if fails else CLEAN)
    if case.report is not None:
        assert render(analysis, View(read_line=line_reader(tmp_path))) == case.report


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0].refused is not None])  # type: ignore[union-attr]
def test_refused_case(case: Case, tmp_path: Path) -> None:
    with pytest.raises(DeclarationError) as refusal:
        judged(case, tmp_path)
    expected = re.escape(case.refused or "").replace("Allowed:\\ …", "Allowed: [^\n]+")
    assert re.fullmatch(expected, str(refusal.value)), f"{refusal.value}\n\nis not\n\n{case.refused}"


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_every_check_has_a_case_and_a_clean_counterpart(name: str) -> None:
    cases = [case for path in FILES if path.parent.name == name for case in read_cases(path)]
    assert any(line.split()[0] == name for case in cases for line in case.findings or ())
    assert any(case.findings == () for case in cases)


def test_a_case_that_is_wrong_about_a_finding_fails(tmp_path: Path) -> None:
    project = '```toml title="archlint.toml"\n[[layers]]\nname = "ui"\npaths = ["ui/**"]\n```\n'
    source = '```python title="ui/a.py"\nimport os\n```\n'
    (case,) = cases_of(f"# Wrong\nSays too much.\n{project}{source}```findings\nlayer-skip ui/a.py:1 -> os\n```\n", "x")
    with pytest.raises(AssertionError):
        test_case(case, tmp_path)


SOURCE = '```python title="a.py"\n```\n'
DECLARED = '```toml title="archlint.toml"\n```\n'
HEAD = "# Title\nSays what.\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Says what.\n" + SOURCE + DECLARED + "```findings\nclean\n```\n", "starts with '# Title'"),
        ("# Title\n" + SOURCE + DECLARED + "```findings\nclean\n```\n", "starts with '# Title'"),
        (HEAD + SOURCE + DECLARED, "needs a block 'findings'"),
        (HEAD + SOURCE + DECLARED + "```findings\n```\n", "empty block 'findings'"),
        (HEAD + SOURCE + DECLARED + "```findings\n\n```\n", "empty block 'findings'"),
        (HEAD + SOURCE + DECLARED + "```findings\nclean\nlayer-skip a.py:1 -> b.py\n```\n", "cannot be clean"),
        (HEAD + SOURCE + DECLARED + "```findings\nclean\n```\n```refused\nno\n```\n", "and not both"),
        (HEAD + SOURCE + DECLARED + "```refused\nno\n```\n```said\nx\n```\n", "nothing else is said"),
        (HEAD + SOURCE + DECLARED + "```findngs\nclean\n```\n", "unknown or repeated block 'findngs'"),
        (HEAD + SOURCE + DECLARED + "```findings\nclean\n```\n" * 2, "unknown or repeated block 'findings'"),
        (HEAD + SOURCE + DECLARED + "```\nclean\n```\n", "unknown or repeated block ''"),
        (HEAD + SOURCE + DECLARED + "```findings\nclean\n", "never closed"),
        (HEAD + '```python title="a.ts"\n```\n' + DECLARED + "```findings\nclean\n```\n", "is no language of a.ts"),
        (HEAD + '```perl title="a.pl"\n```\n' + DECLARED + "```findings\nclean\n```\n", "is no language of a.pl"),
        (HEAD + '```python title="../a.py"\n```\n' + DECLARED + "```findings\nclean\n```\n", "leaves the project"),
        (HEAD + SOURCE + SOURCE + DECLARED + "```findings\nclean\n```\n", "stands here twice"),
        (HEAD + SOURCE + "```findings\nclean\n```\n", "has no declaration"),
        (HEAD + DECLARED + "```findings\nclean\n```\n", "has no source file"),
        (HEAD + SOURCE + DECLARED + "### Deep\n```findings\nclean\n```\n", "are headings here"),
        (HEAD + SOURCE + DECLARED + "## One\n```findings\nclean\n```\n## Two\n", "'Two' needs a block"),
        (HEAD + SOURCE + DECLARED + "## One\n```findings\nclean\n```\n## One\n```findings\nclean\n```\n", "two cases"),
        (
            HEAD + SOURCE + DECLARED + "```findings\nclean\n```\n## One\n```findings\nclean\n```\n",
            "before the first case",
        ),
    ],
)
def test_a_case_without_a_clear_expectation_is_refused(text: str, why: str) -> None:
    with pytest.raises(CaseError, match=why):
        cases_of(text, "x.md")


def test_files_before_the_first_case_belong_to_all_and_may_be_replaced() -> None:
    replaced = '```python title="a.py"\nimport os\n```\n'
    text = f"{HEAD}{SOURCE}{DECLARED}## One\n```findings\nclean\n```\n## Two\n{replaced}```findings\nclean\n```\n"
    one, two = cases_of(text, "x.md")
    assert (one.files["a.py"], two.files["a.py"]) == ("", "import os\n")
    assert one.files.keys() == two.files.keys() == {"a.py", "archlint.toml"}
    assert one.findings == two.findings == ()

"""JUnit XML: what test report readers count must be what was found."""

from xml.etree import ElementTree

import msgspec
import pytest
from hand_built import DRAFT, EMPTY, NASTY, TINY, analysis, module, skip

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import Analysis, Diagnostic
from archlint.reports.junit import render
from archlint.reports.view import View


def suite(of: Analysis, *, strict: bool = False) -> ElementTree.Element:
    found = ElementTree.fromstring(render(of, View(checks=CHECKS, strict=strict))).find("testsuite")
    assert found is not None
    return found


def case(of: Analysis, name: str) -> ElementTree.Element:
    return next(case for case in suite(of) if case.get("name") == name)


@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY, DRAFT], ids=["tiny", "nasty", "empty", "draft"])
def test_the_numbers_agree_with_the_cases(of: Analysis) -> None:
    root = suite(of)
    assert int(root.get("tests", "")) == len(root.findall("testcase"))
    assert int(root.get("failures", "")) == len(root.findall("testcase/failure"))
    assert int(root.get("errors", "")) == len(root.findall("testcase/error"))
    assert {tuple(sorted(case.keys())) for case in root} == {("classname", "name")}


def test_every_check_is_a_case() -> None:
    assert [case.get("name") for case in suite(EMPTY)] == ["archlint", *(check.name for check in CHECKS)]


def test_all_findings_of_a_check_stand_in_one_failure() -> None:
    findings = [skip(f"ui/{name}.py", "backend/b.py") for name in "abc"]
    failures = case(analysis([module("ui/a.py", "ui")], [], findings), "layer-skip").findall("failure")
    assert len(failures) == 1
    assert failures[0].get("message") == "3 findings"
    text = failures[0].text or ""
    assert "ui/c.py:3:6: ui/c.py skips the layer between\n  why: Channels read" in text
    assert "  instead: Ask enablement/api.py" in text


def test_warnings_do_not_fail_unless_strict() -> None:
    assert case(TINY, "empty-layer").find("failure") is None
    assert "layer 'bss' has no module" in (case(TINY, "empty-layer").findtext("system-out") or "")
    assert suite(TINY).get("failures") == "2"
    assert suite(TINY, strict=True).get("failures") == "3"


def test_a_run_that_could_not_check_is_an_error() -> None:
    broken = case(EMPTY, "archlint").find("error")
    assert broken is not None
    assert (broken.get("message") or "").startswith("nothing was checked")
    assert suite(TINY).get("errors") == "0"


def test_hostile_text_reads_back_as_text() -> None:
    found = skip("ui/]]>.py", "backend/b.py", message='<failure message="x"> & ]]> \x00 \x1b[31m')
    failure = case(analysis([module("ui/a.py", "ui")], [], [found]), "layer-skip").find("failure")
    assert failure is not None
    assert 'ui/]]>.py:3:6: <failure message="x"> & ]]> \\u{0} \\u{1b}[31m' in (failure.text or "")


def test_diagnostics_stand_with_the_run() -> None:
    told = msgspec.structs.replace(
        TINY, diagnostics=(Diagnostic("a.py", 3, "warning", "odd"), Diagnostic("", 0, "note", "x"))
    )
    text = case(told, "archlint").findtext("system-out") or ""
    assert text.splitlines()[1:] == ["warning: a.py:3: odd", "note: x"]

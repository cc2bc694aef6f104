"""SARIF 2.1.0, as code scanning services read it."""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hand_built import DRAFT, EMPTY, HOSTILE, NASTY, TINY, analysis, module, skip
from sarif_schema import SARIF

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import Analysis
from archlint.model.finding import End, Place
from archlint.reports.sarif import render
from archlint.reports.view import View


def log(of: Analysis) -> Any:
    return json.loads(render(of, View(checks=CHECKS)))


def results(of: Analysis) -> Any:
    return log(of)["runs"][0]["results"]


@pytest.mark.parametrize("of", [TINY, NASTY, EMPTY, DRAFT], ids=["tiny", "nasty", "empty", "draft"])
def test_it_follows_the_schema(of: Analysis) -> None:
    jsonschema.validate(log(of), SARIF)


@pytest.mark.parametrize("of", [TINY, NASTY], ids=["tiny", "nasty"])
def test_every_result_finds_its_rule(of: Analysis) -> None:
    rules = log(of)["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules[: len(CHECKS)]] == [check.name for check in CHECKS]
    for result in results(of):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_result_names_both_ends_and_says_why() -> None:
    result = results(TINY)[0]
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "ui/web/page.py skips the layer between\n"
        "Why: Channels read data through the enablement layer.\n"
        "Instead: Ask enablement/api.py, which offers it."
    )
    where = result["locations"][0]
    assert where["physicalLocation"]["artifactLocation"]["uri"] == "ui/web/page.py"
    assert where["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 6, "byteOffset": 12, "byteLength": 6}
    assert where["logicalLocations"][0]["name"] == "ui.web"
    related = result["relatedLocations"][0]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "backend/billing/invoice.py"


def test_a_finding_about_the_project_is_shown_at_its_declaration() -> None:
    found = next(result for result in results(TINY) if result["ruleId"] == "empty-layer")
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "archlint.toml", "uriBaseId": "SRCROOT"}
    }


def test_a_cycle_is_a_flow_of_code() -> None:
    found = next(result for result in results(TINY) if result["ruleId"] == "dependency-cycle")
    steps = found["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["message"]["text"] for step in steps] == [
        "ui/web/page.py depends on ui/web/list.py",
        "ui/web/list.py depends on ui/web/page.py",
    ]
    assert "Stands for 2 more like it." in found["message"]["text"]


def test_accepted_findings_are_suppressed_with_their_reason() -> None:
    suppressed = [result["suppressions"][0] for result in results(TINY) if "suppressions" in result]
    assert suppressed == [
        {"kind": "external", "justification": "Retired with the portal."},
        {"kind": "external", "justification": "archlint-baseline.json"},
    ]


def test_fingerprints_are_unique_and_do_not_hold_lines() -> None:
    twice = [skip("ui/a.py", "backend/b.py", fingerprint=""), skip("ui/a.py", "backend/b.py", 9, fingerprint="")]
    marks = [result["partialFingerprints"]["archlint/v1"] for result in results(analysis([module("a.py")], [], twice))]
    assert marks == [marks[0], f"{marks[0]}-2"]


@pytest.mark.parametrize("name", HOSTILE)
def test_uris_lead_back_to_the_file(name: str) -> None:
    found = skip(f"ui/{name}.py", "backend/b.py")
    uri = results(analysis([module("a.py")], [], [found]))[0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    assert unquote_to_bytes(uri) == f"ui/{name}.py".encode("utf-8", "surrogateescape")
    assert ":" not in uri


def test_messages_cannot_form_links() -> None:
    found = skip("ui/a.py", "backend/b.py", message="see [this](javascript:x) \\")
    text = results(analysis([module("a.py")], [], [found]))[0]["message"]["text"]
    assert text.splitlines()[0] == "see \\[this\\](javascript:x) \\\\"


def test_a_run_that_could_not_check_is_not_successful() -> None:
    invocation = log(EMPTY)["runs"][0]["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert invocation["exitCode"] == 2
    assert invocation["toolExecutionNotifications"][-1]["message"]["text"].startswith("nothing was checked")
    assert log(TINY)["runs"][0]["invocations"][0]["executionSuccessful"]
    assert log(TINY)["runs"][0]["invocations"][0]["exitCode"] == 1


def test_diagnostics_are_notifications() -> None:
    told = log(TINY)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert told[0]["level"] == "warning"
    assert told[0]["message"]["text"] == "larger than 1 MiB: skipped"
    assert told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "ui/big.py"


def test_an_unknown_place_has_no_region() -> None:
    found = skip("ui/a.py", "backend/b.py", chain=())
    whole = analysis([module("a.py")], [], [found])
    assert "region" not in results_of_place(whole, Place("ui/a.py"))


def results_of_place(of: Analysis, place: Place) -> Any:
    import msgspec

    finding = msgspec.structs.replace(of.findings[0], importer=End(place.file, "ui", place=place))
    changed = msgspec.structs.replace(of, findings=(finding,))
    return results(changed)[0]["locations"][0]["physicalLocation"]

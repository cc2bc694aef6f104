"""archlint assess: levels, standards, answers and drivers at the door, in every format."""

import json
from pathlib import Path

import jsonschema
import pytest
from at_the_door import ROOT, project, run

from archlint.reports.formats import ASSESSMENT_FORMATS

CURRENT = ROOT / "examples/self-care/current"
SMALL = {
    "archlint.toml": (
        '[[layers]]\nname = "ui"\npaths = ["web/**"]\n\n[[layers]]\nname = "enablement"\npaths = ["api/**"]\n\n'
        '[[layers]]\nname = "systems"\npaths = ["bss/**"]\n\n'
        '[maturity]\ntargets = { security = "high" }\n\n'
        '[[answers]]\nquestion = "operations.delivery"\nanswer = true\nwho = "Ada"\nwhen = 2020-01-01\n\n'
        '[[drivers]]\nname = "fewer <calls>"\nweight = 2.0\nserves = ["self-care"]\n'
    ),
    "web/page.ts": "import { bills } from '../api/bills';\nexport const page = bills;\n",
    "api/bills.ts": "import { ledger } from '../bss/ledger';\nexport const bills = ledger;\n",
    "bss/ledger.ts": "export const ledger = [];\n",
}


@pytest.mark.parametrize("name", ASSESSMENT_FORMATS)
def test_every_format_tells_levels_and_warnings(name: str, tmp_path: Path) -> None:
    answer = run("assess", project(tmp_path, SMALL), "--no-cache", "--format", name)
    assert answer.code == 0, answer.err
    for word in ("Self care", "Integration and APIs", "Security", "high"):
        assert word in answer.out, word
    assert "ask Ada again" in answer.out
    assert "served by self-care" in answer.out or "served by self-care" in answer.out.replace("&#45;", "-")
    assert "<calls>" not in answer.out or name != "markdown"


def test_json_keeps_to_its_schema(tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs/schemas/assessment.schema.json").read_text())
    for folder in (project(tmp_path, SMALL), CURRENT):
        jsonschema.validate(json.loads(run("assess", folder, "--no-cache", "--format", "json").out), schema)


def test_a_standard_says_met_missed_and_not_visible_with_places() -> None:
    answer = run("assess", CURRENT, "--standard", "headless", "--standard", "integration-style", "--no-cache")
    assert answer.code == 0
    assert "missed:      No module of a channel opens a database." in answer.out
    assert "channels/partner/server/usageExport.ts:3 node-postgres" in answer.out
    assert "not visible: " in answer.out
    assert "met:         " in answer.out
    assert "Self care" not in answer.out


def test_standards_can_be_listed_and_a_wrong_name_is_told() -> None:
    listed = run("assess", "--standard", "list").out
    assert listed.startswith("headless")
    answer = run("assess", CURRENT, "--standard", "owasp-api-securty")
    assert answer.code == 2
    assert "did you mean 'owasp-api-security'?" in answer.err


def test_the_report_for_those_who_steer_names_places() -> None:
    out = run("assess", CURRENT, "--no-cache", "--format", "markdown").out
    start, how, ahead = (
        out.index(f"## {question}")
        for question in ("Where do we start?", "How do we start?", "How do we get a head start?")
    )
    assert start < how < ahead
    assert "With the journey usage-and-invoice" in out[start:how]
    assert "](channels/app/src/screens/InvoiceScreen.tsx" in out[start:how]
    assert "archlint" not in out[start:how]


def test_nothing_is_assessed_where_nothing_is(tmp_path: Path) -> None:
    answer = run("assess", tmp_path, "--no-cache")
    assert answer.code == 2
    assert "no source file was found" in answer.err


def test_a_project_without_any_declaration_is_told_that_its_layers_are_a_draft(tmp_path: Path) -> None:
    files = {name: text for name, text in SMALL.items() if name != "archlint.toml"}
    answer = run("assess", project(tmp_path, files), "--no-cache")
    assert "No layers are declared" in answer.out
    assert "✓" not in answer.out.split("Next")[0].split("Self care (")[0]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('[maturity]\nmodel = "digital-service-provder"', "did you mean 'digital-service-provider'?"),
        ('[maturity]\ntargets = { securty = "low" }', "unknown domain 'securty'; did you mean 'security'?"),
        ('[maturity]\ntargets = { security = "highest" }', "highest"),
        (
            '[[answers]]\nquestion = "operations.delivry"\nanswer = true\nwho = "A"\nwhen = 2027-01-01',
            "nobody asks 'operations.delivry'; did you mean 'operations.delivery'?",
        ),
        ('[[answers]]\nquestion = "operations.delivery"\nanswer = true\nwhen = 2027-01-01', "missing key: who"),
        (
            '[[drivers]]\nname = "x"\nweight = 1\nserves = ["selfcare"]',
            "unknown domain 'selfcare'; did you mean 'self-care'?",
        ),
        ('[[drivers]]\nname = "x"\nweight = 0\nserves = ["self-care"]', "drivers"),
    ],
)
def test_mistakes_in_the_declaration_are_told(line: str, told: str, tmp_path: Path) -> None:
    files = {"archlint.toml": f'[[layers]]\nname = "all"\npaths = ["**"]\n\n{line}\n', "a.py": "x = 1\n"}
    answer = run("assess", project(tmp_path, files), "--no-cache")
    assert answer.code == 2
    assert told in answer.err


def test_an_answer_given_twice_is_a_mistake(tmp_path: Path) -> None:
    one = '[[answers]]\nquestion = "operations.delivery"\nanswer = true\nwho = "A"\nwhen = 2027-01-01\n'
    files = {"archlint.toml": one + one, "a.py": "x = 1\n"}
    answer = run("assess", project(tmp_path, files), "--no-cache")
    assert "answered already (archlint.toml:1)" in answer.err

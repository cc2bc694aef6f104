"""`archlint show --level component` with a choice, on today's self-care system: the same choice in text, JSON and pictures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def shown(form: str, *options: str) -> str:
    command = [sys.executable, "-m", "archlint", "show", "examples/self-care/current", "-q", "--level", "component"]
    answer = subprocess.run(
        [*command, "--format", form, *options], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return answer.stdout


@pytest.mark.parametrize(
    ("options", "nodes", "edges"),
    [
        (("--path", "@fjordtel/app", "crm"), {"@fjordtel/app", "crm", "frontend-api"}, 2),
        (("--focus", "billing-db"), {"billing-db", "billing", "invoice", "usage"}, 3),
        (
            ("--only", "violations", "--kind", "http"),
            {"@fjordtel/web", "billing"},
            1,
        ),
    ],
)
def test_a_choice_leaves_the_same_in_every_form(options: tuple[str, ...], nodes: set[str], edges: int) -> None:
    found = json.loads(shown("json", *options))
    assert {node["name"] for node in found["nodes"]} == nodes
    assert len(found["edges"]) == edges
    drawn = shown("mermaid", *options)
    plain = {"crm", "billing", "frontend-api", "rating", "bus"}  # what Mermaid need not escape
    assert {name for name in plain if name in drawn} == nodes & plain

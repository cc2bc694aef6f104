"""archlint endpoints: options, formats, exit codes, on a project of two services that talk over HTTP."""

import csv
import io
import json
from pathlib import Path

import pytest
from at_the_door import project, run

from archlint.reports.formats import ENDPOINT_FORMATS

TWO = {
    "crm/pyproject.toml": '[project]\nname = "crm"\nversion = "1"\n',
    "crm/app.py": (
        "from flask import Flask\n\napp = Flask(__name__)\n\n\n"
        '@app.get("/customers/<int:number>")\ndef customer(number):\n    return {"number": number}\n\n\n'
        '@app.post("/customers")\ndef create():\n    return {}\n'
    ),
    "shop/pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n',
    "shop/client.py": (
        "import requests\n\n\ndef customer(number):\n"
        '    return requests.get(f"http://crm:8080/customers/{number}").json()\n\n\n'
        'def gone():\n    return requests.get("http://crm:8080/gone/away").json()\n\n\n'
        'def rates():\n    return requests.get("https://rates.example.com/v1/rates").json()\n'
    ),
    "compose.yaml": ("services:\n  crm:\n    build: ./crm\n    ports: ['8080:8080']\n  shop:\n    build: ./shop\n"),
    "crm/Dockerfile": "FROM python:3.12\nCOPY . .\nCMD python app.py\n",
    "shop/Dockerfile": "FROM python:3.12\nCOPY . .\nCMD python client.py\n",
}


@pytest.mark.parametrize("name", ENDPOINT_FORMATS)
def test_every_format_tells_of_both_ends(name: str, tmp_path: Path) -> None:
    answer = run("endpoints", project(tmp_path, TWO), "--no-cache", "--format", name)
    assert answer.code == 0, answer.err
    for word in ("crm/app.py", "shop/client.py", "/customers", "rates.example.com", "dangling"):
        assert word in answer.out, word
    run("endpoints", tmp_path, "--no-cache", "--format", name, "--output", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == answer.out


def test_requests_are_told_by_what_becomes_of_them(tmp_path: Path) -> None:
    document = json.loads(run("endpoints", project(tmp_path, TWO), "--no-cache", "--format", "json").out)
    assert document["schema"] == "archlint-endpoints/1"
    assert [(one["method"], one["path"]) for one in document["routes"]] == [
        ("GET", "/customers/{number}"),
        ("POST", "/customers"),
    ]
    told = {one["line"]: (one["status"], one["routes"]) for one in document["requests"]}
    assert told == {5: ("linked", [0]), 9: ("dangling", []), 13: ("external", [])}


def test_a_choice_goes_for_all_formats(tmp_path: Path) -> None:
    root = project(tmp_path, TWO)
    table = run("endpoints", root, "--no-cache", "--format", "csv", "--status", "linked").out
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["kind"], row["answered by"]) == ("request", "crm/app.py:6")
    document = json.loads(run("endpoints", root, "--no-cache", "--format", "json", "--only", "requests").out)
    assert [len(document[name]) for name in ("routes", "requests", "stores")] == [2, 3, 0]
    text = run("endpoints", root, "--no-cache", "--only", "routes").out
    assert "1 request: shop" in text
    assert "dangling" not in text
    page = run(
        "endpoints", root, "--no-cache", "--format", "markdown", "--only", "requests", "--status", "external"
    ).out
    assert "External requests (1)" in page
    assert "customers" not in page


def test_a_status_of_what_has_none_is_refused(tmp_path: Path) -> None:
    answer = run("endpoints", project(tmp_path, TWO), "--status", "linked", "--only", "stores")
    assert answer.code == 2
    assert "--status linked is about requests" in answer.err
    assert answer.asked == []


@pytest.mark.parametrize(("option", "value"), [("--status", "broken"), ("--only", "topics")])
def test_an_unknown_choice_is_refused(option: str, value: str, tmp_path: Path) -> None:
    answer = run("endpoints", tmp_path, option, value)
    assert answer.code == 2
    assert f"'{value}'" in answer.err


def test_a_project_without_any_says_what_would_help(tmp_path: Path) -> None:
    answer = run("endpoints", project(tmp_path, {"a.py": "x = 1\n"}), "--no-cache")
    assert answer.code == 0
    assert "0 routes, 0 requests" in answer.out
    assert "[[connections]]" in answer.out

"""A project's own maturity model, standards and catalogue of interfaces, named in its declaration as ./FILE.toml."""

from pathlib import Path

import pytest
from at_the_door import run

from archlint.checks.catalogue import CHECKS
from archlint.model.rulebook import DeclarationError
from archlint.rulebook.digest import declaration_digest
from archlint.rulebook.load import load_rulebook

DECLARED = """\
[[layers]]
name = "services"
paths = ["shop/**"]

[project]
connections = true

[maturity]
model = "./architecture/model.toml"
criteria = ["./architecture/house.toml"]
targets = { delivery = "low" }

[standards]
require = ["./architecture/apis.toml"]

[[answers]]
question = "house.reviewed"
answer = true
who = "the architect"
when = 2026-11-01
"""
MODEL = """\
name = "our-model"
title = "Our model"

[[domains]]
name = "delivery"
title = "Delivery"
kind = "enabler"
levels = { low = "There is something.", medium = "It answers.", high = "It is watched." }

[[domains.criteria]]
level = "low"
name = "routes"
says = "There are routes."
metric = "routes"
at_least = 1
instead = "Serve the first."

[[domains.criteria]]
level = "medium"
name = "reviewed"
says = "It was looked at."
question = "Was it looked at?"
instead = "Look at it."

[[domains.criteria]]
level = "high"
name = "named"
says = "It is described."
metric = "documented-routes"
at_least = 0.5
instead = "Describe it."
"""
HOUSE = """\
name = "house"
title = "Rules of the house"

[[criteria]]
name = "serves"
says = "There are routes."
metric = "routes"
at_least = 1
instead = "Serve the first."

[[criteria]]
name = "reviewed"
says = "It was looked at."
question = "Was it looked at?"
instead = "Look at it."
"""
APIS = """\
name = "ours"
title = "Interfaces of the house"
prefixes = ["house-api"]
numbers = "H"

[[apis]]
number = "H001"
name = "Bills"
domain = "customer"
segments = ["billing"]
versions = [2]
resources = ["bill"]
"""
CODE = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/house-api/billing/v2/bill")
def bills():
    return []


@app.get("/house-api/billing/v1/bill")
def old_bills():
    return []
"""


def project(root: Path, **changed: str) -> Path:
    files = {"archlint.toml": DECLARED, "shop/app.py": CODE} | {
        f"architecture/{name}.toml": changed.get(name, text)
        for name, text in (("model", MODEL), ("house", HOUSE), ("apis", APIS))
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(changed.get(name, text), encoding="utf-8")
    return root


def test_it_is_assessed_by_its_own_model_and_standard(tmp_path: Path) -> None:
    project(tmp_path)
    answer = run("assess", tmp_path, "--all", "--no-cache")
    assert answer.code == 0, answer.err
    assert "Our model" in answer.out
    assert "Delivery" in answer.out
    answer = run("assess", tmp_path, "--standard", "house", "--no-cache")
    assert "Rules of the house: 2 met" in answer.out
    assert "house" in run("assess", tmp_path, "--standard", "list").out


def test_its_own_catalogue_is_what_interfaces_are_judged_by(tmp_path: Path) -> None:
    answer = run("check", project(tmp_path), "--select", "non-standard-api", "--no-cache")
    assert "shop/app.py:11" in answer.out
    assert "shop/app.py:6" not in answer.out


def test_each_byte_of_its_files_is_part_of_the_declaration(tmp_path: Path) -> None:
    before = declaration_digest(project(tmp_path))
    for name, text in (("model", MODEL), ("house", HOUSE), ("apis", APIS)):
        file = tmp_path / f"architecture/{name}.toml"
        file.write_text(text + "\n", encoding="utf-8")
        assert declaration_digest(tmp_path) != before, name
        file.write_text(text, encoding="utf-8")
    assert declaration_digest(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("model", 'kind = "enabler"', 'kind = "thing"', "architecture/model.toml:7: domains.delivery.kind"),
        ("model", 'title = "Our model"', 'titel = "Our model"', "architecture/model.toml"),
        ("model", '"routes"\nat', '"rotues"\nat', "unknown metric 'rotues'; did you mean 'routes'?"),
        ("model", "at_least = 0.5", "at_least = 50", "'documented-routes' is a share: from 0 to 1, not 50"),
        ("model", 'level = "high"', 'level = "low"', "has none for level 'high', which could never be reached"),
        ("model", "at_least = 1\n", "", "has a metric and no bound"),
        ("house", 'question = "Was it looked at?"\n', "", "criteria.reviewed: needs either a metric or a question"),
        ("house", '"serves"', '"reviewed"', "there is one of the name 'reviewed' already"),
        ("house", '"routes"\nat', '"open-findings"\nat', "'open-findings' needs words: names of checks"),
        ("house", "at_least = 1\n", 'words = ["x"]\nat_least = 1\n', "'routes' takes no words"),
        ("apis", "versions = [2]", 'versions = ["v2"]', "architecture/apis.toml:11: apis.Bills.versions"),
        ("archlint.toml", "./architecture/model.toml", "./architecture/modle.toml", "there is no such file"),
        ("archlint.toml", "./architecture/model.toml", "./../model.toml", "lies outside of the project"),
        ("archlint.toml", "./architecture/model.toml", "./architecture/model.yaml", "is no .toml file"),
        (
            "archlint.toml",
            "./architecture/house.toml",
            "house",
            "maturity.criteria: expected ./FILE.toml of the project",
        ),
        ("archlint.toml", "./architecture/model.toml", "our-model", "or ./FILE.toml of the project"),
        ("archlint.toml", "delivery", "delivry", "unknown domain 'delivry'; did you mean 'delivery'?"),
        ("archlint.toml", "house.reviewed", "house.serves", "nobody asks 'house.serves'"),
    ],
)
def test_mistakes_are_told_with_their_place(name: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    texts = {"model": MODEL, "house": HOUSE, "apis": APIS, "archlint.toml": DECLARED}
    assert old in texts[name]
    project(tmp_path, **{name: texts[name].replace(old, new, 1)})
    with pytest.raises(DeclarationError) as error:
        load_rulebook(tmp_path, checks=CHECKS)
    assert told in str(error.value)

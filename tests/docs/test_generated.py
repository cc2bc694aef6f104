"""Generated pages and schemas: nothing has drifted, and the schemas accept what archlint accepts."""

import copy
import datetime
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from archlint.checks.catalogue import CHECKS
from archlint.model.analysis import decode, encode
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.rulebook.load import load_rulebook
from tools import generate

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
TOML_BLOCK = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = [ROOT / "docs" / "guide.md", ROOT / "rules" / "README.md", *sorted((ROOT / "docs" / "checks").glob("*.md"))]
DECLARATIONS = [ROOT / "archlint.toml", *sorted((ROOT / "rules" / "layers").glob("*/*/archlint.toml"))]


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(value: Any) -> Any:
    """A parsed TOML value as editors hand it to a schema: dates are strings."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def config_mistakes(text: str) -> list[str]:
    return [error.message for error in validator("config.schema.json").iter_errors(plain(tomllib.loads(text)))]


def test_nothing_has_drifted() -> None:
    """Nor does anything depend on more than the sources: what is committed was written elsewhere, with other hashes."""
    assert generate.stale(ROOT, generate.generated()) == [], "run `python -m tools.generate`"


def test_stale_names_what_differs_is_missing_or_left_over(tmp_path: Path) -> None:
    files = {"docs/checks/a.md": "a\n", "docs/checks/b.md": "b\n", "docs/schemas/c.json": "c\n"}
    (tmp_path / "docs" / "checks").mkdir(parents=True)
    (tmp_path / "docs" / "checks" / "a.md").write_text("a\n")
    (tmp_path / "docs" / "checks" / "b.md").write_text("old\n")
    (tmp_path / "docs" / "checks" / "gone.md").write_text("of a check that is no more\n")
    assert generate.stale(tmp_path, files) == ["docs/checks/b.md", "docs/checks/gone.md", "docs/schemas/c.json"]


def test_check_mode_names_stale_files_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(generate, "generated", lambda: {"docs/schemas/config.schema.json": "{}\n"})
    assert generate.main(["--check"]) == 1
    assert "docs/schemas/config.schema.json\n" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_has_a_page_with_the_fixed_headings(check: Any) -> None:
    page = (ROOT / "docs" / "checks" / f"{check.name}.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["What it finds", "Why it matters", "Example", "Instead", "Options", "Known limits"]
    for option in check.options.__struct_fields__:
        assert f"`{option}`" in page, "an option nobody is told of"


@pytest.mark.parametrize("file", DECLARATIONS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_schema_accepts_real_declarations(file: Path) -> None:
    assert config_mistakes(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_schema_accepts_the_examples_of_the_documentation(file: Path) -> None:
    for block in TOML_BLOCK.findall(file.read_text(encoding="utf-8")):
        assert config_mistakes(block) == [], block


FULL = """
extends = "layers/three-tier"

[project]
name = "shop"
exclude = "generated/**"
tests = ["spec/**"]
include_tests = true
max_unresolved = 0.05

[[layers]]
name = "ui"
paths = "web/**"
parts = { app = "web/app/**", shop = ["web/shop/**", "!web/shop/old/**"] }
independent = true

[[layers]]
name = "backend"
paths = ["server/**"]
public = "server/api.py"
open = true
forbidden_technologies = ["ui-toolkit"]
because = "People come and go, books stay."

[balance]
measure = "cognitive"
ui = [0.1, 0.3]
backend = [0.5, 0.9]

[[contracts]]
kind = "protected"
importers = ["ui"]
imported = "server/api/**"
kinds = "import"

[[exceptions]]
check = "layer-skip"
importer = "web/old/**"
because = "Retired with the portal."
until = 2027-03-31

[checks.layer-skip]
severity = "warning"
include_type_only = false

[[technologies]]
name = "acme-db"
role = "persistence"
language = "python"
modules = "acme.db"

[[journeys]]
name = "invoice"
entries = "web/app/invoice*"
contacts = 0.65

[transition]
current = "legacy/**"
bridges = ["server/bridge/**"]
"""


def test_schema_and_loader_accept_every_key(tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").write_text(FULL, encoding="utf-8")
    assert load_rulebook(tmp_path) is not None
    assert config_mistakes(FULL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('name = "shop"', 'nam = "shop"'),
        ("include_tests = true", 'include_tests = "yes"'),
        ("max_unresolved = 0.05", "max_unresolved = 5"),
        ('kind = "protected"', 'kind = "protect"'),
        ('kinds = "import"', 'modules = ["ui"]'),
        ('imported = "server/api/**"\n', ""),
        ("[checks.layer-skip]", "[checks.layer-skipping]"),
        ('severity = "warning"', 'severity = "fatal"'),
        ("include_type_only = false", "level = 3"),
        ('modules = "acme.db"', "modules = []"),
        ("ui = [0.1, 0.3]", "ui = [0.1, 0.3, 0.5]"),
        ('measure = "cognitive"', 'measure = "lines"'),
        ('measure = "cognitive"', "measure = [0.1, 0.3]"),
        ('because = "Retired with the portal."\n', ""),
        ('language = "python"', 'language = "cobol"'),
        ('name = "backend"', 'name = ""'),
        ('[[journeys]]\nname = "invoice"', "[[journeys]]"),
        ('extends = "layers/three-tier"', "extends = 3"),
    ],
)
def test_schema_and_loader_refuse_the_same(right: str, wrong: str, tmp_path: Path) -> None:
    from archlint.model.rulebook import DeclarationError

    assert right in FULL
    text = FULL.replace(right, wrong, 1)
    assert config_mistakes(text)
    (tmp_path / "archlint.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError):
        load_rulebook(tmp_path)


def test_every_key_is_explained_or_plain() -> None:
    schema = json.loads((SCHEMAS / "config.schema.json").read_text(encoding="utf-8"))
    assert all("description" in definition for definition in schema["$defs"].values() if "properties" in definition)
    layer = schema["$defs"]["Layer"]["properties"]
    assert {"parts", "independent", "public", "because"} <= {key for key in layer if "description" in layer[key]}


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The JSON of a small system with findings of several shapes."""
    root = tmp_path_factory.mktemp("shop")
    files = {
        "archlint.toml": (
            '[[layers]]\nname = "ui"\npaths = ["ui/**"]\nforbidden_technologies = ["persistence"]\n'
            '[[layers]]\nname = "logic"\npaths = ["logic/**"]\n[[layers]]\nname = "data"\npaths = ["data/**"]\n'
            '[[exceptions]]\ncheck = "layer-skip"\nimporter = "ui/**"\nbecause = "Moves next month."\n'
        ),
        "package.json": '{"name": "shop", "dependencies": {"pg": "^8.0.0"}}',
        "ui/page.ts": 'import { Pool } from "pg";\nimport { row } from "../data/row";\nexport const page = row(new Pool());\n',
        "logic/price.ts": (
            'import { page } from "../ui/page";\nimport { gone } from "./gone";\nexport const price = [page, gone];\n'
        ),
        "data/row.ts": "export const row = (pool: unknown) => pool;\n",
        "data/broken.ts": "export const = ;\n",
        "scripts/run.ts": 'import { row } from "../data/row";\nrow(1);\n',
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    analysis = analyze(root, Request(cache=False, workers=1, need_graph=True))
    assert {"upward-dependency", "layer-skip", "misplaced-technology"} <= {
        finding.check for finding in analysis.findings
    }
    assert analysis.graph is not None
    return encode(analysis)


def test_the_json_of_an_analysis_obeys_its_schema(encoded: bytes) -> None:
    assert [error.message for error in validator("analysis.schema.json").iter_errors(json.loads(encoded))] == []
    assert encode(decode(encoded)) == encoded


def test_the_schema_refuses_what_is_no_analysis(encoded: bytes) -> None:
    document = json.loads(encoded)
    for key, value in (("schema", "archlint-analysis/99"), ("findings", {}), ("verdicts", ["fine"])):
        wrong = copy.deepcopy(document)
        wrong[key] = value
        assert not validator("analysis.schema.json").is_valid(wrong)

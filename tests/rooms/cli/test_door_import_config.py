"""`archlint import-config` on small projects: the file that it writes judges as the tool does whose declaration it read."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from at_the_door import run

SHOP = {
    "shop/__init__.py": "",
    "shop/api/__init__.py": "",
    "shop/api/routes.py": "from shop.domain import prices\n",
    "shop/domain/__init__.py": "",
    "shop/domain/prices.py": "from shop import clock\n",
    "shop/store/__init__.py": "",
    "shop/store/tables.py": "import sqlite3\n",
    "shop/clock.py": "",
}
BACKWARDS = {**SHOP, "shop/clock.py": "import shop.api.routes\n"}

LAYERS = """
[importlinter]
root_package = shop

[importlinter:contract:layers]
name = Layers
type = layers
layers =
    shop.api
    shop.domain | shop.store
"""
FORBIDDEN = """
[importlinter]
root_package = shop
include_external_packages = True

[importlinter:contract:no-database]
name = No database
type = forbidden
source_modules = shop.domain
forbidden_modules =
    sqlite3
    shop.store
"""
PROTECTED = """
[importlinter]
root_package = shop

[importlinter:contract:prices]
name = Prices are for the API
type = protected
protected_modules = shop.domain.prices
allowed_importers = shop.api
"""
SPARED = f"""{LAYERS}
ignore_imports =
    shop.clock -> shop.api.routes
"""


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def ask(*words: str) -> tuple[int, str, str]:
    answer = run(*words)
    return answer.code, answer.out, answer.err


def judged(project: Path) -> tuple[int, str]:
    """The exit code of a check by the file that import-config writes, and its report."""
    code, out, err = ask("import-config", str(project))
    assert code == 0, err
    code, out, err = ask("check", str(project), "--no-cache")
    return code, out + err


@pytest.mark.parametrize(
    ("config", "files", "broken"),
    [
        (LAYERS, SHOP, False),
        (LAYERS, BACKWARDS, True),
        (LAYERS, {**SHOP, "shop/domain/prices.py": "import shop.store.tables\n"}, True),
        (SPARED, BACKWARDS, False),
        (SPARED, SHOP, True),
        (FORBIDDEN, SHOP, False),
        (FORBIDDEN, {**SHOP, "shop/clock.py": "import sqlite3\n"}, True),
        (PROTECTED, SHOP, False),
        (PROTECTED, {**SHOP, "shop/clock.py": "from shop.domain.prices import x\n"}, True),
    ],
)
def test_import_linter_and_its_translation_agree(
    tmp_path: Path, config: str, files: Mapping[str, str], broken: bool
) -> None:
    project = written(tmp_path, {**files, ".importlinter": config})
    lint_imports = Path(sys.executable).with_name("lint-imports")
    theirs = subprocess.run([lint_imports, "--no-cache"], cwd=project, capture_output=True, check=False, text=True)
    assert theirs.returncode == int(broken), theirs.stdout
    code, report = judged(project)
    assert code == int(broken), report


def test_one_contract_on_layers_becomes_layers(tmp_path: Path) -> None:
    project = written(tmp_path, {**SHOP, ".importlinter": LAYERS})
    code, out, _ = ask("import-config", str(project), "--output", "-")
    assert code == 0
    assert out.count("[[layers]]") == 2
    assert "[layers.parts]" in out
    assert "independent = true" in out


TACH = """
layers = ["top", "bottom"]

[[modules]]
path = "api"
depends_on = ["domain"]
layer = "top"

[[modules]]
path = "domain"
depends_on = []
layer = "top"

[[modules]]
path = "store"
layer = "bottom"
depends_on_external = ["attrs"]

[[interfaces]]
expose = ["tables.*"]
from = ["store"]
"""
TACH_CODE = {
    "api/__init__.py": "import domain\nimport store\n",
    "domain/__init__.py": "import store\nimport loose\n",
    "store/__init__.py": "import attr\n",
    "loose.py": "import api\n",
}


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        ({}, ""),
        ({"domain/__init__.py": "import api\n"}, "domain/__init__.py:1"),
        ({"store/__init__.py": "import domain\n"}, "store/__init__.py:1"),
    ],
)
def test_tach_modules_layers_and_libraries(tmp_path: Path, files: Mapping[str, str], finding: str) -> None:
    declared = TACH.replace('"attrs"', '"attr"')
    code, report = judged(written(tmp_path, {**TACH_CODE, **files, "tach.toml": declared}))
    assert code == (1 if finding else 0), report
    assert finding in report


def test_tach_pieces_of_other_folders_and_what_has_no_equal(tmp_path: Path) -> None:
    files = {
        **TACH_CODE,
        "tach.toml": TACH,
        "store/tach.domain.toml": '[root]\ndepends_on = ["//domain"]\n[[modules]]\npath = "inner"\ndepends_on = []\n',
        "store/inner.py": "# tach-ignore\nimport domain\n",
    }
    code, out, _ = ask("import-config", str(written(tmp_path, files)))
    assert code == 0
    assert "no equal: interfaces: expose tables.*: archlint judges modules" in out
    assert "no equal: # tach-ignore (store/inner.py:1): lines with this comment are judged here" in out
    assert 'name = "store.inner"' in (tmp_path / "archlint.toml").read_text()


CRUISER = """
/** @type {import('dependency-cruiser').IConfiguration} */
const generated = '^src/generated/';
module.exports = {
  extends: 'dependency-cruiser/configs/recommended',
  forbidden: [
    { name: 'no-circular', severity: 'warn', from: { pathNot: [generated] }, to: { circular: true } },
    { name: 'ui-knows-no-db', severity: 'error', comment: 'Ask the api.', from: { path: '^src/(ui|pages)/' },
      to: { path: ['^src/db/', '^node_modules/(pg|mysql2)/'] } },
    { name: 'features-apart', severity: 'error', from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' } },
    { name: 'not-to-dev-dep', severity: 'error', from: {}, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.json' } },
};
"""
FRONT_END = {
    "package.json": '{"name": "shop", "dependencies": {"pg": "8"}}',
    "src/ui/screen.ts": 'import { get } from "../api/client";\nimport { Pool } from "pg";\n',
    "src/api/client.ts": 'import { rows } from "../db/rows";\nexport const get = () => rows;\n',
    "src/db/rows.ts": "export const rows = [];\n",
    "src/features/cart/total.ts": 'import { price } from "../price/price";\n',
    "src/features/price/price.ts": "export const price = 1;\n",
}


def test_dependency_cruiser_rules_as_a_script_writes_them(tmp_path: Path) -> None:
    project = written(tmp_path, {**FRONT_END, ".dependency-cruiser.js": CRUISER})
    code, out, _ = ask("import-config", str(project))
    assert code == 0
    assert "3 contracts" in out
    assert "no equal: no-circular: ^src/generated/ matches no file here" in out
    assert "no equal: not-to-dev-dep: to.dependencyTypes has no equal here" in out
    assert "no equal: extends" in out
    code, out, _ = ask("check", str(project), "--no-cache")
    assert code == 1
    assert "src/ui/screen.ts:2:1: forbidden-dependency: ui-knows-no-db" in out
    assert "src/features/cart/total.ts:1:1: forbidden-dependency: features-apart" in out
    assert "src/api/client.ts" not in out
    assert "Ask the api." in out


DEPLY = """
deply:
  paths: [shop]
  layers:
    - name: views
      collectors: [{type: directory, directories: [api]}]
    - name: models
      collectors: [{type: file_regex, regex: ".*/tables.py$"}]
    - name: forms
      collectors: [{type: class_inherits, base_class: "django.forms.Form"}]
  ruleset:
    views: {disallow_layer_dependencies: [models], enforce_inheritance: [{base: x}]}
"""


def test_deply_layers_that_are_folders(tmp_path: Path) -> None:
    files = {**SHOP, "shop/api/routes.py": "import shop.store.tables\n", "deply.yaml": DEPLY}
    code, report = judged(written(tmp_path, files))
    assert code == 1
    assert "shop/api/routes.py:1:8: forbidden-dependency: views" in report


DEPTRAC = """
deptrac:
  paths: [./src]
  layers:
    - {name: Controller, collectors: [{type: directory, value: src/Controller/.*}]}
    - {name: Service, collectors: [{type: directory, value: src/Service/.*}]}
    - {name: Repository, collectors: [{type: directory, value: src/Repository/.*}, {type: classLike, value: .*Repo}]}
  ruleset:
    Controller: [Service]
    Service: [Repository]
"""


def test_deptrac_layers_carry_over(tmp_path: Path) -> None:
    files = {
        "deptrac.yaml": DEPTRAC,
        "src/Controller/cart.ts": 'import "../Repository/carts";\nimport "../Service/carts";\n',
        "src/Service/carts.ts": 'import "../Repository/carts";\n',
        "src/Repository/carts.ts": "export const carts = [];\n",
    }
    code, report = judged(written(tmp_path, files))
    assert code == 1
    assert report.count("forbidden-dependency: Controller") == 1
    assert "src/Controller/cart.ts:1:1" in report


DIAGRAM = """
@startuml
[Web] <<..shop.web..>>
[Orders] <<..shop.orders..>> as orders
[Store] <<..shop.store..>>
[Web] --> orders
orders -down-> [Store]
@enduml
"""


def test_archunit_diagrams(tmp_path: Path) -> None:
    files = {
        "docs/components.puml": DIAGRAM,
        "src/main/java/com/shop/web/Page.java": "package com.shop.web;\nimport com.shop.orders.Order;\n"
        "import com.shop.store.Table;\nclass Page { Order order; Table table; }\n",
        "src/main/java/com/shop/orders/Order.java": "package com.shop.orders;\nimport com.shop.store.Table;\n"
        "public class Order { Table table; }\n",
        "src/main/java/com/shop/store/Table.java": "package com.shop.store;\npublic class Table {}\n",
    }
    project = written(tmp_path, files)
    code, _, err = ask("import-config", str(project), "--from", "archunit-plantuml", "--file", "docs/components.puml")
    assert code == 0, err
    code, out, _ = ask("check", str(project), "--no-cache")
    assert code == 1
    assert out.count("forbidden-dependency: Web: ") == 1
    assert "Page.java:3:1" in out


def test_says_what_it_cannot_read(tmp_path: Path) -> None:
    project = written(tmp_path, SHOP)
    code, _, err = ask("import-config", str(project))
    assert code == 2
    assert "there is no a declaration" not in err
    assert "no declaration of import-linter, tach, dependency-cruiser, deply, deptrac, archunit-plantuml in" in err
    written(tmp_path, {".importlinter": "[importlinter]\nroot_package = nowhere\n"})
    code, _, err = ask("import-config", str(project))
    assert code == 2
    assert ".importlinter: there is no package nowhere in this project" in err
    written(tmp_path, {".importlinter": LAYERS, "archlint.toml": "# mine\n"})
    code, _, err = ask("import-config", str(project))
    assert code == 2
    assert "is there already and was left alone" in err
    assert (project / "archlint.toml").read_text() == "# mine\n"


def test_runs_nothing_of_a_script(tmp_path: Path) -> None:
    script = "module.exports = require('child_process').execSync('touch ran');\n"
    code, _, err = ask("import-config", str(written(tmp_path, {**FRONT_END, ".dependency-cruiser.cjs": script})))
    assert code == 2
    assert "exports no object that is written out; what it computes is not run" in err
    assert not (tmp_path / "ran").exists()

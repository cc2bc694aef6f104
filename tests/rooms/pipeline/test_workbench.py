"""An open project answers as a run over the whole does, and rewrites imports so that they lead where findings say."""

from pathlib import Path

import pytest

from archlint.model.analysis import Analysis
from archlint.pipeline.analyze import analyze
from archlint.pipeline.request import Request
from archlint.pipeline.workbench import Workbench

ROOT = Path(__file__).resolve().parents[3]
SELF_CARE = ROOT / "examples" / "self-care" / "current"


@pytest.fixture(scope="module")
def bench() -> Workbench:
    made = Workbench(SELF_CARE, cache=False)
    made.load()
    return made


@pytest.fixture(scope="module")
def whole() -> Analysis:
    return analyze(SELF_CARE, Request(cache=False, need_graph=True, need_connections=True, units_of=""))


def test_file_by_file_the_same_is_found_as_in_the_whole(bench: Workbench, whole: Analysis) -> None:
    assert whole.graph is not None
    for module in whole.graph.modules:
        content = (SELF_CARE / module.id).read_bytes()
        wanted = [one for one in whole.open_findings if one.importer is not None and one.importer.module == module.id]
        assert sorted(bench.judged(module.id, content).findings, key=repr) == sorted(wanted, key=repr)


def test_file_by_file_functions_have_the_same_role_and_logic(bench: Workbench, whole: Analysis) -> None:
    assert len(whole.units) > 100
    for module in sorted({one.module for one in whole.units}):
        content = (SELF_CARE / module).read_bytes()
        assert [one.verdict for one in bench.units(module, content)] == [
            one for one in whole.units if one.module == module
        ]


FILES = {
    "archlint.toml": """
[[layers]]
name = "ui"
paths = ["shop/ui/**", "web/**"]
[[layers]]
name = "services"
paths = ["shop/services/**", "services/**"]
public = ["shop/services/__init__.py", "services/index.ts"]
""",
    "tsconfig.json": """
{"compilerOptions": {"baseUrl": ".", "paths": {"@services/*": ["services/*"], "@services": ["services"]}}}
""",
    "shop/__init__.py": "",
    "shop/services/__init__.py": "from shop.services.prices import price\n",
    "shop/services/prices.py": "def price(): ...\n",
    "shop/ui/__init__.py": "",
    "services/index.ts": 'export { price } from "./prices";\n',
    "services/prices.ts": "export const price = 1;\n",
}


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("shop/ui/a.py", "from ..services.prices import price\n", "from ..services import price\n"),
        (
            "shop/ui/b.py",
            "from shop.services.prices import (\n    price,\n)\n",
            "from shop.services import (\n    price,\n)\n",
        ),
        (
            "shop/ui/c.py",
            '"""from shop.services.prices import price"""\ndef f():\n    from shop.services.prices import price as p\n',
            '"""from shop.services.prices import price"""\ndef f():\n    from shop.services import price as p\n',
        ),
        ("shop/ui/d.py", "import shop.services.prices as p\n", None),
        ("shop/ui/e.py", "from shop.services import prices\n", None),
        ("web/a.ts", 'import { price } from "../services/prices";\n', 'import { price } from "../services";\n'),
        ("web/b.ts", "import { price } from '@services/prices';\n", "import { price } from '@services';\n"),
        ("web/c.ts", 'const p = import("../services/prices.js");\n', 'const p = import("../services/index.js");\n'),
        (
            "web/d.ts",
            'import { price } from "../services/prices";\nexport * from "../services/prices";\n',
            'import { price } from "../services";\nexport * from "../services";\n',
        ),
    ],
)
def test_an_import_names_what_the_finding_offers(path: str, before: str, after: str | None, tmp_path: Path) -> None:
    for name, text in {**FILES, path: before}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    bench = Workbench(tmp_path, cache=False)
    bench.load()
    (finding,) = bench.judged(path, before.encode()).findings
    found = bench.rerouted(path, before.encode(), finding)
    assert (None if found is None else found.applied(before.encode()).decode()) == after

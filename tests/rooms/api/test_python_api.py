"""`archlint.analyze` and questions to what it gives: a small project in three layers."""

import subprocess
import sys
from pathlib import Path

import networkx
import pytest

import archlint
from archlint.testing import TestedArchitecture, architecture_of

FILES = {
    "archlint.toml": """
[[layers]]
name = "ui"
paths = ["ui/**"]
[[layers]]
name = "services"
paths = ["services/**"]
[[layers]]
name = "store"
paths = ["store/**"]
parts = { bills = "store/bills/**", users = "store/users/**" }
""",
    "ui/page.py": "import services.bills\nimport store.bills.tables\nimport requests\n",
    "services/bills.py": "import store.bills.tables\n",
    "store/bills/tables.py": "",
    "store/users/tables.py": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


@pytest.fixture
def system(project: Path) -> archlint.Architecture:
    return archlint.Architecture(archlint.analyze(project, cache=False))


def test_importing_the_package_loads_nothing_else() -> None:
    told = (
        "import sys, archlint; print(sorted(name for name in sys.modules if name.startswith(('archlint', 'msgspec'))))"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['archlint', 'archlint.version']"


def test_what_is_offered_is_there() -> None:
    assert all(getattr(archlint, name) for name in archlint.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'analyse'"):
        archlint.analyse  # noqa: B018


def test_asks_who_depends_on_whom(system: archlint.Architecture) -> None:
    assert [module.id for module in system.modules("store.bills")] == ["store/bills/tables.py"]
    assert [module.id for module in system.users("store")] == ["services/bills.py", "ui/page.py"]
    assert [module.id for module in system.uses("ui")] == ["services/bills.py", "store/bills/tables.py"]
    assert system.chain("ui", "store") == ("ui/page.py", "store/bills/tables.py")
    assert system.chain("store", "ui") == ()
    assert system.libraries("ui") == {"requests": ("ui/page.py",)}
    (skip,) = system.dependencies("ui", "store")
    assert system.verdict(skip) == "violation"
    assert [finding.check for finding in system.findings("layer-skip")] == ["layer-skip"]
    assert system.dependencies("ui", "store", kinds=["http"]) == ()


def test_a_name_that_stands_for_nothing_is_an_error(system: archlint.Architecture) -> None:
    with pytest.raises(LookupError, match="'stroe' names no module, layer or part; did you mean 'store'"):
        system.users("stroe")


def test_gives_a_graph_to_networkx(system: archlint.Architecture) -> None:
    graph = system.to_networkx()
    assert isinstance(graph, networkx.MultiDiGraph)
    assert graph.nodes["store/users/tables.py"]["part"] == "users"
    assert graph.edges["ui/page.py", "store/bills/tables.py", "import"] == {"verdict": "violation", "places": 1}
    assert networkx.has_path(graph, "ui/page.py", "store/bills/tables.py")


def test_refuses_what_it_cannot_use(project: Path) -> None:
    with pytest.raises(NotADirectoryError):
        archlint.analyze(project / "nowhere")
    with pytest.raises(ValueError, match="unknown checks: layer-skp; known: "):
        archlint.analyze(project, select=["layer-skp"])
    graphless = archlint.Analysis(archlint="0", project="p")
    with pytest.raises(ValueError, match="holds no graph"):
        archlint.Architecture(graphless)


@pytest.fixture
def tested(project: Path) -> TestedArchitecture:
    return architecture_of(project)


def test_rules_that_hold_pass_and_can_be_chained(tested: TestedArchitecture) -> None:
    tested.modules_of("services").may_only_depend_on("store").must_depend_on("store").must_not_depend_on("ui")
    tested.modules_of("store").must_not_reach("ui", "services").must_not_depend_on("store")
    tested.must_be_clean("upward-dependency")


def test_rules_that_do_not_hold_say_where(tested: TestedArchitecture) -> None:
    with pytest.raises(AssertionError) as told:
        tested.modules_of("ui").must_not_depend_on("store", because="Ask the services.")
    assert str(told.value) == (
        "ui must not depend on store (Ask the services.):\n  ui/page.py:2: import of store/bills/tables.py"
    )
    with pytest.raises(AssertionError, match=r"ui may depend on services only:\n  ui/page.py:2"):
        tested.modules_of("ui").may_only_depend_on("services")
    with pytest.raises(AssertionError, match=r"store must depend on services:\n  store/bills/tables.py\n  store/users"):
        tested.modules_of("store").must_depend_on("services")
    with pytest.raises(AssertionError, match=r"services must not reach store:\n  services/bills.py → store/bills"):
        tested.modules_of("services").must_not_reach("store")

    def short_names(module: archlint.Module) -> bool:
        return len(module.id) < 12

    with pytest.raises(AssertionError, match=r"must obey short_names \(Read aloud\.\)"):
        tested.modules_of("store").each_must(short_names, because="Read aloud.")
    with pytest.raises(AssertionError, match=r"ui/page\.py:2: layer-skip"):
        tested.must_be_clean()


def test_the_fixture_of_the_plugin_analyzes_the_folder_of_the_tests(project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\n")
    (project / "test_layers.py").write_text(
        "def test_good(architecture):\n    architecture.modules_of('services').must_not_depend_on('ui')\n\n"
        "def test_bad(architecture):\n    architecture.modules_of('ui').must_not_depend_on('store')\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    answer = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert "1 failed, 1 passed" in answer.stdout, answer.stdout + answer.stderr
    assert "ui/page.py:2: import of store/bills/tables.py" in answer.stdout

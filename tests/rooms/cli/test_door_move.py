"""archlint move: what is shown, what is written, what is refused, and that nothing is ever half done."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from at_the_door import project, run

from archlint.pipeline.analyze import analyze
from archlint.pipeline.apply import NotApplied, apply
from archlint.pipeline.move import plan_move
from archlint.pipeline.request import Request

SHOP = {
    "shop/__init__.py": "",
    "shop/cart/__init__.py": "from .prices import net  # for old callers\nfrom . import prices\n",
    "shop/cart/prices.py": "from . import rates\nfrom ..web.page import title\n\n\ndef net():\n    return rates.RATE\n",
    "shop/cart/rates.py": "RATE = 2\n",
    "shop/pricing/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/page.py": (
        "import importlib\n\nimport shop.cart\n\ntitle = 'Shop'\n\n\ndef late():\n    import shop.cart.prices\n\n"
        "    return shop.cart.prices.net(), importlib.import_module('shop.cart.prices')\n"
    ),
    "tests/test_prices.py": (
        "from shop.cart import (\n    prices,  # the module\n    rates,\n)\n\nassert prices.net() == rates.RATE\n"
    ),
    "settings.toml": 'module = "shop.cart.prices:net"\n',
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *words: str, given: str = "") -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", "-C", folder, *identity, *words], check=True, capture_output=True, input=given, text=True
    )
    return done.stdout


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = project(tmp_path / "shop", SHOP)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    return root


def contents(root: Path) -> dict[str, bytes]:
    paths = sorted(
        path for path in root.rglob("*") if path.is_file() and ".git/" not in str(path) and path.suffix != ".pyc"
    )
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def imports(root: Path) -> set[tuple[str, str]]:
    declared = root / "archlint.toml"
    declared.write_text("[project]\ninclude_tests = true\n", encoding="utf-8")
    graph = analyze(root, Request(need_graph=True, cache=False)).graph
    declared.unlink()
    assert graph is not None
    return {(one.importer, one.imported) for one in graph.dependencies}


@needs_git
def test_the_diff_is_what_git_applies_and_apply_writes_the_same(shop: Path) -> None:
    before = imports(shop)
    answer = run("move", "shop/cart/prices.py", "shop.pricing.lists", "--project", shop)
    assert answer.code == 0
    assert contents(shop) == {path: text.encode() for path, text in SHOP.items()}
    assert "would move shop.cart.prices to shop.pricing.lists, would rewrite 3 files that import it" in answer.err
    assert "left to you (2)" in answer.err
    assert "settings.toml:1: module" in answer.err
    assert "import_module('shop.cart.prices')" in answer.err
    git(shop, "apply", "--check", given=answer.out)
    git(shop, "apply", given=answer.out)
    by_git = contents(shop)
    git(shop, "checkout", "-q", ".")
    git(shop, "clean", "-qfd")

    assert run("move", "shop.cart.prices", "shop/pricing/lists.py", "--project", shop, "--apply").code == 0
    assert contents(shop) == by_git
    names = {"shop/cart/prices.py": "shop/pricing/lists.py"}
    assert imports(shop) == {(names.get(one, one), names.get(two, two)) for one, two in before}
    done = subprocess.run(
        [sys.executable, "-c", "import tests.test_prices, shop.web.page as p; print(p.title)"],
        cwd=shop, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "Shop\n", done.stderr


@needs_git
def test_what_is_not_committed_is_not_risked(shop: Path) -> None:
    (shop / "shop/cart/rates.py").write_text("RATE = 3\n", encoding="utf-8")
    answer = run("move", "shop.cart.prices", "shop.pricing.lists", "--project", shop, "--apply")
    assert answer.code == 2
    assert "not committed: shop/cart/rates.py" in answer.err
    assert (shop / "shop/cart/prices.py").exists()
    assert run("move", "shop.cart.prices", "shop.pricing.lists", "--project", shop, "--apply", "--force").code == 0
    assert (shop / "shop/pricing/lists.py").exists()


def test_without_git_there_is_no_way_back(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP)
    answer = run("move", "shop.cart.prices", "shop.pricing.lists", "--project", root, "--apply")
    assert answer.code == 2
    assert "no way back; --force" in answer.err


def test_new_folders_become_packages_and_a_folder_is_a_target(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP)
    answer = run("move", "shop.cart.prices", "shop.money.eu.prices", "--project", root)
    assert "would make shop/money/__init__.py" in answer.err
    assert "would make shop/money/eu/__init__.py" in answer.err
    move = plan_move(root, "shop.cart.prices", "shop/pricing/")
    assert move.target == "shop.pricing.prices"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("shop.cart.rates", "shop/cart/rates.py exists already"),
        ("shop.cart.prices", "is there already"),
        ("shop.web", "shop/web exists already"),
        ("shop/cart/rates/x.py", "shop/cart/rates.py is a module"),
        ("shop/cart/2nd.py", "'2nd' in shop/cart/2nd.py is no name"),
        ("shop/class/x.py", "'class' in shop/class/x.py is no name"),
        ("plain/x.py", "plain/ has no __init__.py"),
        ("../x.py", "does not lie in the project"),
        ("shop/nowhere", "neither a folder nor a Python file"),
        ("shop.named.net", "shop/named/__init__.py gives the name 'net' to something else"),
    ],
)
def test_places_that_cannot_be(tmp_path: Path, target: str, why: str) -> None:
    more = {"plain/y.py": "", "shop/named/__init__.py": "def net():\n    pass\n"}
    root = project(tmp_path / "shop", SHOP | more)
    answer = run("move", "shop.cart.prices", target, "--project", root)
    assert answer.code == 2
    assert why in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("shop.cart", "is a package"),
        ("shop/cart/__init__.py", "is a package"),
        ("shop.nothing", "there is no Python module 'shop.nothing'"),
        ("page", "may be shop/admin/page.py, shop/web/page.py"),
        ("shop/admin/__main__.py", "is what 'python -m' runs"),
    ],
)
def test_modules_that_cannot_be_moved(tmp_path: Path, source: str, why: str) -> None:
    more = {"shop/admin/__init__.py": "", "shop/admin/page.py": "", "shop/admin/__main__.py": ""}
    answer = run("move", source, "shop.pricing.x", "--project", project(tmp_path / "shop", SHOP | more))
    assert answer.code == 2
    assert why in answer.err


def test_a_package_that_imports_the_module_back_is_told(tmp_path: Path) -> None:
    more = {
        "shop/pricing/__init__.py": "from shop.pricing.tables import rows\n",
        "shop/pricing/tables.py": "from shop.cart import prices\n\nrows = []\n",
    }
    move = plan_move(project(tmp_path / "shop", SHOP | more), "shop.cart.prices", "shop.pricing.lists")
    assert move.circles == ("shop/pricing/__init__.py",)


def test_a_move_that_would_lose_an_import_is_refused(tmp_path: Path) -> None:
    """A script finds what lies beside it; elsewhere it does not."""
    root = project(tmp_path, {"jobs/nightly.py": "import sums\n", "jobs/sums.py": "", "web/x.py": ""})
    answer = run("move", "jobs/nightly.py", "web/nightly.py", "--project", root)
    assert answer.code == 2
    assert "lies outside of jobs/" in answer.err


def test_what_may_import_it_and_cannot_be_read_stops_the_move(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP | {"old.py": "def f(:\nfrom shop.cart import prices\n  )(\n"})
    answer = run("move", "shop.cart.prices", "shop.pricing.lists", "--project", root)
    assert answer.code == 2
    assert "old.py" in answer.err


def test_code_that_is_nested_too_deep_stops_the_move_and_nothing_else(tmp_path: Path) -> None:
    deep = "from shop.cart import prices\nx = " + "(" * 30_000 + "1" + ")" * 30_000 + "\n"
    root = project(tmp_path / "shop", SHOP | {"deep.py": deep})
    answer = run("move", "shop.cart.prices", "shop.pricing.lists", "--project", root)
    assert answer.code == 2
    assert "deep.py imports the module" in answer.err


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_a_failure_in_the_middle_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    root = project(tmp_path / "shop", SHOP)
    move = plan_move(root, "shop.cart.prices", "shop.money.lists")
    real, calls = Path.rename, [0]

    def rename(path: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == fails_at:
            raise OSError(28, "No space left on device", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(NotApplied, match="nothing was changed"):
        apply(root, move.edits)
    assert contents(root) == {path: text.encode() for path, text in SHOP.items()}
    assert not (root / "shop/money").exists()


def test_a_file_that_changed_meanwhile_stops_it(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP)
    move = plan_move(root, "shop.cart.prices", "shop.money.lists")
    (root / "shop/web/page.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(NotApplied, match="has changed meanwhile"):
        apply(root, move.edits)
    assert (root / "shop/cart/prices.py").exists()
    assert not (root / "shop/money").exists()


def test_names_of_files_reach_no_terminal_as_they_are(tmp_path: Path) -> None:
    root = project(tmp_path / "shop", SHOP | {"a\x1b[31m.txt": "shop.cart.prices\n"})
    answer = run("move", "shop.cart.prices", "shop.money.lists", "--project", root)
    assert "\x1b" not in answer.err
    assert "{1b}[31m.txt:1" in answer.err


def test_many_large_importers_are_rewritten_beside_each_other(tmp_path: Path) -> None:
    padding = "# " + "x" * 150_000 + "\n"
    many = {f"app/page_{number}.py": f"from shop.cart.prices import net\n{padding}" for number in range(12)}
    move = plan_move(project(tmp_path / "shop", SHOP | many), "shop.cart.prices", "shop.pricing.lists", workers=2)
    rewritten = {edit.path: edit.after for edit in move.edits}
    assert all(rewritten[path] == f"from shop.pricing.lists import net\n{padding}".encode() for path in many)

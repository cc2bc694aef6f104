"""archlint diff and show --since: revisions, saved analyses, formats, and what cannot be compared."""

import json
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from at_the_door import ROOT, project, run
from hand_built import DRAFT, EMPTY, TINY
from msgspec.structs import replace

from archlint.model.analysis import encode
from archlint.reports.formats import DIFFERENCE_FORMATS

LAYERS = "".join(f'[[layers]]\nname = "{name}"\npaths = ["{name}/**"]\n\n' for name in ("ui", "service", "store"))
SHOP = {
    "archlint.toml": LAYERS,
    "ui/page.py": "from service.orders import place\n",
    "service/orders.py": "from store.rows import rows\n\ndef place():\n    return rows()\n",
    "store/rows.py": "def rows():\n    return []\n",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", folder, *identity, *words], check=True, capture_output=True)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository whose work tree has a screen that reaches past the service, and lost what the service asked."""
    root = project(tmp_path / "shop", SHOP)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    (root / "ui/late.py").write_text("from store.rows import rows\n", encoding="utf-8")
    (root / "service/orders.py").write_text("def place():\n    return []\n", encoding="utf-8")
    return root


@needs_git
def test_the_work_tree_is_compared_with_a_revision(shop: Path) -> None:
    answer = run("diff", "main", "--project", shop, "--no-cache")
    assert answer.code == 0
    told = answer.out.splitlines()
    assert told[0].startswith("shop: main (")
    assert told[0].endswith(") → the files as they are")
    assert told[2] == "1 finding new"
    assert "  error ui/late.py:1:6: layer-skip: ui reaches past service into store" in told
    assert "dependencies (+1, -1)" in told
    assert "  - service → store (import, allowed): service/orders.py:1 → store/rows.py" in told
    assert "  + ui → store (import, violation): ui/late.py:1 → store/rows.py" in told
    assert told[-1] == ("open findings 0 → 1, accepted findings 0, violations 0 → 1, dependencies 2, modules 3 → 4")


@needs_git
def test_two_revisions(shop: Path) -> None:
    git(shop, "add", "-A")
    git(shop, "commit", "-q", "-m", "two")
    there = run("diff", "HEAD~1", "HEAD", "--project", shop, "--no-cache").out
    assert "1 finding new" in there
    assert "1 finding fixed" in run("diff", "HEAD", "HEAD~1", "--project", shop, "--no-cache").out
    assert "nothing changed" in run("diff", "--project", shop, "--no-cache").out


@needs_git
@pytest.mark.parametrize("name", DIFFERENCE_FORMATS)
def test_it_writes_every_format(name: str, shop: Path, tmp_path: Path) -> None:
    if name == "pdf" and shutil.which("dot") is None:
        pytest.skip("PDF needs Graphviz's own dot")
    target = tmp_path / f"changes.{name}"
    answer = run("diff", "main", "--project", shop, "--no-cache", "--format", name, "--output", target)
    assert (answer.code, answer.out) == (0, "")
    content = target.read_bytes()
    assert content
    if name == "svg":
        texts = "".join(ElementTree.fromstring(content).itertext())
        assert "+1 violation" in texts
        assert "1 added and 1 removed since main" in texts
    if name == "json":
        document = json.loads(content)
        assert document["schema"] == "archlint-difference/1"
        assert [one["check"] for one in document["difference"]["new"]] == ["layer-skip"]


def test_json_follows_its_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs/schemas/difference.schema.json").read_text(encoding="utf-8"))
    before, after = saved(tmp_path)
    jsonschema.validate(json.loads(run("diff", before, after, "--format", "json").out), schema)


def saved(folder: Path) -> tuple[Path, Path]:
    calm = replace(TINY, findings=(), verdicts=tuple(one.replace("violation", "allowed") for one in TINY.verdicts))
    files = folder / "calm.json", folder / "tiny.json"
    for file, analysis in zip(files, (calm, TINY), strict=True):
        file.write_bytes(encode(analysis))
    return files


def test_saved_analyses_need_no_project(tmp_path: Path) -> None:
    before, after = saved(tmp_path)
    told = run("diff", before, after, analysis=AssertionError("nothing is analyzed"))
    assert told.code == 0
    assert "calm → tiny" in told.out
    assert "  ~ ui.web → backend.billing (import, allowed → violation)" in told.out
    same = run("diff", after, after)
    assert "nothing changed" in same.out


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    before, _ = saved(tmp_path)
    (tmp_path / "bare.json").write_bytes(encode(replace(TINY, graph=None, verdicts=())))
    for words, reason in (
        ((before, tmp_path / "gone.json"), "there is no file"),
        ((before, tmp_path / "bare.json"), "holds no graph"),
        (("main", "--project", tmp_path), "not a git repository"),
        ((before, before, "--level", "component"), "invalid choice"),
    ):
        answer = run("diff", *words)
        assert answer.code == 2
        assert answer.out == ""
        assert reason in answer.err


def test_a_draft_is_no_ground_to_compare_on(tmp_path: Path) -> None:
    before, _ = saved(tmp_path)
    (tmp_path / "draft.json").write_bytes(encode(replace(DRAFT, graph=TINY.graph, verdicts=TINY.verdicts)))
    answer = run("diff", before, tmp_path / "draft.json")
    assert "draft: no layers are declared there" in answer.err


def test_nothing_compared_with_nothing(tmp_path: Path) -> None:
    file = tmp_path / "empty.json"
    file.write_bytes(encode(replace(EMPTY, graph=replace(TINY.graph, modules=(), dependencies=()))))
    assert "nothing changed" in run("diff", file, file).out
    assert run("diff", file, file, "--format", "svg").out.startswith("<")


@needs_git
def test_show_marks_what_came_and_went(shop: Path) -> None:
    told = run("show", shop, "--since", "main", "--no-cache", "--format", "mermaid").out
    assert "+1 violation" in told.replace("#43;", "+")
    plain = run("show", shop, "--no-cache", "--format", "mermaid").out
    assert "+1" not in plain.replace("#43;", "+")
    wrong = run("show", shop, "--since", "main", "--no-cache")
    assert wrong.code == 2
    assert "archlint diff" in wrong.err

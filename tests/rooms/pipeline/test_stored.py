"""The stored answer: given when nothing changed, byte for byte; noticed when anything did that an answer depends on."""

import datetime
import os
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pipeline_projects import SHOP, check, extractions, open_findings, said, trust_young_files, write

from archlint.model.analysis import Analysis, encode
from archlint.pipeline import analyze, extract, extract_file, stored
from archlint.pipeline.cache import FactStore
from archlint.pipeline.discover import discover

FOLDER = ".archlint_cache"
SKIP = ("layer-skip", "ui/page.py", "store/rows.py")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    trust_young_files(monkeypatch)
    return write(tmp_path / "shop", SHOP)


def judged(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The roots that are analyzed from now on, rather than answered from what is stored."""
    seen: list[Path] = []
    real = analyze._analyze

    def watched(root: Path, *words: object, **more: object) -> object:
        seen.append(root)
        return real(root, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(analyze, "_analyze", watched)
    return seen


def test_a_run_in_which_nothing_changed_answers_the_same_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = check(root, cache=False)
    cold = check(root)
    runs = judged(monkeypatch)
    warm = check(root)
    assert runs == []
    assert encode(warm) == encode(cold) == encode(without)
    assert warm == cold


Change = Callable[[Path], object]

CHANGES: dict[str, tuple[Change, Callable[[Analysis], bool]]] = {
    "a changed file": (
        lambda root: write(root, {"ui/page.py": "from service import orders\n"}),
        lambda analysis: open_findings(analysis) == [],
    ),
    "a new file": (
        lambda root: write(root, {"ui/late.py": "import store.rows\n"}),
        lambda analysis: ("layer-skip", "ui/late.py", "store/rows.py") in open_findings(analysis),
    ),
    "a deleted file": (
        lambda root: (root / "ui/page.py").unlink(),
        lambda analysis: open_findings(analysis) == [],
    ),
    "a renamed file": (
        lambda root: (root / "ui/page.py").rename(root / "ui/start.py"),
        lambda analysis: open_findings(analysis) == [("layer-skip", "ui/start.py", "store/rows.py")],
    ),
    "a renamed folder": (
        lambda root: (root / "store").rename(root / "shelf"),
        lambda analysis: "empty-layer" in {found.check for found in analysis.findings},
    ),
    "two files that change places": (
        lambda root: [
            (root / one).rename(root / other)
            for one, other in (("ui/page.py", "x"), ("ui/menu.py", "ui/page.py"), ("x", "ui/menu.py"))
        ],
        lambda analysis: open_findings(analysis) == [("layer-skip", "ui/menu.py", "store/rows.py")],
    ),
    "a changed declaration": (
        lambda root: write(
            root, {"archlint.toml": SHOP["archlint.toml"].replace('"service"\n', '"service"\nopen = true\n')}
        ),
        lambda analysis: open_findings(analysis) == [],
    ),
    "a comment in the declaration": (
        lambda root: write(root, {"archlint.toml": "# nothing\n" + SHOP["archlint.toml"]}),
        lambda analysis: open_findings(analysis) == [SKIP],
    ),
    "a deleted declaration": (
        lambda root: (root / "archlint.toml").unlink(),
        lambda analysis: analysis.layers == (),
    ),
    "a manifest that moves the source root": (
        lambda root: write(root, {"ui/package.json": "{}"}),
        lambda analysis: "ui" in {module.component for module in analysis.graph.modules},  # type: ignore[union-attr]
    ),
    "a new baseline": (
        lambda root: write(
            root,
            {
                "archlint-baseline.json": '{"schema": "archlint-baseline/1", "entries": [{"check": "layer-skip", '
                '"importer": "ui/page.py", "imported": "store/rows.py", "text": "Row"}]}'
            },
        ),
        lambda analysis: open_findings(analysis) == [] and analysis.statistics.baselined == 1,
    ),
    "a file that becomes a link": (
        lambda root: [(root / "ui/page.py").unlink(), (root / "ui/page.py").symlink_to("menu.py")],
        lambda analysis: open_findings(analysis) == [] and analysis.statistics.left_out["symbolic-link"] == 1,
    ),
    "a new asset": (
        lambda root: write(root, {"ui/logo.svg": ""}),
        lambda analysis: open_findings(analysis) == [SKIP],
    ),
    "a folder that turns into vendored code": (
        lambda root: (root / "ui").rename(root / "node_modules"),
        lambda analysis: analysis.statistics.left_out["vendored"] == 1,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_noticed(change: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_findings(check(root)) == [SKIP]
    runs = judged(monkeypatch)
    act, seen = CHANGES[change]
    act(root)
    warm = check(root)
    assert runs == [root]
    assert seen(warm)
    assert encode(warm) == encode(check(root, cache=False))


def test_a_changed_manifest_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        root,
        {
            "archlint.toml": '[[layers]]\nname = "ui"\npaths = ["web/a/**"]\n\n'
            '[[layers]]\nname = "store"\npaths = ["web/b/**"]\n',
            "web/tsconfig.json": '{"compilerOptions": {"paths": {"~/*": ["./a/*"]}}}',
            "web/a/page.ts": 'import { row } from "~/x";\n',
            "web/a/x.ts": "export const row = 1;\n",
            "web/b/x.ts": "export const row = 1;\n",
        },
    )
    assert check(root).graph.dependencies[-1].imported == "web/a/x.ts"  # type: ignore[union-attr]
    runs = judged(monkeypatch)
    write(root, {"web/tsconfig.json": '{"compilerOptions": {"paths": {"~/*": ["./b/*"]}}}'})
    assert check(root).graph.dependencies[-1].imported == "web/b/x.ts"  # type: ignore[union-attr]
    assert runs == [root]


def test_a_changed_pack_of_the_project_is_noticed(root: Path) -> None:
    pack = '[[contracts]]\nname = "no store"\nkind = "forbidden"\nimporters = ["{}"]\nimported = ["store"]\n'
    write(
        root, {"archlint.toml": 'extends = ["./ours"]\n\n' + SHOP["archlint.toml"], "ours/pack.toml": pack.format("ui")}
    )
    assert {found.check for found in check(root).open_findings} == {"layer-skip", "forbidden-dependency"}
    write(root, {"ours/pack.toml": pack.format("service")})
    importers = [found.importer.module for found in check(root).open_findings if found.importer]
    assert sorted(importers) == ["service/orders.py", "ui/page.py"]


def test_what_is_asked_for_is_part_of_the_answer(root: Path) -> None:
    assert check(root, need_graph=False).graph is None
    assert check(root, need_graph=True).graph is not None
    assert check(root, need_graph=False).graph is None
    assert open_findings(check(root, ignore=("layer-skip",))) == []
    assert open_findings(check(root)) == [SKIP]
    assert open_findings(check(root, select=("empty-layer",))) == []
    write(root, {"other.toml": SHOP["archlint.toml"].replace('"service"\n', '"service"\nopen = true\n')})
    assert open_findings(check(root, config=root / "other.toml")) == []
    assert open_findings(check(root)) == [SKIP]
    assert check(root, draft=True).layers == ()
    assert open_findings(check(root)) == [SKIP]


def test_an_answer_does_not_outlive_the_day_on_which_an_exception_ends(root: Path) -> None:
    exception = '\n[[exceptions]]\ncheck = "layer-skip"\nbecause = "Soon."\nuntil = 2027-03-31\n'
    write(root, {"archlint.toml": SHOP["archlint.toml"] + exception})
    last = datetime.date(2027, 3, 31)
    assert open_findings(check(root, today=last)) == []
    after = check(root, today=last + datetime.timedelta(days=1))
    assert {found.check for found in after.open_findings} == {"layer-skip", "expired-exception"}
    assert open_findings(check(root, today=last)) == []


def test_another_tool_does_not_give_this_ones_answers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    monkeypatch.setattr(stored, "tool_identity", lambda: b"the next version")
    runs = judged(monkeypatch)
    check(root)
    assert runs == [root]


def test_a_copied_project_does_not_give_the_originals_answer(root: Path, tmp_path: Path) -> None:
    check(root)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    assert check(copy).project == "copy"


def test_nothing_is_stored_while_files_are_so_young_that_a_change_could_hide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "shop", SHOP)
    tree = discover(root)
    newest = max(max(file.signature[1:3]) for file in tree.files)
    assert not stored.is_calm(tree, newest + 1_900_000_000)
    assert stored.is_calm(tree, newest + 2_100_000_000)
    runs = judged(monkeypatch)
    check(root)
    page = root / "ui/page.py"
    times = page.stat()
    page.write_text(page.read_text().replace("store.rows", "store.gone"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert open_findings(check(root)) == []
    assert runs == [root, root]
    assert not list((root / FOLDER).glob("*.analysis"))


def test_a_manifest_still_being_written_holds_the_answer_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {"package.json": "{}"})
    monkeypatch.setattr(stored, "_RACY", 2_000_000_000)
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    check(root)
    assert not list((root / FOLDER).glob("*.analysis")), "the change time is young, whatever the file says of itself"


def test_a_change_while_the_run_lasts_is_seen_by_the_next(root: Path) -> None:
    def writing(stage: str, _done: int, _total: int) -> None:
        if stage == "judging":
            write(root, {"ui/page.py": "from service import orders\n"})

    assert open_findings(check(root, progress=writing)) == [SKIP]
    assert open_findings(check(root)) == []


def test_the_stored_answer_is_whole_or_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while an answer is written leaves the old one."""
    check(root)
    before = {path.name: path.read_bytes() for path in (root / FOLDER).glob("*.analysis")}
    write(root, {"ui/late.py": "import store.rows\n"})

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        late = check(root)
    assert len(open_findings(late)) == 2
    assert {path.name: path.read_bytes() for path in (root / FOLDER).glob("*.analysis")} == before
    assert not list((root / FOLDER).glob("*.new"))
    assert check(root) == late


def failed(kind: str, _known: object, request: extract_file.FileRequest) -> bytes:
    """What a worker answers that could not read a file."""
    return extract_file.packed(b"", extract_file.failed(request.dialect, kind, "bad"))


@pytest.mark.parametrize("kind", ["timeout", "crash", "unreadable"])
def test_an_answer_that_another_run_may_be_spared_is_not_stored(
    kind: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(extract, "extract_file", partial(failed, kind))
        assert {found.check for found in check(root).findings} >= {"unparsed-source"}
    assert open_findings(check(root)) == [SKIP]


def test_a_fault_of_the_cache_is_said_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(FactStore, "_prune", full)
        assert "disk is full" in said(check(root))
    assert said(check(root)) == ""


def test_what_killed_runs_left_behind_is_swept_and_old_answers_are_few(root: Path) -> None:
    check(root)
    (root / FOLDER / "x.analysis.abc.new").write_text("half")
    os.utime(root / FOLDER / "x.analysis.abc.new", (1, 1))
    for day in range(12):
        check(root, today=datetime.date(2030, 1, 1 + day))
    assert not list((root / FOLDER).glob("*.new"))
    assert len(list((root / FOLDER).glob("*.analysis"))) == 8


def test_since_is_never_answered_from_what_is_stored(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    with extractions(monkeypatch) as warm, pytest.raises(Exception, match="since"):
        check(root, since="HEAD")
    assert warm == []


def test_a_warm_answer_says_what_the_cold_one_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {"archlint.toml": SHOP["archlint.toml"] + '\n[project]\nexclude = ["nowhere/**"]\n'})
    cold = said(check(root))
    runs = judged(monkeypatch)
    assert said(check(root)) == cold
    assert "nowhere" in cold
    assert runs == []

"""`--since`: everything is judged, what a change touched is reported, and what git cannot know is said."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pipeline_projects import SHOP, check, git, open_findings, said, write

from archlint.cli.main import main
from archlint.model.analysis import Analysis
from archlint.pipeline import git as git_room
from archlint.pipeline.git import RevisionError, changed_since

LATE = "from store.rows import Row\n"
OLD = ("layer-skip", "ui/page.py", "store/rows.py")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit, which holds one finding."""
    folder = write(tmp_path / "shop", {**SHOP, ".gitignore": ".archlint_cache\n"})
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    return folder


def commit(folder: Path, message: str = "x") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def since(folder: Path, revision: str = "HEAD") -> Analysis:
    return check(folder, since=revision)


def note(analysis: Analysis) -> str:
    (found,) = [told.message for told in analysis.diagnostics if told.kind == "note"]
    return found


def test_nothing_changed_nothing_shown_and_that_is_said(root: Path) -> None:
    analysis = since(root)
    assert open_findings(analysis) == []
    assert note(analysis) == "0 files changed since HEAD; 1 older finding is not shown"


def test_a_modified_file(root: Path) -> None:
    write(root, {"ui/menu.py": LATE})
    analysis = since(root)
    assert open_findings(analysis) == [("layer-skip", "ui/menu.py", "store/rows.py")]
    assert note(analysis) == "1 file changed since HEAD; 1 older finding is not shown"


def test_an_untracked_file(root: Path) -> None:
    write(root, {"ui/late.py": LATE})
    assert open_findings(since(root)) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_an_ignored_file_is_a_change_as_well_since_it_is_judged(root: Path) -> None:
    write(root, {".gitignore": "ui/late.py\n"})
    commit(root)
    write(root, {"ui/late.py": LATE})
    assert open_findings(since(root)) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_a_staged_and_a_committed_file(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    write(root, {"ui/late.py": LATE})
    git(root, "add", "-A")
    assert len(open_findings(since(root, first))) == 1
    commit(root)
    assert open_findings(since(root, first)) == [("layer-skip", "ui/late.py", "store/rows.py")]
    assert open_findings(since(root)) == []


def test_a_renamed_file_is_reported_under_its_new_name(root: Path) -> None:
    git(root, "mv", "ui/page.py", "ui/start.py")
    assert open_findings(since(root)) == [("layer-skip", "ui/start.py", "store/rows.py")]


def test_a_touched_file_with_the_old_content_is_no_change(root: Path) -> None:
    os.utime(root / "ui/page.py", (1, 1))
    (root / "ui/page.py").chmod(0o755)
    assert open_findings(since(root)) == []


def test_a_change_of_the_imported_end_counts(root: Path) -> None:
    write(root, {"store/rows.py": "class Row:\n    late = True\n"})
    assert open_findings(since(root)) == [OLD]


def test_a_change_in_the_middle_of_a_cycle_counts(root: Path) -> None:
    files = {
        "service/a.py": "import service.b\n",
        "service/b.py": "import service.c\n",
        "service/c.py": "import service.a\n",
    }
    write(root, files)
    commit(root)
    write(root, {"service/b.py": files["service/b.py"] + "x = 1\n"})
    assert [check for check, _, _ in open_findings(since(root))] == ["dependency-cycle"]


def test_a_deleted_file_leaves_no_finding_of_its_own(root: Path) -> None:
    (root / "ui/page.py").unlink()
    analysis = since(root)
    assert open_findings(analysis) == []
    assert note(analysis) == "0 files changed since HEAD; 0 older findings are not shown"


def test_a_changed_declaration_reports_everything(root: Path) -> None:
    write(root, {"archlint.toml": SHOP["archlint.toml"] + "# stricter\n"})
    analysis = since(root)
    assert open_findings(analysis) == [OLD]
    assert note(analysis) == "the declaration changed since HEAD: all findings are reported"


def test_a_branch_is_compared_with_where_it_left(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "topic")
    write(root, {"ui/late.py": LATE})
    commit(root)
    git(root, "checkout", "-q", "main")
    write(root, {"ui/other.py": LATE})
    commit(root)
    git(root, "checkout", "-q", "topic")
    assert open_findings(since(root, "main")) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_a_merge_brings_in_what_the_other_side_did(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "topic")
    write(root, {"ui/late.py": LATE})
    commit(root)
    git(root, "checkout", "-q", "main")
    write(root, {"ui/other.py": LATE})
    commit(root)
    git(root, "merge", "-q", "--no-edit", "topic")
    assert open_findings(since(root, "HEAD^1")) == [("layer-skip", "ui/late.py", "store/rows.py")]
    assert open_findings(since(root, "HEAD^2")) == [("layer-skip", "ui/other.py", "store/rows.py")]


def test_a_detached_head_tags_and_short_ids_work(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    git(root, "tag", "v1")
    write(root, {"ui/late.py": LATE})
    git(root, "checkout", "-q", "--detach", commit(root))
    for revision in ("v1", first, first[:10], "HEAD~1", "main@{1}"):
        assert open_findings(since(root, revision)) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_a_project_in_a_folder_of_the_repository(root: Path, tmp_path: Path) -> None:
    outer = tmp_path / "mono"
    shutil.copytree(root, outer / "services" / "shop", ignore=shutil.ignore_patterns(".git", ".archlint_cache"))
    git(outer, "init", "-q", "-b", "main")
    commit(outer)
    inner = outer / "services" / "shop"
    assert open_findings(since(inner)) == []
    write(inner, {"ui/late.py": LATE})
    assert open_findings(since(inner)) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_odd_names_are_compared_too(root: Path) -> None:
    odd = ["ui/tab\there.py", "ui/line\nbreak.py", 'ui/quote"s.py', "ui/Ünï.py", "ui/back\\slash.py"]
    write(root, dict.fromkeys(odd, LATE))
    commit(root)
    assert open_findings(since(root)) == []
    write(root, dict.fromkeys(odd, LATE + "x = 1\n"))
    assert {importer for _, importer, _ in open_findings(since(root))} == set(odd)


def test_files_with_other_line_ends_in_the_repository_are_reported_rather_than_missed(root: Path) -> None:
    write(root, {".gitattributes": "*.py text eol=crlf\n"})
    commit(root)
    write(root, {"ui/page.py": SHOP["ui/page.py"].replace("\n", "\r\n")})
    assert OLD in open_findings(since(root))


def test_a_repository_of_sha256_ids(tmp_path: Path) -> None:
    folder = write(tmp_path / "shop", SHOP)
    try:
        git(folder, "init", "-q", "-b", "main", "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git is older than sha256")
    commit(folder)
    assert open_findings(since(folder)) == []
    write(folder, {"ui/late.py": LATE})
    assert len(open_findings(since(folder))) == 1


def test_exceptions_and_the_baseline_are_told_too_when_their_file_changed(root: Path) -> None:
    write(root, {"ui/menu.py": "x = 1  # archlint: allow[layer-skip] nothing\n"})
    assert [check for check, _, _ in open_findings(since(root))] == ["unused-exception"]
    commit(root)
    assert open_findings(since(root)) == []


def test_what_a_repair_makes_idle_is_reported_though_its_file_did_not_change(root: Path) -> None:
    exception = '\n[[exceptions]]\ncheck = "layer-skip"\nbecause = "Soon."\n'
    write(root, {"archlint.toml": SHOP["archlint.toml"] + exception})
    commit(root)
    assert open_findings(since(root)) == []
    write(root, {"ui/page.py": "from service.orders import place\n"})
    assert [check for check, _, _ in open_findings(since(root))] == ["unused-exception"]


def test_a_layer_that_a_deletion_empties_is_reported(root: Path) -> None:
    (root / "store/rows.py").unlink()
    assert "empty-layer" in {check for check, _, _ in open_findings(since(root))}


# What git cannot know.


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "0" * 40, "HEAD~99", "", " ", "--help", "-x", "--output=/tmp/x", "main..topic", "HEAD:ui", "a\nb"],
)
def test_an_unknown_revision_is_2(revision: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RevisionError, match="--since"):
        since(root, revision)
    assert main(["check", str(root), "--no-cache", f"--since={revision}"]) == 2
    assert "--since" in capsys.readouterr().err


def test_a_folder_that_is_no_repository_is_2(tmp_path: Path) -> None:
    folder = write(tmp_path / "shop", SHOP)
    with pytest.raises(RevisionError, match=r"--since.*not a git repository"):
        since(folder)


def test_a_branch_without_a_commit_is_2(tmp_path: Path) -> None:
    folder = write(tmp_path / "shop", SHOP)
    git(folder, "init", "-q")
    with pytest.raises(RevisionError, match="there is no such revision here"):
        since(folder)


def test_a_missing_git_is_2(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="--since needs git, which is not installed"):
        since(root)
    assert open_findings(check(root)) == [OLD]


def test_a_git_that_hangs_is_2(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*words: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("git", 60)

    monkeypatch.setattr(git_room.subprocess, "run", hangs)
    with pytest.raises(RevisionError, match="git did not answer within 60 seconds"):
        since(root)


def test_a_shallow_clone_knows_what_it_has_and_says_what_it_has_not(root: Path, tmp_path: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    write(root, {"ui/late.py": LATE})
    commit(root)
    write(root, {"ui/later.py": LATE})
    commit(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{root}", str(clone))
    assert open_findings(since(clone, "HEAD~1")) == [("layer-skip", "ui/later.py", "store/rows.py")]
    for unknown in (first, "HEAD~2"):
        with pytest.raises(RevisionError, match="there is no such revision here"):
            since(clone, unknown)


def test_without_a_merge_base_the_revision_itself_is_compared(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "fresh")
    write(root, {"ui/late.py": LATE})
    commit(root)
    assert open_findings(since(root, "main")) == [("layer-skip", "ui/late.py", "store/rows.py")]


# A project is hostile.


def test_no_filter_hook_or_monitor_of_the_project_is_run(root: Path, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    script = write(tmp_path, {"evil.sh": f"#!/bin/sh\ntouch {mark}\ncat\n"}) / "evil.sh"
    script.chmod(0o755)
    write(root, {".gitattributes": "*.py filter=evil diff=evil merge=evil\n"})
    for key in ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command", "diff.evil.textconv",
                "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "alias.rev-parse"):  # fmt: skip
        git(root, "config", key, str(script))
    write(root, {"ui/late.py": LATE, "ui/page.py": LATE})
    mark.unlink(missing_ok=True)
    assert len(open_findings(since(root))) == 2
    assert not mark.exists()


def test_variables_of_git_do_not_lead_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "-q", str(other))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    write(root, {"ui/late.py": LATE})
    assert open_findings(since(root)) == [("layer-skip", "ui/late.py", "store/rows.py")]


def test_a_bare_comparison_of_paths(root: Path) -> None:
    write(root, {"ui/page.py": "x = 1\n"})
    paths = ["ui/page.py", "ui/menu.py", "ui/new.py", "archlint.toml"]
    assert changed_since(root, "HEAD", paths) == {"ui/page.py", "ui/new.py"}


def test_it_asks_git_a_fixed_number_of_times(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = git_room._run

    def counted(folder: Path, *words: str) -> bytes:
        asked.append(words[0])
        return real(folder, *words)

    monkeypatch.setattr(git_room, "_run", counted)
    write(root, {f"ui/m{number}.py": LATE for number in range(50)})
    assert len(open_findings(since(root))) == 50
    assert len(asked) == 3
    assert "older finding" in said(since(root))


def test_a_layer_out_of_its_band_is_touched_by_a_change_anywhere_in_it(root: Path) -> None:
    """The finding stands in the heaviest file, which need not be the one that grew."""
    branches = "def f(a):\n" + "    if a:\n        a -= 1\n" * 40 + "    return a\n"
    declared = (root / "archlint.toml").read_text() + "\n[balance]\nui = [0.1, 0.3]\n"
    write(root, {"archlint.toml": declared, "ui/heavy.py": branches, "store/heavy.py": branches})
    commit(root)
    write(root, {"store/late.py": "x = 1\n"})
    assert open_findings(since(root)) == []
    write(root, {"ui/menu.py": "x = 1\n"})
    assert [finding.check for finding in since(root).open_findings] == ["top-heavy"]

"""A project as it was: what git holds is analyzed from a copy, and nothing of the repository is touched or run."""

import shutil
from pathlib import Path

import pytest
from pipeline_projects import SHOP, check, git, open_findings, write

from archlint.pipeline.git import RevisionError, commit_of, copy_of
from archlint.pipeline.request import Request
from archlint.pipeline.revision import analyze_revision, named

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

SECOND = "from store.rows import Row\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = write(tmp_path / "shop", {**SHOP, ".gitignore": ".archlint_cache\n"})
    git(folder, "init", "-q", "-b", "main")
    return commit(folder)


def commit(folder: Path) -> Path:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return folder


def past(root: Path, revision: str, *, fork: bool = False, cache: bool = False) -> list[tuple[str, str, str]]:
    return open_findings(analyze_revision(root, revision, Request(cache=cache, need_graph=True), "diff", fork=fork)[1])


def test_the_past_is_judged_by_its_own_files(root: Path) -> None:
    before = open_findings(check(root))
    write(root, {"ui/late.py": SECOND})
    assert len(open_findings(check(root))) == len(before) + 1
    assert past(root, "HEAD") == before
    assert git(root, "status", "--porcelain") == "?? ui/late.py"


def test_the_project_has_its_name_and_not_that_of_the_copy(root: Path) -> None:
    assert analyze_revision(root, "HEAD", Request(cache=False), "diff", fork=False)[1].project == check(root).project


def test_a_fork_is_where_the_branch_left(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "topic")
    git(root, "checkout", "-q", "main")
    write(root, {"ui/on_main.py": SECOND})
    commit(root)
    git(root, "checkout", "-q", "topic")
    assert "ui/on_main.py" not in {importer for _, importer, _ in past(root, "main", fork=True)}
    assert "ui/on_main.py" in {importer for _, importer, _ in past(root, "main")}


def test_a_folder_of_a_repository_is_a_project_of_its_own(tmp_path: Path) -> None:
    outer = tmp_path / "all"
    inner = write(outer / "shop", SHOP)
    git(outer, "init", "-q")
    commit(outer)
    assert past(inner, "HEAD") == open_findings(check(inner))


def test_contents_are_copied_byte_by_byte_whatever_the_attributes_say(root: Path, tmp_path: Path) -> None:
    content = b"a = 1\r\n\x00\xff$Id$\n"
    (root / "odd name\u00e9.bin").write_bytes(content)
    write(root, {".gitattributes": "*.bin text eol=crlf ident filter=evil export-ignore\n"})
    git(root, "config", "filter.evil.smudge", f"touch {tmp_path / 'ran'}")
    commit(root)
    copy = tmp_path / "copy"
    copy.mkdir()
    copy_of(root, commit_of(root, "HEAD", "diff"), copy, "diff")
    assert (copy / "odd name\u00e9.bin").read_bytes() == content.replace(b"\r\n", b"\n"), "as git holds it"
    assert not (tmp_path / "ran").exists()


def test_links_are_not_followed_out_of_the_copy(root: Path, tmp_path: Path) -> None:
    (root / "ui" / "link.py").symlink_to("/etc/hostname")
    commit(root)
    copy = tmp_path / "copy"
    copy.mkdir()
    copy_of(root, commit_of(root, "HEAD", "diff"), copy, "diff")
    assert (copy / "ui" / "page.py").is_file()
    assert not (copy / "ui" / "link.py").is_symlink()
    assert not (copy / "ui" / "link.py").exists()


def test_a_large_file_keeps_its_size(root: Path, tmp_path: Path) -> None:
    (root / "large.bin").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    commit(root)
    copy = tmp_path / "copy"
    copy.mkdir()
    copy_of(root, commit_of(root, "HEAD", "diff"), copy, "diff")
    assert (copy / "large.bin").stat().st_size == 4 * 1024 * 1024 + 1


def test_facts_are_shared_and_the_stored_answer_stays(root: Path) -> None:
    cached = {"cache": True}
    check(root, **cached)
    kept = {path.name: path.read_bytes() for path in (root / ".archlint_cache").iterdir() if path.suffix != ".db"}
    assert past(root, "HEAD", cache=True) == past(root, "HEAD")
    assert set(kept) <= {path.name for path in (root / ".archlint_cache").iterdir()}
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-x", "", "HEAD:ui", "0" * 40])
def test_an_unknown_revision_is_said(revision: str, root: Path) -> None:
    with pytest.raises(RevisionError, match=r"there is no such revision here|^diff"):
        past(root, revision)


def test_a_commit_is_named_once() -> None:
    assert named("main", "1a2b3c4d5e") == "main (1a2b3c4d5e)"
    assert named("1a2b3c", "1a2b3c4d5e") == "1a2b3c"
    assert named("1a2b3c4d5e6f", "1a2b3c4d5e") == "1a2b3c4d5e6f"

"""`--store`: what one machine read, another need not read; and whatever the store holds or does, the answer stays the same."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest
from pipeline_projects import SHOP, check, extractions, write

from archlint.cli.main import main
from archlint.pipeline import fact_packs, shared
from archlint.pipeline.cache import content_key
from archlint.pipeline.shared import KEY_VARIABLE, SharedFacts

SECRET = "what the machines of this team share"
SOURCES = sorted(path for path in SHOP if path.endswith(".py"))


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, SECRET)


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    return f"file://{tmp_path / 'store'}" if request.param == "file" else "memory://store"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", SHOP)


def entries(url: str) -> list[str]:
    files, folder = fsspec.url_to_fs(url)
    return sorted(files.find(folder))


def spoil(url: str, change: Callable[[bytes], bytes]) -> None:
    files, _ = fsspec.url_to_fs(url)
    for place in entries(url):
        files.pipe_file(place, change(files.cat_file(place)))


def told(root: Path, url: str) -> tuple[str, str, int]:
    """What a machine without a cache answers, and says."""
    import io

    out, err = io.StringIO(), io.StringIO()
    code = main(["check", str(root), "--no-cache", "--store", url, "--format", "json"], io.StringIO(), out, err)
    answer = json.loads(out.getvalue())
    answer.pop("diagnostics")  # what is said about the store
    return json.dumps(answer), err.getvalue(), code


def test_what_one_machine_read_another_need_not(
    url: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with extractions(monkeypatch) as first:
        cold = told(root, url)
    elsewhere = write(tmp_path / "elsewhere", SHOP)
    with extractions(monkeypatch) as second:
        warm = told(elsewhere, url)
    assert (first, second) == (SOURCES, [])
    assert cold[1] == warm[1] == ""
    assert json.loads(cold[0])["findings"] == json.loads(warm[0])["findings"]
    assert cold[2] == warm[2] == 1
    assert len(entries(url)) == len({content_key(b"", "python", (root / path).read_bytes()) for path in SOURCES})


def test_only_what_changed_is_read_and_added(url: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(root, url)
    before = entries(url)
    (root / SOURCES[0]).write_text("import json  # another\n")
    with extractions(monkeypatch) as again:
        told(root, url)
    assert again == SOURCES[:1]
    assert len(entries(url)) == len(before) + 1


def test_what_comes_from_the_store_is_cached_here(url: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(root, url)
    check(root, store=url)
    for path in (root / ".archlint_cache").glob("*.analysis"):
        path.unlink()
    with extractions(monkeypatch) as again:
        check(root)
    assert again == []


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda entry: entry[:-3],
    "empty": lambda _: b"",
    "one bit": lambda entry: entry[:-1] + bytes([entry[-1] ^ 1]),
    "a signature of nothing": lambda entry: entry[:16] + bytes(32) + entry[48:],
    "without a signature": lambda entry: entry[48:],
    "something else": lambda _: b"<html>not found</html>" * 100,
    "more behind it": lambda entry: entry + b"\0",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_entry_is_not_believed_and_said(how: str, root: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    url = "memory://store"
    wanted = told(root, url)
    spoil(url, SPOILED[how])
    answer = told(root, url)
    assert answer[0] == wanted[0]
    assert answer[1].count("entries were not used: damaged, or not signed with this key (--store)") == 1
    assert told(root, url)[1] == ""  # what was read anew has replaced it


def test_an_entry_in_the_place_of_another_is_not_believed(url: str, root: Path) -> None:
    wanted = told(root, url)
    files, _ = fsspec.url_to_fs(url)
    first, *others = entries(url)
    for place in others:
        files.pipe_file(place, files.cat_file(first))
    answer = told(root, url)
    assert answer[0] == wanted[0]
    assert "not used: damaged" in answer[1]


def test_entries_of_another_team_or_archlint_are_nobodys(url: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = told(root, url)
    monkeypatch.setenv(KEY_VARIABLE, SECRET[::-1])
    assert "not signed with this key" in told(root, url)[1]
    before = len(entries(url))
    monkeypatch.setattr(shared, "portable_identity", lambda: fact_packs.portable_identity()[::-1])
    with extractions(monkeypatch) as again:
        answer = told(root, url)
    assert (answer[0], answer[1]) == (wanted[0], "")
    assert again == SOURCES
    assert len(entries(url)) == 2 * before


def test_a_signed_entry_that_holds_no_facts_is_not_believed(url: str, root: Path) -> None:
    wanted = told(root, url)
    store = SharedFacts(url, SECRET)
    store.save({content_key(bytes(20), "python", (root / path).read_bytes()): b"\xc1" for path in SOURCES})
    answer = told(root, url)
    assert answer[0] == wanted[0]
    assert "not used: damaged" in answer[1]


# A store that is not there is a warning.


@pytest.mark.parametrize("secret", ["", "short"])
def test_without_a_key_nothing_is_believed(secret: str, url: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, secret)
    answer = told(root, url)
    assert answer[2] == 1
    assert f"the store {url}: not used: {KEY_VARIABLE}" in answer[1]
    assert entries(url) == []


@pytest.mark.parametrize("url", ["nonsense://x", "s3://bucket/x", "file:///proc/no/such", "http://127.0.0.1:9/x"])
def test_a_store_that_cannot_be_had_is_a_warning(url: str, root: Path) -> None:
    answer = told(root, url)
    assert answer[2] == 1
    assert f"warning: the store {url}: " in answer[1]
    assert answer[1].count("--store") == 1
    assert json.loads(answer[0])["findings"]


def test_a_store_that_hangs_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "_PATIENCE", 0.2)
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFileSystem.cat", lambda *_, **__: time.sleep(60))
    answer = told(root, "memory://store")
    assert answer[2] == 1
    assert "not used: no answer within 0.2 seconds" in answer[1]


def test_a_disk_that_is_full_is_a_warning(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("fsspec.implementations.local.LocalFileSystem.pipe_file", full)
    answer = told(root, f"file://{tmp_path / 'store'}")
    assert answer[2] == 1
    assert "No space left on device" in answer[1]


def test_without_fsspec_it_says_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    assert "pip install 'archlint[store]'" in told(root, "memory://store")[1]


def test_a_folder_holds_whole_entries_only(root: Path, tmp_path: Path) -> None:
    told(root, f"file://{tmp_path / 'store'}")
    assert [place for place in entries(f"file://{tmp_path / 'store'}") if place.endswith(".new")] == []

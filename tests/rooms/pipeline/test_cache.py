"""Stored facts: what is known is not extracted again, and no cache, however it came about, changes an answer."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_projects import SHOP, check, extractions, open_findings, said, trust_young_files, write

from archlint.model.tables import Project
from archlint.pipeline import cache, extract, extract_file, identity
from archlint.pipeline.cache import FactStore, content_key
from archlint.pipeline.discover import discover

HOUSE = Path(__file__).resolve().parents[3]
SOURCES = sorted(path for path in SHOP if path.endswith(".py"))
FOLDER = ".archlint_cache"
FACTS = f"{FOLDER}/facts.sqlite"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", SHOP)


def forget_answers(root: Path) -> None:
    """Drop the stored analyses, so that the facts are asked for."""
    for path in (root / FOLDER).glob("*.analysis"):
        path.unlink()


def process(root: Path, script: str = "", *options: str) -> subprocess.CompletedProcess[str]:
    """`archlint check --format json` in a process of its own, after `script`."""
    code = f"{script}\nfrom archlint.cli.main import entry\nentry()"
    words = ["check", str(root), "--format", "json", "--workers", "2", *options]
    environ = {**os.environ, "PYTHONPATH": str(HOUSE)}
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=environ, check=False
    )


# What is known is not extracted again.


def test_the_same_content_is_not_extracted_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with extractions(monkeypatch) as cold:
        first = check(root)
    assert cold == SOURCES
    with extractions(monkeypatch) as warm:
        second = check(root)
    assert warm == []
    assert second == first


def test_only_what_changed_is_extracted_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    write(root, {"ui/page.py": "from service import orders as o\n", "ui/new.py": "from store import rows\n"})
    with extractions(monkeypatch) as warm:
        analysis = check(root)
    assert warm == ["ui/new.py", "ui/page.py"]
    assert open_findings(analysis) == [("layer-skip", "ui/new.py", "store/rows.py")]


def test_content_is_known_wherever_it_lies(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    (root / "ui" / "page.py").rename(root / "ui" / "start.py")
    shutil.copy(root / "ui" / "menu.py", root / "ui" / "copy.py")
    os.utime(root / "store" / "rows.py", (1, 1))
    with extractions(monkeypatch) as warm:
        analysis = check(root)
    assert warm == []
    assert open_findings(analysis) == [("layer-skip", "ui/start.py", "store/rows.py")]


def test_content_that_comes_back_is_still_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    before = (root / "ui/page.py").read_bytes()
    write(root, {"ui/page.py": "x = 1\n"})
    check(root)
    write(root, {"ui/page.py": before})
    with extractions(monkeypatch) as warm:
        check(root)
    assert warm == []


def test_a_trusted_signature_saves_the_reading_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_young_files(monkeypatch)
    first = check(root)
    forget_answers(root)
    for module in (extract, extract_file):
        monkeypatch.setattr(module, "content_of_file", lambda *_: pytest.fail("a file was read"))
    assert check(root) == first


def test_the_same_bytes_in_another_dialect_are_other_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, {"a.py": "import os\n", "b.pyi": "import os\n"})
    with extractions(monkeypatch) as cold:
        check(root)
    assert cold == ["a.py", "b.pyi"]


# What a time stamp hides is seen.


def test_other_content_under_the_old_time_stamp_and_size_is_seen(root: Path) -> None:
    page = root / "ui/page.py"
    check(root)
    old = page.stat()
    content = page.read_text().replace("store.rows import Row", "store.rowz import Raw")
    page.write_text(content)
    os.utime(page, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert (page.stat().st_size, page.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)
    analysis = check(root)
    assert open_findings(analysis) == []


def test_change_time_tells_on_a_file_that_lies_about_the_rest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_young_files(monkeypatch)
    test_other_content_under_the_old_time_stamp_and_size_is_seen(root)


def test_a_file_replaced_by_another_one_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_young_files(monkeypatch)
    page, other = root / "ui/page.py", root / "ui/other.txt"
    other.write_text(page.read_text().replace("store.rows", "store.rowz"))
    check(root)
    times = page.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(page)
    analysis = check(root)
    assert open_findings(analysis) == []


def test_a_young_file_gets_no_signature_so_the_clocks_grain_hides_nothing(root: Path) -> None:
    """The same size, times and inode, but other bytes: what two writes within one tick of the clock look like."""
    tree = discover(root)

    def facts() -> dict[str, object]:
        found = extract.extract(root, tree, Project(), cache=root / FOLDER, workers=1, progress=lambda *_: None)
        return dict(found.facts)

    before = facts()
    store = FactStore(root / FOLDER)
    assert store.signatures() == {}
    store.close()
    page = root / "ui/page.py"
    page.write_text(page.read_text().replace("store.rows", "store.rowz"))
    after = facts()  # with the signatures of the old tree
    assert after["ui/page.py"] != before["ui/page.py"]
    assert {path: after[path] for path in SOURCES[:-1]} == {path: before[path] for path in SOURCES[:-1]}


def test_whole_facts_serve_who_wants_a_surface_and_not_the_other_way(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = discover(root)

    def measured(*, whole: bool) -> tuple[int, set[bool]]:
        """How many files are read, and whether their facts have units."""
        with extractions(monkeypatch) as read:
            found = extract.extract(
                root, tree, Project(), cache=root / FOLDER, workers=1, progress=lambda *_: None, whole=whole
            )
        return len(read), {bool(one.body.units) for one in found.facts.values()}

    every = len(tree.files)
    assert measured(whole=False) == (every, {False})
    assert measured(whole=False) == (0, {False})
    assert measured(whole=True) == (every, {True})
    assert measured(whole=False) == (0, {True})


def test_a_file_with_a_date_to_come_is_never_trusted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in SOURCES:
        os.utime(root / path, (4_000_000_000, 4_000_000_000))
    trust_young_files(monkeypatch)
    check(root)
    store = FactStore(root / FOLDER)
    assert store.signatures() == {}
    store.close()


# Keys.


@given(
    st.binary(max_size=20),
    st.sampled_from(["python", "tsx"]),
    st.binary(max_size=20),
    st.sampled_from(["python", "tsx"]),
)
def test_a_key_tells_tool_dialect_and_content_apart(one: bytes, dialect: str, other: bytes, another: str) -> None:
    same = (one, dialect) == (other, another)
    assert (content_key(b"tool", dialect, one) == content_key(b"tool", another, other)) == same
    assert content_key(b"tool", dialect, one) != content_key(b"other tool", dialect, one)


@pytest.mark.parametrize("grain", [2_000_000_000, -60_000_000_000], ids=["fresh files", "files that rest"])
def test_another_tool_knows_nothing_of_what_this_one_stored(
    grain: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archlint.pipeline.cache._RACY", grain)  # below nothing, every signature is trusted
    first = check(root)
    for module in ("extract", "extract_file", "stored"):
        monkeypatch.setattr(f"archlint.pipeline.{module}.tool_identity", lambda: b"the next version")
    with extractions(monkeypatch) as again:
        assert check(root) == first
    assert again == SOURCES


def test_the_tool_is_another_one_when_any_of_its_files_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write(tmp_path, {"__init__.py": "", "rules/pack.toml": "x = 1\n", "languages/python/extract.py": "a = 1\n"})
    monkeypatch.setattr(identity.version, "__file__", str(home / "__init__.py"))
    known = identity.tool_identity.__wrapped__()
    assert identity.tool_identity.__wrapped__() == known
    write(home, {"languages/__pycache__/extract.pyc": "compiled"})
    assert identity.tool_identity.__wrapped__() == known
    seen = {known}
    for change in ({"languages/python/extract.py": "a = 1000\n"}, {"rules/pack.toml": "x = 1000\n"}, {"new.py": ""}):
        write(home, change)
        seen.add(identity.tool_identity.__wrapped__())
    monkeypatch.setattr(identity.version, "__version__", "99.0")
    seen.add(identity.tool_identity.__wrapped__())
    monkeypatch.setattr(identity, "FACTS_VERSION", 99)
    seen.add(identity.tool_identity.__wrapped__())
    assert len(seen) == 6


# Two at once, and kills.


def test_several_processes_on_one_cache_all_answer_right(root: Path) -> None:
    write(root, {f"service/m{number}.py": f"from store import rows\nx = {number}\n" for number in range(60)})
    wanted = process(root, "", "--no-cache").stdout
    code = "from archlint.cli.main import entry\nentry()"
    command = [sys.executable, "-c", code, "check", str(root), "--format", "json", "--workers", "2"]
    environ = {**os.environ, "PYTHONPATH": str(HOUSE)}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ)
        for _ in range(4)
    ]
    answers = [one.communicate() for one in running]
    assert [out for out, _ in answers] == [wanted] * 4
    assert [one.returncode for one in running] == [1] * 4
    assert not [err for _, err in answers if "store" in err or "lock" in err]
    assert process(root).stdout == wanted
    assert not list((root / FOLDER).glob("*.new"))


OPENING = """
import sys, time
from pathlib import Path
from archlint.pipeline.cache import FactStore
while time.time() < float(sys.argv[3]):
    pass
store = FactStore(Path(sys.argv[1]))
facts = {f"{sys.argv[2]}-{number}".encode(): b"facts" for number in range(50)}
store.save(facts, {}, list(facts))
print(store.notes)
"""


def test_processes_that_open_a_new_cache_at_the_same_moment_all_store(tmp_path: Path) -> None:
    begin = str(time.time() + 1)
    environ = {**os.environ, "PYTHONPATH": str(HOUSE)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", OPENING, str(tmp_path / "cache"), str(number), begin],
            stdout=subprocess.PIPE,
            text=True,
            env=environ,
        )
        for number in range(6)
    ]
    assert [one.communicate()[0] for one in running] == ["[]\n"] * 6
    store = FactStore(tmp_path / "cache")
    assert len(store.load([f"{number}-{item}".encode() for number in range(6) for item in range(50)])) == 300
    store.close()


def test_a_cache_that_another_process_keeps_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    monkeypatch.setattr(cache, "_PATIENCE", 0.1)
    database = sqlite3.connect(root / FACTS)
    database.execute("PRAGMA locking_mode=EXCLUSIVE")
    database.execute("BEGIN EXCLUSIVE")
    before = (root / FACTS).stat().st_ino
    analysis = check(root)
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert "database is locked" in said(analysis)
    database.rollback()
    database.close()
    assert (root / FACTS).stat().st_ino == before
    with extractions(monkeypatch) as warm:
        check(root)
    assert warm == []


KILLS = {
    "before the first file": "import archlint.pipeline.extract as e\ne.tool_identity = lambda: die()\n",
    "between two files": "from archlint.pipeline.workers import Staff\n"
    "real = Staff.run\n"
    "def some(*words):\n"
    "    for number, answer in enumerate(real(*words)):\n        if number == 2: die()\n        yield answer\n"
    "Staff.run = some\n",
    "before the commit": "import archlint.pipeline.cache as c\nc.FactStore._prune = lambda *_: die()\n",
    "after the commit": "import archlint.pipeline.extract as e\ne.FactStore.close = lambda self: die()\n",
    "while the tables are made": "import archlint.pipeline.cache as c, sqlite3\n"
    "class Dying(sqlite3.Connection):\n"
    "    def execute(self, text, *words):\n"
    "        if 'CREATE TABLE IF NOT EXISTS files' in text: die()\n"
    "        return super().execute(text, *words)\n"
    "real = sqlite3.connect\n"
    "c.sqlite3.connect = lambda *words, **more: real(*words, factory=Dying, **more)\n",
    "with half an analysis written": "import archlint.pipeline.stored as s, os\n"
    "s._RACY = 0\n"
    "class Half:\n"
    "    def __init__(self, file): self.file = file\n"
    "    def __enter__(self): return self\n"
    "    def __exit__(self, *_): pass\n"
    "    def write(self, data): self.file.write(data[:len(data) // 2]); self.file.flush(); die()\n"
    "real = os.fdopen\n"
    "class Os:\n    fdopen = staticmethod(lambda *words: Half(real(*words)))\n    name = os.name\n"
    "s.os = Os\n",
}


@pytest.mark.parametrize("moment", KILLS)
def test_a_run_after_a_kill_is_right(moment: str, root: Path) -> None:
    wanted = process(root, "", "--no-cache").stdout
    prelude = (
        "import os, signal\n"
        "def die(): os.kill(os.getpid(), signal.SIGKILL)\n"
        "import archlint.pipeline.analyze as analyze\n"
    )
    killed = process(root, prelude + KILLS[moment])
    assert killed.returncode == -9, killed.stderr
    assert killed.stdout == ""
    assert (root / FOLDER).exists()
    for _ in range(2):
        again = process(root)
        assert (again.stdout, again.returncode) == (wanted, 1)
        assert "store" not in again.stderr


# Caches that are not what they should be.


def scrambled(path: Path) -> None:
    """The first page is as it was, the rest is noise."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes((number * 97 + 13) % 256 for number in range(len(content) - 4096)))


def foreign(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE facts (name TEXT)")
    database.execute("INSERT INTO facts VALUES ('mine')")
    database.execute(f"PRAGMA user_version={cache._SCHEMA}")
    database.commit()
    database.close()


def older(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version=0")
    database.commit()
    database.close()


def forged(path: Path) -> None:
    """Facts that are not what was extracted, without the check sum to them."""
    database = sqlite3.connect(path)
    database.execute("UPDATE facts SET value = x'00'")
    database.commit()
    database.close()


def swapped(path: Path) -> None:
    """Bytes turned within the facts."""
    database = sqlite3.connect(path)
    for key, value in database.execute("SELECT key, value FROM facts").fetchall():
        database.execute("UPDATE facts SET value = ? WHERE key = ?", (value[:-1] + bytes([value[-1] ^ 1]), key))
    database.commit()
    database.close()


def exchanged(path: Path) -> None:
    """Sound rows under each other's keys, as a damaged index would find them."""
    database = sqlite3.connect(path)
    rows = database.execute("SELECT key, value FROM facts ORDER BY key").fetchall()
    for (key, _), (_, value) in zip(rows, [*rows[1:], rows[0]], strict=True):
        database.execute("UPDATE facts SET value = ? WHERE key = ?", (value, key))
    database.commit()
    database.close()


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "text": lambda path: path.write_text("<<<<<<< HEAD\n"),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "scrambled": scrambled,
    "foreign": foreign,
    "older": older,
    "forged": forged,
    "swapped": swapped,
    "exchanged": exchanged,
    "log of another": lambda path: Path(f"{path}-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(2000)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_made_anew(damage: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_young_files(monkeypatch)
    first = check(root)
    forget_answers(root)
    DAMAGES[damage](root / FACTS)
    assert open_findings(check(root)) == open_findings(first)
    forget_answers(root)
    with extractions(monkeypatch) as healed:
        assert check(root) == first
    assert healed == []


@pytest.mark.parametrize("content", [b"", b"noise", b"\xff" * 4000])
def test_a_damaged_answer_is_not_given(content: bytes, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust_young_files(monkeypatch)
    first = check(root)
    damaged = [*sorted((root / FOLDER).glob("*.analysis")), root / FOLDER / "project"]
    assert len(damaged) == 2
    for path in damaged:
        path.write_bytes(path.read_bytes()[:45] + content)
    assert check(root) == first


def test_a_file_where_the_folder_should_be_is_said(root: Path) -> None:
    (root / FOLDER).write_text("mine")
    analysis = check(root)
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert "facts are not stored" in said(analysis)
    assert (root / FOLDER).read_text() == "mine"


def test_a_folder_where_the_facts_should_be_is_said(root: Path) -> None:
    write(root, {f"{FACTS}/mine.txt": "mine"})
    analysis = check(root)
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert "facts are not stored" in said(analysis)
    assert (root / FACTS / "mine.txt").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody may write")
def test_a_read_only_disk_is_said(root: Path) -> None:
    analysis = check(root, cache_dir=Path("/proc/archlint"))
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert said(analysis).count("facts are not stored") == 1


def test_facts_that_may_be_read_but_not_written_are_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root)
    real = sqlite3.connect
    monkeypatch.setattr(cache.sqlite3, "connect", lambda path, **more: real(f"file:{path}?mode=ro", uri=True, **more))
    write(root, {"ui/new.py": "from store import rows\n"})
    with extractions(monkeypatch) as warm:
        analysis = check(root)
    assert warm == ["ui/new.py"]
    assert len(open_findings(analysis)) == 2
    assert "nothing was stored" in said(analysis)


def test_a_full_disk_is_said_and_the_answer_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(FactStore, "_prune", full)
    analysis = check(root)
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert f"{FOLDER}: nothing was stored: database or disk is full" in said(analysis)


def test_a_project_that_brings_a_link_for_a_cache_writes_nowhere_else(root: Path, tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"mine.txt": ""})
    (root / FOLDER).symlink_to(elsewhere)
    analysis = check(root)
    assert open_findings(analysis) == [("layer-skip", "ui/page.py", "store/rows.py")]
    assert f"{FOLDER}: nothing is stored here: it is a link" in said(analysis)
    assert [path.name for path in elsewhere.iterdir()] == ["mine.txt"]


def test_a_project_that_brings_links_in_its_cache_writes_nowhere_else(root: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.sqlite"
    database = sqlite3.connect(precious)
    database.execute("CREATE TABLE files (mine TEXT)")
    database.commit()
    database.close()
    before = precious.read_bytes()
    (root / FOLDER).mkdir()
    (root / FACTS).symlink_to(precious)
    (root / FOLDER / ".gitignore").symlink_to(tmp_path / "new.txt")
    check(root)
    assert precious.read_bytes() == before
    assert not (tmp_path / "new.txt").exists()


def test_no_cache_neither_reads_nor_writes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check(root, cache=False)
    assert not (root / FOLDER).exists()
    check(root)
    before = {path: path.read_bytes() for path in (root / FOLDER).iterdir()}
    with extractions(monkeypatch) as again:
        assert check(root, cache=False) == first
    assert again == SOURCES
    assert {path: path.read_bytes() for path in (root / FOLDER).iterdir()} == before


def test_the_cache_keeps_itself_out_of_the_repository_and_of_the_project(root: Path) -> None:
    check(root)
    assert (root / FOLDER / ".gitignore").read_text().endswith("*\n")
    assert check(root).statistics.left_out == {}


def test_a_cache_elsewhere_is_used_there(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(root, cache_dir=tmp_path / "deep" / "cache")
    assert not (root / FOLDER).exists()
    with extractions(monkeypatch) as warm:
        check(root, cache_dir=tmp_path / "deep" / "cache")
    assert warm == []


def test_facts_nobody_holds_any_more_are_dropped(tmp_path: Path) -> None:
    store = FactStore(tmp_path)
    old = {f"{number}".encode(): b"facts" for number in range(1100)}
    store.save(old, {}, list(old))
    store.save({b"now": b"facts"}, {}, [b"now"])
    assert store.load([b"now", b"7"]) == {b"now": b"facts"}
    store.close()


@given(st.dictionaries(st.binary(min_size=20, max_size=20), st.binary(max_size=50), max_size=8), st.data())
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, facts: dict[bytes, bytes], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = FactStore(folder)
    files = {f"f{number}": ((1, 2, 3, number), key) for number, key in enumerate(facts)}
    store.save(facts, files, list(facts))
    store.close()
    again = FactStore(folder)
    wanted = data.draw(st.lists(st.sampled_from([*facts, b"unknown"])))
    assert again.load(wanted) == {key: facts[key] for key in wanted if key in facts}
    assert again.signatures() == files
    again.close()
    assert json.dumps(again.notes) == "[]"


def test_rules_beside_the_package_are_part_of_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout; a wheel carries them inside."""
    write(tmp_path, {"archlint/__init__.py": "", "rules/draft.toml": "[roles]\n"})
    monkeypatch.setattr(identity.version, "__file__", str(tmp_path / "archlint" / "__init__.py"))
    known = identity.tool_identity.__wrapped__()
    write(tmp_path, {"rules/draft.toml": "[roles]\nui = []\n"})
    changed = identity.tool_identity.__wrapped__()
    assert changed != known
    write(tmp_path, {"archlint/rules/draft.toml": "[roles]\n"})
    inside = identity.tool_identity.__wrapped__()
    write(tmp_path, {"rules/draft.toml": "[roles]\nui = ['some']\n"})
    assert identity.tool_identity.__wrapped__() == inside

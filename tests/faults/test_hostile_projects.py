"""Whole projects with something wrong in them, at the command line: said, bounded, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faulty_projects import LAYERS, ROOT, SOUND, Answer, check, process, run, written

COMMANDS = (
    *(("check",), ("show",), ("report",), ("balance",), ("patterns",), ("journeys",), ("transition",), ("plan",)),
    *(("endpoints",), ("standards",), ("assess",), ("baseline",), ("init",), ("import-config",), ("diff",)),
    *(("check", "--since", "HEAD"), ("role", "ui/page.py"), ("why", "ui", "data"), ("context", "ui/page.py")),
    *(("move", "ui/page.py", "ui/screen.py"), ("facts", "--output", "x.facts"), ("render", "archlint.toml")),
    ("explain", "layer-skip"),
)
NAMES = (
    "a b.py", "a'b.py", 'a"b.py', "a\tb.py", "a\nb.py", "a\\b.py", "a:b.py", "🙂.py", "é.py", "e\u0301.py", "A.py", "a.py",
    "<b>.py", "\u202egnp.py", "=cmd().py", "${jndi}.py", "]]>.py", "%%{init}.py", "\x1b[31m.py", "[id].py", "{x}.py", "-rf.py",
    "~.py", "*.py",
)  # fmt: skip


def answered(root: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> Answer:
    """A command in the folder of a project, in this process."""
    monkeypatch.chdir(root)
    return run(*words)


def git(root: Path, *words: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


# --- every command, whatever is wrong around it ---


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_git_every_command_answers_or_says_what_it_needs(
    words: tuple[str, ...], sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(sound / "nowhere"))
    answer = answered(sound, words, monkeypatch)
    assert answer.code in (0, 1, 2)
    assert "Traceback" not in answer.out + answer.err
    if words == ("diff",) or "--since" in words:
        assert answer.code == 2
        assert "git" in answer.err


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {
        "ui/page.py": b"import services.usage\nclass (:\n" + bytes(range(256)),
        "ui/nul.py": b"\0\0\0",
        "ui/wide.py": "import services.usage\n".encode("utf-16"),
        "data/deep.py": "x = " + "[" * 20_000,
        "data/Half.java": "package data; class Half { void f( {",
        "ui/half.tsx": "export const a = <div {",
        "pom.xml": "<project><!DOCTYPE",
        "package.json": "{",
        "tsconfig.json": '{"extends": "./tsconfig.json",',
        "compose.yml": "services: [",
        "openapi.json": "[" * 5_000,
        ".gitmodules": "x",
    }
    return written(tmp_path_factory.mktemp("broken"), SOUND | files)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_broken_files_stop_no_command(words: tuple[str, ...], broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answered(broken, words, monkeypatch)
    assert answer.code in (0, 1, 2), answer.err
    assert "Traceback" not in answer.out + answer.err
    assert "internal error" not in answer.err


def test_names_that_are_anything_stay_names_in_every_format(tmp_path: Path) -> None:
    from archlint.reports.formats import FORMATS, GRAPH_FORMATS

    names = [name for name in NAMES if os.name != "nt" or not set('<>:"|?*\\\t\n\x1b') & set(name)]
    root = written(tmp_path / "p", SOUND | {f"data/{name}": "import ui.page\n" for name in names})
    modules = {path.name for path in (root / "data").iterdir()}
    answer = run("check", root, "--no-cache", "--workers", "1", "--format", "json")
    found = {one["importer"]["module"] for one in json.loads(answer.out)["findings"] if "importer" in one}
    assert {f"data/{name}" for name in modules - {"rows.py"}} <= found
    for command, table in (("check", FORMATS), ("show", GRAPH_FORMATS)):
        for name, chosen in table.items():
            if chosen.binary:
                continue
            out = tmp_path / "out"
            run(command, root, "--no-cache", "--workers", "1", "--format", name, "--output", out)
            text = out.read_text("utf-8")
            assert all(line.isprintable() for line in text.split("\n")), (command, name)


def test_identifiers_are_compared_as_python_compares_them(tmp_path: Path) -> None:
    """`import ﬁle` means the module file; a composed and a decomposed é are one name."""
    files = SOUND | {
        "ui/file.py": "",
        "ui/caf\u00e9.py": "",
        "data/up.py": "import ui.\ufb01le\nimport ui.cafe\u0301\n",
    }
    answer = check(tmp_path, files)
    assert "data/up.py:1:8: upward-dependency" in answer.out
    assert "data/up.py:2:8: upward-dependency" in answer.out


# --- repositories of every kind ---


def test_submodules_and_nested_repositories_are_read_as_folders(tmp_path: Path) -> None:
    inner = written(tmp_path / "inner", {"x.py": "import ui.page\n"})
    git(inner, "init", "-q")
    git(inner, "add", "-A")
    git(inner, "commit", "-qm", "one")
    root = written(tmp_path / "root", SOUND)
    git(root, "init", "-q")
    git(root, "submodule", "add", "-q", str(inner), "data/sub")
    shutil.copytree(inner, root / "data" / "nested")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    answer = check(root, {})
    assert "data/sub/x.py:1:8: upward-dependency" in answer.out
    assert "data/nested/x.py:1:8: upward-dependency" in answer.out
    (root / "data/sub/y.py").write_text("import ui.page\n")
    since = check(root, {}, "--since", "HEAD")
    assert "data/sub/y.py" in since.out


def test_a_work_tree_of_its_own_is_a_repository(tmp_path: Path) -> None:
    root = written(tmp_path / "root", SOUND)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    git(root, "worktree", "add", "-q", str(tmp_path / "beside"))
    answer = check(tmp_path / "beside", {"data/up.py": "import ui.page\n"}, "--since", "HEAD")
    assert "data/up.py:1:8: upward-dependency" in answer.out


def test_what_others_brought_is_left_out_and_counted(tmp_path: Path) -> None:
    brought = {
        f"{folder}/x.py": "import ui.page\n" for folder in ("node_modules/a", ".venv/lib", "venv", "__pycache__")
    }
    answer = check(tmp_path, SOUND | brought)
    assert answer.code == 0
    assert "3 vendored" in answer.last_line or "vendored" in answer.last_line


# --- what configuration and options may not do ---


@pytest.mark.parametrize("name", ["../out.json", "/tmp/x/baseline.json"])
def test_a_baseline_outside_of_the_project_is_refused(name: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    answer = check(root, SOUND | {"archlint.toml": f'[project]\nbaseline = "{name}"\n\n{LAYERS}'})
    assert answer.code == 2
    assert "archlint.toml:2" in answer.err
    assert run("baseline", root).code == 2
    assert not (tmp_path / "out.json").exists()


# --- deployment files that were made to be expensive ---


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("openapi.yaml", "openapi: 3.0.0\npaths:\n  /a: {$ref: '#/paths/~1b'}\n  /b: {$ref: '#/paths/~1a'}\n"),
        ("openapi.yaml", "openapi: 3.0.0\npaths:\n  /a: {$ref: 'http://192.0.2.1/x.yaml'}\n"),
        ("openapi.yaml", "openapi: 3.0.0\npaths:\n  /a: {$ref: '../../../../etc/passwd'}\n"),
        ("openapi.json", '{"openapi": "3.0.0", "paths": ' + '{"a":' * 3_000 + "1" + "}" * 3_001),
        ("openapi.yaml", "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(24))),
        ("compose.yml", "services:\n  a: !!python/object/apply:os.system ['touch ran']\n"),
        ("compose.yml", "services:\n  a: {image: x}\n  a: {image: y}\n"),
        ("pom.xml", '<!DOCTYPE p [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><project><artifactId>&c;</artifactId></project>'),
        ("pom.xml", '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><project><artifactId>&a;</artifactId></project>'),
        ("application.yml", "x: " + "{a: " * 2_000),
        ("openapi.yaml", "openapi: 3.0.0\npaths:\n" + "  /x: {get: {}}\n" * 400_000),
    ],
    ids=["circle", "remote", "outside", "deep", "laughs", "objects", "twice", "entities", "external", "braces", "large"],
)  # fmt: skip
def test_documents_made_to_be_expensive_are_bounded(
    name: str, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("archlint opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    written(tmp_path, SOUND | {name: content})
    began = time.process_time()
    monkeypatch.chdir(tmp_path)
    answer = run("endpoints", tmp_path, "--no-cache", "--workers", "1")
    assert answer.code in (0, 1, 2)
    assert "Traceback" not in answer.err
    assert "root:" not in answer.out + answer.err
    assert not (tmp_path / "ran").exists()
    assert time.process_time() - began < 20


# --- nothing of the project is run ---


def test_hooks_of_package_managers_and_interpreters_are_not_run(tmp_path: Path) -> None:
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'ran')!r}).touch()\n"
    shell = f"touch {tmp_path / 'ran'}"
    files = SOUND | {
        "x.pth": trap,
        "site-packages/x.pth": trap,
        "pytest.ini": "[pytest]\naddopts = -p trap\n",
        "trap.py": trap,
        "ui/__main__.py": trap,
        "package.json": json.dumps({"name": "x", "scripts": dict.fromkeys(("install", "prepare", "postinstall"), shell)}),
        "tsconfig.json": json.dumps({"compilerOptions": {"plugins": [{"name": "./trap"}]}}),
        "trap.js": f"require('fs').writeFileSync({str(tmp_path / 'ran')!r}, '')\n",
        ".dependency-cruiser.js": f"require('fs').writeFileSync({str(tmp_path / 'ran')!r}, '');\n"
        "module.exports = {forbidden: []};\n",
        ".git/config": f"[core]\n\tfsmonitor = {shell}\n\trepositoryformatversion = 0\n[filter \"x\"]\n\tclean = {shell}\n",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".gitattributes": "* filter=x\n",
        "build.gradle": f"exec {{ commandLine 'touch', '{tmp_path / 'ran'}' }}\n",
        "setup.cfg": "[metadata]\nversion = attr: trap.x\n",
    }  # fmt: skip
    root = written(tmp_path / "root", files)
    (root / ".git/objects").mkdir()
    (root / ".git/refs").mkdir()
    for words in (("import-config", "--output", "x.toml"), ("check", "--since", "HEAD")):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "archlint", *words],
            cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "ran").exists()


# --- the machine's ways ---


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_an_exception_ends_by_the_date_in_utc_wherever_it_is(zone: str, tmp_path: Path) -> None:
    import datetime

    today = datetime.datetime.now(datetime.UTC).date()
    excepting = f'\n[[exceptions]]\ncheck = "layer-skip"\nimporter = "ui/**"\nbecause = "Known."\nuntil = {today}\n'
    root = written(tmp_path, SOUND | {"ui/page.py": "import data.rows\n", "archlint.toml": LAYERS + excepting})
    done = process("check", root, "--no-cache", TZ=zone)
    if datetime.datetime.now(datetime.UTC).date() == today:  # not at midnight
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("locale", "encoding"), [("C", "ascii"), ("tr_TR.UTF-8", "latin-1"), ("xx_YY.nonsense", "utf-8")]
)
def test_odd_locales_are_readable(locale: str, encoding: str, tmp_path: Path) -> None:
    root = written(tmp_path, SOUND | {"data/ıI.py": "import ui.page  # Iİıi é 日\n"})
    odd = {"LC_ALL": locale, "LANG": locale, "PYTHONIOENCODING": encoding, "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "archlint", "check", str(root), "--no-cache", "--workers", "1"]
    done = subprocess.run(command, env={**os.environ, **odd}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "I.py:1:8: upward-dependency" in done.stdout.decode(encoding)


def test_a_full_standard_output_is_said(tmp_path: Path) -> None:
    root = written(tmp_path, SOUND | {"data/up.py": "import ui.page\n"})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "archlint", "check", str(root), "--no-cache"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "archlint: cannot write to standard output: No space left on device\n"


def test_a_machine_without_room_is_said_without_blaming_archlint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object, **__: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    written(tmp_path, SOUND)
    monkeypatch.setattr("archlint.pipeline.workers._Worker", none_left)
    answer = run("check", tmp_path, "--no-cache")
    assert answer.code == 2
    assert answer.err == "archlint: cannot go on: Resource temporarily unavailable\n"

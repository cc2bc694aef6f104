"""`archlint check`: exit codes, where the report goes, what it asks of the pipeline."""

import json
from pathlib import Path

import msgspec
import pytest
from at_the_door import run
from hand_built import DRAFT, EMPTY, NASTY, TINY, analysis, many, module, skip

from archlint.model.analysis import Analysis, Diagnostic, decode
from archlint.model.rulebook import DeclarationError
from archlint.reports.formats import FORMATS

CLEAN = analysis([module("ui/a.py", "ui")], [], [])
WARNED = analysis([module("ui/a.py", "ui")], [], [skip("ui/a.py", "db/b.py", severity="warning")])


def test_clean_is_0(tmp_path: Path) -> None:
    answer = run("check", tmp_path, analysis=CLEAN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "0 findings in 1 module, 0 dependencies · coverage 100 % · 0 % of references unresolved\n"


def test_findings_are_1(tmp_path: Path) -> None:
    assert run("check", tmp_path, analysis=TINY).code == 1


def test_256_findings_are_still_1(tmp_path: Path) -> None:
    answer = run("check", tmp_path, analysis=many(256))
    assert answer.code == 1
    assert "256 findings" in answer.out.splitlines()[-1]


def test_warnings_are_0_and_with_strict_1(tmp_path: Path) -> None:
    assert run("check", tmp_path, analysis=WARNED).code == 0
    assert run("check", tmp_path, "--strict", analysis=WARNED).code == 1


@pytest.mark.parametrize(
    "of",
    [
        DRAFT,
        EMPTY,
        analysis([module("a.py")], [], [], layers=()),
        msgspec.structs.replace(TINY, diagnostics=(Diagnostic("x.py", 1, "error", "unreadable"),)),
    ],
    ids=["draft", "empty", "undeclared", "incomplete"],
)
@pytest.mark.parametrize("name", FORMATS)
def test_what_cannot_be_judged_is_2_in_every_format(of: Analysis, name: str, tmp_path: Path) -> None:
    answer = run("check", tmp_path, "--format", name, analysis=of)
    assert answer.code == 2
    assert answer.err.splitlines()[-1].endswith("(exit code 2)")


def test_a_declaration_that_cannot_be_used_is_2(tmp_path: Path) -> None:
    answer = run("check", tmp_path, analysis=DeclarationError("archlint.toml:3: unknown key 'layer'"))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "archlint: archlint.toml:3: unknown key 'layer'\n"


def test_a_fault_of_archlint_is_3_and_says_so(tmp_path: Path) -> None:
    answer = run("check", tmp_path, raising=RuntimeError)
    assert (answer.code, answer.out) == (3, "")
    assert "internal error: RuntimeError: it broke" in answer.err
    assert "not in your project" in answer.err
    assert "Traceback" not in answer.err
    assert "Traceback" in run("check", tmp_path, "--debug", raising=RuntimeError).err


def test_a_half_installed_archlint_is_3_and_says_how_to_repair_it(tmp_path: Path) -> None:
    answer = run("check", tmp_path, raising=ImportError)
    assert answer.code == 3
    assert "pip install --force-reinstall archlint" in answer.err


def test_ctrl_c_is_130_without_a_traceback(tmp_path: Path) -> None:
    answer = run("check", tmp_path, raising=KeyboardInterrupt)
    assert (answer.code, answer.out, answer.err) == (130, "", "")


def test_diagnostics_go_to_stderr_errors_first(tmp_path: Path) -> None:
    told = (
        Diagnostic("", 0, "note", "a note"),
        Diagnostic("a.py", 3, "warning", "odd"),
        Diagnostic("b.py", 0, "error", "broken"),
    )
    answer = run("check", tmp_path, analysis=msgspec.structs.replace(CLEAN, diagnostics=told))
    assert answer.err.splitlines()[:3] == ["error: b.py: broken", "warning: a.py:3: odd", "note: a note"]
    quiet = run("check", tmp_path, "-q", analysis=msgspec.structs.replace(CLEAN, diagnostics=told[:2]))
    assert quiet.err == ""


def test_many_diagnostics_are_cut_and_counted(tmp_path: Path) -> None:
    told = tuple(Diagnostic(f"f{index:02}.py", 0, "warning", "odd") for index in range(50))
    of = msgspec.structs.replace(CLEAN, diagnostics=told)
    assert run("check", tmp_path, analysis=of).err.splitlines()[-1] == "warning: +30 more (--all shows them)"
    assert len(run("check", tmp_path, "--all", analysis=of).err.splitlines()) == 50


def test_the_options_reach_the_pipeline(tmp_path: Path) -> None:
    declaration = tmp_path / "mine.toml"
    declaration.write_text("")
    answer = run(
        "check", tmp_path, "--select", "layer-skip,upward-dependency", "--ignore", "empty-layer", "--since", "main",
        "--workers", "3", "--no-cache", "--cache-dir", tmp_path / "c", "--config", declaration, "--format", "json",
        analysis=CLEAN,
    )  # fmt: skip
    root, request = answer.asked[0]
    assert root == tmp_path
    assert request.select == ("layer-skip", "upward-dependency")
    assert request.ignore == ("empty-layer",)
    assert (request.since, request.workers, request.cache) == ("main", 3, False)
    assert (request.cache_dir, request.config) == (tmp_path / "c", declaration)
    assert request.need_graph
    assert not run("check", tmp_path, analysis=CLEAN).asked[0][1].need_graph


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--select", "layerskip"], "unknown check 'layerskip' in --select; did you mean 'layer-skip'?"),
        (["--select", ","], "--select names no check"),
        (["--workers", "0"], "'0' is not a number of processes"),
        (["--workers", "many"], "'many' is not a number of processes"),
        (["--format", "yaml"], "invalid choice: 'yaml'"),
        (["--config", "nowhere.toml"], "there is no file nowhere.toml (--config)"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--form", "json"], "unrecognized arguments: --form"),
    ],
)
def test_wrong_usage_is_2_and_says_what_is_right(words: list[str], told: str, tmp_path: Path) -> None:
    answer = run("check", tmp_path, *words, analysis=CLEAN)
    assert (answer.code, answer.out, answer.asked) == (2, "", [])
    assert told in answer.err


def test_the_path_must_be_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("")
    assert "is a file; PATH is the folder of a project" in run("check", file, analysis=CLEAN).err
    assert (
        run("check", tmp_path / "nowhere", analysis=CLEAN).err
        == f"archlint: there is no folder {tmp_path / 'nowhere'}\n"
    )
    assert run("check", "a\0b", analysis=CLEAN).code == 2


def test_output_goes_to_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "report.sarif"
    answer = run("check", tmp_path, "--format", "sarif", "--output", target, analysis=TINY)
    assert (answer.code, answer.out) == (1, "")
    assert json.loads(target.read_text())["version"] == "2.1.0"
    assert "4 findings" in answer.err
    assert str(target) in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["report.sarif"]


@pytest.mark.parametrize("name", ["page.py", "Shop.java", "archlint.toml", "pyproject.toml", "package.json", "pom.xml"])
def test_a_source_or_manifest_is_never_overwritten(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("precious")
    answer = run("check", tmp_path, "--output", tmp_path / name, analysis=CLEAN)
    assert (answer.code, answer.asked) == (2, [])
    assert "refusing to overwrite" in answer.err
    assert (tmp_path / name).read_text() == "precious"


def test_an_unwritable_output_is_2_before_the_work(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "such" / "folder.txt"):
        answer = run("check", tmp_path, "--output", target, analysis=CLEAN)
        assert (answer.code, answer.asked) == (2, [])
        assert f"cannot write {target}" in answer.err


def test_output_holds_no_colour(tmp_path: Path) -> None:
    run("--color", "always", "check", tmp_path, "--output", tmp_path / "report.txt", analysis=TINY)
    assert "\x1b" not in (tmp_path / "report.txt").read_text()


def test_the_source_is_quoted(tmp_path: Path) -> None:
    page = tmp_path / "ui/web/page.py"
    page.parent.mkdir(parents=True)
    page.write_text("import os\n\nfrom backend.billing import invoice\n")
    assert (
        "     3 | from backend.billing import invoice\n       |      ^^^^^^\n"
        in run("check", tmp_path, analysis=TINY).out
    )


def test_lines_outside_the_project_are_not_quoted(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("1\n2\npassword\n")
    root = tmp_path / "project"
    (root / "ui").mkdir(parents=True)
    (root / "ui" / "link.py").symlink_to(secret)
    of = analysis([module("ui/a.py", "ui")], [], [skip("../secret.txt", "b.py"), skip("ui/link.py", "b.py")])
    assert "password" not in run("check", root, analysis=of).out


def test_json_can_be_read_again(tmp_path: Path) -> None:
    answer = run("check", tmp_path, "--format", "json", analysis=TINY)
    assert decode(answer.out.encode()) == TINY


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_names_do_nothing_on_a_terminal(name: str, tmp_path: Path) -> None:
    answer = run("--color", "never", "check", tmp_path, "--format", name, "--all", analysis=NASTY, terminal=True)
    for text in (answer.out, answer.err):
        assert all(line.isprintable() for line in text.split("\n"))

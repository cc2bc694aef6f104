"""Where a declaration is found, and files that are no declaration: hostile, huge, unreadable, of another kind."""

import os
import sys
from pathlib import Path

import pytest
from declared_project import Project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.model.rulebook import DeclarationError
from archlint.rulebook.digest import declaration_digest
from archlint.rulebook.load import load_rulebook

LAYER = '[[layers]]\nname = "ui"\npaths = ["web/**"]\n'
IN_PYPROJECT = '[project]\nname = "shop"\n\n[[tool.archlint.layers]]\nname = "ui"\npaths = ["web/**"]\n'


def test_nothing_declared(project: Project) -> None:
    assert project.load() is None
    project.write({"pyproject.toml": '[project]\nname = "shop"\n[tool.ruff]\nline-length = 100\n'})
    assert project.load() is None


def test_an_empty_declaration_is_one(project: Project) -> None:
    assert project.rulebook("").layers == ()
    assert project.rulebook("# only a comment\n").layers == ()


def test_pyproject(project: Project) -> None:
    project.write({"pyproject.toml": IN_PYPROJECT})
    rulebook = project.rulebook()
    assert [layer.name for layer in rulebook.layers] == ["ui"]
    assert rulebook.origin("layers.ui.paths").file == "pyproject.toml"
    assert rulebook.origin("layers.ui.paths").line == 6


@pytest.mark.parametrize(
    "text",
    [
        'tool.archlint.layers = [{name = "ui", paths = "web/**"}]',
        "[tool.archlint]",
        "[tool]\narchlint = {}",
        '["tool"."archlint"]',
        "[ tool . archlint ]",
    ],
)
def test_pyproject_in_other_spellings(project: Project, text: str) -> None:
    project.write({"pyproject.toml": text})
    assert project.load() is not None


def test_mistakes_in_pyproject(project: Project) -> None:
    project.write({"pyproject.toml": IN_PYPROJECT + "opne = true\n"})
    (told,) = project.mistakes()
    assert told.startswith("pyproject.toml:7: layers.ui.opne: unknown key; did you mean 'open'?")
    for text in ("[tool]\narchlint = 3\n", "tool.archlint = 3\n"):
        project.write({"pyproject.toml": text})
        assert project.mistakes() == ["pyproject.toml: tool.archlint must be a table"]


def test_two_declarations_of_one_project(project: Project) -> None:
    project.write({"pyproject.toml": IN_PYPROJECT})
    error = project.error(LAYER)
    assert str(error) == (
        "pyproject.toml:4: [tool.archlint] and archlint.toml both declare this project; keep one of the two"
    )
    assert (error.file, error.line) == ("pyproject.toml", 4)


def test_a_broken_pyproject_of_somebody_else(project: Project) -> None:
    project.write({"pyproject.toml": "not = [toml"})
    assert project.rulebook(LAYER).layers[0].name == "ui"
    project.write({"pyproject.toml": "[project]\ndependencies = ['archlint',"})
    assert project.rulebook(LAYER).layers[0].name == "ui"
    project.write({"pyproject.toml": "[tool.archlint]\nnot = [toml"})
    assert project.mistakes(LAYER)[0].startswith("pyproject.toml:2: not valid TOML: ")


def test_a_named_file(project: Project, tmp_path: Path) -> None:
    project.write({"conf/target.toml": LAYER, "archlint.toml": "broken ["})
    rulebook = project.load(config=tmp_path / "conf" / "target.toml")
    assert rulebook is not None
    assert rulebook.layers[0].paths == ("web/**",)
    assert rulebook.origin("layers.ui").file == "conf/target.toml"


def test_a_named_pyproject(project: Project, tmp_path: Path) -> None:
    project.write({"pyproject.toml": IN_PYPROJECT, "archlint.toml": LAYER})
    assert project.load(config=tmp_path / "pyproject.toml") is not None
    project.write({"pyproject.toml": "[project]\n"})
    assert str(project.error(config=tmp_path / "pyproject.toml")) == "pyproject.toml: has no [tool.archlint]"


@pytest.mark.parametrize("name", ["gone.toml", "a" * 300 + ".toml", "nul\0.toml"])
def test_a_named_file_that_is_not_there(project: Project, tmp_path: Path, name: str) -> None:
    with pytest.raises((DeclarationError, ValueError)):
        project.load(config=tmp_path / name)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a = 1\nb = [1,\n", "not valid TOML"),
        (b"a = 1\na = 2\n", "archlint.toml:2: not valid TOML: Cannot overwrite a value"),
        (b"\xef\xbb\xbfa = = 1\n", "archlint.toml:1: not valid TOML"),
        (b"a = 1\nb = \"\xe9\"\n", "archlint.toml:2: not UTF-8; TOML files must be"),
        ("a = 1\n".encode("utf-16"), "archlint.toml:1: not UTF-8 (it looks like UTF-16); TOML files must be"),
        (b"\0\0\0\0", "archlint.toml:1: not valid TOML"),
        (b"#" * 1_000_001, "archlint.toml: larger than 1,000,000 bytes, which no declaration is"),
        (b"a = " + b"[" * 100_000, "archlint.toml:1: brackets nest deeper than 32 levels"),
        (b"a = " + b"[" * 33 + b"]" * 33, "archlint.toml:1: brackets nest deeper than 32 levels"),
        (b"\na = " + b"{a=" * 40 + b"1" + b"}" * 40, "archlint.toml:2: brackets nest deeper than 32 levels"),
        (b"a." * 10_000 + b"a = 1", "archlint.toml:1: a key has more than 32 dots"),
        (b"[" + b"a." * 10_000 + b"a]", "archlint.toml:1: a key has more than 32 dots"),
        (b"a = " + b"9" * 10_000, "archlint.toml:1: not valid TOML"),
        (b'a = "' + b"x" * 500_000, "not valid TOML"),
        (b'a = "\\ud800"', "archlint.toml:1: not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_no_toml(project: Project, content: bytes, told: str) -> None:
    (message,) = project.mistakes(content)
    assert told in message
    assert message.isprintable()


def test_deep_but_allowed_nesting_is_a_mistake_like_any_other(project: Project) -> None:
    assert project.mistakes(b"a = " + b"[" * 32 + b"]" * 32)[0].startswith("archlint.toml:1: a: unknown key")


def test_brackets_in_strings_and_comments_do_not_count(project: Project) -> None:
    text = f'# {"[" * 100}\n[[layers]]\nname = "ui"\npaths = ["web/**"]\nbecause = "{"[" * 100}"\n'
    assert project.rulebook(text).layers[0].because == "[" * 100


def test_line_ends_and_byte_order_mark(project: Project) -> None:
    text = LAYER.replace("\n", "\r\n") + "opne = 1\r\n"
    assert project.mistakes(b"\xef\xbb\xbf" + text.encode())[0].startswith("archlint.toml:4: layers.ui.opne")


def test_a_folder_is_no_declaration(project: Project, tmp_path: Path) -> None:
    (tmp_path / "archlint.toml").mkdir()
    assert project.mistakes() == ["archlint.toml: this is not a regular file"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_what_would_block_or_loop_is_not_opened(project: Project, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "archlint.toml")
    assert project.mistakes() == ["archlint.toml: this is not a regular file"]
    (tmp_path / "archlint.toml").unlink()
    (tmp_path / "archlint.toml").symlink_to("archlint.toml")
    assert project.mistakes() == ["archlint.toml: this is not a regular file"]
    (tmp_path / "archlint.toml").unlink()
    os.mkfifo(tmp_path / "pyproject.toml")
    assert project.load() is None


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions are not checked here")
def test_an_unreadable_file_is_said(project: Project, tmp_path: Path) -> None:
    project.write({"archlint.toml": LAYER})
    (tmp_path / "archlint.toml").chmod(0)
    assert project.mistakes() == ["archlint.toml: cannot be read: Permission denied"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("[]{}=\"'\\,.#\n ab1-\t\r"), max_size=120).map(str.encode)
    | st.lists(st.sampled_from(["[[layers]]\n", 'name="ui"\n', 'paths="a"\n', "[project]\n", "[a.b]\n", "x=1\n"])).map(
        lambda lines: "".join(lines).encode()
    )
)
def test_any_bytes_load_or_are_refused_in_printable_words(project: Project, content: bytes) -> None:
    try:
        project.load(content)
    except DeclarationError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017
        assert error.file == "archlint.toml"  # noqa: PT017


def test_the_digest_follows_every_byte_that_went_in(project: Project, tmp_path: Path) -> None:
    seen = [declaration_digest(tmp_path)]
    project.write({"house/pack.toml": "", "team/a.toml": ""})
    project.write({"archlint.toml": f'extends = "./house"\n[project]\ninclude = "team/*.toml"\n{LAYER}'})
    changes = {"house/pack.toml": "# a", "team/a.toml": "# b", "team/b.toml": "", "archlint.toml": LAYER}
    for name, content in changes.items():
        seen.append(declaration_digest(tmp_path))
        assert project.rulebook().digest == seen[-1]
        project.write({name: content})
    seen.append(declaration_digest(tmp_path))
    assert len(set(seen)) == len(seen)
    project.write({"team/b.toml": "# nobody includes this any more"})
    assert declaration_digest(tmp_path) == seen[-1]


def test_the_digest_of_what_cannot_be_read(project: Project, tmp_path: Path) -> None:
    project.write({"archlint.toml": "x = 1"})
    assert declaration_digest(tmp_path)  # mistakes are for the load to tell
    for text in ("broken [", 'extends = "./gone"'):
        project.write({"archlint.toml": text})
        with pytest.raises(DeclarationError):
            declaration_digest(tmp_path)


def test_the_digest_and_the_rulebook_do_not_depend_on_where_the_project_lies(tmp_path: Path) -> None:
    loaded = []
    for name in ("one", "another place"):
        root = tmp_path / name
        Project(root).write(
            {"archlint.toml": LAYER + '[project]\ninclude = "*/a.toml"\n', "x/a.toml": "", "y/a.toml": ""}
        )
        loaded.append(load_rulebook(root, checks=()))
    assert loaded[0] == loaded[1]

"""What lies in a project's folder: what is read, what is left out, and that every bit of it is counted or said."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline_projects import check, said, write

from archlint.pipeline.discover import Tree, discover


def paths(tree: Tree) -> list[str]:
    return [file.path for file in tree.files]


def messages(tree: Tree) -> list[str]:
    return [f"{told.file}: {told.message}" for told in tree.diagnostics]


def test_files_are_sorted_and_know_their_dialect(tmp_path: Path) -> None:
    write(tmp_path, {"b/z.tsx": "", "b.py": "", "a/M.java": "", "a/v.vue": "", "a/s.pyi": "", "notes.md": ""})
    tree = discover(tmp_path)
    assert [(file.path, file.dialect) for file in tree.files] == [
        ("a/M.java", "java"),
        ("a/s.pyi", "python-stub"),
        ("a/v.vue", "vue"),
        ("b.py", "python"),
        ("b/z.tsx", "tsx"),
    ]
    assert tree.assets == ("notes.md",)
    assert tree.left_out == {}


def test_manifests_are_sources_too_where_they_are_code(tmp_path: Path) -> None:
    write(tmp_path, {"setup.py": "", "requirements-dev.txt": "", "web/tsconfig.app.json": "{}", "pom.xml": ""})
    tree = discover(tmp_path)
    assert [path for path, _ in tree.manifests] == [
        "pom.xml",
        "requirements-dev.txt",
        "setup.py",
        "web/tsconfig.app.json",
    ]
    assert paths(tree) == ["setup.py"]


def test_hidden_vendored_and_built_folders_are_counted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "app/a.py": "",
            ".secret/a.py": "",
            "app/.idea/b.py": "",
            "web/package.json": "{}",
            "web/node_modules/left-pad/index.js": "",
            "web/dist/bundle.js": "",
            "web/src/a.ts": "",
            ".venv/lib/site.py": "",
            "venv/lib/site.py": "",
            "app/__pycache__/a.py": "",
            "svc/pom.xml": "",
            "svc/target/generated/A.java": "",
        },
    )
    tree = discover(tmp_path)
    assert paths(tree) == ["app/a.py", "web/src/a.ts"]
    assert tree.left_out == {"build-output": 2, "hidden": 2, "vendored": 4}


def test_a_folder_with_a_builds_name_is_code_where_nothing_is_built(tmp_path: Path) -> None:
    write(
        tmp_path, {"build/rules.py": "", "app/dist/a.ts": "", "pyproject.toml": "", "lib/setup.py": "", "lib/x.py": ""}
    )
    write(tmp_path, {"lib/build/__init__.py": "", "lib/build/steps.py": ""})
    tree = discover(tmp_path)
    assert paths(tree) == ["app/dist/a.ts", "lib/build/__init__.py", "lib/build/steps.py", "lib/setup.py", "lib/x.py"]
    assert tree.left_out == {"build-output": 1}


def test_a_hidden_file_is_read_as_tools_keep_their_configuration_there(tmp_path: Path) -> None:
    write(tmp_path, {".eslintrc.js": "", "a.py": ""})
    assert paths(discover(tmp_path)) == [".eslintrc.js", "a.py"]


def test_excluded_files_are_counted_and_idle_patterns_can_be_told(tmp_path: Path) -> None:
    write(tmp_path, {"gen/a.py": "", "gen/deep/b.py": "", "app/a.py": "", "app/a_pb2.py": "", "app/logo.svg": ""})
    tree = discover(tmp_path, ["gen/**", "**/*_pb2.py", "**/*.svg"])
    assert paths(tree) == ["app/a.py"]
    assert tree.left_out == {"excluded": 2}
    write(tmp_path, {"archlint.toml": '[project]\nexclude = ["gen/**", "nowhere/**"]\n'})
    told = said(check(tmp_path, cache=False))
    assert "[project] exclude: 'nowhere/**' matches nothing; correct or remove it" in told
    assert "'gen/**'" not in told


def test_an_excluded_folder_with_one_file_taken_out_again_is_entered(tmp_path: Path) -> None:
    write(tmp_path, {"gen/a.py": "", "gen/keep.py": "", "gen/deep/b.py": ""})
    assert paths(discover(tmp_path, ["gen/**", "!gen/keep.py"])) == ["gen/keep.py"]
    assert paths(discover(tmp_path, ["gen/**", "!**/b.py"])) == ["gen/deep/b.py"]
    assert paths(discover(tmp_path, ["gen", "!gen/deep"])) == ["gen/deep/b.py"]
    write(tmp_path, {"archlint.toml": '[project]\nexclude = ["gen/**", "!gen/keep.py", "!gen/gone.py"]\n'})
    told = said(check(tmp_path, cache=False))
    assert "'!gen/gone.py' matches nothing" in told
    assert "keep.py" not in told


def test_a_folder_that_nothing_is_taken_out_of_again_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, {"gen/a.py": "", "gen/deep/b.py": "", "app/keep.py": "", "app/a.py": ""})
    tree = discover(tmp_path, ["gen/**", "app/**", "!app/keep.py"])
    assert paths(tree) == ["app/keep.py"]
    assert tree.left_out == {"excluded": 2}  # the folder gen, and app/a.py


def test_links_are_counted_and_never_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.py": ""})
    root = write(tmp_path / "root", {"app/a.py": ""})
    (root / "app" / "self").symlink_to(root / "app")
    (root / "loop").symlink_to("loop")
    (root / "loop.py").symlink_to("loop.py")
    (root / "away").symlink_to(outside)
    (root / "away.py").symlink_to(outside / "secret.py")
    (root / "gone.py").symlink_to("nowhere.py")
    tree = discover(root)
    assert paths(tree) == ["app/a.py"]
    assert tree.left_out["symbolic-link"] == 3
    assert not messages(tree)


def test_what_is_no_regular_file_is_said_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.py": "", "folder.py/b.py": ""})
    os.mkfifo(tmp_path / "pipe.py")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.ts")
        tree = discover(tmp_path)
    assert paths(tree) == ["a.py", "folder.py/b.py"]
    assert messages(tree) == [
        "pipe.py: this file was not read: it is no regular file",
        "socket.ts: this file was not read: it is no regular file",
    ]
    assert "no regular file" in said(check(tmp_path, cache=False))


ODD = [
    "tab\there.py",
    "line\nbreak.py",
    'quote"s.py',
    "back\\slash.py",
    "colon:.py",
    "Ünïcødé.py",
    "🎈.py",
    "A.py",
    "a.py",
]


def test_odd_names_are_distinct_modules(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(ODD, ""))
    assert paths(discover(tmp_path)) == sorted(ODD)
    analysis = check(tmp_path, cache=False)
    assert analysis.graph is not None
    assert [module.id for module in analysis.graph.modules] == sorted(ODD)


def test_a_name_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.py", "w"):  # noqa: PTH123 - bytes
        pass
    tree = discover(tmp_path)
    assert paths(tree) == []
    assert messages(tree) == ["caf\\udce9.py: this file was not read: its name is not UTF-8; rename it"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"locked/a.py": "", "b.py": ""})
    (tmp_path / "locked").chmod(0)
    try:
        tree = discover(tmp_path)
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert paths(tree) == ["b.py"]
    assert messages(tree) == ["locked: this folder was not read: Permission denied"]


def test_a_folder_that_vanishes_in_mid_walk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"app/a.py": "", "b.py": ""})
    real = os.scandir

    def racing(path: str) -> object:
        if str(path).endswith("app/"):
            raise FileNotFoundError(2, "No such file or directory")
        return real(path)

    monkeypatch.setattr(os, "scandir", racing)
    tree = discover(tmp_path)
    assert paths(tree) == ["b.py"]
    assert messages(tree) == ["app: this folder was not read: No such file or directory"]


def test_the_root_itself_unreadable_is_an_error(tmp_path: Path) -> None:
    tree = discover(tmp_path / "gone")
    assert [told.kind for told in tree.diagnostics] == ["error"]


def test_folders_five_hundred_deep_are_walked(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for _ in range(500):
        os.mkdir("d", dir_fd=descriptor)
        inner = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(os.open("deep.py", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor))
    os.close(descriptor)
    assert paths(discover(tmp_path)) == ["d/" * 500 + "deep.py"]
    assert check(tmp_path, cache=False).statistics.modules == 1


def test_a_file_over_the_size_limit_is_said_and_counted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"archlint.toml": "[project]\nmax_file_size = 100\n", "big.py": "x = 1\n" * 100, "small.py": "x = 1\n"},
    )
    analysis = check(tmp_path, cache=False)
    assert analysis.statistics.left_out["too-large"] == 1
    (found,) = [found for found in analysis.findings if found.check == "unparsed-source"]
    assert found.importer is not None
    assert found.importer.module == "big.py"
    assert "600 bytes, more than max_file_size (100)" in found.message


def test_a_bundle_over_the_size_limit_is_counted_and_no_finding(tmp_path: Path) -> None:
    bundle = "!function(){var a=1;" + "a=a+1;" * 2_000 + "}();\n"
    write(
        tmp_path,
        {
            "archlint.toml": "[project]\nmax_file_size = 8000\n",
            "static/vendor.bundle.js": bundle,
            "static/long.js": "export const a = 1;\n" * 1_000,
        },
    )
    analysis = check(tmp_path, cache=False)
    assert analysis.statistics.left_out["minified"] == 1
    found = [found for found in analysis.findings if found.check == "unparsed-source"]
    assert [one.importer.module for one in found if one.importer] == ["static/long.js"]


def test_an_empty_folder_is_no_error_of_the_walk(tmp_path: Path) -> None:
    assert discover(tmp_path) == Tree((), (), (), {}, (), ())


NAMES = st.sampled_from(["a.py", "b.ts", "C.java", "x.md", "node_modules", "build", "src", ".hid", "package.json", "d"])


@given(st.sets(st.lists(NAMES, min_size=1, max_size=4).map(tuple), max_size=12))
def test_every_source_file_is_read_or_lies_in_something_counted(
    tmp_path_factory: pytest.TempPathFactory, places: set[tuple[str, ...]]
) -> None:
    root = tmp_path_factory.mktemp("walk")
    for place in places:
        path = root.joinpath(*place)
        if path.exists() or any(above.is_file() for above in path.parents):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    tree = discover(root)
    on_disk = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    sources = {path for path in on_disk if path.endswith((".py", ".ts", ".java"))}
    assert set(paths(tree)) <= sources
    unread = sources - set(paths(tree))
    assert bool(unread) <= bool(tree.left_out)
    for path in unread:
        assert {"node_modules", "build", ".hid"} & set(path.split("/")[:-1])


def test_source_code_that_no_language_reads_is_counted(tmp_path: Path) -> None:
    for name in ("app.py", "Main.kt", "main.go", "page.astro", "notes.txt", "style.css"):
        (tmp_path / name).write_text("")
    tree = discover(tmp_path)
    assert [file.path for file in tree.files] == ["app.py"]
    assert tree.left_out == {"other-language": 3}


@pytest.mark.parametrize(
    ("gitignore", "is_read"),
    [
        (None, False),
        ("node_modules\nbuild/\n", False),
        ("/build\n", False),
        ("**/build/**\n", False),
        ("node_modules\n# build\n!build\n", True),
    ],
)
def test_what_git_keeps_is_no_build_output(gitignore: str | None, is_read: bool, tmp_path: Path) -> None:
    write(tmp_path, {"package.json": "{}", "build/webpack.config.js": "", "src/app.ts": ""})
    if gitignore is not None:
        write(tmp_path, {".gitignore": gitignore})
    tree = discover(tmp_path)
    assert ("build/webpack.config.js" in [file.path for file in tree.files]) == is_read
    assert tree.left_out == ({} if is_read else {"build-output": 1})


def test_a_gitignore_further_up_speaks_too(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "/web/dist\n", "web/package.json": "{}", "web/dist/app.js": ""})
    write(tmp_path, {"app/package.json": "{}", "app/dist/app.js": ""})
    assert [file.path for file in discover(tmp_path).files] == ["app/dist/app.js"]


def test_configurations_that_workspaces_share_are_manifests_under_any_name(tmp_path: Path) -> None:
    write(tmp_path, {"packages/typescript-config/react.json": "{}", "packages/ui/react.json": "{}"})
    assert [path for path, _ in discover(tmp_path).manifests] == ["packages/typescript-config/react.json"]


def test_a_module_of_a_package_may_be_called_like_a_manifest(tmp_path: Path) -> None:
    """`handlers/setup.py` answers requests; `lib/setup.py` builds a library, and so does that beside the root's package."""
    write(
        tmp_path,
        {
            "setup.py": "",
            "__init__.py": "",
            "handlers/__init__.py": "",
            "handlers/setup.py": "",
            "lib/setup.py": "",
            "lib/lib/__init__.py": "",
        },
    )
    tree = discover(tmp_path)
    assert [path for path, _ in tree.manifests] == ["lib/setup.py", "setup.py"]
    assert [path for path, _ in tree.deployment] == ["lib/setup.py", "setup.py"]
    assert "handlers/setup.py" in paths(tree)

"""What Python imports lead to in projects of many shapes: modules, libraries, or nothing that is there."""

from collections.abc import Mapping

import pytest

from archlint.languages.catalogue import SUFFIXES
from archlint.languages.python.extract import extract
from archlint.languages.python.resolver import PythonResolver
from archlint.model.facts import FileFacts
from archlint.model.layout import Layout, Resolved


def facts(path: str, source: str = "") -> FileFacts:
    return extract(source.encode(), SUFFIXES["." + path.rpartition(".")[2]][1], 10)


def project(files: str, manifests: Mapping[str, str] | None = None, roots: tuple[str, ...] = ()) -> PythonResolver:
    """A project of these files, separated by white space."""
    encoded = {path: text.encode() for path, text in (manifests or {}).items()}
    return PythonResolver(Layout({path: facts(path) for path in files.split()}, encoded, frozenset(), roots))


def ask(resolver: PythonResolver, importer: str, source: str) -> list[Resolved]:
    return list(resolver.resolve(importer, facts(importer, source)))


def found(resolver: PythonResolver, importer: str, source: str) -> list[str]:
    """The modules that a source imports, as path or path:name; libraries and dead ends with their status."""
    return [
        (f"{each.target}:{each.name}" if each.name else each.target)
        if each.status == "module"
        else f"{each.status} {each.target}"
        for each in ask(resolver, importer, source)
    ]


PACKAGE = "a/__init__.py a/b.py a/c/__init__.py a/c/d.py a/c/e/__init__.py main.py"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a", ["a/__init__.py"]),
        ("import a.b", ["a/b.py"]),
        ("import a.c", ["a/c/__init__.py"]),
        ("import a.c.d as x", ["a/c/d.py"]),
        ("from a import b", ["a/b.py"]),
        ("from a import name", ["a/__init__.py:name"]),
        ("from a import b, name, c", ["a/b.py", "a/c/__init__.py", "a/__init__.py:name"]),
        ("from a import *", ["a/__init__.py:*"]),
        ("from a.b import x, y", ["a/b.py:x"]),
        ("from a.c import d, e", ["a/c/d.py", "a/c/e/__init__.py"]),
        ("import main", ["main.py"]),
        ("import os.path", ["standard os.path"]),
        ("from json import loads", ["standard json"]),
        ("import requests.adapters", ["third-party requests.adapters"]),
        ("import a.gone", ["unresolved a.gone"]),
        ("from a.gone import x", ["unresolved a.gone.x"]),
        ("import a.b.c", ["unresolved a.b.c"]),
        ("from a.c.gone.more import x", ["unresolved a.c.gone.more.x"]),
    ],
)
def test_absolute(source: str, expected: list[str]) -> None:
    assert found(project(PACKAGE), "main.py", source) == expected


@pytest.mark.parametrize(
    ("importer", "source", "expected"),
    [
        ("a/b.py", "from . import c", ["a/c/__init__.py"]),
        ("a/b.py", "from . import name", ["a/__init__.py:name"]),
        ("a/b.py", "from .c import d", ["a/c/d.py"]),
        ("a/b.py", "from .c.d import x", ["a/c/d.py:x"]),
        ("a/__init__.py", "from . import b", ["a/b.py"]),
        ("a/__init__.py", "from .b import x", ["a/b.py:x"]),
        ("a/c/d.py", "from .. import b", ["a/b.py"]),
        ("a/c/d.py", "from ..b import x", ["a/b.py:x"]),
        ("a/c/d.py", "from ..c import e", ["a/c/e/__init__.py"]),
        ("a/c/__init__.py", "from ..b import *", ["a/b.py:*"]),
        ("a/c/e/__init__.py", "from ... import b", ["a/b.py"]),
        ("a/b.py", "from .gone import x", ["unresolved .gone.x"]),
        ("a/b.py", "from ...x import y", ["unresolved ...x.y"]),
        ("main.py", "from ..a import b", ["unresolved ..a.b"]),
        ("a/b.py", "from importlib import import_module as i\ni('.c', __package__)", ["standard importlib", "a/c/__init__.py"]),
    ],
)  # fmt: skip
def test_relative(importer: str, source: str, expected: list[str]) -> None:
    assert found(project(PACKAGE), importer, source) == expected


@pytest.mark.parametrize(
    ("importer", "source", "why"),
    [
        ("a/b.py", "from .....x import y", "its dots lead out of the project"),
        ("a/b.py", "from .gone import y", "there is no a/gone.py and no a/gone/"),
        ("main.py", "import a.c.gone.more", "there is no a/c/gone.py and no a/c/gone/"),
    ],
)
def test_dead_ends_say_why(importer: str, source: str, why: str) -> None:
    (answer,) = ask(project(PACKAGE), importer, source)
    assert (answer.status, answer.why) == ("unresolved", why)


def test_answers_tell_which_reference_they_are_of() -> None:
    answers = ask(project(PACKAGE), "main.py", "import os\nfrom a import b, x\nimport a.c\n")
    assert [(each.reference, each.target) for each in answers] == [
        (0, "os"),
        (1, "a/b.py"),
        (1, "a/__init__.py"),
        (2, "a/c/__init__.py"),
    ]


def test_src_layout() -> None:
    resolver = project("src/a/__init__.py src/a/b.py tests/test_b.py docs/conf.py", {"pyproject.toml": ""})
    for importer in ("src/a/b.py", "tests/test_b.py", "docs/conf.py"):
        assert found(resolver, importer, "import a.b") == ["src/a/b.py"]
    assert found(resolver, "tests/test_b.py", "import src.a.b") == ["src/a/b.py"]


def test_src_layout_without_a_manifest() -> None:
    assert found(project("src/a/__init__.py src/a/b.py tests/t.py"), "tests/t.py", "from a import b") == ["src/a/b.py"]


@pytest.mark.parametrize(
    "manifest",
    [
        '[tool.setuptools.packages.find]\nwhere = ["lib"]',
        '[tool.setuptools]\npackage-dir = {"" = "lib"}',
        '[tool.poetry]\npackages = [{include = "a", from = "lib"}]',
    ],
)
def test_manifests_name_roots(manifest: str) -> None:
    resolver = project("lib/a/__init__.py lib/a/b.py tools/run.py", {"pyproject.toml": manifest})
    assert found(resolver, "tools/run.py", "import a.b") == ["lib/a/b.py"]


def test_declared_roots_come_first() -> None:
    files = "one/a.py two/a.py main.py"
    assert found(project(files, roots=("two", "one")), "main.py", "import a") == ["two/a.py"]
    assert found(project(files, roots=("one", "two")), "main.py", "import a") == ["one/a.py"]
    assert found(project("a.py lib/b.py", roots=(".", "lib")), "lib/b.py", "import a, b") == ["a.py", "lib/b.py"]


def test_services_of_a_monorepo_have_modules_of_the_same_name() -> None:
    resolver = project(
        "orders/app/__init__.py orders/app/models.py orders/main.py bills/app/__init__.py bills/app/models.py bills/main.py",
        {"orders/pyproject.toml": "", "bills/pyproject.toml": ""},
    )
    for service in ("orders", "bills"):
        for importer in ("main.py", "app/models.py"):
            path = f"{service}/{importer}"
            assert found(resolver, path, "from app import models") == [f"{service}/app/models.py"]


def test_packages_of_a_monorepo_import_each_other() -> None:
    resolver = project(
        "packages/one/src/acme_one/__init__.py packages/two/src/acme_two/__init__.py packages/two/src/acme_two/x.py",
        {"packages/one/pyproject.toml": "", "packages/two/pyproject.toml": ""},
    )
    importer = "packages/one/src/acme_one/__init__.py"
    assert found(resolver, importer, "from acme_two import x") == ["packages/two/src/acme_two/x.py"]


def test_namespace_packages_that_several_roots_share() -> None:
    resolver = project(
        "one/src/acme/one/__init__.py one/src/acme/one/x.py two/src/acme/two/__init__.py two/src/acme/two/y.py",
        {"one/pyproject.toml": "", "two/pyproject.toml": ""},
    )
    assert found(resolver, "one/src/acme/one/x.py", "import acme.one.x") == ["one/src/acme/one/x.py"]
    assert found(resolver, "one/src/acme/one/x.py", "import acme.two.y") == ["two/src/acme/two/y.py"]


def test_folders_without_init() -> None:
    resolver = project("a/b/c.py a/b/d.py a/e.py main.py")
    assert found(resolver, "main.py", "import a.b.c") == ["a/b/c.py"]
    assert found(resolver, "main.py", "from a.b import c, d") == ["a/b/c.py", "a/b/d.py"]
    assert found(resolver, "main.py", "from a import b") == []
    assert found(resolver, "a/b/c.py", "from . import d") == ["a/b/d.py"]
    assert found(resolver, "a/b/c.py", "from ..e import x") == ["a/e.py:x"]
    (answer,) = ask(resolver, "main.py", "from a.b import gone")
    assert answer.status == "unresolved"
    assert answer.why == "there is no a/b/gone.py, and a/b has no __init__.py"


def test_scripts_import_their_neighbours() -> None:
    resolver = project("scripts/run.py scripts/shared.py other/shared.py pkg/__init__.py pkg/shared.py pkg/x.py")
    assert found(resolver, "scripts/run.py", "import shared") == ["scripts/shared.py"]
    assert found(resolver, "other/shared.py", "import shared") == ["other/shared.py"]


def test_modules_of_a_package_are_no_neighbours() -> None:
    resolver = project("pkg/__init__.py pkg/logging.py pkg/x.py pkg/requests.py")
    assert found(resolver, "pkg/x.py", "import logging, requests") == ["standard logging", "third-party requests"]


def test_the_projects_own_module_hides_the_standard_library() -> None:
    assert found(project("queue.py main.py"), "main.py", "import queue") == ["queue.py"]
    assert found(project("tools/email.py main.py"), "main.py", "import email") == ["standard email"]
    assert found(project("calendar/notes.py main.py"), "main.py", "import calendar") == ["standard calendar"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ("a.py a/__init__.py", "a/__init__.py"),
        ("a.py a/b.py", "a.py"),
        ("a.py a.pyi", "a.py"),
        ("a.pyi", "a.pyi"),
        ("a/__init__.pyi", "a/__init__.pyi"),
        ("a/__init__.py a/__init__.pyi", "a/__init__.py"),
        ("a/__init__.pyi a.py", "a.py"),
    ],
)
def test_which_file_a_name_means(files: str, expected: str) -> None:
    assert found(project(f"{files} main.py"), "main.py", "import a") == [expected]


def test_stubs_import_like_sources() -> None:
    resolver = project("a/__init__.pyi a/b.pyi a/c.py")
    assert found(resolver, "a/b.pyi", "from . import c\nfrom .b import x") == ["a/c.py", "a/b.pyi:x"]


def test_a_submodule_wins_over_a_name() -> None:
    resolver = project("a/__init__.py a/api.py a/api/__init__.py a/api/v1.py main.py")
    assert found(resolver, "main.py", "from a.api import v1, v2") == ["a/api/v1.py", "a/api/__init__.py:v2"]


def test_the_nearest_place_wins() -> None:
    resolver = project("x.py a/x.py a/b/x.py a/b/main.py a/main.py main.py c/main.py")
    assert found(resolver, "a/b/main.py", "import x") == ["a/b/x.py"]
    assert found(resolver, "a/main.py", "import x") == ["a/x.py"]
    assert found(resolver, "c/main.py", "import x") == ["x.py"]


def test_packages_of_tests_answer_nobody_else() -> None:
    resolver = project("src/a/__init__.py tests/fixtures/requests/__init__.py", {"pyproject.toml": ""})
    assert found(resolver, "src/a/__init__.py", "import requests") == ["third-party requests"]


def test_a_dependency_is_not_a_folder_elsewhere() -> None:
    files = "service/main.py other/redis/__init__.py"
    manifests = {"service/requirements.txt": "redis>=5\n"}
    assert found(project(files, manifests), "service/main.py", "import redis") == ["third-party redis"]


@pytest.mark.parametrize(
    "path", ["requirements.txt", "requirements/base.txt", "deploy/pip/requirements.txt", "service/requirements.txt"]
)
def test_a_distribution_may_be_called_otherwise_than_its_modules(path: str) -> None:
    files = "service/main.py other/rest_framework/__init__.py"
    declared = project(files, {path: "djangorestframework==3.15\n"})
    assert found(declared, "service/main.py", "import rest_framework") == ["third-party rest_framework"]
    assert found(project(files), "service/main.py", "import rest_framework") == ["other/rest_framework/__init__.py"]


def test_a_dependency_of_one_folder_is_none_of_another() -> None:
    files = "service/main.py other/yaml/__init__.py other/main.py"
    resolver = project(files, {"other/requirements.txt": "PyYAML\n"})
    assert found(resolver, "service/main.py", "import yaml") == ["other/yaml/__init__.py"]


def test_a_folder_of_scripts_is_not_the_library_that_it_is_for() -> None:
    files = "alembic/env.py alembic/versions/first.py app/main.py"
    known = project(files, {"pyproject.toml": '[project]\nname = "bills"\ndependencies = ["alembic"]\n'})
    assert found(known, "alembic/versions/first.py", "from alembic import op") == ["third-party alembic"]
    assert found(known, "app/main.py", "from alembic import env") == ["alembic/env.py"]
    assert found(project(files), "app/main.py", "from alembic import op") == ["unresolved alembic.op"]


def test_a_broken_manifest_is_noted() -> None:
    resolver = project("a.py b.py", {"pyproject.toml": "[broken", "x/pyproject.toml": "[" * 5_000})
    assert found(resolver, "a.py", "import b") == ["b.py"]
    assert len(resolver.notes) == 2
    assert resolver.notes[0].startswith("pyproject.toml: ")


def test_the_order_of_questions_changes_nothing() -> None:
    sources = ["import a.b", "from a import *", "import a.gone", "import os", "from a.c import d, x"]
    first = project(PACKAGE)
    second = project(" ".join(reversed(PACKAGE.split())))
    answers = [ask(first, "main.py", source) for source in sources]
    assert answers == [ask(second, "main.py", source) for source in reversed(sources)][::-1]


def test_deep_names() -> None:
    deep = ".".join("a" * 5_000)
    assert found(project(PACKAGE), "main.py", f"import {deep}") == [f"unresolved {deep}"]
    assert found(project(PACKAGE), "a/b.py", "from " + "." * 5_000 + "x import y") == [
        "unresolved " + "." * 5_000 + "x.y"
    ]

"""Drafts on small projects written as people write them: which layers, on which evidence, and that it is a draft."""

import tomllib
from pathlib import Path

import pytest
from pipeline_projects import check, open_findings, write

from archlint.cli.main import main
from archlint.model.analysis import Analysis
from archlint.pipeline.underlying import underlying

DJANGO: dict[str, str | bytes] = {
    "manage.py": "import os\n\nfrom django.core.management import execute_from_command_line\n",
    "requirements.txt": "django\ndjangorestframework\n",
    "shop/__init__.py": "",
    "shop/settings.py": "DEBUG = True\n",
    "shop/urls.py": "from django.urls import include, path\n",
    **{
        f"{app}/{name}": text
        for app in ("orders", "catalog", "billing")
        for name, text in {
            "__init__.py": "",
            "models.py": "from django.db import models\n\n\nclass Thing(models.Model):\n    pass\n",
            "serializers.py": f"from rest_framework import serializers\n\nfrom {app}.models import Thing\n",
            "views.py": f"from rest_framework import viewsets\nfrom {app}.models import Thing\nfrom {app} import serializers\n",
            "urls.py": f"from django.urls import path\n\nfrom {app} import views\n",
            "migrations/__init__.py": "",
            "migrations/0001_initial.py": "from django.db import migrations\n",
            "tests.py": f"from django.test import TestCase\n\nfrom {app}.models import Thing\n",
        }.items()
    },
}

SPRING: dict[str, str | bytes] = {
    "pom.xml": "<project><groupId>org.acme</groupId><artifactId>clinic</artifactId></project>\n",
    **{
        f"src/main/java/org/acme/clinic/{package}/{name}{suffix}.java": (
            f"package org.acme.clinic.{package};\n\n{imports}\n\npublic class {name}{suffix} {{ }}\n"
        )
        for name in ("Owner", "Pet", "Visit")
        for package, suffix, imports in (
            ("web", "Controller", f"import org.springframework.web.bind.annotation.RestController;\n"
                                  f"import org.acme.clinic.repository.{name}Repository;"),
            ("repository", "Repository", f"import org.springframework.data.jpa.repository.JpaRepository;\n"
                                         f"import org.acme.clinic.model.{name};"),
            ("model", "", "import jakarta.persistence.Entity;"),
        )
    },
}  # fmt: skip

FULL_STACK: dict[str, str | bytes] = {
    "backend/pyproject.toml": '[project]\nname = "app"\ndependencies = ["fastapi", "sqlmodel"]\n',
    "backend/app/__init__.py": "",
    "backend/app/main.py": "from fastapi import FastAPI\n\nfrom app.api.routes import items, users\n",
    "backend/app/api/__init__.py": "",
    "backend/app/api/deps.py": "from fastapi import Depends\n\nfrom app.db.session import engine\n",
    "backend/app/api/routes/__init__.py": "",
    "backend/app/api/routes/items.py": "from fastapi import APIRouter\n\nfrom app.db.models import Item\n",
    "backend/app/api/routes/users.py": "from fastapi import APIRouter\n\nfrom app.db.models import User\n",
    "backend/app/db/__init__.py": "",
    "backend/app/db/session.py": "from sqlmodel import create_engine\n",
    "backend/app/db/models.py": "from sqlmodel import SQLModel\n",
    "frontend/package.json": '{"dependencies": {"react": "^18", "axios": "^1"}}',
    "frontend/tsconfig.json": "{}",
    "frontend/src/main.tsx": 'import React from "react";\nimport { App } from "./components/App";\n',
    "frontend/src/components/App.tsx": 'import React from "react";\nimport { useItems } from "../hooks/useItems";\n',
    "frontend/src/components/List.tsx": 'import React from "react";\n',
    "frontend/src/hooks/useItems.ts": 'import { useQuery } from "@tanstack/react-query";\nimport { get } from "../client";\n',
    "frontend/src/client.ts": 'import axios from "axios";\n',
}


def drafted(root: Path, files: dict[str, str | bytes]) -> Analysis:
    return check(write(root / "project", files), cache=False)


def layers(analysis: Analysis) -> dict[str, str]:
    assert analysis.graph is not None
    return {module.id: module.layer for module in analysis.graph.modules if not module.test}


def test_django_by_what_its_files_are_called(tmp_path: Path) -> None:
    analysis = drafted(tmp_path, DJANGO)
    assert [layer.name for layer in analysis.layers] == ["enablement", "backend"]
    found = layers(analysis)
    for app in ("orders", "catalog", "billing"):
        assert found[f"{app}/views.py"] == found[f"{app}/serializers.py"] == found[f"{app}/urls.py"] == "enablement"
        assert found[f"{app}/models.py"] == found[f"{app}/migrations/0001_initial.py"] == "backend"
        assert f"{app}/tests.py" not in found
    assert "upward-dependency" not in {check for check, _, _ in open_findings(analysis)}


def test_spring_by_names_and_imports(tmp_path: Path) -> None:
    pytest.importorskip("archlint.languages.java.resolver")
    analysis = drafted(tmp_path, SPRING)
    assert [layer.name for layer in analysis.layers] == ["enablement", "backend"]
    found = layers(analysis)
    home = "src/main/java/org/acme/clinic"
    assert {found[f"{home}/web/{name}Controller.java"] for name in ("Owner", "Pet", "Visit")} == {"enablement"}
    assert {found[f"{home}/repository/{name}Repository.java"] for name in ("Owner", "Pet", "Visit")} == {"backend"}
    assert {found[f"{home}/model/{name}.java"] for name in ("Owner", "Pet", "Visit")} == {"backend"}
    assert open_findings(analysis) == []


def test_react_and_fastapi_get_three_layers(tmp_path: Path) -> None:
    analysis = drafted(tmp_path, FULL_STACK)
    assert [layer.name for layer in analysis.layers] == ["ui", "enablement", "backend"]
    found = layers(analysis)
    assert {layer for path, layer in found.items() if path.startswith("frontend/")} == {"ui"}
    assert {layer for path, layer in found.items() if path.startswith("backend/app/api/routes/")} == {"enablement"}
    assert found["backend/app/db/models.py"] == found["backend/app/db/session.py"] == "backend"


def test_what_the_code_below_uses_lies_below(tmp_path: Path) -> None:
    """Folders of tools and settings say nothing, and would lie among the files around them."""
    views = {
        f"care/api/{name}.py": "import fastapi\nfrom care.tools import text\n" for name in ("bills", "usage", "shop")
    }
    stores = {
        f"care/models/{name}.py": "import sqlalchemy\nfrom care.tools import text\nfrom care import settings\n"
        for name in ("bills", "usage")
    }
    web = {f"care/{name}.py": "import fastapi\n" for name in ("deps", "errors", "pages")}
    tools = {
        "care/tools/text.py": "def short(text): ...\n",
        "care/tools/days.py": "",
        "care/settings.py": "DEBUG = True\n",
    }
    packages = {f"care/{folder}__init__.py": "" for folder in ("", "api/", "models/", "tools/")}
    requirements = {"requirements.txt": "fastapi\nsqlalchemy\n"}
    analysis = drafted(tmp_path, {**requirements, **packages, **views, **stores, **web, **tools})
    found = layers(analysis)
    assert {path: found[path] for path in tools} == dict.fromkeys(tools, "backend")
    assert {found[path] for path in (*views, *web)} == {"enablement"}
    assert open_findings(analysis) == []


ORDER = ("top", "middle", "bottom")


def test_a_folder_that_speaks_for_its_layer_stays() -> None:
    places = {"a/x.py": "top", "t/one.py": "top", "t/two.py": "top", "b/y.py": "bottom", "b/z.py": "bottom"}
    uses = [("b/y.py", "t/one.py"), ("b/z.py", "t/two.py"), ("b/y.py", "t/two.py")]
    assert underlying(places, {}, (), uses, ORDER) == {"t": "bottom"}
    assert underlying(places, {"t/one.py": {"top"}, "t/two.py": {"top"}}, (), uses, ORDER) == {}
    assert underlying(places, {}, ("t",), uses, ORDER) == {"t/one.py": "bottom", "t/two.py": "bottom"}


def test_what_uses_the_layer_above_stays_there() -> None:
    places = {"a/x.py": "top", "t/one.py": "top", "b/y.py": "bottom", "b/z.py": "bottom"}
    uses = [("b/y.py", "t/one.py"), ("b/z.py", "t/one.py"), ("t/one.py", "a/x.py")]
    said = {"a/x.py": {"top"}, "a/w.py": {"top"}}
    assert underlying(places, said, (), uses, ("top", "bottom")) == {"t": "bottom"}
    back = [*uses, ("t/one.py", "a/w.py"), ("a/x.py", "t/one.py")]
    assert underlying({**places, "a/w.py": "top"}, said, (), back, ("top", "bottom")) == {}


def test_what_starts_a_program_lies_where_it_says_itself(tmp_path: Path) -> None:
    """The file that puts the application together uses all layers, and lies in the folder around them."""
    stores = {
        f"server/{name}.py": "import sqlalchemy\n" for name in ("orders", "bills", "users", "prices", "taxes", "rates")
    }
    routes = {f"server/api/{name}.py": "import fastapi\n" for name in ("orders", "bills")}
    main = {"server/main.py": "from fastapi import FastAPI\n\nfrom api import bills, orders\n"}
    found = layers(drafted(tmp_path, {"requirements.txt": "fastapi\nsqlalchemy\n", **stores, **routes, **main}))
    assert {found[path] for path in stores} == {"backend"}
    assert {found[path] for path in (*routes, *main)} == {"enablement"}


PROJECTS = {"django": DJANGO, "react and fastapi": FULL_STACK}


@pytest.mark.parametrize("name", PROJECTS)
def test_there_is_one_sentence_of_evidence_per_layer(name: str, tmp_path: Path) -> None:
    analysis = drafted(tmp_path, PROJECTS[name])
    assert [sentence.partition(":")[0] for sentence in analysis.draft] == [layer.name for layer in analysis.layers]
    for sentence, layer in zip(analysis.draft, analysis.layers, strict=True):
        assert f"{layer.name}: {layer.modules:,} module" in sentence
        assert "of which" in sentence


def test_the_evidence_names_what_was_seen(tmp_path: Path) -> None:
    told = "\n".join(drafted(tmp_path, FULL_STACK).draft)
    assert "import React" in told
    assert "FastAPI" in told
    assert "SQLModel" in told
    assert "are named models.py" in "\n".join(drafted(tmp_path / "other", DJANGO).draft)


@pytest.mark.parametrize("name", PROJECTS)
def test_it_says_that_it_is_a_draft_and_never_passes(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "project", PROJECTS[name])
    assert main(["check", str(root), "--no-cache"]) == 2
    told = capsys.readouterr()
    assert "draft" in told.out
    assert "archlint init" in told.err


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_written_judges_as_the_draft_did(name: str, tmp_path: Path) -> None:
    root = write(tmp_path / "project", PROJECTS[name])
    draft = check(root, cache=False)
    assert [layer["name"] for layer in tomllib.loads(draft.draft_toml)["layers"]] == [
        layer.name for layer in draft.layers
    ]
    write(root, {"archlint.toml": draft.draft_toml})
    binding = check(root, cache=False)
    assert binding.draft == ()
    assert layers(binding) == layers(draft)
    assert open_findings(binding) == open_findings(draft)
    assert binding.verdicts == draft.verdicts
    again = check(root, cache=False, draft=True)
    assert (again.draft, again.draft_toml, again.findings) == (draft.draft, draft.draft_toml, draft.findings)


def test_a_layer_skip_in_a_draft_is_shown(tmp_path: Path) -> None:
    files = {
        **FULL_STACK,
        "backend/app/db/session.py": "from sqlmodel import create_engine\nfrom app.api import deps\n",
    }
    analysis = drafted(tmp_path, files)
    assert ("upward-dependency", "backend/app/db/session.py", "backend/app/api/deps.py") in open_findings(analysis)


NOTHING: dict[str, dict[str, str | bytes]] = {
    "no files": {},
    "notes only": {"README.md": "# hello\n"},
    "a library": {"lib/__init__.py": "", "lib/trees.py": "import math\n", "lib/graphs.py": "from lib import trees\n"},
    "one layer only": {f"src/page{number}.tsx": 'import React from "react";\n' for number in range(6)},
    "tests only": {"tests/test_models.py": "from fastapi import FastAPI\nimport sqlalchemy\n"},
}


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_speaks_nothing_is_proposed(name: str, tmp_path: Path) -> None:
    root = write(tmp_path / "project", NOTHING[name])
    root.mkdir(exist_ok=True)
    analysis = check(root, cache=False)
    assert (analysis.layers, analysis.draft) == ((), ())
    assert open_findings(analysis) == []
    assert main(["check", str(root), "--no-cache", "-q"]) == 2


def test_tests_have_no_vote(tmp_path: Path) -> None:
    files = dict(FULL_STACK)
    plain = drafted(tmp_path, files)
    files.update({f"backend/app/api/tests/test_{number}.py": "import sqlalchemy\n" for number in range(30)})
    assert drafted(tmp_path / "other", files).draft == plain.draft


def test_hostile_names_stay_inside_their_strings(tmp_path: Path) -> None:
    odd = 'a"] \n[[exceptions]]\ncheck = "layer-skip"\nbecause = "x'
    files = {
        **FULL_STACK,
        f"{odd}/models.py": "import sqlalchemy\n",
        f"{odd}/views/x.tsx": 'import React from "react";\n',
    }
    analysis = drafted(tmp_path, files)
    assert set(tomllib.loads(analysis.draft_toml)) <= {"layers", "project"}


def test_a_layer_of_named_files_only_loads_back(tmp_path: Path) -> None:
    """Its first glob puts files in: what would take files out before that is left away."""
    files = {
        "requirements.txt": "django\n",
        "shop/views.py": "from django.urls import path\n",
        "shop/models.py": "from django.db import models\n",
    }
    draft = drafted(tmp_path, files)  # type: ignore[arg-type]
    layers = {layer["name"]: layer["paths"] for layer in tomllib.loads(draft.draft_toml)["layers"]}
    assert layers["backend"] == ["**/models.py"]
    write(tmp_path, {"archlint.toml": draft.draft_toml})
    assert [layer.modules for layer in check(tmp_path).layers] == [1, 1]


def test_what_a_user_interface_calls_its_models_is_no_backend(tmp_path: Path) -> None:
    """The client that a generator made for an interface lies in folders of these names."""
    screens = {f"src/pages/Page{n}.tsx": 'import React from "react";\n' for n in range(12)}
    client = {
        f"src/apis/{kind}/{name}.ts": "export const made = 1;\n"
        for kind in ("models", "apis") for name in [f"{one}{n}" for one in ("run", "job", "artifact") for n in range(7)]
    }  # fmt: skip
    server = {f"server/{name}.ts": 'import express from "express";\n' for name in ("app", "handlers", "proxy")}
    packages = {
        "package.json": '{"name": "portal", "dependencies": {"react": "18"}}',
        "server/package.json": '{"name": "server", "dependencies": {"express": "4"}}',
    }
    found = layers(drafted(tmp_path, {**screens, **client, **server, **packages}))
    assert {path: found[path] for path in (*screens, *client)} == dict.fromkeys((*screens, *client), "ui")
    assert {path: found[path] for path in server} == dict.fromkeys(server, "enablement")


def test_routes_by_where_they_lie_speak_against_screens_around_them(tmp_path: Path) -> None:
    screens = {f"apps/web/pages/Page{n}.tsx": 'import React from "react";\n' for n in range(30)}
    routes = {f"apps/web/pages/api/v1/{name}.ts": "export default () => 1;\n" for name in ("bills", "orders", "login")}
    packages = {"apps/web/package.json": '{"name": "web", "dependencies": {"react": "18", "next": "14"}}'}
    found = layers(drafted(tmp_path, {**screens, **routes, **packages}))
    assert {path: found[path] for path in routes} == dict.fromkeys(routes, "enablement")
    assert {path: found[path] for path in screens} == dict.fromkeys(screens, "ui")


def test_a_folder_takes_no_layer_from_around_that_it_does_not_speak_for(tmp_path: Path) -> None:
    """Of two applications in one folder the larger one decides for the folder, not for the other."""
    screens = {f"apps/web/src/Page{n}.tsx": 'import React from "react";\n' for n in range(30)}
    server = {
        **{f"apps/server/src/bills/bill{n}.ts": 'import { Module } from "@nestjs/common";\n' for n in range(6)},
        **{f"apps/server/src/bills/rows{n}.ts": 'import { Prisma } from "@prisma/client";\n' for n in range(4)},
    }
    packages = {
        "apps/web/package.json": '{"name": "web", "dependencies": {"react": "18"}}',
        "apps/server/package.json": '{"name": "server", "dependencies": {"@nestjs/common": "10"}}',
    }
    found = layers(drafted(tmp_path, {**screens, **server, **packages}))
    assert not {path for path in server if found[path] == "ui"}


def test_what_a_file_needs_goes_down_before_it() -> None:
    """The store uses `json`, which uses `dates`: both lie among what answers requests and speak for nothing."""
    places = {"api/a.py": "enablement", "api/json.py": "enablement", "api/dates.py": "enablement"}
    places |= {f"store/s{n}.py": "backend" for n in range(3)}
    uses = [(f"store/s{n}.py", "api/json.py") for n in range(3)]
    uses += [("api/json.py", "api/dates.py"), ("api/a.py", "api/json.py"), ("store/s0.py", "api/dates.py")]
    speakers = {"api/a.py": {"enablement"}}
    assert underlying(places, speakers, (), uses, ("ui", "enablement", "backend")) == {
        "api/dates.py": "backend",
        "api/json.py": "backend",
    }


def test_a_layer_that_is_passed_by_as_a_rule_is_open(tmp_path: Path) -> None:
    screens = {
        f"web/src/Page{n}.tsx": 'import React from "react";\nimport { rows } from "../../store/db/rows";\n'
        for n in range(12)
    }
    files = {
        **screens,
        "web/src/Bill.tsx": 'import React from "react";\nimport { bill } from "../../server/bill";\n',
        "server/bill.ts": 'import express from "express";\nimport { rows } from "../store/db/rows";\nexport const bill = 1;\n',
        "server/app.ts": 'import express from "express";\n',
        "store/db/rows.ts": 'import { Prisma } from "@prisma/client";\nexport const rows = 1;\n',
        "store/db/more.ts": 'import { Prisma } from "@prisma/client";\n',
        "package.json": '{"name": "shop", "dependencies": {"react": "18", "express": "4", "@prisma/client": "5"}}',
    }
    analysis = drafted(tmp_path, files)
    assert [finding.check for finding in open_findings(analysis)] == []
    assert any("open, since 12 of 13 dependencies" in told for told in analysis.draft)


def test_folders_of_python_that_answer_requests(tmp_path: Path) -> None:
    """`views/` draws screens in TypeScript and answers requests in Python, whatever else its modules import."""
    files = {
        "requirements.txt": "django\n",
        "web/views/Bill.tsx": 'import React from "react";\n',
        "web/views/List.tsx": 'import React from "react";\n',
        **{
            f"shop/views/part{number}.py": "from django.db import models\nfrom rest_framework import generics\n"
            for number in range(3)
        },
        **{f"shop/handlers/part{number}.py": "import sqlalchemy\nimport flask\n" for number in range(3)},
        **{f"shop/models/part{number}.py": "from django.db import models\n" for number in range(3)},
    }
    analysis = drafted(tmp_path, files)  # type: ignore[arg-type]
    found = layers(analysis)
    assert found["web/views/Bill.tsx"] == "ui"
    assert found["shop/views/part1.py"] == found["shop/handlers/part1.py"] == "enablement"
    assert found["shop/models/part1.py"] == "backend"

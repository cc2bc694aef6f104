"""A medium project in three languages with something in it for most checks: a seed in, files out."""

import random

DECLARATION = """\
[project]
name = "generated"
exclude = ["**/gen/**", "nowhere/**"]

[[layers]]
name = "ui"
paths = ["web/**"]
parts = { shop = "web/shop/**", care = "web/care/**" }
independent = true

[[layers]]
name = "service"
paths = ["service/**", "src/main/java/org/acme/service/**"]

[[layers]]
name = "store"
paths = ["store/**", "src/main/java/org/acme/store/**"]
parts = { crm = "store/crm/**", billing = "store/billing/**" }
independent = true
forbidden_technologies = ["web-framework"]
public = ["store/*/m0.py"]

[[layers]]
name = "empty"
paths = ["nothing/**"]

[balance]
ui = [0.1, 0.2]
service = [0.5, 0.7]
store = [0.1, 0.3]

[[contracts]]
kind = "forbidden"
importers = ["service"]
imported = ["technology:persistence", "external:requests"]
because = "Data comes from the store."

[[contracts]]
kind = "acyclic"
modules = ["**"]

[[contracts]]
kind = "required"
importers = ["service"]
imported = ["store"]

[[exceptions]]
check = "layer-skip"
importer = "web/care/**"
because = "Retired soon."
until = 2999-12-31

[[exceptions]]
check = "upward-dependency"
importer = "nowhere/**"
because = "Never needed."
"""

PYTHON = tuple(f"{folder}/m{number}.py" for folder in ("service", "store/crm", "store/billing") for number in range(14))
TYPESCRIPT = tuple(
    f"web/{folder}/m{number}.{suffix}"
    for folder in ("shop", "care")
    for number, suffix in enumerate(("ts", "tsx", "js", "vue") * 4)
)
JAVA = tuple(
    f"src/main/java/org/acme/{folder}/M{number}.java" for folder in ("service", "store") for number in range(12)
)
LIBRARIES = ("requests", "sqlalchemy.orm", "fastapi", "os.path", "numpy", "no_such_thing")


def files(seed: int) -> dict[str, bytes]:
    """The same files for the same seed, in the same order."""
    chance = random.Random(seed)
    found = {
        "archlint.toml": DECLARATION,
        "pom.xml": "<project/>",
        "web/package.json": '{"dependencies": {"react": "1"}}',
    }
    found["web/tsconfig.json"] = '{"extends": "./missing.json", "compilerOptions": {"paths": {"~/*": ["./*"]}}}'
    for path in PYTHON:
        found[path] = _python(chance)
    for path in TYPESCRIPT:
        found[path] = _typescript(chance, path)
    for path in JAVA:
        found[path] = _java(chance, path)
    found["web/shop/admin.py"] = "from store.crm import m0\nimport store.billing.m3\n"
    found["web/care/admin.py"] = "from store.crm.m0 import a, b\n"
    found["service/broken.py"] = "def (:\nfrom store.crm import m1\n"
    found["service/Ünïcødé.py"] = "from store.crm.m2 import ß\n"
    found["service/gen/left_out.py"] = "import web\n"
    found["service/test_m1.py"] = "from store.crm import m1\n"
    found["README.md"] = "# Generated\n"
    _decide(found, random.Random(seed + 1))
    return {path: text.encode() for path, text in found.items()}


def _decide(found: dict[str, str], chance: random.Random) -> None:
    """Give files functions that branch."""
    for path in (*PYTHON, *TYPESCRIPT, *JAVA):
        number = chance.randrange(4)
        if path.endswith(".py"):
            found[path] += "def decided(a):\n" + "    if a:\n        a -= 1\n" * number + "    return a\n"
        elif path.endswith((".ts", ".tsx", ".js")):
            found[path] += "export const decided = (a) => {\n" + "  if (a) a--;\n" * number + "  return a;\n};\n"
        elif path.endswith(".java"):
            head, _, tail = found[path].rpartition("}")
            branches = "if (a > 1) a--; " * number
            found[path] = f"{head} int decided(int a) {{ {branches}return a; }} }}{tail}"


def _python(chance: random.Random) -> str:
    lines = []
    for _ in range(chance.randrange(6)):
        module = chance.choice(PYTHON).removesuffix(".py").replace("/", ".")
        lines.append(
            chance.choice(
                (
                    f"import {module}",
                    f"from {module} import a, b",
                    f"from {module.rpartition('.')[0]} import {module.rpartition('.')[2]}",
                    f"def f():\n    from {module} import late",
                    f"import {chance.choice(LIBRARIES)}",
                    f"from {module} import a  # archlint: allow[upward-dependency] seen and left",
                )
            )
        )
    return "\n".join(lines) + "\n"


def _typescript(chance: random.Random, path: str) -> str:
    lines = []
    for _ in range(chance.randrange(6)):
        target = chance.choice(TYPESCRIPT).removeprefix("web/")
        stem = target if target.endswith(".vue") else target.rpartition(".")[0]
        lines.append(
            chance.choice(
                (
                    f'import {{ a, b }} from "../{stem}";',
                    f'import type {{ T }} from "~/{stem}";',
                    f'export * from "../{stem}";',
                    'import React from "react";',
                    'const later = () => import("./gone");',
                )
            )
        )
    text = "\n".join(lines) + "\n"
    return f"<template><p/></template>\n<script>\n{text}</script>\n" if path.endswith(".vue") else text


def _java(chance: random.Random, path: str) -> str:
    package = path.split("/")[-2]
    name = path.rpartition("/")[2].removesuffix(".java")
    imports = []
    for _ in range(chance.randrange(5)):
        other = chance.choice(JAVA)
        target = f"org.acme.{other.split('/')[-2]}.{other.rpartition('/')[2].removesuffix('.java')}"
        imports.append(
            chance.choice(
                (
                    f"import {target};",
                    f"import static {target}.x;",
                    "import java.util.*;",
                    "import jakarta.persistence.Id;",
                )
            )
        )
    return f"package org.acme.{package};\n\n" + "\n".join(imports) + f"\n\npublic class {name} {{ M1 near; }}\n"

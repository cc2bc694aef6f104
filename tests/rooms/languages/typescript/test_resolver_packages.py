"""Packages of one project that import each other: workspaces, exports, imports, and build output that is not there."""

import pytest
from typescript_projects import ask, one, project, target, why

ROOT = {"package.json": {"name": "root", "private": True, "workspaces": ["packages/*", "apps/**", "!apps/old"]}}
FILES = """apps/web/src/main.ts apps/old/main.ts scripts/run.js packages/ui/src/index.ts packages/ui/src/button.tsx
packages/ui/src/forms/index.ts packages/ui/src/internal.ts packages/ui/src/theme.css packages/ui/package-only.txt"""
MAIN = "apps/web/src/main.ts"


def workspace(ui: dict[str, object], web: dict[str, object] | None = None, files: str = FILES):
    return project(
        files,
        {
            **ROOT,
            "apps/web/package.json": {"name": "web", **(web or {})},
            "apps/old/package.json": {"name": "old"},
            "packages/ui/package.json": {"name": "@acme/ui", **ui},
        },
    )


@pytest.mark.parametrize(
    "entries",
    [
        {"main": "./dist/index.js"},
        {"main": "dist/cjs/index.cjs", "module": "dist/esm/index.esm.js", "types": "dist/index.d.ts"},
        {"main": "lib/index.min.js"},
        {"main": "build/bundle-of-everything.js"},
        {"source": "src/index.ts", "main": "dist/main.js"},
        {"types": "src/index.ts"},
        {"main": "src"},
        {"main": "."},
        {"exports": "./dist/index.js"},
        {"exports": ["./gone.js", "./dist/index.mjs"]},
        {"exports": {"import": "./dist/index.mjs", "require": "./dist/index.cjs"}},
        {"exports": {".": {"node": {"import": {"types": "./dist/types/index.d.ts", "default": "./dist/index.js"}}}}},
        {"exports": {".": {"types": None, "default": "./dist/index.js"}}},
        {},
    ],
)
def test_a_package_by_its_name(entries: dict[str, object]) -> None:
    assert target(workspace(entries), MAIN, "@acme/ui") == "packages/ui/src/index.ts"


def test_subpaths_without_exports() -> None:
    resolver = workspace({"main": "dist/index.js"})
    assert target(resolver, MAIN, "@acme/ui/src/button") == "packages/ui/src/button.tsx"
    assert target(resolver, MAIN, "@acme/ui/button") == "packages/ui/src/button.tsx"
    assert target(resolver, MAIN, "@acme/ui/dist/forms") == "packages/ui/src/forms/index.ts"
    assert one(resolver, MAIN, "@acme/ui/package.json") == ("asset", "packages/ui/package.json")
    assert why(resolver, MAIN, "@acme/ui/gone") == (
        "a package of this project: no file packages/ui/gone, and no source that it could be built from"
    )


def test_subpaths_with_exports() -> None:
    resolver = workspace(
        {
            "exports": {
                ".": "./dist/index.js",
                "./*": {"types": "./dist/*.d.ts", "import": "./dist/*.js"},
                "./forms/*": "./dist/forms/*.js",
                "./internal": None,
                "./theme.css": "./dist/theme.css",
                "./old/": "./src/",
                "./x/*.js": "./src/*.tsx",
            }
        }
    )
    assert target(resolver, MAIN, "@acme/ui/button") == "packages/ui/src/button.tsx"
    assert target(resolver, MAIN, "@acme/ui/forms/index") == "packages/ui/src/forms/index.ts"
    assert target(resolver, MAIN, "@acme/ui/old/button") == "packages/ui/src/button.tsx"
    assert target(resolver, MAIN, "@acme/ui/x/button.js") == "packages/ui/src/button.tsx"
    assert one(resolver, MAIN, "@acme/ui/theme.css") == ("asset", "packages/ui/src/theme.css")
    assert why(resolver, MAIN, "@acme/ui/internal") == (
        'a package of this project: packages/ui/package.json does not export "./internal"'
    )


def test_only_what_is_exported_can_be_imported() -> None:
    resolver = workspace({"exports": {"./button": "./src/button.tsx"}})
    assert target(resolver, MAIN, "@acme/ui/button") == "packages/ui/src/button.tsx"
    assert why(resolver, MAIN, "@acme/ui") == 'a package of this project: packages/ui/package.json does not export "."'
    assert one(resolver, MAIN, "@acme/ui/package.json") == ("asset", "packages/ui/package.json")


def test_sources_come_before_declarations() -> None:
    files = "apps/web/src/main.ts packages/ui/types/index.d.ts packages/ui/src/index.js packages/ui/lib/index.js"
    exports = {"exports": {".": {"types": "./types/index.d.ts", "default": "./src/index.js"}}}
    assert target(workspace(exports, files=files), MAIN, "@acme/ui") == "packages/ui/src/index.js"
    assert target(workspace({"types": "types/index.d.ts", "main": "lib/index.js"}, files=files), MAIN, "@acme/ui") == (
        "packages/ui/lib/index.js"
    )


def test_a_package_without_sources_says_what_is_missing() -> None:
    files = "apps/web/src/main.ts packages/ui/readme.md"
    assert why(workspace({"main": "dist/x.js", "types": "dist/x.d.ts"}, files=files), MAIN, "@acme/ui") == (
        "a package of this project: no file packages/ui/dist/x.js, packages/ui/dist/x.d.ts, "
        "and no source that it could be built from"
    )
    assert why(workspace({}, files=files), MAIN, "@acme/ui") == (
        "a package of this project: packages/ui/package.json names no entry, and there is no file packages/ui/src/index.*"
    )


def test_who_is_in_the_workspace() -> None:
    resolver = workspace({})
    assert target(resolver, "scripts/run.js", "@acme/ui") == "packages/ui/src/index.ts"
    assert target(resolver, "packages/ui/src/button.tsx", "@acme/ui") == "packages/ui/src/index.ts"
    assert target(resolver, "apps/old/main.ts", "@acme/ui") == "packages/ui/src/index.ts", "linked at the root"
    manifests = {
        "web/package.json": {"workspaces": ["kit"]},
        "web/kit/package.json": {"name": "kit"},
        "other/package.json": {"name": "other"},
    }
    resolver = project("web/a.ts web/kit/index.ts other/a.ts", manifests)
    assert target(resolver, "web/a.ts", "kit") == "web/kit/index.ts"
    assert (
        why(resolver, "other/a.ts", "kit") == 'not in package.json; add "kit" to other/package.json or declare an alias'
    )


def test_the_innermost_workspace_wins() -> None:
    manifests = {
        "package.json": {"workspaces": ["a", "kit"]},
        "a/package.json": {"workspaces": ["kit"]},
        "a/kit/package.json": {"name": "kit"},
        "kit/package.json": {"name": "kit"},
    }
    resolver = project("main.ts a/main.ts a/kit/index.ts kit/index.ts", manifests)
    assert target(resolver, "a/main.ts", "kit") == "a/kit/index.ts"
    assert target(resolver, "main.ts", "kit") == "kit/index.ts"


@pytest.mark.parametrize(
    "text",
    [
        "packages:\n  - 'packages/*'\n  - \"apps/**\"\n  - '!apps/old'\n",
        "# all\nshared: true\npackages: # here\n- packages/*  # libraries\n\n- apps/web\ncatalog:\n  react: 18\n",
        'packages: ["packages/*", apps/web]\n',
        "\ufeffpackages:\r\n  - packages/ui/\r\n  - ./apps/web\r\n",
    ],
)
def test_pnpm_workspaces(text: str) -> None:
    manifests = {
        "package.json": {},
        "pnpm-workspace.yaml": text.encode(),
        "apps/web/package.json": {"name": "web"},
        "packages/ui/package.json": {"name": "@acme/ui"},
    }
    resolver = project(FILES, manifests)
    assert target(resolver, MAIN, "@acme/ui") == "packages/ui/src/index.ts"
    assert resolver.notes == ()


def test_a_pnpm_workspace_that_cannot_be_read() -> None:
    for text in ("packages:\n  deep:\n    - a\n", "a: b\npackages: *anchor\n"):
        assert project("a.ts", {"pnpm-workspace.yaml": text.encode()}).notes == (
            "pnpm-workspace.yaml:2: cannot read this list of packages; write one `- folder` per line",
        )


def test_a_monorepo_tool_without_workspaces() -> None:
    manifests = {"web/package.json": {"name": "web"}, "ui/package.json": {"name": "ui"}}
    assert target(project("lerna.json web/a.ts ui/src/index.ts", manifests), "web/a.ts", "ui") == "ui/src/index.ts"
    assert why(project("web/a.ts ui/src/index.ts", manifests), "web/a.ts", "ui").startswith("not in package.json")


@pytest.mark.parametrize("version", ["file:../ui", "link:../ui", "portal:../ui", "workspace:../ui"])
def test_a_version_that_points_to_a_folder(version: str) -> None:
    manifests = {"web/package.json": {"dependencies": {"kit": version}}, "ui/package.json": {"name": "ui"}}
    assert target(project("web/a.ts ui/src/index.ts", manifests), "web/a.ts", "kit") == "ui/src/index.ts"


def test_a_package_under_another_name() -> None:
    resolver = workspace({}, web={"dependencies": {"kit": "workspace:@acme/ui@*"}})
    assert target(resolver, MAIN, "kit/button") == "packages/ui/src/button.tsx"


def test_a_workspace_version_without_the_package_is_a_library() -> None:
    resolver = workspace({}, web={"dependencies": {"@acme/gone": "workspace:*"}})
    assert one(resolver, MAIN, "@acme/gone/x") == ("third-party", "@acme/gone/x")


def test_a_package_imports_itself() -> None:
    resolver = project("src/index.ts test/a.ts", {"package.json": {"name": "me", "exports": {".": "./dist/index.js"}}})
    assert target(resolver, "test/a.ts", "me") == "src/index.ts"
    named_alike = {"package.json": {"name": "express", "dependencies": {"express": "4"}}}
    assert one(project("src/index.ts", named_alike), "src/index.ts", "express") == ("third-party", "express")


def test_a_marker_package_json_between_changes_nothing() -> None:
    manifests = {
        "package.json": {
            "name": "me",
            "dependencies": {"react": "18"},
            "imports": {"#db": "./src/db.ts"},
            "exports": "./src/a.ts",
        },
        "src/package.json": {"type": "module"},
    }
    resolver = project("src/a.ts src/db.ts", manifests)
    assert one(resolver, "src/a.ts", "react") == ("third-party", "react")
    assert target(resolver, "src/a.ts", "#db") == "src/db.ts"
    assert target(resolver, "src/db.ts", "me") == "src/a.ts"


def test_imports_of_a_package() -> None:
    imports = {
        "#db": "./dist/db/index.js",
        "#internal/*": "./src/internal/*.ts",
        "#internal/secret/*": None,
        "#gone": "./src/gone.js",
        "#dep": {"node": "lib/sub", "default": "./src/shim.js"},
        "#fs": "node:fs",
        "#loop": "#loop",
    }
    resolver = project(
        "src/a.ts src/db/index.ts src/internal/x.ts src/internal/secret/y.ts",
        {"package.json": {"imports": imports, "dependencies": {"lib": "1"}}},
    )
    assert target(resolver, "src/a.ts", "#db") == "src/db/index.ts"
    assert target(resolver, "src/a.ts", "#internal/x") == "src/internal/x.ts"
    assert one(resolver, "src/a.ts", "#dep") == ("third-party", "lib/sub")
    assert one(resolver, "src/a.ts", "#fs") == ("standard", "fs")
    assert why(resolver, "src/a.ts", "#gone") == "package.json says ./src/gone.js; no file src/gone.js"
    for specifier in ("#internal/secret/y", "#nothing", "#loop"):
        assert why(resolver, "src/a.ts", specifier)
    assert one(resolver, "src/a.ts", "#imports") == ("third-party", "#imports")


def test_a_broken_package_json_is_said_and_accuses_nobody() -> None:
    resolver = project("src/a.ts src/b.ts", {"package.json": b'{\n"name": "x",\n"dependencies": {"react" "18"}}'})
    assert resolver.notes == (
        "package.json:3: not valid JSON (Expecting ':' delimiter); its dependencies and entries are not known",
    )
    assert one(resolver, "src/a.ts", "react") == ("third-party", "react")
    assert target(resolver, "src/a.ts", "@/b") == "src/b.ts"


def test_two_packages_of_one_name() -> None:
    manifests = {
        "package.json": {"workspaces": {"packages": ["*"]}},
        "a/package.json": {"name": "ui"},
        "b/package.json": {"name": "ui"},
        "c/package.json": {},
    }
    resolver = project("a/index.ts b/index.ts c/main.ts", manifests)
    assert target(resolver, "c/main.ts", "ui") == "a/index.ts"
    assert resolver.notes == ("b/package.json: the name 'ui' is taken by a/package.json",)


def test_workspace_globs_that_cannot_be_read() -> None:
    resolver = project(
        "a/index.ts", {"package.json": {"workspaces": ["../other", "a", 7]}, "a/package.json": {"name": "a"}}
    )
    (note,) = resolver.notes
    assert note.startswith("package.json: workspace '../other' is left out: ")
    assert target(resolver, "a/index.ts", "a") == "a/index.ts"


@pytest.mark.parametrize(
    "package",
    [
        {
            "name": 3,
            "main": [],
            "exports": {".": {"a": [[[None, 1, {}]]]}},
            "workspaces": "x",
            "dependencies": ["react"],
        },
        {"name": "a", "exports": {"./*": "./../../../*", ".": "../../out.js", "./": "./"}, "imports": []},
        {"name": "a", "exports": {"./**": "./*/*/*", "*": "*"}, "workspaces": {"packages": 3}},
        {"name": "../..", "exports": {}, "dependencies": {"a": 1, "b": None, "c": "file:../../../../x"}},
    ],
)
def test_nonsense_raises_nothing(package: dict[str, object]) -> None:
    resolver = project("p/a.ts p/b.ts", {"p/package.json": package, "package.json": {"workspaces": ["p"]}})
    for specifier in ("a", "a/b", "a/../../../x", "..", "c", "c/d", "#x", "a/**", "p", "../.."):
        assert ask(resolver, "p/a.ts", specifier)

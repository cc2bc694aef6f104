"""What references of TypeScript and JavaScript mean, in projects as people lay them out."""

import json
from collections.abc import Mapping

import pytest

from archlint.languages.catalogue import SUFFIXES
from archlint.languages.typescript.resolver import TypeScriptResolver
from archlint.model.facts import FileFacts, Reference, Span
from archlint.model.layout import Layout, Resolved

SPAN = Span(0, 1, 1, 1)


def facts(path: str, *references: str | Reference) -> FileFacts:
    dialect = next(SUFFIXES[suffix][1] for suffix in SUFFIXES if path.endswith(suffix))
    return FileFacts(
        dialect, tuple(item if isinstance(item, Reference) else Reference(item, (), SPAN) for item in references)
    )


def project(
    files: str, manifests: Mapping[str, object] | None = None, roots: tuple[str, ...] = ()
) -> TypeScriptResolver:
    """A project of these files (separated by white space); what is no source is an asset. Manifests are dicts or bytes."""
    paths = files.split()
    sources = {path: facts(path) for path in paths if path.endswith(tuple(SUFFIXES))}
    encoded = {
        path: value if isinstance(value, bytes) else json.dumps(value).encode()
        for path, value in (manifests or {}).items()
    }
    return TypeScriptResolver(Layout(sources, encoded, frozenset(paths) - sources.keys(), roots))


def ask(resolver: TypeScriptResolver, importer: str, specifier: str) -> list[Resolved]:
    return list(resolver.resolve(importer, facts(importer, specifier)))


def one(resolver: TypeScriptResolver, importer: str, specifier: str) -> Resolved:
    (answer,) = ask(resolver, importer, specifier)
    return answer


def target(resolver: TypeScriptResolver, importer: str, specifier: str) -> str:
    answer = one(resolver, importer, specifier)
    assert answer.status == "module", answer
    return answer.target


def why(resolver: TypeScriptResolver, importer: str, specifier: str) -> str:
    answer = one(resolver, importer, specifier)
    assert answer.status == "unresolved", answer
    assert answer.target == specifier
    return answer.why


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("./users", "src/api/users.ts"),
        ("./users.js", "src/api/users.ts"),
        ("./users.ts", "src/api/users.ts"),
        ("./Page", "src/api/Page.tsx"),
        ("./Page.jsx", "src/api/Page.tsx"),
        ("./run.mjs", "src/api/run.mts"),
        ("./old.cjs", "src/api/old.cts"),
        ("./Card.vue", "src/api/Card.vue"),
        ("./types", "src/api/types.d.ts"),
        ("./types.d", "src/api/types.d.ts"),
        ("./mixed", "src/api/mixed.js"),
        ("./app.config", "src/api/app.config.ts"),
        ("./worker?worker", "src/api/worker.ts"),
        ("!!raw-loader!./users", "src/api/users.ts"),
        ("..", "src/index.ts"),
        ("../", "src/index.ts"),
        (".", "src/api/index.tsx"),
        ("../domain", "src/domain/index.js"),
        ("../domain/", "src/domain/index.js"),
        ("../both", "src/both.ts"),
        ("../both/", "src/both/index.ts"),
        ("../api/../api/users", "src/api/users.ts"),
        ("../../root", "root.ts"),
    ],
)
def test_relative(specifier: str, expected: str) -> None:
    resolver = project(
        """src/api/main.ts src/api/users.ts src/api/Page.tsx src/api/run.mts src/api/old.cts src/api/Card.vue
        src/api/types.d.ts src/api/mixed.js src/api/mixed.d.ts src/api/app.config.ts src/api/worker.ts src/index.ts
        src/api/index.tsx src/domain/index.js src/both.ts src/both/index.ts root.ts"""
    )
    assert target(resolver, "src/api/main.ts", specifier) == expected


def test_a_source_beats_the_output_next_to_it_for_typescript_only() -> None:
    resolver = project("a.ts b.js x.ts x.js")
    assert target(resolver, "a.ts", "./x.js") == "x.ts"
    assert target(resolver, "b.js", "./x.js") == "x.js"


def test_bare_dependencies_and_node() -> None:
    resolver = project(
        "src/main.ts",
        {"package.json": {"dependencies": {"@tanstack/react-query": "^5"}, "devDependencies": {"@types/lodash": "4"}}},
    )
    answers = {name: one(resolver, "src/main.ts", name) for name in ("@tanstack/react-query", "lodash/debounce", "fs")}
    assert [(a.status, a.target) for a in answers.values()] == [
        ("third-party", "@tanstack/react-query"),
        ("third-party", "lodash/debounce"),
        ("standard", "fs"),
    ]
    assert one(resolver, "src/main.ts", "node:fs/promises").target == "fs/promises"
    assert why(resolver, "src/main.ts", "express").startswith("not in package.json; add")


def test_paths_of_tsconfig() -> None:
    resolver = project(
        "web/src/main.tsx web/src/api/users.ts",
        {"web/tsconfig.json": b'{// alias\n"compilerOptions": {"paths": {"@/*": ["./src/*"],},}}'},
    )
    assert target(resolver, "web/src/main.tsx", "@/api/users") == "web/src/api/users.ts"
    assert why(resolver, "web/src/main.tsx", "@/api/nobody") == (
        '"@/*" is an alias of web/tsconfig.json; no file web/src/api/nobody.ts, .tsx, … or web/src/api/nobody/index.*'
    )


def test_workspace_package_by_its_build_output() -> None:
    resolver = project(
        "apps/web/main.ts packages/ui/src/index.ts packages/ui/src/button.tsx",
        {
            "package.json": {"workspaces": ["apps/*", "packages/*"]},
            "apps/web/package.json": {"name": "web"},
            "packages/ui/package.json": {
                "name": "@acme/ui",
                "exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"}, "./*": "./dist/*.js"},
            },
        },
    )
    assert target(resolver, "apps/web/main.ts", "@acme/ui") == "packages/ui/src/index.ts"
    assert target(resolver, "apps/web/main.ts", "@acme/ui/button") == "packages/ui/src/button.tsx"

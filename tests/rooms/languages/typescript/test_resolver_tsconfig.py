"""Aliases of tsconfig.json and jsconfig.json: which file rules, what it inherits, and what is said when it is broken."""

import pytest
from typescript_projects import ask, one, project, target, why


def paths(**table: object) -> dict[str, object]:
    return {"compilerOptions": {"paths": table}}


def test_comments_trailing_commas_and_a_byte_order_mark() -> None:
    text = """{
      // the alias
      "compilerOptions": { /* "paths": {"@/*": ["wrong/*"]} */
        "paths": {"@/*": ["./src/*",],  },
      },
    }"""
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace("\n", "\r\n").encode()):
        resolver = project("src/a.ts src/b.ts", {"tsconfig.json": data})
        assert target(resolver, "src/a.ts", "@/b") == "src/b.ts"
        assert resolver.notes == ()


def test_the_longest_prefix_wins_and_targets_are_tried_in_order() -> None:
    table = {
        "*": ["typings/*"],
        "@/*": ["src/*"],
        "@/api/*": ["gen/*", "api/*"],
        "@/api/v2": ["v2/index.ts"],
        "~/*/model": ["src/*/model"],
        "jquery": ["node_modules/jquery/dist/jquery"],
    }
    resolver = project(
        "src/a.ts src/x.ts gen/g.ts api/h.ts api/g.ts v2/index.ts src/shop/model.ts typings/legacy.d.ts src/api/only.ts",
        {"tsconfig.json": paths(**table), "package.json": {"dependencies": {"react": "18"}}},
    )
    answers = {
        name: target(resolver, "src/a.ts", name)
        for name in ("@/x", "@/api/g", "@/api/h", "@/api/v2", "~/shop/model", "legacy")
    }
    assert list(answers.values()) == [
        "src/x.ts",
        "gen/g.ts",
        "api/h.ts",
        "v2/index.ts",
        "src/shop/model.ts",
        "typings/legacy.d.ts",
    ]
    assert why(resolver, "src/a.ts", "@/api/only").startswith(
        '"@/api/*" is an alias of tsconfig.json; no file gen/only.ts'
    )
    assert one(resolver, "src/a.ts", "react") == ("third-party", "react")
    assert why(resolver, "src/a.ts", "vue").startswith('not in package.json; add "vue"')


def test_base_url_is_where_names_and_paths_start() -> None:
    resolver = project(
        "web/src/a.ts web/src/api/users.ts web/src/shared/x.ts",
        {"web/tsconfig.json": {"compilerOptions": {"baseUrl": "./src", "paths": {"#s/*": ["shared/*"]}}}},
    )
    assert target(resolver, "web/src/a.ts", "api/users") == "web/src/api/users.ts"
    assert target(resolver, "web/src/a.ts", "#s/x") == "web/src/shared/x.ts"
    assert one(resolver, "web/src/a.ts", "fs") == ("standard", "fs")


def test_javascript_has_jsconfig_and_vue_shares_the_aliases() -> None:
    resolver = project("src/a.js src/b.js src/C.vue", {"jsconfig.json": paths(**{"@/*": ["src/*"]})})
    assert target(resolver, "src/a.js", "@/b") == "src/b.js"
    listed = {"tsconfig.json": {**paths(**{"@/*": ["src/*"]}), "include": ["src/**/*.ts"]}}
    resolver = project("src/C.vue src/b.ts", listed)
    assert target(resolver, "src/C.vue", "@/b") == "src/b.ts"


def test_paths_belong_to_the_file_that_declares_them() -> None:
    resolver = project(
        "config/src/x.ts apps/web/src/a.ts libs/ui/src/index.ts libs/ui/src/deep.ts",
        {
            "tsconfig.base.json": paths(**{"@acme/ui": ["libs/ui/src/index.ts"], "@acme/ui/*": ["libs/ui/src/*"]}),
            "apps/web/tsconfig.json": {"extends": "../../tsconfig.base"},
        },
    )
    assert target(resolver, "apps/web/src/a.ts", "@acme/ui") == "libs/ui/src/index.ts"
    assert target(resolver, "apps/web/src/a.ts", "@acme/ui/deep") == "libs/ui/src/deep.ts"
    assert resolver.notes == ()


def test_extends_of_several_files_and_of_a_package_of_the_project() -> None:
    resolver = project(
        "app/src/a.ts app/src/one.ts app/src/two.ts tools/config/tsconfig.json",
        {
            "tools/config/package.json": {"name": "@acme/config"},
            "tools/config/tsconfig.json": {"compilerOptions": {"baseUrl": "${configDir}/src"}},
            "app/tsconfig.one.json": paths(**{"@1": ["src/wrong.ts"]}),
            "app/tsconfig.two.json": paths(**{"@1": ["${configDir}/src/one.ts"]}),
            "app/tsconfig.json": {
                "extends": [
                    "@acme/config/tsconfig.json",
                    "@tsconfig/node20/tsconfig.json",
                    "./tsconfig.one.json",
                    "./tsconfig.two.json",
                ]
            },
        },
    )
    assert target(resolver, "app/src/a.ts", "@1") == "app/src/one.ts"
    assert target(resolver, "app/src/a.ts", "two") == "app/src/two.ts"
    assert resolver.notes == ()


def test_solution_style_references_choose_by_include() -> None:
    resolver = project(
        "src/main.ts src/x.ts vite.config.ts tools/x.ts tests/a.ts",
        {
            "tsconfig.json": {
                "files": [],
                "references": [{"path": "./tsconfig.app.json"}, {"path": "./tsconfig.node.json"}],
            },
            "tsconfig.app.json": {**paths(**{"@/*": ["./src/*"]}), "include": ["src"]},
            "tsconfig.node.json": {**paths(**{"@/*": ["./tools/*"]}), "include": ["vite.config.ts"]},
        },
    )
    assert target(resolver, "src/main.ts", "@/x") == "src/x.ts"
    assert target(resolver, "vite.config.ts", "@/x") == "tools/x.ts"
    assert target(resolver, "tests/a.ts", "@/x") == "src/x.ts", "in none of them: the first with aliases"


def test_references_to_folders_and_excluded_files() -> None:
    resolver = project(
        "packages/a/src/m.ts packages/a/src/x.ts packages/a/src/gen/m.ts gen/x.ts",
        {
            "tsconfig.json": {"files": [], "references": [{"path": "packages/a"}], **paths(**{"@/*": ["gen/*"]})},
            "packages/a/tsconfig.json": {
                **paths(**{"@/*": ["src/*"]}),
                "include": ["src/**/*"],
                "exclude": ["src/ge*"],
            },
            "tsconfig.gen.json": {"include": ["packages/*/src/gen/*"], **paths(**{"@/*": ["gen/*"]})},
        },
    )
    assert target(resolver, "packages/a/src/m.ts", "@/x") == "packages/a/src/x.ts"
    assert target(resolver, "packages/a/src/gen/m.ts", "@/x") == "gen/x.ts"


def test_a_configuration_without_aliases_borrows_those_beside_it() -> None:
    resolver = project(
        "src/a.ts src/b.ts",
        {
            "tsconfig.json": {
                **paths(**{"@/*": ["src/*"]}),
                "files": [],
                "references": [{"path": "./tsconfig.app.json"}],
            },
            "tsconfig.app.json": {"include": ["src"]},
        },
    )
    assert target(resolver, "src/a.ts", "@/b") == "src/b.ts"


def test_a_default_name_further_up_comes_before_any_other_name() -> None:
    resolver = project(
        "src/a.ts src/b.ts lib/b.ts",
        {
            "tsconfig.json": {"extends": "./src/tsconfig.strict.json", **paths(**{"@b": ["src/b.ts"]})},
            "src/tsconfig.strict.json": paths(**{"@b": ["../lib/b.ts"]}),
        },
    )
    assert target(resolver, "src/a.ts", "@b") == "src/b.ts"


def test_many_references_are_bounded_and_that_is_said() -> None:
    names = [f"tsconfig.{number}.json" for number in range(600)]
    manifests: dict[str, object] = {name: {"files": []} for name in names}
    manifests["tsconfig.json"] = {"files": [], "references": [{"path": name} for name in names]}
    assert project("a.ts", manifests).notes == ("tsconfig.json: of all its references, only 500 files are asked",)


def test_root_dirs_are_one_folder() -> None:
    resolver = project(
        "src/views/a.ts generated/views/template.ts generated/views/back.ts src/views/b.ts",
        {"tsconfig.json": {"compilerOptions": {"rootDirs": ["src", "generated"]}}},
    )
    assert target(resolver, "src/views/a.ts", "./template") == "generated/views/template.ts"
    assert target(resolver, "generated/views/back.ts", "./b") == "src/views/b.ts"


def test_an_alias_to_build_output_means_the_source() -> None:
    resolver = project(
        "packages/ui/src/index.ts packages/ui/src/button.ts app/a.ts",
        {
            "packages/ui/package.json": {"name": "ui"},
            "tsconfig.json": paths(**{"ui": ["packages/ui"], "ui/*": ["packages/ui/dist/*"]}),
        },
    )
    assert target(resolver, "app/a.ts", "ui") == "packages/ui/src/index.ts"
    assert target(resolver, "app/a.ts", "ui/button") == "packages/ui/src/button.ts"


def test_an_alias_that_leads_out_of_the_project_or_to_libraries() -> None:
    table = {"out/*": ["../../elsewhere/*"], "three": ["./node_modules/three/src/Three.js"], "/abs/*": ["/srv/*"]}
    resolver = project("a.ts", {"web/package.json": {}, "tsconfig.json": paths(**table), "package.json": {}})
    assert why(resolver, "a.ts", "out/x") == '"out/*" is an alias of tsconfig.json; it names no file in the project'
    assert why(resolver, "a.ts", "three").startswith('not in package.json; add "three"')
    declared = {"tsconfig.json": paths(**table), "package.json": {"dependencies": {"three": "1"}}}
    assert one(project("a.ts", declared), "a.ts", "three") == ("third-party", "three")


@pytest.mark.parametrize(
    ("manifests", "note"),
    [
        (
            {"tsconfig.json": b'{\n"compilerOptions": {\n"paths": oops}}'},
            "tsconfig.json:3: not valid JSON (Expecting value); its aliases are not known",
        ),
        (
            {"tsconfig.json": b'{\n\n"a": "b}'},
            "tsconfig.json:3: not valid JSON (a string is not closed); its aliases are not known",
        ),
        (
            {"tsconfig.json": b"{} /* x"},
            "tsconfig.json:1: not valid JSON (a comment is not closed); its aliases are not known",
        ),
        ({"web/tsconfig.json": b"[]"}, "web/tsconfig.json:1: not a JSON object; its aliases are not known"),
        (
            {"tsconfig.json": b"\n" + b"[" * 100_000},
            "tsconfig.json:2: not valid JSON (nested deeper than 64 levels); its aliases are not known",
        ),
        (
            {"tsconfig.json": b"\n\xff"},
            "tsconfig.json:2: not valid JSON (byte 1 is not UTF-8); its aliases are not known",
        ),
        (
            {"web/tsconfig.json": {"extends": "./gone.json"}},
            "web/tsconfig.json: extends './gone.json', but there is no such file",
        ),
        (
            {"tsconfig.json": {"extends": "../above.json"}},
            "tsconfig.json: extends '../above.json', which lies outside the project; what it says is not known",
        ),
        (
            {"tsconfig.json": {"extends": "./tsconfig.a"}, "tsconfig.a.json": {"extends": "./tsconfig.json"}},
            "tsconfig.json: extends goes round in a circle by way of tsconfig.a.json",
        ),
        (
            {"tsconfig.json": {"extends": "./tsconfig"}},
            "tsconfig.json: extends goes round in a circle by way of tsconfig.json",
        ),
        (
            {"tsconfig.json": {"compilerOptions": {"paths": ["@/*"]}}},
            "tsconfig.json: paths is not an object; its aliases are not known",
        ),
        (
            {"tsconfig.json": {"compilerOptions": []}},
            "tsconfig.json: compilerOptions is not an object; its aliases are not known",
        ),
        (
            {"tsconfig.json": {"extends": "./shared.json"}},
            "tsconfig.json: shared.json is extended here, but only tsconfig*.json, jsconfig*.json and what lies in folders "
            "called tsconfig or typescript-config are read; "
            "aliases declared in it are not known",
        ),
    ],
)
def test_what_is_lost_is_said(manifests: dict[str, object], note: str) -> None:
    resolver = project("a.ts shared.json", manifests)
    assert resolver.notes == (note,)
    assert ask(resolver, "a.ts", "./a")


def test_a_circle_keeps_what_it_can() -> None:
    resolver = project(
        "a.ts b.ts",
        {
            "tsconfig.json": {"extends": "./tsconfig.a.json"},
            "tsconfig.a.json": {"extends": "./tsconfig.json", **paths(**{"@b": ["b.ts"]})},
        },
    )
    assert target(resolver, "a.ts", "@b") == "b.ts"
    assert len(resolver.notes) == 1


def test_a_chain_of_extends_of_any_length() -> None:
    manifests: dict[str, object] = {
        f"tsconfig.{number}.json": {"extends": f"./tsconfig.{number + 1}.json"} for number in range(3000)
    }
    manifests |= {"tsconfig.json": {"extends": "./tsconfig.0.json"}, "tsconfig.3000.json": paths(**{"@b": ["b.ts"]})}
    assert target(project("a.ts b.ts", manifests), "a.ts", "@b") == "b.ts"


@pytest.mark.parametrize(
    "content",
    [
        {"compilerOptions": {"paths": {"@/*": [1, None, {}], "x": "b.ts", "*": 3}, "baseUrl": 7, "rootDirs": {"a": 1}}},
        {
            "include": [1, "[", "{", "!x", "", "/abs/**", "{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}"],
            "exclude": "x",
            "files": None,
        },
        {
            "references": [1, {"path": 2}, {"path": "../.."}, {"path": "."}],
            "extends": [1, {}, "", "/", "..", "@", "@/"],
        },
    ],
)
def test_nonsense_raises_nothing(content: dict[str, object]) -> None:
    resolver = project(
        "a.ts b.ts", {"tsconfig.json": content, "package.json": {"name": "", "exports": 3, "imports": 4}}
    )
    for specifier in ("./b", "@/b", "x", "", "@", "@/", "#", "#x", "//", "/", "~", "*", "!", "?", "a/**/b*"):
        assert ask(resolver, "a.ts", specifier)


def test_a_workspace_may_call_the_configurations_it_shares_as_it_likes() -> None:
    resolver = project(
        "packages/typescript-config/package.json apps/web/src/app.ts apps/web/src/lib/api.ts",
        {
            "packages/typescript-config/package.json": {"name": "@acme/typescript-config"},
            "packages/typescript-config/react.json": {"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*"]}}},
            "apps/web/package.json": {"name": "web"},
            "apps/web/tsconfig.json": {"extends": "@acme/typescript-config/react.json"},
        },
    )
    assert target(resolver, "apps/web/src/app.ts", "@/lib/api") == "apps/web/src/lib/api.ts"
    assert resolver.notes == ()

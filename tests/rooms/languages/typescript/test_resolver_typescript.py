"""What references of TypeScript and JavaScript mean, in projects as people lay them out."""

import pytest
from typescript_projects import SPAN, ask, facts, one, project, target, why

from archlint.languages.typescript.resolver import TypeScriptResolver
from archlint.model.facts import Reference, Span
from archlint.model.layout import Layout, Resolved


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


def test_an_ending_that_is_not_there_is_tried_as_another() -> None:
    resolver = project("a.ts one.jsx two.tsx three.js four.d.mts both.js both.jsx five.d.ts")
    assert target(resolver, "a.ts", "./one.js") == "one.jsx"
    assert target(resolver, "a.ts", "./two.ts") == "two.tsx"
    assert target(resolver, "a.ts", "./three.jsx") == "three.js"
    assert target(resolver, "a.ts", "./four.mjs") == "four.d.mts"
    assert target(resolver, "a.ts", "./both.js") == "both.js"
    assert target(resolver, "a.ts", "./five.js") == "five.d.ts"


def test_only_endings_of_declarations_are_taken_off_with_theirs() -> None:
    """Nobody declares in a `.d.tsx` or a `.d.vue`: that is a file called `kept.d`."""
    resolver = project("a.ts kept.ts kept.d.tsx own.vue own.d.vue")
    assert target(resolver, "a.ts", "./kept") == "kept.ts"
    assert target(resolver, "a.ts", "./kept.d") == "kept.d.tsx"
    assert target(resolver, "a.ts", "./own.d") == "own.d.vue"


def test_a_folder_comes_before_data_whose_ending_is_left_out() -> None:
    resolver = project("a.ts locales/index.ts locales.json words.json")
    assert target(resolver, "a.ts", "./locales") == "locales/index.ts"
    assert one(resolver, "a.ts", "./locales.json") == ("asset", "locales.json")
    assert one(resolver, "a.ts", "./words") == ("asset", "words.json")


@pytest.mark.parametrize(
    ("specifier", "asset"),
    [
        ("./logo.svg", "src/logo.svg"),
        ("./logo.svg?react", "src/logo.svg"),
        ("./page.css", "src/page.css"),
        ("./shader.glsl?raw", "src/shader.glsl"),
        ("-!svg-loader!./logo.svg", "src/logo.svg"),
        ("./data.json", "src/data.json"),
        ("./data", "src/data.json"),
        ("../package.json", "package.json"),
        ("/logo.png", "public/logo.png"),
        ("./typed.css", "src/typed.css"),
    ],
)
def test_assets(specifier: str, asset: str) -> None:
    resolver = project(
        "src/main.ts src/logo.svg src/page.css src/shader.glsl src/data.json public/logo.png src/typed.css src/typed.css.d.ts",
        {"package.json": {}},
    )
    assert one(resolver, "src/main.ts", specifier) == ("asset", asset)


@pytest.mark.parametrize(
    ("specifier", "reason"),
    [
        ("./users", "no file src/api/users.ts, .tsx, … or src/api/users/index.*"),
        ("./users.js", "no file src/api/users.js"),
        ("./Users.vue", "no file src/api/Users.vue"),
        ("./generated.css", "no file src/api/generated.css"),
        ("./v1.2", "no file src/api/v1.2.ts, .tsx, … or src/api/v1.2/index.*"),
        (
            "./Button",
            "no file src/api/Button.ts, .tsx, … or src/api/Button/index.*; src/api/button.tsx differs in case only",
        ),
        ("./Button.js", "no file src/api/Button.js; src/api/button.tsx differs in case only"),
        ("../Domain", "no file src/Domain.ts, .tsx, … or src/Domain/index.*; src/domain/index.ts differs in case only"),
        ("./Icon.svg", "no file src/api/Icon.svg; src/api/icon.svg differs in case only"),
        ("./button/", "no file src/api/button.ts, .tsx, … or src/api/button/index.*"),
        ("../../../elsewhere", "leads out of the project"),
        ("..\\api\\users", "a path with backslashes or a drive is not portable; write ./ and /"),
        (".\\users", "a path with backslashes or a drive is not portable; write ./ and /"),
        ("C:/code/users", "a path with backslashes or a drive is not portable; write ./ and /"),
        ("file:///code/users.ts", "an absolute file name means nothing on another machine"),
        ("/src/nobody", "an absolute path; no file src/nobody.ts, .tsx, … or src/nobody/index.*"),
        ("/../elsewhere", "an absolute path; it leads out of the project"),
        ("", "nothing is named here"),
        ("../..", "no file index.* in the project's root"),
    ],
)
def test_every_reason_says_what_is_missing(specifier: str, reason: str) -> None:
    resolver = project("src/api/main.ts src/api/button.tsx src/domain/index.ts src/api/icon.svg")
    assert why(resolver, "src/api/main.ts", specifier) == reason


def test_the_query_and_loaders_stay_in_what_was_written() -> None:
    assert why(project("a.ts"), "a.ts", "raw-loader!./gone.md?x") == "no file gone.md"


def test_a_module_that_exists_once_per_platform_is_all_of_them() -> None:
    resolver = project("App.tsx Button.ios.tsx Button.android.tsx Button.test.tsx")
    assert [answer.target for answer in ask(resolver, "App.tsx", "./Button")] == [
        "Button.android.tsx",
        "Button.ios.tsx",
    ]


def test_a_folder_names_its_entry() -> None:
    resolver = project(
        "main.js lib/entry.js lib/index.js other/start/index.ts built/src/index.ts",
        {
            "lib/package.json": {"main": "./entry"},
            "other/package.json": {"main": "start"},
            "built/package.json": {"main": "dist/index.js"},
        },
    )
    assert target(resolver, "main.js", "./lib") == "lib/entry.js"
    assert target(resolver, "main.js", "./other/") == "other/start/index.ts"
    assert target(resolver, "main.js", "./built") == "built/src/index.ts"


def test_a_test_of_the_build_output_depends_on_the_source() -> None:
    resolver = project("src/cli.ts bin/run.js", {"package.json": {}})
    assert target(resolver, "bin/run.js", "../dist/cli.js") == "src/cli.ts"
    assert target(resolver, "bin/run.js", "../dist/esm/cli.mjs") == "src/cli.ts"
    kept = project("src/cli.ts bin/run.js lib/other.js", {"package.json": {}})
    assert why(kept, "bin/run.js", "../lib/cli.js") == "no file lib/cli.js"


def test_absolute_paths_start_at_the_package() -> None:
    resolver = project("web/src/main.ts web/src/app.ts web/deep/x.ts", {"web/package.json": {}})
    assert target(resolver, "web/deep/x.ts", "/src/app.ts") == "web/src/app.ts"


@pytest.mark.parametrize(
    ("specifier", "status", "name"),
    [
        ("fs", "standard", "fs"),
        ("fs/promises", "standard", "fs/promises"),
        ("node:fs/promises", "standard", "fs/promises"),
        ("node:test", "standard", "test"),
        ("bun:sqlite", "standard", "bun:sqlite"),
        ("react", "third-party", "react"),
        ("react/jsx-runtime", "third-party", "react/jsx-runtime"),
        ("@tanstack/react-query", "third-party", "@tanstack/react-query"),
        ("@tanstack/react-query/build", "third-party", "@tanstack/react-query/build"),
        ("lodash/debounce", "third-party", "lodash/debounce"),
        ("@foo/bar", "third-party", "@foo/bar"),
        ("vitest", "third-party", "vitest"),
        ("peer", "third-party", "peer"),
        ("maybe", "third-party", "maybe"),
        ("swiper/css?inline", "third-party", "swiper/css"),
        ("punycode/", "third-party", "punycode"),
        ("https://esm.sh/react@18", "third-party", "https://esm.sh"),
        ("data:text/javascript,1", "third-party", "data"),
        ("virtual:pwa-register/react", "third-party", "virtual"),
        ("npm:@scope/lib@1/sub", "third-party", "@scope/lib"),
        ("npm:chalk@5", "third-party", "chalk"),
        ("~icons/mdi/home", "third-party", "~icons"),
    ],
)
def test_libraries(specifier: str, status: str, name: str) -> None:
    resolver = project(
        "src/main.ts",
        {
            "package.json": {
                "dependencies": {"react": "18", "@tanstack/react-query": "^5", "swiper": "*", "punycode": "2"},
                "devDependencies": {"@types/lodash": "4", "@types/foo__bar": "1", "vitest": "1"},
                "peerDependencies": {"peer": "*"},
                "optionalDependencies": {"maybe": "*"},
            }
        },
    )
    assert one(resolver, "src/main.ts", specifier) == (status, name)


def test_a_library_that_nobody_declares() -> None:
    declared = {"package.json": {"name": "web"}, "other/package.json": {"dependencies": {"hoisted": "1"}}}
    resolver = project("src/main.ts other/x.ts", declared)
    assert (
        why(resolver, "src/main.ts", "express")
        == 'not in package.json; add "express" to package.json or declare an alias'
    )
    assert (
        why(resolver, "other/x.ts", "@a/b/c")
        == 'not in package.json; add "@a/b" to other/package.json or declare an alias'
    )
    assert one(resolver, "src/main.ts", "hoisted/x") == ("third-party", "hoisted/x")
    assert one(project("src/main.ts"), "src/main.ts", "express") == ("third-party", "express")
    assert why(project("main.ts"), "main.ts", "@/x").startswith('no tsconfig.json declares the alias "@/"')
    assert why(project("main.ts"), "main.ts", "%x") == "no package name, and no tsconfig.json declares it as an alias"


def test_aliases_that_only_a_bundler_knows() -> None:
    resolver = project(
        "web/src/api/users.ts web/src/main.ts web/app/root.ts web/lib/x/y.ts",
        {"web/package.json": {"dependencies": {"lib": "1"}}},
    )
    main = "web/src/main.ts"
    assert target(resolver, main, "@/api/users") == "web/src/api/users.ts"
    assert target(resolver, main, "~/api/users.js") == "web/src/api/users.ts"
    assert target(resolver, main, "src/api/users") == "web/src/api/users.ts"
    assert target(resolver, main, "api/users") == "web/src/api/users.ts"
    assert target(resolver, main, "app/root") == "web/app/root.ts"
    assert target(resolver, main, "@/app/root") == "web/app/root.ts"
    assert one(resolver, main, "lib/x/y") == ("third-party", "lib/x/y")
    assert why(resolver, main, "app/gone") == "no file web/app/gone.ts, .tsx, … or web/app/gone/index.*"
    assert why(resolver, main, "@/gone").endswith("; no file web/src/gone.ts, .tsx, … or web/src/gone/index.*")


def test_declared_roots_of_the_user() -> None:
    resolver = project("code/front/api/users.ts code/front/main.ts", roots=("code/front",))
    assert target(resolver, "code/front/main.ts", "api/users") == "code/front/api/users.ts"
    whole = project("api/users.ts deep/main.ts", {"deep/package.json": {}}, roots=(".",))
    assert target(whole, "deep/main.ts", "api/users") == "api/users.ts"


def test_globs() -> None:
    resolver = project(
        """src/main.ts src/pages/Home.vue src/pages/deep/Usage.vue src/pages/Home.test.ts src/pages/data.json
        src/[id]/main.ts src/[id]/a.ts lib/b.ts""",
        {"package.json": {}},
    )

    def found(importer: str, specifier: str) -> list[str]:
        return [answer.target for answer in ask(resolver, importer, specifier)]

    assert found("src/main.ts", "./pages/*.vue") == ["src/pages/Home.vue"]
    assert found("src/main.ts", "./pages/**/*.vue") == ["src/pages/Home.vue", "src/pages/deep/Usage.vue"]
    assert found("lib/b.ts", "/src/pages/*.{vue,ts}") == ["src/pages/Home.test.ts", "src/pages/Home.vue"]
    assert found("lib/b.ts", "@/pages/*.vue") == ["src/pages/Home.vue"]
    assert found("src/[id]/main.ts", "./*.ts") == ["src/[id]/a.ts", "src/[id]/main.ts"]
    assert found("src/[id]/main.ts", "../../lib/*.ts") == ["lib/b.ts"]
    assert one(resolver, "src/main.ts", "./pages/*.json") == ("asset", "src/pages/data.json")
    assert why(resolver, "src/main.ts", "./views/*.vue") == "no file matches src/views/*.vue"
    assert why(resolver, "src/main.ts", "../../*.vue") == "leads out of the project"


def test_patterns_with_an_exclamation_mark_take_files_out_of_the_same_call() -> None:
    resolver = project("src/main.ts src/pages/a.ts src/pages/a.test.ts src/pages/b.ts")
    here, there = Span(0, 9, 1, 1), Span(20, 29, 2, 1)
    answers = resolver.resolve(
        "src/main.ts",
        facts(
            "src/main.ts",
            Reference("./pages/*.ts", (), here),
            Reference("!**/*.test.ts", (), here),
            Reference("!./pages/b.ts", (), here),
            Reference("./pages/*.ts", (), there),
            Reference("!./pages/b", (), Span(40, 49, 3, 1)),
        ),
    )
    assert [(answer.reference, answer.target) for answer in answers] == [
        (0, "src/pages/a.ts"),
        (3, "src/pages/a.test.ts"),
        (3, "src/pages/a.ts"),
        (3, "src/pages/b.ts"),
        (4, "src/pages/b.ts"),
    ]


def test_a_glob_is_bounded_and_says_so() -> None:
    resolver = project("main.ts " + " ".join(f"many/m{number}.ts" for number in range(1005)))
    answers = ask(resolver, "main.ts", "./many/*.ts")
    assert [answer.status for answer in answers].count("module") == 1000
    assert answers[-1].status == "unresolved"
    assert answers[-1].why == "matches 1005 files; only the first 1000 are taken"


def test_answers_carry_the_first_name_and_the_number_of_the_reference() -> None:
    resolver = project("a.ts b.ts")
    written = facts("a.ts", "node:fs", Reference("./b", ("one", "two"), SPAN), Reference("./b", (), SPAN))
    assert list(resolver.resolve("a.ts", written)) == [
        Resolved(0, "standard", "fs"),
        Resolved(1, "module", "b.ts", "one"),
        Resolved(2, "module", "b.ts"),
    ]


def test_files_of_other_languages_are_no_modules_here() -> None:
    python = {"api/users.py": facts("x.ts"), "web/main.ts": facts("x.ts")}
    resolver = TypeScriptResolver(Layout(python, {}))
    assert why(resolver, "web/main.ts", "../api/users").startswith("no file api/users.ts")
    assert one(resolver, "web/main.ts", "../api/users.py?raw") == ("asset", "api/users.py")


def test_many_patterns_and_long_names_cost_little() -> None:
    resolver = project("main.ts " + " ".join(f"many/m{number}.ts" for number in range(100)), {"package.json": {}})
    answers = list(resolver.resolve("main.ts", facts("main.ts", *[f"./many/*{number}.ts" for number in range(300)])))
    assert answers[-1].why == "only the first 200 patterns of a file are followed"
    assert why(resolver, "main.ts", "./" + "a/" * 100_000) == "longer than any path"
    assert why(resolver, "main.ts", "@/" + "../" * 100_000) == "longer than any path"
    assert one(resolver, "main.ts", "data:text/plain," + "x" * 100_000) == ("third-party", "data")


def test_paths_of_any_depth() -> None:
    deep = "a/" * 2000
    resolver = project(f"{deep}x.ts {deep}y.ts", {"package.json": {}, "tsconfig.json": {}})
    assert target(resolver, f"{deep}x.ts", "./y") == f"{deep}y.ts"


def test_the_order_of_questions_and_files_changes_nothing() -> None:
    files = "src/a.ts src/b.ts src/b.js src/c/index.ts src/C.ts lib/d.ts"
    manifests = {"package.json": {"dependencies": {"x": "1"}}, "tsconfig.json": {"compilerOptions": {"baseUrl": "lib"}}}
    specifiers = ["./b", "./b.js", "./c", "d", "x", "y", "./B", "src/a", "./*.ts"]
    forward, backward = (
        project(files, manifests),
        project(" ".join(reversed(files.split())), dict(reversed(manifests.items()))),
    )
    expected = [ask(forward, "src/a.ts", specifier) for specifier in specifiers]
    assert [ask(backward, "src/a.ts", specifier) for specifier in reversed(specifiers)] == expected[::-1]
    assert forward.notes == backward.notes

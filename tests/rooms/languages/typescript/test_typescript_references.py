"""References as people write them: imports, re-exports, require, import(), types."""

import pytest

from archlint.languages.typescript.extract import extract
from archlint.model.facts import FileFacts, Flag, Reference


def facts(source: str, dialect: str = "typescript") -> FileFacts:
    return extract(source.encode(), dialect, 10)


def taken(source: str, dialect: str = "typescript") -> list[tuple[str, tuple[str, ...], Flag]]:
    found = facts(source, dialect)
    assert found.problems == ()
    return [(reference.target, reference.names, Flag(reference.flags)) for reference in found.references]


def only(source: str, dialect: str = "typescript") -> Reference:
    (reference,) = facts(source, dialect).references
    return reference


NONE = Flag(0)


@pytest.mark.parametrize("dialect", ["typescript", "tsx", "javascript"])
@pytest.mark.parametrize(
    ("source", "names", "flags"),
    [
        ('import x from "./x";', ("default",), NONE),
        ('import { a, b as c } from "./x";', ("a", "b"), NONE),
        ('import x, { default as y, z } from "./x";', ("default", "default", "z"), NONE),
        ('import { "odd name" as odd } from "./x";', ("odd name",), NONE),
        ("import * as ns from './x';", ("*",), Flag.WILDCARD),
        ('import "./x";', (), NONE),
        ('import {} from "./x";', (), NONE),
        ('import data from "./x" with { type: "json" };', ("default",), NONE),
        ('export { a, b as c } from "./x";', ("a", "b"), Flag.REEXPORT),
        ('export { default } from "./x";', ("default",), Flag.REEXPORT),
        ('export * from "./x";', ("*",), Flag.REEXPORT | Flag.WILDCARD),
        ('export * as ns from "./x";', ("*",), Flag.REEXPORT | Flag.WILDCARD),
        ('require("./x");', (), Flag.DYNAMIC),
        ('const { a, b: c } = require("./x");', ("a", "b"), Flag.DYNAMIC),
        ('const { a, ...rest } = require("./x");', (), Flag.DYNAMIC),
        ('const a = require("./x").a;', ("a",), Flag.DYNAMIC),
        ('require.resolve("./x");', (), Flag.DYNAMIC),
        ('import(/* webpackChunkName: "x" */ "./x");', (), Flag.DYNAMIC),
        ("import(`./x`);", (), Flag.DYNAMIC),
        ('const { a } = await import("./x");', ("a",), Flag.DYNAMIC),
        ('const a = (await import("./x")).a;', ("a",), Flag.DYNAMIC),
        ('import("./x").then((m) => m.a);', (), Flag.DYNAMIC),
    ],
)
def test_one_reference(dialect: str, source: str, names: tuple[str, ...], flags: Flag) -> None:
    assert taken(source, dialect) == [("./x", names, flags)]


@pytest.mark.parametrize(
    ("source", "names", "flags"),
    [
        ('import type X from "./x";', ("default",), Flag.TYPE_ONLY),
        ('import type { A, B } from "./x";', ("A", "B"), Flag.TYPE_ONLY),
        ('import { type A, type B } from "./x";', ("A", "B"), Flag.TYPE_ONLY),
        ('import type * as X from "./x";', ("*",), Flag.TYPE_ONLY | Flag.WILDCARD),
        ('export type { A } from "./x";', ("A",), Flag.TYPE_ONLY | Flag.REEXPORT),
        ('export type * from "./x";', ("*",), Flag.TYPE_ONLY | Flag.REEXPORT | Flag.WILDCARD),
        ('import X = require("./x");', (), NONE),
        ('import type X = require("./x");', (), Flag.TYPE_ONLY),
        ('type X = typeof import("./x");', (), Flag.TYPE_ONLY),
        ('let x: import("./x").A;', ("A",), Flag.TYPE_ONLY),
        ('let x: import("./x").A.B<string>;', ("A",), Flag.TYPE_ONLY),
        ('function f(a: import("./x").A) {}', ("A",), Flag.TYPE_ONLY),
        ('interface I { a: import("./x").A }', ("A",), Flag.TYPE_ONLY),
        ('export { a } from "./x" // why\n', ("a",), Flag.REEXPORT),
    ],
)
def test_one_typescript_reference(source: str, names: tuple[str, ...], flags: Flag) -> None:
    assert taken(source) == [("./x", names, flags)]


def test_types_and_values_of_one_statement_are_apart() -> None:
    assert taken('import d, { a, type T } from "./x"; export { b, type U } from "./y";') == [
        ("./x", ("default", "a"), NONE),
        ("./x", ("T",), Flag.TYPE_ONLY),
        ("./y", ("b",), Flag.REEXPORT),
        ("./y", ("U",), Flag.REEXPORT | Flag.TYPE_ONLY),
    ]


def test_names_over_several_lines_give_one_reference_per_line() -> None:
    source = 'import {\n  a, b,\n  type T,\n  c as d,\n} from "./x";\n'
    assert taken(source) == [("./x", ("a", "b"), NONE), ("./x", ("T",), Flag.TYPE_ONLY), ("./x", ("c",), NONE)]
    lines = [(reference.span.line, reference.span.column) for reference in facts(source).references]
    assert lines == [(2, 3), (3, 3), (4, 3)]
    first = facts(source).references[0].span
    assert source[first.start : first.end] == "a, b"


def test_a_statement_on_one_line_is_spanned_whole() -> None:
    source = 'foo();\nimport { a } from "./x";\n'
    span = only(source).span
    assert source[span.start : span.end] == 'import { a } from "./x";'
    assert (span.line, span.column) == (2, 1)


def test_an_imported_name_that_is_exported_is_a_reexport() -> None:
    assert taken('import { a, b } from "./x"; import c from "./c"; export { a }; export default c;') == [
        ("./x", ("a",), Flag.REEXPORT),
        ("./x", ("b",), NONE),
        ("./c", ("default",), Flag.REEXPORT),
    ]


@pytest.mark.parametrize(
    "source",
    [
        'if (dev) require("./x");',
        'try { require("./x"); } catch {}',
        'try {} catch { require("./x"); }',
        'switch (a) { case 1: require("./x"); }',
        'for (const a of b) require("./x");',
        'while (a) { require("./x"); }',
        'dev && require("./x");',
        'const x = dev ? require("./x") : null;',
        'const x = given ?? require("./x");',
    ],
)
def test_conditional(source: str) -> None:
    assert only(source).flags == Flag.DYNAMIC | Flag.CONDITIONAL


@pytest.mark.parametrize(
    "source", ['if (require("./x").dev) go();', 'require("./x") && go();', 'switch (require("./x")) {}']
)
def test_a_condition_itself_is_not_conditional(source: str) -> None:
    assert only(source).flags == Flag.DYNAMIC


@pytest.mark.parametrize(
    "source",
    [
        'function f() { return import("./x"); }',
        'const Page = lazy(() => import("./x"));',
        'class A { m() { require("./x"); } }',
        'app.use(function () { require("./x"); });',
        'const routes = [{ path: "/", component: () => import("./x") }];',
    ],
)
def test_lazy(source: str) -> None:
    assert only(source).flags == Flag.DYNAMIC | Flag.LAZY


def test_unit_of_a_reference() -> None:
    found = facts('import "./a"; class A { m() { require("./b"); } }')
    units = [found.body.units[reference.unit].name if reference.unit >= 0 else None for reference in found.references]
    assert units == [None, "A.m"]


@pytest.mark.parametrize(
    "source",
    [
        'vi.mock("./x");',
        'jest.mock("./x", () => ({}));',
        'declare module "x" { export const a: string; }',
        'declare module "*.svg";',
        "import(name);",
        "require(name);",
        "import(`./x/${name}`);",
        'function f(require) { require("./x"); }',
        '/** @type {import("./x").A} */ let a;',
        'const text = `import "./x"`;',
        "import a = B.C;",
    ],
)
def test_no_reference(source: str) -> None:
    assert taken(source) == []


def test_a_local_require_is_not_the_modules() -> None:
    assert taken('import require from "./loader"; require("./x");') == [("./loader", ("default",), NONE)]


def test_create_require_makes_a_require() -> None:
    source = (
        'import { createRequire } from "node:module"; const require = createRequire(import.meta.url); require("x");'
    )
    assert [target for target, _, _ in taken(source)] == ["node:module", "x"]


def test_globs() -> None:
    assert taken('import.meta.glob("./pages/*.tsx"); import.meta.glob(["./a/*", "./b/*"]);') == [
        ("./pages/*.tsx", (), Flag.DYNAMIC),
        ("./a/*", (), Flag.DYNAMIC),
        ("./b/*", (), Flag.DYNAMIC),
    ]
    assert taken(r'require.context("./pages", true, /\.vue$/); require.context("./icons/", false);') == [
        ("./pages/**/*.vue", (), Flag.DYNAMIC),
        ("./icons/*", (), Flag.DYNAMIC),
    ]


def test_triple_slash_directives() -> None:
    source = (
        '// license\n/// <reference path="globals.d.ts" />\n/// <reference types="vite/client" />\n'
        '/// <reference lib="dom" />\nlet a;\n/// <reference path="late.d.ts" />\n'
    )
    assert taken(source) == [("./globals.d.ts", (), Flag.TYPE_ONLY), ("vite/client", (), Flag.TYPE_ONLY)]


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("// @flow\nimport type { A } from './a';\nimport typeof B from './b';\nconst x: ?string = null;", ["./a"]),
        ("import { type A, b } from './a';\nconst f = (x: any): string => x;", ["./a", "./a"]),
        ("const a = <div>{require('./a.png')}</div>;", ["./a.png"]),
        ("export default from './a';", ["./a"]),
    ],
)
def test_javascript_with_more_than_javascript(source: str, targets: list[str]) -> None:
    found = [reference.target for reference in facts(source, "javascript").references]
    assert found[: len(targets)] == targets


@pytest.mark.parametrize(
    "source",
    [
        "class A { accessor x = 1 }",
        "using x = open();",
        "export default abstract class {}",
        "type A<in out T> = T;",
        "import defer * as x from './x';",
        "const a = b satisfies C;",
        "function f<const T>(x: T): asserts x is T {}",
        "const m = new Map<string, number>();",
        "@dec export class A { @m() m(@p a) {} }",
        "export = foo;",
        "for await (const x of y) {}",
        "type G = typeof import('./v', { with: { 'resolution-mode': 'import' } });",
        "const rows = await db.query<{ id: number }[]>`select ${a} from b`;",
        "const Row = styled(Cell)<{ wide?: boolean }>`\n  ${(props) => `${props.a}px`}\n`;",
        "const text = String.raw`Acme\\u00 Corp \\x`;",
        "type A = B<import('symbols').Props['name'], C>;",
        "declare const bot: { remove: (string) => void, add: (any) => string };",
        "type A = { (a: b): void\n  // or\n\n  <C>(a: C): void\n  b: string\r\n  in: 'header'\n  instanceof(a: b): c\n}",
    ],
)
def test_no_false_syntax_problem(source: str) -> None:
    assert facts(source).problems == ()


@pytest.mark.parametrize("dialect", ["tsx", "javascript"])
@pytest.mark.parametrize(
    "text",
    [
        "<h3>Compliance & Legal</h3>",
        "<h3>{a}& {b && <b>R&D</b>} &nbsp; && &</h3>",
        "<>\n  Terms &\n  Conditions, A &B; and {a & b}\n</>",
    ],
)
def test_a_bare_ampersand_in_markup_is_text(text: str, dialect: str) -> None:
    found = facts(f"const Page = () => {text};\nconst a = require('./a');\n", dialect)
    assert found.problems == ()
    assert [reference.target for reference in found.references] == ["./a"]


@pytest.mark.parametrize("text", ["<h3>a</h3> & & b", "<h3 & title='a'>b</h3>", "<h3>{a &}</h3>"])
def test_an_ampersand_elsewhere_is_still_a_syntax_error(text: str) -> None:
    assert [problem.kind for problem in facts(f"const page = {text};\n", "tsx").problems] == ["syntax"]


def test_a_require_behind_a_wrong_line_is_still_found() -> None:
    found = facts('import a from "./a";\nfunction (]\nimport b from "./b";\nconst c = require("./c");\n')
    assert {reference.target for reference in found.references} >= {"./a", "./c"}
    assert not found.complete
    (problem,) = found.problems
    assert problem.kind == "syntax"
    assert problem.span is not None
    assert problem.span.line == 2

"""Units and their measures, and the names that a file exports."""

import pytest

from archlint.languages.typescript.extract import extract
from archlint.model.facts import Unit


def units(source: str, dialect: str = "tsx") -> tuple[Unit, ...]:
    facts = extract(source.encode(), dialect, 10)
    assert facts.problems == ()
    return facts.body.units


def named(source: str, dialect: str = "tsx") -> list[tuple[str, str]]:
    return [(unit.name, unit.kind) for unit in units(source, dialect)[1:]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("function f() {}", [("f", "function")]),
        ("async function* f() {}", [("f", "function")]),
        ("const f = () => {};", [("f", "function")]),
        ("const f = async x => x;", [("f", "function")]),
        ("const f = function () {};", [("f", "function")]),
        ("const f = (() => {}) as Handler;", [("f", "function")]),
        ("export default function () {}", [("default", "function")]),
        ("export default function f() {}", [("f", "function")]),
        ("export default () => {};", [("default", "function")]),
        ("export default class {}", [("default", "class")]),
        ("class A { constructor() {} m() {} get x() { return 1; } static s() {} #p() {} f = () => {}; }", [
            ("A", "class"), ("A.constructor", "method"), ("A.m", "method"), ("A.x", "method"), ("A.s", "method"),
            ("A.#p", "method"), ("A.f", "method"),
        ]),
        ("abstract class A { abstract a(): void; b() {} }", [("A", "class"), ("A.b", "method")]),
        ("const A = class { m() {} };", [("A", "class"), ("A.m", "method")]),
        ("const o = { a() {}, b: () => {}, 'c': 1 };", [("a", "method"), ("b", "function")]),
        ("exports.f = function () {};", [("f", "function")]),
        ("A.prototype.m = function () {};", [("m", "function")]),
        ("module.exports = () => {};", [("default", "function")]),
        ("export const Page = memo(() => { go(); });", [("Page", "function")]),
        ("export default defineComponent({ setup() {} });", [("setup", "method")]),
        ("function f() { function g() {} const h = () => {}; }", [("f", "function"), ("f.g", "function"), ("f.h", "function")]),
        ("list.map((x) => x);", []),
        ("interface I { m(): void } type T = () => void; declare function f(): void;", []),
        ("function f(): void; function f(a?: string) {}", [("f", "function")]),
    ],
)  # fmt: skip
def test_names_and_kinds(source: str, expected: list[tuple[str, str]]) -> None:
    assert named(source) == expected


@pytest.mark.parametrize(
    ("signature", "count"),
    [
        ("()", 0),
        ("(a)", 1),
        ("(a, b = 1, { c, d }, [e], ...f)", 5),
        ("(a: string, b?: number)", 2),
        ("(this: A, a: B)", 1),
        ("(/* none */)", 0),
    ],
)
def test_parameters(signature: str, count: int) -> None:
    assert units(f"function f{signature} {{}}")[1].parameters == count


def test_one_parameter_without_parentheses() -> None:
    assert units("const f = a => a;")[1].parameters == 1


def body(code: str) -> Unit:
    return units(f"async function f(a, b, c, d) {{\n{code}\n}}")[1]


@pytest.mark.parametrize(
    ("code", "decisions", "cyclomatic", "cognitive"),
    [
        ("return a;", 0, 1, 0),
        ("if (a) b();", 1, 2, 1),
        ("if (a) b(); else c();", 1, 2, 2),
        ("if (a) b(); else if (c) d(); else e();", 2, 3, 3),
        ("for (let i = 0; i < a; i++) b();", 1, 2, 1),
        ("for (const x of a) b();", 1, 2, 1),
        ("for (const x in a) b();", 1, 2, 1),
        ("while (a) b();", 1, 2, 1),
        ("do b(); while (a);", 1, 2, 1),
        ("switch (a) { case 1: b(); case 2: case 3: c(); break; default: d(); }", 3, 4, 1),
        ("switch (a) { case 1: case 2: default: }", 2, 3, 1),
        ("try { a(); } catch { b(); } finally { c(); }", 1, 2, 1),
        ("return a ? b : c;", 1, 2, 1),
        ("return a ? b : c ? d : e;", 2, 3, 3),
        ("return a && b;", 0, 2, 1),
        ("return a && b && c;", 0, 3, 1),
        ("return a && b || c;", 0, 3, 2),
        ("return a && (b || c) && d;", 0, 4, 3),
        ("return a ?? b;", 0, 2, 0),
        ("return a && (b ?? c) && d;", 0, 4, 1),
        ("a ??= b; c ||= d; e &&= f; g += h;", 0, 4, 0),
        ("const { a = 1, b: { c = 2 }, ...d } = x; const [e = 3] = y;", 0, 4, 0),
        ("return a?.b?.c + d;", 0, 1, 0),
        ("if (a && b) { for (const x of c) { if (x) continue; } }", 3, 5, 7),
        ("out: for (const x of a) { for (const y of x) { continue out; } }", 2, 3, 4),
        ("list.map((x) => { if (x) b(); });", 1, 2, 1),
        ("if (a) c(); list.map((x) => { if (x) b(); });", 2, 3, 3),
        ("a(() => { b(() => { if (c) d(); }); });", 1, 2, 2),
        ("a(() => { if (b) c(() => { if (d) e(); }); });", 2, 3, 4),
        ("return <p>{a && <b />}{c ? <i /> : null}</p>;", 1, 3, 2),
    ],
)
def test_measures(code: str, decisions: int, cyclomatic: int, cognitive: int) -> None:
    unit = body(code)
    assert (unit.decisions, unit.cyclomatic, unit.cognitive) == (decisions, cyclomatic, cognitive)


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        ("", 0),
        ("const x = 1; let y; x++; return y;", 4),
        ("if (a) { b(); } else { c(); }", 3),
        ("for (const x of a) b();", 2),
        ("switch (a) { case 1: b = 1; break; }", 3),
        ("try { a = 1; } catch (e) { throw e; } finally { b = 2; }", 4),
        ("out: { a = 1; }", 1),
        ("const g = () => { b(); };", 1),
    ],
)
def test_statements(code: str, statements: int) -> None:
    assert body(code).statements == statements


def test_a_nested_function_keeps_its_own_measures() -> None:
    outer, inner = units("function f(a) { if (a) { const g = () => { if (a) b(); else c(); }; } }")[1:]
    assert (outer.cyclomatic, outer.cognitive) == (2, 1)
    assert (inner.cyclomatic, inner.cognitive, inner.parent) == (2, 4, 1)


def test_functions_do_not_stand_deeper_in_one_that_only_declares() -> None:
    inner = "const g = () => { const h = () => { if (a) b(); }; if (a) b(); };"
    assert [unit.cognitive for unit in units(f"function f() {{ {inner} }}")] == [0, 0, 1, 2]
    assert [unit.cognitive for unit in units(f"function f() {{ if (a) b(); {inner} }}")] == [0, 1, 2, 3]
    assert [unit.cognitive for unit in units(f"function f() {{ {inner} if (a) b(); }}")] == [0, 1, 2, 3]
    assert [unit.cognitive for unit in units(f"if (a) {{ function f() {{ {inner} }} }}")] == [1, 0, 1, 2]
    plain = "const g = () => { const h = () => { if (a) b(); }; };"
    assert [unit.cognitive for unit in units(f"function f() {{ {plain} }}")] == [0, 0, 0, 2], "the outermost one only"


def test_methods_of_a_local_class_stand_in_the_function_around() -> None:
    source = "function f() { if (a) b(); class C { m() { if (a) b(); } } } class D { m() { if (a) b(); } }"
    assert [unit.cognitive for unit in units(source)] == [0, 1, 0, 2, 0, 1]


def test_default_values_of_parameters_are_decisions() -> None:
    assert units("function f(a, b = 1, { c = 2, d }: T = {}, e?: number) {}")[1].cyclomatic == 4
    (found,) = [unit for unit in extract(b"const f = (a, b = 1) => a;", "javascript", 10).body.units if unit.name]
    assert found.cyclomatic == 2


def test_module_and_class_have_no_cyclomatic_number() -> None:
    module, cls, method = units("if (a) b();\nclass A { m() { return 1; } }")
    assert (module.kind, module.cyclomatic, module.decisions, module.cognitive) == ("module", 0, 1, 1)
    assert (cls.cyclomatic, cls.parent, method.parent) == (0, 0, 1)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("export const a = 1, { b, c: [d], ...e } = f;", ["a", "b", "d", "e"]),
        ("export function f() {} export class A {} export interface I {} export type T = 1; export enum E {}",
         ["f", "A", "I", "T", "E"]),
        ("const a = 1; export { a, a as b, a as default };", ["a", "b", "default"]),
        ("export default a;", ["default"]),
        ("export default function f() {}", ["default"]),
        ("export = a;", ["default"]),
        ("export declare const a: number; export abstract class B {}", ["a", "B"]),
        ("export { a as b } from './x'; export * as ns from './y'; export * from './z';", ["b", "ns"]),
        ("module.exports = { a, b: 1, c() {} };", ["default", "a", "b", "c"]),
        ("exports.a = 1; module.exports.b = 2;", ["a", "b"]),
        ("namespace N { export const hidden = 1; }", []),
    ],
)  # fmt: skip
def test_exports(source: str, names: list[str]) -> None:
    found = extract(source.encode(), "typescript", 10).body.exports
    assert [export.name for export in found] == names


def test_span_of_an_export() -> None:
    source = "\nexport const answer = 42;"
    (found,) = extract(source.encode(), "typescript", 10).body.exports
    assert source[found.span.start : found.span.end] == "answer"
    assert found.span.line == 2

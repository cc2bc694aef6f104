"""Units and their measures, counted by hand for each construct."""

import pytest

from archlint.languages.java.extract import extract
from archlint.model.facts import Unit


def units(source: str) -> tuple[Unit, ...]:
    facts = extract(source.encode(), "java", 10)
    assert facts.problems == ()
    return facts.body.units


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("class A { A() {} void m() {} static int s() { return 1; } }",
         [("A", "class"), ("A.A", "method"), ("A.m", "method"), ("A.s", "method")]),
        ("interface I { void a(); default void b() {} private static void c() {} }",
         [("I", "class"), ("I.a", "method"), ("I.b", "method"), ("I.c", "method")]),
        ("enum E { X { void m() {} }; E() {} void n() {} }",
         [("E", "class"), ("E.m", "method"), ("E.E", "method"), ("E.n", "method")]),
        ("record R(int a) { R { go(); } R() { this(1); } int b() { return a; } }",
         [("R", "class"), ("R.R", "method"), ("R.R", "method"), ("R.b", "method")]),
        ("@interface N { int value() default 1; }", [("N", "class")]),
        ("class A { static class B { void m() {} } class D { } }",
         [("A", "class"), ("A.B", "class"), ("A.B.m", "method"), ("A.D", "class")]),
        ("class A { void m() { class L { void n() {} } record P(int x) {} } }",
         [("A", "class"), ("A.m", "method"), ("A.m.L", "class"), ("A.m.L.n", "method"), ("A.m.P", "class")]),
        ("class A { void m() { new Thread() { public void run() {} }; } }",
         [("A", "class"), ("A.m", "method"), ("A.m.run", "method")]),
        ("class A { Runnable r = () -> { go(); }; void m() { list.forEach(x -> { go(x); }); } }",
         [("A", "class"), ("A.m", "method")]),
        ("class A { static { go(); } { go(); } }", [("A", "class")]),
        ("void main() { go(); }", [("main", "function")]),
    ],
)  # fmt: skip
def test_names_and_kinds(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(unit.name, unit.kind) for unit in units(source)[1:]] == expected


@pytest.mark.parametrize(
    ("signature", "count"),
    [
        ("()", 0),
        ("(int a)", 1),
        ("(final int a, @Valid String b, Object... c)", 3),
        ("(C this, int a)", 1),
        ("(/* none */)", 0),
    ],
)
def test_parameters(signature: str, count: int) -> None:
    assert units(f"class C {{ void f{signature} {{}} }}")[2].parameters == count


def method(code: str) -> Unit:
    return units(f"class C {{ Object f() {{\n{code}\n}} }}")[2]


@pytest.mark.parametrize(
    ("code", "decisions", "cyclomatic", "cognitive"),
    [
        ("return a;", 0, 1, 0),
        ("if (a) b();", 1, 2, 1),
        ("if (a) b(); else c();", 1, 2, 2),
        ("if (a) b(); else if (c) d(); else e();", 2, 3, 3),
        ("if (a) b(); else if (c) d(); else if (e) g(); else h();", 3, 4, 4),
        ("if (a) { if (b) { if (c) d(); } }", 3, 4, 6),
        ("if (a) b(); else { if (c) d(); }", 2, 3, 4),
        ("for (int i = 0; i < a; i++) b();", 1, 2, 1),
        ("for (;;) b();", 1, 2, 1),
        ("for (X x : a) b();", 1, 2, 1),
        ("while (a) b();", 1, 2, 1),
        ("do b(); while (a);", 1, 2, 1),
        ("for (X x : a) for (Y y : x) while (y.next()) b();", 3, 4, 6),
        # switch: one for people; a decision for each case that is not the default
        ("switch (a) { case 1: b(); break; case 2: case 3: c(); break; default: d(); }", 3, 4, 1),
        ("switch (a) { case 1, 2, 3: b(); }", 1, 2, 1),
        ("switch (a) { case 1, 2 -> b(); case 3 -> { c(); } default -> d(); }", 2, 3, 1),
        ("switch (a) { case null, default -> b(); }", 0, 1, 1),
        ("switch (a) { case null -> b(); default -> c(); }", 1, 2, 1),
        ("return switch (a) { case X -> 1; case Y -> { yield 2; } default -> throw b; };", 2, 3, 1),
        ("switch (a) { case Foo f when f.ok() && b -> c(); case Bar(int x, var y) -> d(); default -> {} }", 2, 4, 2),
        ("if (a) switch (b) { case 1: c(); }", 2, 3, 3),
        ("switch (a) { case 1: if (b) c(); }", 2, 3, 3),
        # try
        ("try { a(); } catch (A e) { b(); } catch (B | D e) { c(); } finally { d(); }", 2, 3, 2),
        ("try { if (a) b(); } finally { if (c) d(); }", 2, 3, 2),
        ("try (A a = b(); a) { c(); }", 0, 1, 0),
        ("try { a(); } catch (A e) { if (b) c(); }", 2, 3, 3),
        ("synchronized (a) { if (b) c(); }", 1, 2, 1),
        # choices and operators
        ("return a ? b : c;", 1, 2, 1),
        ("return a ? b : c ? d : e;", 2, 3, 3),
        ("return a && b;", 0, 2, 1),
        ("return a && b && c;", 0, 3, 1),
        ("return a && b || c;", 0, 3, 2),
        ("return a && b || c && d;", 0, 4, 3),
        ("return a && (b || c) && d;", 0, 4, 3),
        ("return a && !(b && c);", 0, 3, 2),
        ("return a & b | c ^ d;", 0, 1, 0),
        ("if (a && b || c) d();", 1, 4, 3),
        ("while (a || b) c();", 1, 3, 2),
        ("boolean x = a == b && c != d;", 0, 2, 1),
        ("return a instanceof Foo f && f.ok();", 0, 2, 1),
        ("assert a && b : c;", 0, 2, 1),
        # lambdas nest, and belong to the method around them
        ("list.forEach(x -> { if (x) b(); });", 1, 2, 2),
        ("if (a) list.forEach(x -> { if (x) b(); });", 2, 3, 4),
        ("run(() -> run(() -> a ? b : c));", 1, 2, 3),
        ("run(x -> x.a() && x.b());", 0, 2, 1),
        # jumps
        ("for (X x : a) { if (x) continue; break; }", 2, 3, 3),
        ("out: for (X x : a) { for (Y y : x) { continue out; } }", 2, 3, 4),
        ("out: while (a) { if (b) break out; }", 2, 3, 4),
        ("if (a) return b; throw c;", 1, 2, 1),
        # A method that calls itself; one of the same name with other parameters is another one.
        ("return f();", 0, 1, 1),
        ("return f(a);", 0, 1, 0),
        ("String s = \"a && b ? c : d\"; /* if (a) */ // while (b)", 0, 1, 0),
        ("String s = \"\"\"\n  if (a) b ? c : d || e\n  \"\"\";", 0, 1, 0),
        ("Map<? extends A, ?> a = b;", 0, 1, 0),
    ],
)  # fmt: skip
def test_measures(code: str, decisions: int, cyclomatic: int, cognitive: int) -> None:
    unit = method(code)
    assert (unit.decisions, unit.cyclomatic, unit.cognitive) == (decisions, cyclomatic, cognitive)


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        ("", 0),
        (";;", 0),
        ("int a = 1, b = 2; a++; return a;", 3),
        ("if (a) { b(); } else { c(); }", 3),
        ("if (a) b(); else if (c) d();", 4),
        ("for (X x : a) b();", 2),
        ("do { a(); } while (b);", 2),
        ("switch (a) { case 1: b(); break; default: c(); }", 4),
        ("switch (a) { case 1 -> b(); default -> { c(); d(); } }", 4),
        ("if (a) switch (b) { case 1: c(); }", 3),
        ("if (a) b(); else switch (c) { default: d(); }", 4),
        ("for (;;) switch (a) { default: b(); }", 3),
        ("out: switch (a) { default: break out; }", 2),
        ("switch (a) { case 1: switch (b) { default: c(); } }", 3),
        ("switch (a) { case 1 -> { switch (b) { default -> c(); } } }", 3),
        # What a switch gives a value with is part of the statement around it.
        ("return switch (a) { case 1 -> 2; default -> b(); };", 1),
        ("int x = switch (a) { case 1 -> { b(); yield 2; } default -> throw c; };", 4),
        ("try { a(); } catch (E e) { throw e; } finally { b(); }", 4),
        ("try (A a = b()) { c(); }", 2),
        ("synchronized (a) { b(); }", 2),
        ("out: { a(); }", 1),
        ("assert a; while (b) continue; do break; while (c);", 5),
        ("run(() -> { a(); b(); });", 3),
        ("class L { int x; void m() { a(); } } b();", 1),
    ],
)
def test_statements(code: str, statements: int) -> None:
    assert method(code).statements == statements


def test_constructors_count_their_own_call() -> None:
    assert [
        unit.statements for unit in units("class C extends D { C() { this(1); } C(int a) { super(a); b(); } }")
    ] == [
        0,
        0,
        1,
        2,
    ]


def test_fields_and_initializers_belong_to_the_class() -> None:
    cls = units("class C { int a = b ? 1 : 2; static { if (a) b(); } { c(); } }")[1]
    assert (cls.kind, cls.cyclomatic, cls.decisions, cls.cognitive, cls.statements) == ("class", 0, 2, 2, 4)


def test_inner_units_keep_their_measures() -> None:
    found = units("class C { void f() { if (a) { new D() { void g() { if (b) c(); } }; } } }")
    outer, inner = found[2:]
    assert (outer.cyclomatic, outer.cognitive, outer.parent) == (2, 1, 1)
    assert (inner.cyclomatic, inner.cognitive, inner.parent) == (2, 3, 2)


def test_span_of_a_unit_begins_with_its_annotations() -> None:
    source = "class C {\n  @Override\n  public void f() {\n  }\n}\n"
    span = units(source)[2].span
    assert source[span.start : span.end] == "@Override\n  public void f() {\n  }"
    assert (span.line, span.column) == (2, 3)


def test_the_file_is_a_module_without_measures() -> None:
    module = units("package p; import a.B; class C {}")[0]
    assert (module.name, module.kind, module.parent, module.cyclomatic, module.statements) == ("", "module", -1, 0, 0)

"""References as people write them: imports of every form, and types that need none."""

import pytest

from archlint.languages.java.extract import extract
from archlint.model.facts import FileFacts, Flag, Reference


def facts(source: str) -> FileFacts:
    return extract(source.encode(), "java", 10)


def taken(source: str) -> list[tuple[str, tuple[str, ...], Flag]]:
    found = facts(source)
    assert found.problems == ()
    return [(reference.target, reference.names, Flag(reference.flags)) for reference in found.references]


def implicit(source: str) -> list[str]:
    """What the code names without an import, apart from java.lang's usual suspects."""
    found = [target for target, _, flags in taken(source) if flags == Flag.IMPLICIT]
    return [target for target in found if target not in ("String", "Object", "Integer", "Override")]


NONE = Flag(0)


@pytest.mark.parametrize(
    ("source", "target", "names", "flags"),
    [
        ("import org.acme.Invoice;", "org.acme.Invoice", (), NONE),
        ("import org.acme.Invoice.Line;", "org.acme.Invoice.Line", (), NONE),
        ("import org.acme.*;", "org.acme", (), Flag.WILDCARD),
        ("import static org.acme.Sums.total;", "org.acme.Sums", ("total",), Flag.STATIC),
        ("import static org.acme.Sums.*;", "org.acme.Sums", (), Flag.STATIC | Flag.WILDCARD),
        ("import static org.acme.Sums.Kind.NET;", "org.acme.Sums.Kind", ("NET",), Flag.STATIC),
        ("import module java.base;", "java.base", (), Flag.WILDCARD),
        ("import\tmodule  org.acme.billing ;", "org.acme.billing", (), Flag.WILDCARD),
        ("import module.acme.Invoice;", "module.acme.Invoice", (), NONE),
        ("import org . acme\n  . Invoice ;", "org.acme.Invoice", (), NONE),
        ("import /* a.b.C */ org.acme. // why\n Invoice;", "org.acme.Invoice", (), NONE),
        ("import org.acme . * ;", "org.acme", (), Flag.WILDCARD),
        ("import org.größe.Maß;", "org.größe.Maß", (), NONE),
        ("import org.acme.Outer$Inner;", "org.acme.Outer$Inner", (), NONE),
        ("import Invoice;", "Invoice", (), NONE),
    ],
)
def test_one_import(source: str, target: str, names: tuple[str, ...], flags: Flag) -> None:
    assert taken(source) == [(target, names, flags)]


def test_package_and_span() -> None:
    source = "@Deprecated\npackage org . acme /* x */ . billing;\n\nimport a.B;\n  import c.D;\n"
    found = facts(source)
    assert found.package == "org.acme.billing"
    spans = [reference.span for reference in found.references if not reference.flags]
    assert [source[span.start : span.end] for span in spans] == ["import a.B;", "import c.D;"]
    assert [(span.line, span.column) for span in spans] == [(4, 1), (5, 3)]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("class C extends A implements B, D {}", ["A", "B", "D"]),
        ("interface C extends A, B {}", ["A", "B"]),
        ("enum C implements A { X }", ["A"]),
        ("sealed interface C permits A, B {}", ["A", "B"]),
        ("non-sealed class C extends A {}", ["A"]),
        ("record C(A a, List<B> b) implements D {}", ["A", "List", "B", "D"]),
        ("record C(A a) { C { E.check(a); } }", ["A", "E"]),
        ("@interface C { A a(); Class<?> b() default B.class; }", ["A", "Class", "B"]),
        ("class C { A a; B[] b; int c; D<E, ? extends F>[] d; }", ["A", "B", "D", "E", "F"]),
        ("class C { A f(B b, D... d) throws E { return null; } }", ["A", "B", "D", "E"]),
        ("class C { void f() { A a; final B b = null; var c = 1; for (D d : e) {} } }", ["A", "B", "D"]),
        ("class C { Object f() { return (A) b; } }", ["A"]),
        ("class C { Object f() { return (A & B) b; } }", ["A", "B"]),
        ("class C { Object f() { return new A(); } Object g() { return new B[2]; } }", ["A", "B"]),
        ("class C { Object f() { return new A<>() { D d; }; } }", ["A", "D"]),
        ("class C { Object f() { return A.class; } }", ["A"]),
        ("class C { Object f() { return A.B.class; } }", ["A.B"]),
        ("class C { boolean f(Object o) { return o instanceof A; } }", ["A"]),
        ("class C { boolean f(Object o) { return o instanceof A a && a.ok(); } }", ["A"]),
        ("class C { boolean f(Object o) { return o instanceof A(B b, var c); } }", ["A", "B"]),
        ("class C { int f(Object o) { return switch (o) { case A a -> 1; case B(D d, E(int e)) -> 2; default -> 3; }; } }",
         ["A", "B", "D", "E"]),
        ("class C { void f() { try (A a = b()) {} catch (D | E e) {} } }", ["A", "D", "E"]),
        ("class C { void f() { go(A::run); go(B::new); go(a.b.D::run); } }", ["A", "B", "a.b.D"]),
        ("class C { void f() { go((A a) -> a); go(b -> b); } }", ["A"]),
        ("class C { void f() { A.run(); int b = B.LIMIT; D.E.run(); } }", ["A", "B", "D.E"]),
        ("class C { void f() { this.<A>run(); } }", ["A"]),
        ("class C { A.B<D>.E<F> g; }", ["A.B.E", "D", "F"]),
        ("class C { org.acme.Invoice a; void f() { org.acme.Sums.total(); } }", ["org.acme.Invoice", "org.acme.Sums"]),
        ("class C { org.acme.Invoice.Line a; }", ["org.acme.Invoice.Line"]),
        ("@A class C { @B int b; @D(E.class) void f(@F int f) { @G int g; } }", ["A", "B", "D", "E", "F", "G"]),
        ("@A(b = @B, c = {@D, @E}) class C {}", ["A", "B", "D", "E"]),
        ("@org.acme.Marked class C {}", ["org.acme.Marked"]),
        ("class C { List<@A B> b; @D B @E [] e; }", ["List", "A", "B", "D", "E"]),
        ("class C<T extends A & B<T>> {}", ["A", "B"]),
        ("void main() { A.run(); }", ["A"]),
    ],
)  # fmt: skip
def test_types_without_import(code: str, names: list[str]) -> None:
    assert list(dict.fromkeys(implicit(code))) == names


@pytest.mark.parametrize(
    "code",
    [
        "import a.A; class C extends A { A.B b; }",
        "class C { C next; C.D inner; class D {} D d; }",
        "class C<T> { T t; List<T> f(T t) { return null; } } class List<X> {}",
        "class C { <T> T f(T t) { return (T) t; } }",
        "class C<A extends Comparable<B>, B> { B b; }",
        "class C { <A extends Comparable<B>, B> B f(A a) { return null; } }",
        "class C { void f() { class Local {} record Pair(int a) {} new Local(); Pair p; } }",
        "class C { void f(Object value) { value.toString(); } }",
        "class C { Object Field; void f() { Field.run(); } }",
        "class C { void f() { var x = 1; var y = x; } }",
        "enum C { RED, GREEN; C f() { return C.RED; } }",
        "import static a.A.LIMIT; class C { int f() { return LIMIT.size(); } }",
        'class C { /** {@link A} */ void f() {} // A.run()\n String s = "A.run()"; }',
    ],
)
def test_nothing_is_named_that_the_file_has_itself(code: str) -> None:
    assert [name for name in implicit(code) if name != "Comparable"] == []


def test_a_type_parameter_ends_with_its_method() -> None:
    assert implicit("class C { <T> void f(T t) {} T g; }") == ["T"]


def test_a_member_taken_by_the_spelling_of_a_type_says_which() -> None:
    assert [
        (target, names) for target, names, _ in taken("class C { int f() { return Limits.MAX + Sums.total(); } }")
    ] == [
        ("Limits", ("MAX",)),
        ("Sums", ("total",)),
    ]
    certain = "class C {\n Limits l;\n int m = Limits.MAX;\n}"
    assert [(target, names) for target, names, _ in taken(certain)] == [("Limits", ()), ("Limits", ())]


def test_each_line_that_names_a_type_is_kept_up_to_a_limit() -> None:
    source = "class C {\n" + "  A a(A b) { return null; }\n" * 40 + "}\n"
    lines = [reference.span.line for reference in facts(source).references]
    assert lines == list(range(2, 27))


def test_platform_types_are_named_once() -> None:
    assert [target for target, _, _ in taken("class C {\n String a;\n String b;\n Foo c;\n Foo d;\n}")] == [
        "String",
        "Foo",
        "Foo",
    ]


def test_unit_of_a_reference() -> None:
    found = facts("import a.X; class C extends A { void f() { B b; class L { D d; } } E e; }")
    units = found.body.units
    named = {reference.target: units[reference.unit].name for reference in found.references if reference.unit >= 0}
    assert named == {"A": "C", "B": "C.f", "D": "C.f.L", "E": "C"}
    (imported,) = [reference for reference in found.references if not reference.flags]
    assert imported.unit == -1


def test_declared_types_and_exports() -> None:
    source = (
        "package p; class A { static class B { enum C {} } void f() { class Local {} } } "
        "interface I { record R(int a) {} } @interface N {} enum E { X { }; class In {} }"
    )
    found = facts(source)
    assert found.types == ("A", "A.B", "A.B.C", "I", "I.R", "N", "E", "E.In")
    assert [export.name for export in found.body.exports] == list(found.types)
    span = found.body.exports[2].span
    assert source[span.start : span.end] == "C"


def broken(source: str) -> set[str]:
    found = facts(source)
    assert [problem.kind for problem in found.problems] == ["syntax"]
    assert not found.complete
    return {reference.target for reference in found.references}


@pytest.mark.parametrize(
    "source",
    [
        "package p;\nimport a.A;\nclass C { void f( { } }\n",
        "package p;\nimport a.A;\nclass C {\n",
        "package p;\nimport a.A;\n}\nclass C {}",
        "package p;\nimport a.A;\nimport ;\nclass C {}",
        "<<<<<<< HEAD\npackage p;\nimport a.A;\n=======\nclass C {}",
    ],
)
def test_broken_code_keeps_its_imports(source: str) -> None:
    assert "a.A" in broken(source)


def test_span_of_a_name_in_code() -> None:
    source = "class C {\n  Maß größe; Invoice.Line line;\n}\n"
    last: Reference = facts(source).references[-1]
    raw = source.encode()
    assert raw[last.span.start : last.span.end] == b"Invoice.Line"
    assert (last.span.line, last.span.column) == (2, 14)

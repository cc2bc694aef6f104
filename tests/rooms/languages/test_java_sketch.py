"""What the sketch of a Java file says: a small source in, expected scopes, bindings and expressions out."""

import pytest
from msgspec.structs import replace

from archlint.graph.values.walking import invocations
from archlint.languages.java.drawing import draw
from archlint.languages.java.grammar import PARSER
from archlint.languages.java.sketch import read_sketch
from archlint.languages.parsing import Budget, OutOfTime, parse
from archlint.model.sketch import (
    NOTHING,
    Choice,
    Closure,
    Expression,
    Imported,
    Index,
    Invocation,
    Items,
    Joined,
    Member,
    Name,
    Opaque,
    Parameter,
    Scope,
    Sketch,
    Text,
    pack_sketch,
    unpack_sketch,
)

A, B, C, E, R, T, X = (Name(name) for name in "ABCERTX")
a, b, c, f, g, h, x, y, xs = (Name(name) for name in ("a", "b", "c", "f", "g", "h", "x", "y", "xs"))
THIS, STRING, ARRAY = Name("this"), Name("String"), Name("[]")


def sketch(source: str) -> Sketch:
    content = source.encode()
    found = read_sketch(parse(PARSER, content, Budget(20)).root_node, content, Budget(20))
    assert unpack_sketch(pack_sketch(found)) == found
    return found


def scope(source: str, name: str) -> Scope:
    return next(one for one in sketch(source).scopes if one.name == name)


def method(code: str) -> Scope:
    """The scope of a method with this code."""
    return scope(f"class C {{ Object f() {{ {code} }} }}", "f")


def value(source: str) -> Expression | None:
    """What an expression gives, without places."""
    return bare(method(f"Object v = {source};").bindings[-1].value)


def bindings(found: Scope) -> list[tuple[str, Expression | None]]:
    return [(one.target, bare(one.value)) for one in found.bindings]


def call(callee: Expression, *positional: Expression, **named: Expression) -> Invocation:
    """A call without its place."""
    return Invocation(callee, positional, tuple(named.items()), -1, -1)


def bare(expression: Expression | None) -> Expression | None:
    """An expression without places."""
    match expression:
        case Invocation(callee, positional, named):
            keywords = {key: bare(one) for key, one in named}
            return call(bare(callee), *map(bare, positional), **keywords)  # type: ignore[arg-type]
        case Member(of, name):
            return Member(bare(of), name)  # type: ignore[arg-type]
        case Index(of, key):
            return Index(bare(of), bare(key))  # type: ignore[arg-type]
        case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
            return type(expression)(tuple(map(bare, parts)))  # type: ignore[arg-type]
    return expression


def bares(expressions: tuple[Expression, ...]) -> list[Expression | None]:
    return [bare(one) for one in expressions]


def calls_in(found: Sketch) -> list[str]:
    """The simple names of all calls, wherever they are said, sorted."""
    said: list[Expression] = []
    for one in found.scopes:
        said += (*one.marks, *one.bases, *one.returns, *one.expressions)
        for parameter in one.parameters:
            said += parameter.marks
        for binding in one.bindings:
            said += (*binding.marks, *([binding.value] if binding.value is not None else []))
    return sorted(one.callee.name for one in invocations(said) if isinstance(one.callee, Name | Member))


def test_package_and_imports() -> None:
    found = sketch(
        "package a.b; import a.b.C; import a.b.*; import static a.b.C.D; import static a.b.C.*; import a . /* here */ E;"
    )
    assert found.package == "a.b"
    assert found.imports == (
        Imported("C", "a.b.C", ""),
        Imported("", "a.b", "*"),
        Imported("D", "a.b.C", "D"),
        Imported("", "a.b.C", "*"),
        Imported("E", "a.E", ""),
    )
    assert draw(b"import module java.base;\nclass C {}", "java", 10).imports == (Imported("", "java.base", "*"),)


def test_annotations_of_a_package_are_marks_of_the_file() -> None:
    found = sketch('@A("x") package a.b;')
    assert bares(found.scopes[0].marks) == [call(A, Text("x"))]


def test_scopes_with_their_parents_and_lines() -> None:
    found = sketch(
        "class C {\n C() {}\n @A\n void\n f() { class L {} }\n { a(); }\n static { b(); }\n"
        " interface I { void g(); }\n enum E { X }\n record R() {}\n @interface N { int v() default 1; }\n}\n"
    )
    scopes = found.scopes
    assert [(one.name, one.kind, scopes[one.parent].name if one.parent >= 0 else None, one.line) for one in scopes] == [
        ("", "module", None, 1),
        ("C", "class", "", 1),
        ("<clinit>", "function", "C", 6),
        ("<clinit>", "function", "C", 7),
        ("<init>", "function", "C", 2),
        ("f", "function", "C", 5),
        ("L", "class", "f", 5),
        ("I", "class", "C", 8),
        ("g", "function", "I", 8),
        ("E", "class", "C", 9),
        ("R", "class", "C", 10),
        ("<init>", "function", "R", 10),
        ("N", "class", "C", 11),
        ("v", "function", "N", 11),
    ]
    assert [bares(one.expressions) for one in scopes[2:4]] == [[call(a)], [call(b)]]
    assert scopes[-1].returns == (Text("1"),)


def test_bases_and_what_they_are_generic_in() -> None:
    found = scope("class X extends a.B implements A, C<T, List<E>>, R<E> {}", "X")
    assert found.bases == (Member(a, "B"), A, C, R)
    assert found.of_bases == (T, Name("List"))
    assert scope("interface X extends A<T>, B {}", "X").bases == (A, B)


@pytest.mark.parametrize(
    ("written", "type_", "generic"),
    [
        ("String", STRING, ()),
        ("int", Name("int"), ()),
        ("List<X>", Name("List"), (X,)),
        ("Map<A, List<B>>", Name("Map"), (A, Name("List"))),
        ("a.b.C", Member(Member(a, "b"), "C"), ()),
        ("A.B<X>", Member(A, "B"), (X,)),
        ("A<X>.B", Member(A, "B"), ()),
        ("List<? extends X>", Name("List"), (X,)),
        ("A<?>", A, (Name("Object"),)),
        ("X[]", ARRAY, (X,)),
        ("@A X", X, ()),
    ],
)
def test_types(written: str, type_: Expression, generic: tuple[Expression, ...]) -> None:
    found = sketch(f"class K {{ {written} x; {written} m() {{ {written} y; }} }}")
    field, function = found.scopes[1].bindings[0], found.scopes[2]
    assert (field.type, field.of_type, field.value) == (type_, generic, None)
    assert (function.type, function.of_type) == (type_, generic)
    assert (function.bindings[0].type, function.bindings[0].of_type) == (type_, generic)


def test_fields_with_values_types_and_marks() -> None:
    found = scope('class K { @A @B("x") String a = "1", b, c[] = {f()};\n static final X y = new X(); }', "K")
    assert bindings(found) == [("a", Text("1")), ("b", None), ("c", Items((call(f),))), ("y", call(X))]
    assert [one.type for one in found.bindings] == [STRING, STRING, ARRAY, X]
    assert [bares(one.marks) for one in found.bindings] == [[call(A), call(B, Text("x"))], [call(A)], [call(A)], []]
    assert [one.line for one in found.bindings] == [1, 1, 1, 2]
    assert bindings(scope('interface K { String A = "x"; }', "K")) == [("A", Text("x"))]


def test_a_name_has_its_value_from_where_that_ends() -> None:
    source = "class K { void f() { x = g(x); } }"
    found = scope(source, "f")
    (binding,) = found.bindings
    assert isinstance(binding.value, Invocation)
    assert (binding.start, binding.value.start) == (source.index(";"), source.index("g(x)"))


def test_constants_of_enums() -> None:
    found = sketch('enum E implements A { X("a", 1), @B Y { void f() { g(); } }, Z; int n; E() {} }')
    enum, body = found.scopes[1], found.scopes[2]
    assert bindings(enum) == [
        ("X", call(E, Text("a"), Text("1"))),
        ("Y", call(E, Closure(2))),
        ("Z", call(E)),
        ("n", None),
    ]
    assert [one.type for one in enum.bindings] == [E, E, E, Name("int")]
    assert bares(enum.bindings[1].marks) == [call(B)]
    assert (body.kind, body.bases, body.parent) == ("class", (E,), 1)


def test_components_of_records() -> None:
    found = sketch("record R<T>(@A(1) int a, List<X> b) implements C { R { a = f(a); } static int s; }")
    record, made = found.scopes[1], found.scopes[2]
    assert (record.bases, bindings(record)) == ((C,), [("s", None)])
    assert [replace(one, marks=()) for one in made.parameters] == [
        Parameter("a", Name("int")),
        Parameter("b", Name("List")),
    ]
    assert bares(made.parameters[0].marks) == [call(A, Text("1"))]
    assert bindings(made) == [("a", call(f, a)), ("this.a", a), ("this.b", b)]
    assert made.bindings[2].of_type == (X,)
    assert [one.name for one in found.scopes[2:]] == ["<init>"]


def test_parameters() -> None:
    found = scope('class K { K(final A a, @B @C("x") List<X> b, int c[], T... d) { super(a); } }', "<init>")
    assert [(one.name, one.type, bares(one.marks), one.rest) for one in found.parameters] == [
        ("a", A, [], False),
        ("b", Name("List"), [call(B), call(C, Text("x"))], False),
        ("c", ARRAY, [], False),
        ("d", T, [], True),
    ]
    assert bares(found.expressions) == [call(Name("super"), a)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("@A", call(A)),
        ("@a.B", call(Member(a, "B"))),
        ("@A()", call(A)),
        ("@A(x)", call(A, x)),
        ("@A({x, y})", call(A, Items((x, y)))),
        ("@A(value = x, y = {a, b})", call(A, value=x, y=Items((a, b)))),
        ("@A(@B(1))", call(A, call(B, Text("1")))),
        ("@A(C.class)", call(A, Member(C, "class"))),
    ],
)
def test_annotations(written: str, expected: Expression) -> None:
    for source in (f"{written} class K {{}}", f"class O {{ {written} void K() {{}} }}", f"{written} enum K {{}}"):
        assert bares(scope(source, "K").marks) == [expected]


def test_an_annotation_stands_on_its_own_line() -> None:
    (mark,) = scope("class O {\n  @A(\n 1)\n  void f() {}\n}", "f").marks
    assert isinstance(mark, Invocation)
    assert (mark.start, mark.line) == (12, 2)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r'"a\n\"\u0041\101"', Text('a\n"AA')),
        ('"""\n    a\n      b \\\n    c"""', Text("a\n  b c")),
        ("1_0L", Text("1_0L")),
        ("-1.5", Text("-1.5")),
        ("true", Text("true")),
        ("'c'", Text("c")),
        ("null", Name("null")),
        ("String.class", Member(STRING, "class")),
        ('"a" + x + ("b" + 1)', Joined((Text("a"), x, Text("b"), Text("1")))),
        ("a ? b : c", Choice((b, c))),
        ("(String) (x)", x),
        ("this.x", Member(THIS, "x")),
        ("super.x.y", Member(Member(Name("super"), "x"), "y")),
        ("A.this.x", Member(Member(A, "this"), "x")),
        ("xs[0]", Index(xs, Text("0"))),
        ("xs[0][y]", Index(Index(xs, Text("0")), y)),
        ("{a, /* and */ b}", Items((a, b))),
        ("new String[] {a}", Items((a,))),
        ("new int[f()][2]", Opaque((call(f),))),
        ("A::b", Member(A, "b")),
        ("A<X>::new", Member(A, "new")),
        ("this::x", Member(THIS, "x")),
        ("a == b", NOTHING),
        ("!f(x) && (y > g() || h)", Opaque((call(f, x), call(g)))),
        ("a * f()", Opaque((call(f),))),
        ("f() instanceof A", Opaque((call(f),))),
    ],
)
def test_values(source: str, expected: Expression) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f(x, 1)", call(f, x, Text("1"))),
        ("a.b(c)", call(Member(a, "b"), c)),
        ("a.b().c(x)", call(Member(call(Member(a, "b")), "c"), x)),
        ("A.<T>f(x)", call(Member(A, "f"), x)),
        ("this.f()", call(Member(THIS, "f"))),
        ("super.f()", call(Member(Name("super"), "f"))),
        ("A.super.f()", call(Member(Member(A, "super"), "f"))),
        ("new X(a)", call(X, a)),
        ("new A.B<X>(a)", call(Member(A, "B"), a)),
        ("new X<>()", call(X)),
        ("f().new X(a)", call(Member(call(f), "X"), a)),
        ('"a%s".formatted(x)', call(Member(Text("a%s"), "formatted"), x)),
    ],
)
def test_calls(source: str, expected: Expression) -> None:
    assert value(source) == expected


def test_a_call_stands_where_its_last_name_does() -> None:
    source = "class K { void f() { a\n .b()\n .c(new\n x.X()); } }"
    (outer,) = scope(source, "f").expressions
    assert isinstance(outer, Invocation)
    (made,) = outer.positional
    assert isinstance(made, Invocation)
    assert (outer.start, outer.line) == (source.index("a\n"), 3)
    assert (made.start, made.line) == (source.index("new"), 4)


def test_lambdas() -> None:
    found = sketch("class K { void f() { g(x -> h(x), (A a, B b) -> { a.c(); return b; }, () -> {}); } }")
    expressions = found.scopes[2].expressions
    assert bares(expressions) == [call(g, Closure(3), Closure(4), Closure(5))]
    first, second, third = found.scopes[3:]
    assert {(one.name, one.kind, one.parent) for one in (first, second, third)} == {("", "function", 2)}
    assert (first.parameters, bares(first.returns)) == ((Parameter("x"),), [call(h, x)])
    assert second.parameters == (Parameter("a", A), Parameter("b", B))
    assert (bares(second.expressions), second.returns) == ([call(Member(a, "c"))], (b,))
    assert (third.returns, third.expressions) == ((), ())


def test_classes_without_a_name() -> None:
    found = sketch("class K { Object f() { return new A<X>(1) { int n = g(); void h() { b(); } }; } }")
    assert bares(found.scopes[2].returns) == [call(A, Text("1"), Closure(3))]
    inner = found.scopes[3]
    assert (inner.name, inner.kind, inner.parent, inner.bases, inner.of_bases) == ("", "class", 2, (A,), (X,))
    assert bindings(inner) == [("n", call(g))]
    assert (found.scopes[4].name, found.scopes[4].parent) == ("h", 3)


def test_assignments() -> None:
    found = method("this.x = a; x = b; x += c; a.b.c = f(); x -= g(); x++; xs[h()] = y;")
    assert bindings(found) == [
        ("this.x", a),
        ("x", b),
        ("x", Joined((x, c))),
        ("a.b.c", call(f)),
        ("x", Opaque((call(g),))),
        ("x", NOTHING),
    ]
    assert bares(found.expressions) == [Index(xs, call(h))]


def test_assignments_as_values() -> None:
    found = method("a = b = c; x = y = f(); while ((c = g()) != null) h(b = a);")
    assert bindings(found) == [("b", c), ("a", c), ("y", call(f)), ("x", y), ("c", call(g)), ("b", a)]
    assert bares(found.expressions) == [call(h, a)]
    assert [one.certain for one in found.bindings] == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("code", "certain"),
    [
        ("x = a;", True),
        ("{ x = a; }", True),
        ("synchronized (y) { x = a; }", True),
        ("l: x = a;", True),
        ("if (y) x = a;", False),
        ("if (y) {} else { x = a; }", False),
        ("for (;;) { x = a; }", False),
        ("for (x = a;;) {}", False),
        ("for (T t : xs) { x = a; }", False),
        ("while (y) { x = a; }", False),
        ("do { x = a; } while (y);", False),
        ("try { x = a; } finally {}", False),
        ("try {} catch (E e) {} finally { x = a; }", False),
        ("switch (y) { case 1: x = a; }", False),
        ("switch (y) { case 1 -> x = a; }", False),
        ("try (var x = a) {}", True),
        ("if (y) { try (var x = a) {} }", False),
        ("f(y && (x = a));", False),
    ],
)
def test_what_is_certain(code: str, certain: bool) -> None:
    assert [(one.value, one.certain) for one in method(code).bindings if one.target == "x"] == [(a, certain)]


def test_variables_of_statements() -> None:
    found = method("for (T x : f()) {} try (A a = g(); b) {} catch (B | C e) {} for (var y : xs) {}")
    assert bindings(found) == [("x", Index(call(f), NOTHING)), ("a", call(g)), ("e", None), ("y", Index(xs, NOTHING))]
    assert [one.type for one in found.bindings] == [T, A, Choice((B, C)), None]
    found = method("if (f() instanceof A a) {} switch (x) { case R(B b, C c) when g() -> h(); default -> {} }")
    assert [(one.target, one.type, one.value) for one in found.bindings] == [
        ("a", A, None),
        ("b", B, None),
        ("c", C, None),
    ]
    assert bares(found.expressions) == [call(f), call(g), call(h)]


def test_returns_are_all_that_a_function_returns() -> None:
    found = method("if (f()) return a; switch (x) { case 1: return g(b); default: throw h(); }")
    assert bares(found.returns) == [a, call(g, b)]
    assert bares(found.expressions) == [call(f), call(h)]


def test_switches_are_choices_of_their_arms() -> None:
    found = method(
        'Object v = switch (f()) { case 1, 2 -> "a"; case 3 -> { y = g(); if (x) { yield b; } yield h(); }'
        " default -> throw c(); };"
        " return switch (x) { case 1: yield a; default: yield switch (y) { default -> b; }; };"
    )
    assert bindings(found) == [("y", call(g)), ("v", Choice((Text("a"), b, call(h))))]
    assert bares(found.returns) == [Choice((a, Choice((b,))))]
    assert bares(found.expressions) == [call(f), call(c)]


def test_every_call_is_said_once() -> None:
    source = """
    @A(1) class K<@B(2) T> extends @C(3) P<@D(4) Q> {
      @E(5) int a = f(6), b = g(f(7));
      <@F(8) X> @G(9) Y m(@H(10) K this, @I(11) int... p) throws @J(12) Z {
        @K(13) var v = (f(14)) ? new L(15) {{ f(16); }} : (@M(17) String) f(18);
        assert f(19) : f(20); l: for (int i = f(21); f(22); i += f(23)) f(24);
        do { f(25); } while (f(26)); if (f(27)) f(28); else f(29); synchronized (f(30)) { f(31); }
        try (@N(32) R r = f(33); R s = f(34)) { f(35); } catch (@O(36) S e) { f(37); } finally { f(38); }
        x[f(39)] = f(40); f(41).y = f(42); z = z += f(43); f(44)[f(45)]++; int[] q = new int[f(46)];
        switch (f(47)) { case P.Q: f(48); break; default: f(49); } for (@S(50) var k : f(51)) { f(52); }
        return f(w -> f(53), () -> { return f(54); }).g(!f(55), -f(56), f(57) + f(58), (f(59)))::f;
      }
    }"""
    found = sketch(source)
    assert not PARSER.parse(source.encode()).root_node.has_error
    numbers = [
        one.value
        for scope_ in found.scopes
        for said in (
            *scope_.marks,
            *scope_.returns,
            *scope_.expressions,
            *(mark for parameter in scope_.parameters for mark in parameter.marks),
            *(part for binding in scope_.bindings for part in (*binding.marks, binding.value) if part is not None),
        )
        for made in invocations([said])
        for one in made.positional
        if isinstance(one, Text)
    ]
    assert sorted(map(int, numbers)) == list(range(1, 60))


DEEP = 3_000


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("f(" * DEEP + ")" * DEEP, DEEP),
        ("a" + ".f()" * DEEP, DEEP),
        ("a" + ".b" * DEEP + ".f()", 1),
        ("(" * DEEP + "f()" + ")" * DEEP, 1),
        ("!" * DEEP + "f()", 1),
        ("f() + " * DEEP + "x", DEEP),
        ("f() ? x : " * DEEP + "x", DEEP),
        ("x -> " * DEEP + "f()", 1),
        ("a = " * DEEP + "f()", 1),
        ("new f() { Object o = " * 500 + "x" + "; }" * 500, 500),
        ("xs[" * DEEP + "f()" + "]" * DEEP, 1),
    ],
)
def test_whatever_is_nested_deep_is_read_too(source: str, count: int) -> None:
    found = sketch(f"class K {{ Object m() {{ return {source}; }} }}")
    assert calls_in(found) == ["f"] * count


def test_long_sums_are_one() -> None:
    found = value("+".join(["x"] * DEEP))
    assert found == Joined((x,) * DEEP)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "class",
        "class {",
        "class K { void f( { g(); }",
        "} f(); {",
        "@A(",
        "enum E { A(",
        "x -> ",
        "import ;",
        "\0((",
    ],
)
def test_broken_files_give_what_can_be_read(source: str) -> None:
    assert sketch(source).scopes[0].kind == "module"


def test_calls_in_broken_parts_are_read() -> None:
    assert calls_in(sketch("class K { ) void f() { g(a(), ; h(b()) } c(); }")) == ["a", "b", "c", "g", "h"]


def test_time_runs_out() -> None:
    content = b"class K {" + b"void f() { g(a, b); }" * 3_000 + b"}"
    root = parse(PARSER, content, Budget(20)).root_node
    with pytest.raises(OutOfTime):
        read_sketch(root, content, Budget(-1))

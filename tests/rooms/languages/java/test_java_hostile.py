"""Whatever a file contains, extraction answers with facts: it neither raises nor hangs, and says what is wrong."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.languages.java.extract import extract
from archlint.model.facts import PROBLEM_KINDS, FileFacts

DEEP = 100_000


def kinds(facts: FileFacts) -> list[str]:
    return [problem.kind for problem in facts.problems]


def field(value: str) -> str:
    return f"class A {{ Object x = {value}; }}"


def method(code: str) -> str:
    return f"class A {{ void f() {{ {code} }} }}"


NESTED: tuple[Callable[[int], str], ...] = (
    lambda n: field("(\n" * n + "a" + ")" * n),
    lambda n: field("f(\n" * n + ")" * n),
    lambda n: field("a[\n" * n + "0" + "]" * n),
    lambda n: field("a" + "[b.c()]\n" * n),
    lambda n: field("a" + "\n.b('x')" * n),
    lambda n: field("a" + "\n.b" * n),
    lambda n: field("a ?\n b : " * n + "c"),
    lambda n: field("a &&\n" * n + "b"),
    lambda n: field("(a &&\n(b || " * (n // 2) + "c" + "))" * (n // 2)),
    lambda n: field('f("a" +\n' + "'b' +\n" * n + "c)"),
    lambda n: field('f("a" + ' * n + "b" + ")" * n),
    lambda n: field("a ->\n" * n + "b"),
    lambda n: field("!" * n + "a"),
    lambda n: field("(A)\n" * n + "a"),
    lambda n: field("new A(\n" * n + ")" * n),
    lambda n: field("new A() { Object x =\n" * n + "1" + ";}" * n),
    lambda n: field("a instanceof " + "P(\n" * n + "int a" + ")" * n),
    lambda n: field("switch (a) { case 1 ->\n" * n),
    lambda n: method("{\n" * n + "}" * n),
    lambda n: method("if (a)\n" * n + ";"),
    lambda n: method("if (a) ; else\n" * n + ";"),
    lambda n: method("for (A a : b)\n" * n + ";"),
    lambda n: method("try {\n" * n),
    lambda n: method("a:\n" * n + ";"),
    lambda n: method("a =\n" * n + "b;"),
    lambda n: method("switch (a) { case 1:\n" * n),
    lambda n: method("switch (a) {" + "case 1:\n" * n + "}"),
    lambda n: method("class B { void f() {\n" * n),
    lambda n: "class A {\n" * n + "}" * n,
    lambda n: "class A { B<\n" * n,
    lambda n: "class A { " + "B<\n" * n + "C" + ">" * n + " x; }",
    lambda n: "class A { " + "B<C>.\n" * n + "D x; }",
    lambda n: "class A<" + "T,\n" * n + "U> {}",
    lambda n: "@A(\n" * n,
    lambda n: "@A({\n" * n + "})" * n + " class A {}",
    lambda n: "import ) a (\n" * n,
    lambda n: "import a.B;\n" * n,
    lambda n: "import module\n" * n,
    lambda n: 'import "' + "/* " * n + '"',
    lambda n: '"""\n' * n,
    lambda n: "'\n" * n,
    lambda n: "/*\n" * (n // 50),
    lambda n: "\\u002f" * n,
    lambda n: "// archlint: allow[a] b\n;\n" * n,
    lambda n: method("x(); // archlint: allow[a] b\n" * n),
    lambda n: method("/* archlint: allow[a] b */ x(); " * n),
    lambda n: "class A { " + "B." * n + "C " + "a," * n + "b; }",
    lambda n: "class A { " + "B." * n + "C x; void f() { " + "x.a(); " * n + "} }",
    lambda n: "import static " + "a." * n + "m; class A { void f() { " + "m(); " * n + "} }",
    lambda n: "import " + "a." * n + "B; class A { void f() { " + "new B(); " * n + "} }",
    lambda n: field('String.format("%' + "0" * n + '")'),
    lambda n: field('String.format("' + "%0" * n + '")'),
)


@pytest.mark.parametrize("source", NESTED, ids=range(len(NESTED)))
def test_deep_and_long(source: Callable[[int], str]) -> None:
    facts = extract(source(DEEP // 2).encode(), "java", 60)
    assert set(kinds(facts)) <= {"syntax", "timeout"}


def lines_run(content: bytes) -> int:
    """How many lines of archlint's own code an extraction runs."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        if "archlint" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract(content, "java", 600)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("source", NESTED, ids=range(len(NESTED)))
def test_work_grows_with_the_file_and_not_faster(source: Callable[[int], str]) -> None:
    small, large = (lines_run(source(size).encode()) for size in (300, 1_200))
    assert large < 6 * small


@pytest.mark.parametrize(
    "source",
    [
        lambda n: "class A { " + "B." * n + "C x; void f() { " + "x.a(); " * n + "} }",
        lambda n: "import static " + "a." * n + "m; class A { void f() { " + "m(); " * n + "} }",
        lambda n: "import " + "a." * n + "B; class A { void f() { " + "new B(); " * n + "} }",
        lambda n: "package " + "a." * n + "b; class A { A x; void f() { " + "x.a(); " * n + "} }",
        lambda n: 'class A { final String A = "' + "a" * n + '"; void f() { ' + "g(A, A, A, A); " * n + "} }",
        lambda n: 'class A { final String A = "' + "a" * n + '"; void f() { g(' + "A + " * n + "A); } }",
        lambda n: "class A {\n" * n + "}" * n,
        lambda n: "class " + "A" * n + " { " + "void f() {} " * n + "}",
    ],
    ids=range(8),
)
def test_facts_stay_in_proportion_to_the_file(source: Callable[[int], str]) -> None:
    content = source(20_000).encode()
    assert len(extract(content, "java", 60).packed_body) < 300 * len(content)


def test_time_is_bounded_and_said() -> None:
    facts = extract(b"class A { void f() { " + b"a();\n" * 200_000 + b"} }", "java", 0.0)
    assert kinds(facts) == ["timeout"]
    assert not facts.complete


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    facts = extract(content, "java", 10)
    assert set(kinds(facts)) <= set(PROBLEM_KINDS)
    assert facts == extract(content, "java", 10)


TOKENS = (
    "package import static module class interface enum record @interface sealed permits extends implements { } ( ) [ ] < > "
    "; , . : :: -> ? = == + ! && || @ @A if else for while do switch case default when yield try catch finally throw new "
    'return break continue instanceof var final this super a b A B int void _ 1 null \'c\' "s" " """ // /* */ \\u002f '
    "\\u000a \\ # archlint:allow[a] // é"
)
PIECES = st.sampled_from([*TOKENS.split(), "\n", "\r"])


def check_soup(content: bytes) -> None:
    facts = extract(content, "java", 10)
    body = facts.body
    for span in (
        *(reference.span for reference in facts.references),
        *(call.span for call in body.calls),
        *(export.span for export in body.exports),
        *(unit.span for unit in body.units),
    ):
        assert 0 <= span.start <= span.end <= len(content)
        assert 1 <= span.line <= facts.lines + 1
        assert span.column >= 1
    assert all(reference.unit < len(body.units) for reference in facts.references)
    assert all(call.unit < len(body.units) for call in body.calls)
    assert all(unit.parent < index for index, unit in enumerate(body.units))
    assert all(unit.statements >= 0 and unit.decisions >= 0 for unit in body.units)
    assert all(1 <= found.first <= found.last <= facts.lines for found in facts.suppressions)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_tokens(pieces: list[str]) -> None:
    check_soup(" ".join(pieces).encode())


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from([b"class C { %s }", b"class C { void f() { %s } }"]))
def test_any_tokens_in_a_class(pieces: list[str], frame: bytes) -> None:
    check_soup(frame % " ".join(pieces).encode())


def test_empty() -> None:
    facts = extract(b"", "java", 10)
    assert (facts.references, facts.problems, facts.lines, facts.complete) == ((), (), 0, True)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfimport a.A;\nimport b.B;\n",
        b"import a.A;\r\nimport b.B;\r\n",
        b"import a.A; // why\r\nimport b.B;\r\n",
        b"import a.A;\rimport b.B;\r",
        b"import a.A; // why\rimport b.B;\r",
        b"import a.A;\nimport b.B;\n\x1a",
    ],
)
def test_marks_and_line_ends(content: bytes) -> None:
    facts = extract(content, "java", 10)
    assert facts.problems == ()
    assert [(found.target, found.span.line) for found in facts.references] == [("a.A", 1), ("b.B", 2)]


def test_columns_are_characters() -> None:
    (reference,) = extract("/* é😀 */ import a.A;".encode(), "java", 10).references
    assert (reference.span.line, reference.span.column) == (1, 10)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"import a.A;\0", "binary"),
        (b"\xca\xfe\xba\xbe\x00\x00\x00\x41" + b"\xff" * 184, "binary"),
        ("import a.A;\n".encode("utf-16"), "encoding"),
        (b"\xfe\xff" + "import a.A;\n".encode("utf-16-be"), "encoding"),
    ],
)
def test_what_cannot_be_read_is_said(content: bytes, kind: str) -> None:
    facts = extract(content, "java", 10)
    assert kinds(facts) == [kind]
    assert (facts.references, facts.complete) == ((), False)


def test_bytes_that_are_not_utf8() -> None:
    facts = extract(b'import a.A;\nclass C { String s = "\xe9"; B b; } // \xff\n', "java", 10)
    assert [found.target for found in facts.references] == ["a.A", "String", "B"]
    assert kinds(facts) == ["encoding"]
    assert facts.complete


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        (r"import org\u002eacme.Invoice;", ["org.acme.Invoice"]),
        (r"\u0069mport org.acme.Invoice;", ["org.acme.Invoice"]),
        (r"import org.acme.Ma\u00df;", ["org.acme.Maß"]),
        (r"import org.acme.\uuuu0041;", ["org.acme.A"]),
        (r"// hidden \u000aimport org.acme.Invoice;", ["org.acme.Invoice"]),
        (r"/* hidden *\u002f import org.acme.Invoice; /* */", ["org.acme.Invoice"]),
        (r"\u002f* import org.acme.Invoice; */", []),
        (r"\u002f/ import org.acme.Invoice;", []),
        (r'class C { char a = "\\u0022; Foo b; "; }', []),
        (r"class C { char a = '\u0000', b = '\ud83d'; int c = Foo.D; }", ["Foo"]),
    ],
)
def test_unicode_escapes_are_what_they_stand_for(source: str, targets: list[str]) -> None:
    facts = extract(source.encode(), "java", 10)
    assert facts.problems == ()
    assert [found.target for found in facts.references] == targets


def test_places_behind_unicode_escapes() -> None:
    source = "import \\u0061.A; /* \\ud83d\\ude00 */ import b.B; // archlint: allow[\\u0061] why\nclass C { D d; }\n"
    facts = extract(source.encode(), "java", 10)
    places = [
        (source[found.span.start : found.span.end], found.span.line, found.span.column) for found in facts.references
    ]
    assert places == [("import \\u0061.A;", 1, 1), ("import b.B;", 1, 37), ("D", 2, 11)]
    assert [(found.checks, found.first, found.last) for found in facts.suppressions] == [(("a",), 1, 1)]
    assert facts.body.units[0].span.end == len(source)


def test_escapes_in_texts() -> None:
    source = r'class C { void f() { g("\u0041\u00e9\ud83d\ude00", "\\u0041", "\u005cn", "\u0000"); } }'
    (call,) = extract(source.encode(), "java", 10).body.calls
    assert [argument.text for argument in call.arguments] == ["Aé😀", "\\u0041", "\n", "\0"]


@pytest.mark.parametrize(
    "source",
    [
        'class C { String a = "open;\n  B b;\n}',
        "class C { char a = 'open;\n  B b;\n}",
        'class C { String a = """open;\n  B b;\n}',
        "import a.A;\n/* open\nclass C {}",
        "class C { void f() { ",
        "class C { void f( }",
        "class",
        "import",
        "import a.",
        "package",
        "package ;",
        "@",
        "}",
        "class C { int f() { return 1 +; } }",
        "class C { int f() { if } }",
        "class C { # }",
        "class C { x = ; }",
    ],
)
def test_broken_code_is_said_and_located(source: str) -> None:
    facts = extract(source.encode(), "java", 10)
    (problem,) = facts.problems
    assert problem.kind == "syntax"
    assert problem.span is not None
    assert not facts.complete


@pytest.mark.parametrize(
    "source",
    [
        "record Pair<A, B>(A a, B b) { static int n; Pair { } }",
        "sealed interface S permits A, B {} final class A implements S {} non-sealed class B implements S {}",
        "class C { int f(Object o) { return switch (o) { case null -> 0; case P(var a, Q(int b, _)) when b > 1 -> 1; }; } }",
        "class C { void f(Object o) { if (o instanceof P(int a, var b) && a > 1) {} } }",
        "class C { void f() { for (var _ : xs) {} try {} catch (E _) {} run((_, a) -> a); } }",
        "import module java.base; void main() { IO.println(\"x\"); }",
        "class C extends D { C(int a) { if (a < 0) throw new E(); super(a); } }",
        'class C { String s = """\n  a \\"""\n  b\n  """; }',
        "class C { enum E { A, B; } interface I {} record R() {} static int n; }",
        "class C { void f() { record R(int a) {} enum E { A } interface I {} } }",
        "class C { var record = 1; int yield, sealed, permits, when, module, with; }",
        "module com.acme { requires transitive java.sql; exports a.b to c.d; provides a.B with c.D; }",
        "open module com.acme {}",
        "class C { int[] f()[] { return null; } int a[] = {1, 2,}; ; }",
        "class C { @A int @B [] c; List<@D ? extends @E F> g; }",
        "class C { void f(@A C this) {} <T> C() {} }",
        "class C { int a = 0b1010_1010, b = 0x1p3, c = 1_000; char d = '\\uuu0041'; }",
        "class C { void f() { a.<B>c().new D() {}; E::<F>g; int[]::new; super::h; } }",
        "package p; ; import a.B; ;",
    ],
)  # fmt: skip
def test_no_false_syntax_problem(source: str) -> None:
    assert kinds(extract(source.encode(), "java", 10)) == []


def test_constructor_calls_behind_other_statements() -> None:
    source = 'class C extends D { C(int a) { if (a < 0) throw new E(); super(a, F.b(), "x"); } C() { this(1); } }'
    facts = extract(source.encode(), "java", 10)
    assert facts.problems == ()
    assert [found.target for found in facts.references] == ["D", "E", "F"]
    assert [call.callee for call in facts.body.calls] == ["E", "F.b"]
    assert [unit.statements for unit in facts.body.units] == [0, 0, 3, 1]


@pytest.mark.parametrize(
    ("source", "generated"),
    [
        ("// Generated by the protocol buffer compiler.  DO NOT EDIT!\npackage p; class C {}", True),
        ("/* @generated */ class C {}", True),
        ('@javax.annotation.processing.Generated("x") class C {}', True),
        ("package p;\n// generated by hand\nclass C {}", False),
        ("class C { @Generated void f() {} }", False),
    ],
)
def test_a_generated_file_says_so_and_is_read_whole(source: str, generated: bool) -> None:
    facts = extract(source.encode(), "java", 10)
    assert kinds(facts) == ["generated"] * generated
    assert facts.complete
    assert facts.types == ("C",)

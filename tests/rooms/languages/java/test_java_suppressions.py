"""`archlint: allow[…]` comments: which lines they cover."""

import pytest

from archlint.languages.java.extract import extract


def covered(source: str) -> list[tuple[int, int]]:
    return [(found.first, found.last) for found in extract(source.encode(), "java", 10).suppressions]


def test_what_it_says() -> None:
    (found,) = extract(
        b"import a.B; // archlint: allow[layer-skip, part-dependency] until the move\n", "java", 10
    ).suppressions
    assert found.checks == ("layer-skip", "part-dependency")
    assert found.reason == "until the move"
    assert (found.span.line, found.span.column) == (1, 13)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import a.B; // archlint: allow[a] why", (1, 1)),
        ("import a.B; /* archlint: allow[a] why */", (1, 1)),
        ("/* archlint: allow[a] why */ import a.B;\nimport a.C;", (1, 1)),
        ("// archlint: allow[a] why\nimport a.B;", (2, 2)),
        ("/*\n * archlint: allow[a] why\n */\nimport a.B;", (4, 4)),
        ("// archlint: allow[a] why\n\n// more\nimport a.B;", (4, 4)),
        ("// archlint: allow[a] why\nimport a\n  .B;\nimport a.C;", (2, 3)),
        ("class A {\n  B b =\n    C.d(); // archlint: allow[a] why\n  D d;\n}", (2, 3)),
        ("class A {\n  @Inject\n  B b; // archlint: allow[a] why\n}", (2, 3)),
        ("class A {\n  // archlint: allow[a] why\n  @Inject\n  B b;\n}", (3, 4)),
        ("class A {\n  void f() {\n    g( // archlint: allow[a] why\n      h);\n  }\n}", (3, 4)),
        ("class A {\n  void f() {\n    g(\n      h, // archlint: allow[a] why\n      i);\n  }\n}", (4, 4)),
        ("class A\n  extends B { // archlint: allow[a] why\n}", (2, 2)),
        ("class A {\n  B b = new B() {\n    C c;\n  }; // archlint: allow[a] why\n}", (4, 4)),
        ("class A {\n  void f() {\n    g(() -> {\n      h();\n    }); // archlint: allow[a] why\n  }\n}", (5, 5)),
        ("class A {\n  void f() {\n    // archlint: allow[a] why\n    g(() -> {\n      h();\n    });\n  }\n}", (4, 4)),
        ("class A {\n  void f() { // archlint: allow[a] why\n    g();\n  }\n}", (2, 2)),
        ("// archlint: allow[a] why\rimport a.B;\rimport a.C;", (2, 2)),
        ("// archlint: allow[a] why\r\nimport a\r\n  .B;", (2, 3)),
        ("import a.B;\n// archlint: allow[a] nothing follows", (2, 2)),
        ("import a.B; /* more */ // archlint: allow[a] why\nimport a.C;", (1, 1)),
        ('class A {\n  String b = """\n    x\n    """; // archlint: allow[a] why\n}', (2, 4)),
    ],
)
def test_lines(source: str, lines: tuple[int, int]) -> None:
    assert covered(source) == [lines]


def test_a_string_is_no_comment() -> None:
    assert covered('class A { String b = "// archlint: allow[a] why"; }') == []
    assert covered('class A { String b = """\n  // archlint: allow[a] why\n  """; }') == []


def test_the_closing_of_a_comment_is_no_reason() -> None:
    (found,) = extract(b"/* archlint: allow[a] */ import a.B;", "java", 10).suppressions
    assert found.reason == ""


def test_several_on_their_lines() -> None:
    source = "import a.B; // archlint: allow[a] x\n// archlint: allow[b] y\n// archlint: allow[c] z\nimport a.C;\n"
    assert covered(source) == [(1, 1), (4, 4), (4, 4)]

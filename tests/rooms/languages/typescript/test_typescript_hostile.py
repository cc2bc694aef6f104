"""Whatever a file contains, extraction answers with facts: it neither raises nor hangs, and says what is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.languages.typescript.extract import extract
from archlint.model.facts import PROBLEM_KINDS, FileFacts

DEEP = 100_000
DIALECTS = ("typescript", "tsx", "javascript", "vue")


def kinds(facts: FileFacts) -> list[str]:
    return [problem.kind for problem in facts.problems]


@pytest.mark.parametrize(
    "source",
    [
        "[\n" * DEEP + "]" * DEEP,
        "f(\n" * DEEP + ")" * DEEP,
        "`${\n" * DEEP,
        "x =>\n" * DEEP + "1",
        "if (a)\n" * DEEP + ";",
        "if (a) ; else\n" * DEEP + ";",
        "a ?\n b : " * DEEP + "c",
        "a &&\n" * DEEP + "b",
        "(a &&\n(b || " * (DEEP // 2) + "c" + "))" * (DEEP // 2),
        "f('a' +\n" + "'b' +\n" * DEEP + "c)",
        "a" + "\n.b('x')" * DEEP,
        "<a b='c'>\n" * DEEP,
        "function f() {\n" * DEEP + "}" * DEEP,
        "class A { m() {\n" * (DEEP // 5) + "}}" * (DEEP // 5),
        "x = {a:\n" * DEEP + "1" + "}" * DEEP,
        "const " + "{a:\n" * DEEP + "b" + "}" * DEEP + " = c",
        "let x: " + "A<\n" * DEEP,
        "import {\n" + "a,\n" * DEEP + "} from 'x'",
        "// archlint: allow[a] b\n" * 20_000 + "x()",
        "x(); // archlint: allow[a] b\n" * 20_000,
    ],
    ids=range(20),
)
def test_deep_and_long(source: str) -> None:
    facts = extract(source.encode(), "tsx", 20)
    assert set(kinds(facts)) <= {"syntax", "timeout"}


@pytest.mark.parametrize("source", ["<script " * DEEP, "<script>" * DEEP, "<script '" * DEEP, "<!--" * DEEP])
def test_broken_components(source: str) -> None:
    assert isinstance(extract(source.encode(), "vue", 20), FileFacts)


def test_time_is_bounded_and_said() -> None:
    facts = extract(b"a();\n" * 200_000, "typescript", 0.0)
    assert kinds(facts) == ["timeout"]
    assert not facts.complete


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(DIALECTS))
def test_any_bytes(content: bytes, dialect: str) -> None:
    facts = extract(content, dialect, 10)
    assert set(kinds(facts)) <= set(PROBLEM_KINDS)
    assert facts == extract(content, dialect, 10)


TOKENS = (
    "import export from { } ( ) [ ] < > /> => ... . ?. ! ; , : = + && ?? ? ` ${ ' \" // /* */ @ # class function if else "
    "for switch case default try catch new await async require 'x' a b this type as const let enum return"
)
PIECES = st.sampled_from([*TOKENS.split(), "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(DIALECTS[:3]))
def test_any_tokens(pieces: list[str], dialect: str) -> None:
    content = " ".join(pieces).encode()
    facts = extract(content, dialect, 10)
    for reference in facts.references:
        assert 0 <= reference.span.start <= reference.span.end <= len(content)
        assert reference.unit < len(facts.body.units)
    for unit in facts.body.units:
        assert unit.parent < len(facts.body.units)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_empty(dialect: str) -> None:
    facts = extract(b"", dialect, 10)
    assert (facts.references, facts.problems, facts.lines, facts.complete) == ((), (), 0, True)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfimport 'x';\nimport 'y';\n",
        "import 'x';\nimport 'y';\n".encode("utf-16"),
        b"\xfe\xff" + "import 'x';\nimport 'y';\n".encode("utf-16-be"),
        b"import 'x';\r\nimport 'y';\r\n",
        b"import 'x';\rimport 'y';\r",
    ],
)
def test_marks_and_line_ends(content: bytes) -> None:
    facts = extract(content, "typescript", 10)
    assert facts.problems == ()
    assert [(found.target, found.span.line) for found in facts.references] == [("x", 1), ("y", 2)]
    assert facts.lines == 2


def test_columns_are_characters() -> None:
    (reference,) = extract("/* é😀 */ import 'x';".encode(), "typescript", 10).references
    assert (reference.span.line, reference.span.column) == (1, 10)


def test_bytes_that_are_not_utf8() -> None:
    facts = extract(b"const a = '\xe9';\nimport 'x';\n", "javascript", 10)
    assert [found.target for found in facts.references] == ["x"]
    assert kinds(facts) == ["encoding"]
    assert facts.complete


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"import 'x';\0", "binary"),
        ((b"\x47\x40\x00\x10" + b"\xff" * 184) * 10, "binary"),
        (
            b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="de">\n</TS>\n',
            "generated",
        ),
        (b'<!DOCTYPE TS><TS version="1.1"><context/></TS>', "generated"),
    ],
)
def test_what_only_ends_in_ts(content: bytes, kind: str) -> None:
    facts = extract(content, "typescript", 10)
    assert kinds(facts) == [kind]
    assert not facts.complete
    assert facts.references == ()


def test_minified_code_is_read_for_its_imports_only() -> None:
    content = b"import a from'./a';" + b"function f(e){if(e)return e.b&&e.c('x')}" * 500 + b"export{f}from'./f';\n"
    facts = extract(content, "javascript", 10)
    assert [found.target for found in facts.references] == ["./a", "./f"]
    assert kinds(facts) == ["generated"]
    assert len(facts.body.units) == 1
    assert facts.complete


def test_a_long_text_is_not_minified_code() -> None:
    prose = "const text = '" + "many words in a row " * 500 + "';\nfunction f() {}\n"
    code = "".join(f"function f{number}() {{\n  return {number};\n}}\n" for number in range(500))
    for content in (prose, code):
        facts = extract(content.encode(), "javascript", 10)
        assert facts.problems == ()
        assert len(facts.body.units) > 1


def test_a_generated_file_says_so_and_is_read_whole() -> None:
    facts = extract(b"/* eslint-disable */\n// @generated by protoc\nimport 'x';\nfunction f() {}\n", "typescript", 10)
    assert kinds(facts) == ["generated"]
    assert facts.complete
    assert len(facts.references) == 1
    assert len(facts.body.units) == 2
    assert extract(b"import 'x';\n// generated by hand\n", "typescript", 10).problems == ()


@pytest.mark.parametrize(
    "begin",
    [
        "(function (global, factory) {\n  typeof exports === 'object' && typeof module !== 'undefined' ? factory(exports) :",
        "(function webpackUniversalModuleDefinition(root, factory) {",
    ],
)
def test_what_a_bundler_put_together_counts_as_generated(begin: str) -> None:
    text = f"/* editor 5.1 */\n{begin}\n}})(this, (function (exports) {{ exports.a = 1; }}));\n"
    facts = extract(text.encode(), "javascript", 10)
    assert kinds(facts)[:1] == ["generated"]
    by_hand = b"(function (root, factory) {\n  if (typeof define === 'function' && define.amd) define(factory);\n})(this, f);\n"
    assert kinds(extract(by_hand, "javascript", 10)) == []


def test_syntax_errors_are_located() -> None:
    facts = extract(b"import 'x';\nconst a = ;\nimport 'y';\n", "typescript", 10)
    (problem,) = facts.problems
    assert problem.kind == "syntax"
    assert problem.span is not None
    assert problem.span.line == 2
    assert [found.target for found in facts.references] == ["x", "y"]

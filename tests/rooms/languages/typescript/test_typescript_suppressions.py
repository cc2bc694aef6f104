"""`archlint: allow[…]` comments: which lines they cover."""

import pytest

from archlint.languages.typescript.extract import extract


def covered(source: str, dialect: str = "tsx") -> list[tuple[int, int]]:
    return [(found.first, found.last) for found in extract(source.encode(), dialect, 10).suppressions]


def test_what_it_says() -> None:
    (found,) = extract(
        b'import "x"; // archlint: allow[layer-skip, part-dependency] until the move\n', "tsx", 10
    ).suppressions
    assert found.checks == ("layer-skip", "part-dependency")
    assert found.reason == "until the move"
    assert (found.span.line, found.span.column) == (1, 13)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import 'x'; // archlint: allow[a] why", (1, 1)),
        ("import 'x'; /* archlint: allow[a] why */", (1, 1)),
        ("// archlint: allow[a] why\nimport 'x';", (2, 2)),
        ("/* archlint: allow[a] why */ import 'x';", (1, 1)),
        ("// archlint: allow[a] why\n\n// more\nimport 'x';", (4, 4)),
        ("// archlint: allow[a] why\nimport {\n  a,\n  b,\n} from 'x';\nimport 'y';", (2, 5)),
        ("import {\n  a,\n  b,\n} from 'x'; // archlint: allow[a] why\nimport 'y';", (1, 4)),
        ("import { // archlint: allow[a] why\n  a,\n} from 'x';", (1, 3)),
        ("import {\n  a,\n  b, // archlint: allow[a] why\n} from 'x';", (3, 3)),
        ("call(\n  a,\n  b,\n); // archlint: allow[a] why", (1, 4)),
        ("const f = () => {\n  a();\n}; // archlint: allow[a] why", (3, 3)),
        ("function f() {\n  // archlint: allow[a] why\n  require('x');\n}", (3, 3)),
        ("const a = <div>\n  {/* archlint: allow[a] why */}\n  <Foo />\n</div>;", (3, 3)),
        ("// archlint: allow[a] why\rimport 'x';\rimport 'y';", (2, 2)),
        ("// archlint: allow[a] why\r\nimport {\r\n a } from 'x';", (2, 3)),
        ("import 'x';\n// archlint: allow[a] nothing follows", (2, 2)),
    ],
)
def test_lines(source: str, lines: tuple[int, int]) -> None:
    assert covered(source) == [lines]


def test_a_string_is_no_comment() -> None:
    assert covered('const a = "// archlint: allow[a] why";') == []


def test_the_closing_of_a_comment_is_no_reason() -> None:
    (found,) = extract(b"/* archlint: allow[a] */ import 'x';", "tsx", 10).suppressions
    assert found.reason == ""

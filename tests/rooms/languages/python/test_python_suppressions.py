"""`archlint: allow[…]` comments: which lines they cover."""

import pytest

from archlint.languages.python.extract import extract


def covered(source: str) -> list[tuple[int, int]]:
    return [(found.first, found.last) for found in extract(source.encode(), "python", 10).suppressions]


def test_what_it_says() -> None:
    (found,) = extract(
        b"import x  # archlint: allow[layer-skip, part-dependency] until the move\n", "python", 10
    ).suppressions
    assert found.checks == ("layer-skip", "part-dependency")
    assert found.reason == "until the move"
    assert (found.span.line, found.span.column) == (1, 11)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import x  # archlint: allow[a] why", (1, 1)),
        ("import x #archlint:allow[a]why", (1, 1)),
        ("# archlint: allow[a] why\nimport x", (2, 2)),
        ("# archlint: allow[a] why\n\n# more\nimport x", (4, 4)),
        ("# archlint: allow[a] why\nfrom x import (\n    a,\n    b,\n)\nimport y", (2, 5)),
        ("from x import (\n    a,\n    b,\n)  # archlint: allow[a] why\nimport y", (1, 4)),
        ("from x import (  # archlint: allow[a] why\n    a,\n)", (1, 3)),
        ("import x, \\\n    y  # archlint: allow[a] why", (1, 2)),
        ("call(\n    a,\n    b,\n)  # archlint: allow[a] why", (1, 4)),
        ("def f():\n    # archlint: allow[a] why\n    import x", (3, 3)),
        ("def f():\n    import x  # archlint: allow[a] why\n    import y", (2, 2)),
        ("if x:  # archlint: allow[a] why\n    import y", (1, 1)),
        ("# archlint: allow[a] why\ndef f(\n    a,\n):\n    import x", (2, 4)),
        ("# archlint: allow[a] why\nif (x and\n    y):\n    import z", (2, 3)),
        ("# archlint: allow[a] why\n@decorated(\n    1,\n)\ndef f():\n    pass", (2, 4)),
        ("# archlint: allow[a] why\r\nfrom x import (\r\n    a)", (2, 3)),
        ("# archlint: allow[a] why\rimport x\rimport y", (2, 2)),
        ("import x\n# archlint: allow[a] nothing follows", (2, 2)),
        ("if x:\n    pass\n# archlint: allow[a] why\nelse:\n    import y", (4, 4)),
    ],
)
def test_lines(source: str, lines: tuple[int, int]) -> None:
    assert covered(source) == [lines]


def test_the_lines_of_a_name_are_enough() -> None:
    source = "from x import (\n    a,\n    # archlint: allow[a] why\n    b,\n    c,\n)"
    assert covered(source) == [(4, 4)]


@pytest.mark.parametrize("source", ["x = '# archlint: allow[a] why'", "'''\n# archlint: allow[a] why\n'''\nimport x"])
def test_a_string_is_no_comment(source: str) -> None:
    assert covered(source) == []


def test_several() -> None:
    source = "# archlint: allow[a]\n# archlint: allow[b]\nimport x  # archlint: allow[c]\n"
    found = extract(source.encode(), "python", 10).suppressions
    assert [(each.checks, each.first) for each in found] == [(("a",), 3), (("b",), 3), (("c",), 3)]


def test_newer_syntax_does_not_move_them() -> None:
    source = "lazy import x  # archlint: allow[a]\n# archlint: allow[b]\nclass A[T = int]: pass\n"
    assert covered(source) == [(1, 1), (3, 3)]

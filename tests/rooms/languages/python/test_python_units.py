"""Units and their measures, computed by hand, and the names that a file exports."""

import pytest

from archlint.languages.python.extract import extract
from archlint.model.facts import Unit


def units(source: str) -> tuple[Unit, ...]:
    facts = extract(source.encode(), "python", 10)
    assert facts.problems == ()
    return facts.body.units


def function(body: str) -> Unit:
    """The measures of a function with this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return units(f"def f(a, b, c):\n{lines}")[1]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): pass", [("f", "function")]),
        ("async def f(): pass", [("f", "function")]),
        ("@d\ndef f(): pass", [("f", "function")]),
        ("@d\n@e(1)\n# note\nclass A: pass", [("A", "class")]),
        ("class A:\n  def m(self): pass\n  @p\n  def p(self): pass", [("A", "class"), ("A.m", "method"), ("A.p", "method")]),
        ("class A:\n  class B:\n    def m(self): pass", [("A", "class"), ("A.B", "class"), ("A.B.m", "method")]),
        ("def f():\n  def g(): pass\n  class C:\n    def m(self): pass", [
            ("f", "function"), ("f.g", "function"), ("f.C", "class"), ("f.C.m", "method"),
        ]),
        ("if x:\n  def f(): pass\nelse:\n  def f(): pass", [("f", "function"), ("f", "function")]),
        ("def f[T](x: T) -> T: pass\nclass A[T = int](B): pass", [("f", "function"), ("A", "class")]),
        ("def é(): pass", [("é", "function")]),
        ("f = lambda: 1", []),
    ],
)  # fmt: skip
def test_names_and_kinds(source: str, expected: list[tuple[str, str]]) -> None:
    assert sorted((unit.name, unit.kind) for unit in units(source)[1:]) == sorted(expected)


def test_nesting_and_stretches() -> None:
    source = "x = 1\n@d\nclass A:\n    def m(self):\n        def g():\n            pass\n"
    found = {unit.name: unit for unit in units(source)}
    around = {unit.name: units(source)[unit.parent].name if unit.parent >= 0 else None for unit in found.values()}
    assert around == {"": None, "A": "", "A.m": "A", "A.m.g": "A.m"}
    assert (found[""].span.start, found[""].span.end) == (0, len(source))
    assert [(found[name].span.line, found[name].span.column) for name in ("A", "A.m", "A.m.g")] == [
        (3, 1),
        (4, 5),
        (5, 9),
    ]


@pytest.mark.parametrize(
    ("signature", "count"),
    [
        ("", 0),
        ("a", 1),
        ("a, b=1, *c, d, **e", 5),
        ("a, /, b, *, c", 3),
        ("a: int, b: dict[str, int] = {}, *c: int, **d: str", 4),
        ("a,  # first\n  b,", 2),
        ("self, a", 2),
        ("*, a", 1),
    ],
)
def test_parameters_of_functions(signature: str, count: int) -> None:
    assert units(f"def f({signature}): pass")[1].parameters == count


@pytest.mark.parametrize(
    ("signature", "count"),
    [("self", 0), ("cls, a", 1), ("a", 1), ("self, *args, **kwargs", 2), ("", 0), ("self: Self, a", 1)],
)
def test_a_receiver_is_no_parameter(signature: str, count: int) -> None:
    assert units(f"class A:\n  def m({signature}): pass")[2].parameters == count


@pytest.mark.parametrize(
    ("body", "cyclomatic", "decisions"),
    [
        ("pass", 1, 0),
        ("if a: pass", 2, 1),
        ("if a: pass\nelse: pass", 2, 1),
        ("if a: pass\nelif b: pass\nelif c: pass\nelse: pass", 4, 3),
        ("if a and b: pass", 3, 1),
        ("if a and b or c: pass", 4, 1),
        ("if a and \\\n   b and \\\n   c: pass", 4, 1),
        ("x = (a or  # first\n  b or c)", 3, 0),
        ("return a and (b or c)", 3, 0),
        ("x = a if b else c", 2, 1),
        ("x = a if b else (b if c else a)", 3, 2),
        ("for x in a: pass", 2, 1),
        ("for x in a: pass\nelse: pass", 3, 2),
        ("while a: pass", 2, 1),
        ("while a and b:\n    break", 3, 1),
        ("async def g():\n    async for x in a: pass", 1, 0),
        ("try: pass\nexcept A: pass\nexcept B: pass", 3, 2),
        ("try: pass\nexcept A: pass\nelse: pass\nfinally: pass", 3, 2),
        ("with a as x, b: pass", 1, 0),
        ("assert a", 2, 1),
        ("assert a or b, c", 3, 1),
        ("x = [y for y in a]", 2, 1),
        ("x = [y for y in a if y if b]", 4, 3),
        ("x = {y: z for y in a for z in b}", 3, 2),
        ("x = sum(y for y in a if y and b)", 4, 2),
        ("g(lambda: a if b else c)", 2, 1),
        ("g(a, b and c)", 2, 0),
        ("x = f'{a if b else c}'", 2, 1),
        ("x = 'a and b if c'", 1, 0),
        ("# if a and b:\npass", 1, 0),
        ("def g():\n    if a: pass", 1, 0),
        ("match a:\n    case 1: pass\n    case 2 | 3: pass", 3, 2),
        ("match a:\n    case 1: pass\n    case _: pass", 2, 1),
        ("match a:\n    case 1 if b: pass\n    case x: pass", 2, 1),
        ("if (x := g(a)) and b: pass", 3, 1),
        ("if x := a: pass", 2, 1),
    ],
)
def test_cyclomatic(body: str, cyclomatic: int, decisions: int) -> None:
    found = function(body)
    assert (found.cyclomatic, found.decisions) == (cyclomatic, decisions)


@pytest.mark.parametrize(
    ("body", "cognitive"),
    [
        ("pass", 0),
        ("if a: pass", 1),
        ("if a: pass\nelse: pass", 2),
        ("if a: pass\nelif b: pass\nelse: pass", 3),
        ("if a:\n    if b:\n        if c: pass", 6),
        ("for x in a:\n    if b: pass", 3),
        ("while a:\n    for x in b: pass", 3),
        ("try: pass\nexcept A:\n    if b: pass", 3),
        ("try:\n    if a: pass\nfinally: pass", 1),
        ("with a:\n    if b: pass", 1),
        ("if a and b and c: pass", 2),
        ("if a and b or c and a: pass", 4),
        ("if a:\n    x = b if c else a", 3),
        ("match a:\n    case 1:\n        if b: pass\n    case 2: pass", 3),
        ("g(lambda: a if b else c)", 2),
        ("return f(a, b, c)", 1),
        ("f(a, b, c)\nf(c, b, a)", 1),
        ("def g():\n    if a: pass", 0),
    ],
)
def test_cognitive(body: str, cognitive: int) -> None:
    assert function(body).cognitive == cognitive


def test_a_nested_function_is_read_one_level_deeper() -> None:
    found = {
        unit.name: unit.cognitive for unit in units("def f():\n    def g():\n        if a: pass\n    if b: pass\n")
    }
    assert found == {"": 0, "f": 1, "f.g": 2}


@pytest.mark.parametrize(
    ("body", "statements"),
    [
        ("pass", 1),
        ("'''text'''", 1),
        ("a = 1; b = 2; f(a)", 3),
        ("if a:\n    b()\nelse:\n    c()", 3),
        ("for x in a:\n    break\nelse:\n    pass", 3),
        ("try:\n    a()\nexcept A:\n    raise\nfinally:\n    b()", 4),
        ("with a:\n    return b", 2),
        ("import a\nfrom b import c", 2),
        ("def g():\n    a()\n    b()", 1),
        ("class A:\n    x = 1", 1),
        ("del a\nglobal b\nassert c", 3),
        ("match a:\n    case 1:\n        b()", 2),
        ("type X = int", 1),
    ],
)
def test_statements(body: str, statements: int) -> None:
    assert function(body).statements == statements


def test_classes_and_modules_have_no_cyclomatic_complexity() -> None:
    found = units("if a: pass\nclass A:\n    x = 1 if a else 2\n")
    assert [(unit.name, unit.cyclomatic, unit.decisions) for unit in found] == [("", 0, 1), ("A", 0, 1)]


def exports(source: str) -> list[str]:
    return [export.name for export in extract(source.encode(), "python", 10).body.exports]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1", ["x"]),
        ("x: int", ["x"]),
        ("x: int = 1", ["x"]),
        ("a = b = 1", ["a", "b"]),
        ("a, (b, *c) = x", ["a", "b", "c"]),
        ("[a, b] = x", ["a", "b"]),
        ("def f(): pass\nclass A: pass\n@d\ndef g(): pass", ["f", "A", "g"]),
        ("if x:\n  a = 1\nelse:\n  a = 2", ["a"]),
        ("try:\n  import a\nexcept ImportError:\n  a = None", ["a"]),
        ("def f():\n  x = 1\nclass A:\n  y = 2", ["f", "A"]),
        ("x.y = 1\nx[0] = 2\nx == 3", []),
        ("x = f('a')\ny = g(h())", ["x", "y"]),
        ("with open('x') as f: pass", ["f"]),
        ("if (y := x): pass", ["y"]),
    ],
)
def test_exports(source: str, expected: list[str]) -> None:
    assert sorted(exports(source)) == sorted(expected)


def test_exports_say_where() -> None:
    (export,) = extract("é = 1; name = 2\n".encode(), "python", 10).body.exports[1:]
    assert (export.name, export.span.line, export.span.column) == ("name", 1, 8)

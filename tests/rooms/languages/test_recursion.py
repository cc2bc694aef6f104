"""In: functions that call themselves or each other, in three languages. Out: which of them stand in a cycle of calls."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.languages.java.extract import extract as java
from archlint.languages.python.extract import extract as python
from archlint.languages.recursion import Called, recursive
from archlint.languages.typescript.extract import extract as typescript
from archlint.languages.unit_draft import UnitDraft, module_draft
from archlint.model.facts import FileFacts

Extract = Callable[[bytes, str, float], FileFacts]


def in_cycles(extract: Extract, dialect: str, source: str) -> set[str]:
    """The functions whose cognitive complexity is 1: nothing in these sources branches."""
    units = extract(source.encode(), dialect, 10.0).body.units
    assert {unit.cognitive for unit in units} <= {0, 1}
    return {unit.name for unit in units if unit.cognitive}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def fact(n): return n * fact(n - 1)", {"fact"}),
        ("def fact(n): return n * fact(fact(n - 1))", {"fact"}),
        (
            "def even(n): return odd(n - 1)\ndef odd(n): return even(n - 1)\ndef zero(n): return even(n)",
            {"even", "odd"},
        ),
        ("class Tree:\n  def walk(self): self.walk()", {"Tree.walk"}),
        ("class Tree:\n  @classmethod\n  def make(cls): return cls.make()", {"Tree.make"}),
        ("class Tree:\n  @staticmethod\n  def make(): return Tree.make()", {"Tree.make"}),
        ("class Tree:\n  def walk(self): self.left.walk()", set()),
        ("def join(items): return ','.join(items)\ndef read(): return open('x').read()", set()),
        ("class Tree(Base):\n  def walk(self): super().walk()", set()),
        ("from x import walk\nclass Tree:\n  def walk(self): walk(self)", set()),
        ("class A:\n  def a(self): self.b()\nclass B:\n  def b(self): self.a()", set()),
        ("def outer():\n  def inner(): return inner()\n  return inner()", {"outer.inner"}),
        ("def outer():\n  def inner(): return outer()\n  return inner()", {"outer", "outer.inner"}),
        ("def f(): return [f() for _ in ()]", None),
    ],
)
def test_python(source: str, names: set[str] | None) -> None:
    if names is None:  # a comprehension counts as well
        assert python(source.encode(), "python", 10.0).body.units[1].cognitive == 2
    else:
        assert in_cycles(python, "python", source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("function walk(x) { x.forEach((y) => walk(y)) }", {"walk"}),
        ("const even = (n) => odd(n); function odd(n) { return even(n) }", {"even", "odd"}),
        ("class Tree { walk() { this.walk() } other() { walk() } }", {"Tree.walk"}),
        ("class Tree { static make() { return Tree.make() } }", {"Tree.make"}),
        ("class Tree { walk() { this.left.walk() } }", set()),
        ("class Tree { walk() { walk() } }", set()),
    ],
)
def test_typescript(source: str, names: set[str]) -> None:
    assert in_cycles(typescript, "typescript", source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("class A { int f(int a) { return f(a - 1); } }", {"A.f"}),
        ("class A { int f(int a) { return this.f(a - 1); } }", {"A.f"}),
        ("class A { static int f(int a) { return A.f(a - 1); } }", {"A.f"}),
        ("class A { int f(int a) { return f(a, 1); } int f(int a, int b) { return a; } }", set()),
        ("class A { void f(String a) { f((Object) a); } void f(Object a) { } }", set()),
        ("class A { void f() { g(); } void g() { f(); } void h() { f(); } }", {"A.f", "A.g"}),
        ("class A { void f() { new B().g(); } class B { void g() { f(); } } }", set()),
        ("class A { boolean equals(A other) { return other.equals(this); } }", set()),
    ],
)
def test_java(source: str, names: set[str]) -> None:
    assert in_cycles(java, "java", source) == names


def cycles(number: int, edges: list[tuple[int, int]]) -> set[int]:
    """Those of `number` functions that are in a cycle of calls."""
    units = [module_draft(b""), *[UnitDraft(f"f{index}", "function", (0, 0), index + 1, 0) for index in range(number)]]
    calls = [Called(start + 1, f"f{end}", 0) for start, end in edges]
    return {index - 1 for index in recursive(units, calls, overloads=False)}


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_a_unit_is_in_a_cycle_where_a_way_leads_back(edges: list[tuple[int, int]]) -> None:
    reached = {index: {end for start, end in edges if start == index} for index in range(9)}
    for _ in range(9):
        reached = {start: ends.union(*(reached[end] for end in ends)) for start, ends in reached.items()}
    assert cycles(9, edges) == {index for index in range(9) if index in reached[index]}


def test_a_long_chain_of_calls_is_followed() -> None:
    number = 20_000
    assert len(cycles(number, [(index, (index + 1) % number) for index in range(number)])) == number

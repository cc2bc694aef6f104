"""What the measures count, in three languages side by side: one row per rule of the definitions.

Cyclomatic complexity is McCabe's, read as radon (Python) and lizard (TypeScript, Java) read it; cognitive complexity is
SonarSource's ("Cognitive Complexity", Campbell), and complexipy's where that paper is silent.
"""

from textwrap import indent
from typing import NamedTuple

import pytest

from archlint.languages.java.extract import extract as extract_java
from archlint.languages.python.extract import extract as extract_python
from archlint.languages.typescript.extract import extract as extract_typescript
from archlint.model.facts import Unit

LANGUAGES = ("python", "typescript", "java")


class Row(NamedTuple):
    """A rule, the body of a function `f` in each language that has it, and what `f` measures then."""

    rule: str
    python: str
    typescript: str
    java: str
    cyclomatic: int
    cognitive: int
    decisions: int
    statements: int


ROWS = (
    Row("a straight line has one path and costs nothing",
        "a()\nreturn b",
        "a(); return b;",
        "a(); return b;",
        1, 0, 0, 2),
    Row("if: a decision; one, and what is in it stands one deeper",
        "if a:\n    if b: c()",
        "if (a) { if (b) c(); }",
        "if (a) { if (b) c(); }",
        3, 3, 2, 3),
    Row("else: no decision; one, however deep",
        "if a: b()\nelse: c()",
        "if (a) b(); else c();",
        "if (a) b(); else c();",
        2, 2, 1, 3),
    Row("elif: a decision; one, however deep; a clause, no statement",
        "if a:\n    if b: c()\n    elif d: e()",
        "",
        "",
        4, 4, 3, 4),
    Row("else if: a decision; one, however deep; a statement of its own",
        "",
        "if (a) { if (b) c(); else if (d) e(); }",
        "if (a) { if (b) c(); else if (d) e(); }",
        4, 4, 3, 5),
    Row("what an else holds stands one deeper",
        "if a: b()\nelse:\n    if c: d()\n    e()",
        "if (a) b(); else { if (c) d(); e(); }",
        "if (a) b(); else { if (c) d(); e(); }",
        3, 4, 2, 5),
    Row("for over items: a decision; one, and what is in it stands one deeper",
        "for x in a:\n    if x: b()",
        "for (const x of a) { if (x) b(); }",
        "for (X x : a) { if (x) b(); }",
        3, 3, 2, 3),
    Row("for with a counter: the same; what declares the counter is a statement",
        "",
        "for (let i = 0; i < a; i++) b();",
        "for (int i = 0; i < a; i++) b();",
        2, 1, 1, 3),
    Row("while: a decision; one, and what is in it stands one deeper",
        "while a:\n    if b: c()",
        "while (a) { if (b) c(); }",
        "while (a) { if (b) c(); }",
        3, 3, 2, 3),
    Row("do: the same",
        "",
        "do { if (b) c(); } while (a);",
        "do { if (b) c(); } while (a);",
        3, 3, 2, 3),
    Row("catch, except: a decision each; one each, and what is in it stands one deeper; try and finally nothing",
        "try:\n    if a: b()\nexcept A: c()\nexcept B:\n    if d: e()\nfinally: g()",
        "",
        "try { if (a) b(); } catch (A x) { c(); } catch (B x) { if (d) e(); } finally { g(); }",
        5, 5, 4, 7),
    Row("the one catch that JavaScript has counts the same",
        "",
        "try { if (a) b(); } catch { if (d) e(); } finally { g(); }",
        "",
        4, 4, 3, 6),
    Row("else of a loop or try: a decision to radon; complexipy counts none, the paper is silent",
        "for x in a: b()\nelse: c()",
        "",
        "",
        3, 1, 2, 3),
    Row("with and try with resources break nothing",
        "with a as b:\n    if b: c()",
        "",
        "try (A b = a) { if (b) c(); }",
        2, 1, 1, 3),
    Row("a choice between two values: a decision; one, and its branches stand one deeper",
        "return a if b else c if d else e",
        "return b ? a : d ? c : e;",
        "return b ? a : d ? c : e;",
        3, 3, 2, 1),
    Row("the condition of a choice does not stand deeper: the paper is silent, so as complexipy counts",
        "return a if (b if c else d) else e",
        "return (c ? b : d) ? a : e;",
        "",
        3, 2, 2, 1),
    Row("a run of equal logical operators: a decision for each operator; one for the run",
        "return a and b and c",
        "return a && b && c;",
        "return a && b && c;",
        3, 1, 0, 1),
    Row("each new sequence of like operators costs one, in reading order",
        "return a or b and c or d",
        "return a || b && c || d;",
        "return a || b && c || d;",
        4, 3, 0, 1),
    Row("parentheses do not end a sequence",
        "return a and (b and c)",
        "return a && (b && c);",
        "return a && (b && c);",
        3, 1, 0, 1),
    Row("a negation does",
        "return a and not (b and c)",
        "return a && !(b && c);",
        "return a && !(b && c);",
        3, 2, 0, 1),
    Row("a condition adds to the structure that it guards",
        "if a and b or c: d()",
        "if (a && b || c) d();",
        "if (a && b || c) d();",
        4, 3, 1, 2),
    Row("what stands in arguments, keywords, indices and operands counts like anything else",
        "return a(b, c=[d for e in g])[h if i else j] + k or l",
        "",
        "",
        4, 3, 2, 1),
    Row("so does what is taken from it: an attribute of a choice, a method of a comprehension",
        "return {a for b in c}.d(e[g if h else i].j)",
        "",
        "",
        3, 2, 2, 1),
    Row("null-coalescing: a decision to lizard; a shorthand that the paper ignores",
        "",
        "a ??= b?.c ?? d;",
        "",
        3, 0, 0, 1),
    Row("assignment by a logical operator: a decision to lizard; the paper is silent",
        "",
        "a ||= b; c &&= d;",
        "",
        3, 0, 0, 2),
    Row("default value: a decision to lizard and ESLint in JavaScript, where it is taken when the code runs",
        "",
        "const { a = 1, b: [c = 2] } = d;",
        "",
        3, 0, 0, 1),
    Row("match, switch: one for people; each case a decision, the default none",
        "match a:\n    case 1: b()\n    case 2: c()\n    case _: d()",
        "switch (a) { case 1: b(); case 2: c(); default: d(); }",
        "switch (a) { case 1: b(); case 2: c(); default: d(); }",
        3, 1, 2, 4),
    Row("what a case holds stands one deeper",
        "match a:\n    case 1:\n        if b: c()",
        "switch (a) { case 1: if (b) c(); }",
        "switch (a) { case 1: if (b) c(); }",
        3, 3, 2, 3),
    Row("what match asks about does not",
        "match (a if b else c):\n    case 1: d()",
        "",
        "",
        3, 2, 2, 2),
    Row("break, continue and early return cost nothing",
        "for x in a:\n    if x: continue\n    break\nreturn b",
        "for (const x of a) { if (x) continue; break; } return b;",
        "for (X x : a) { if (x) continue; break; } return b;",
        3, 3, 2, 5),
    Row("a jump to a label costs one",
        "",
        "out: while (a) { break out; }",
        "out: while (a) { break out; }",
        2, 2, 1, 2),
    Row("comprehension: a decision for each for and if; a structure each for, one each if, its element one deeper",
        "return [a if b else c for b in d if b]",
        "",
        "",
        4, 4, 3, 1),
    Row("assert: a decision to radon in Python; nothing to people, nor in Java",
        "assert a and b",
        "",
        "",
        3, 1, 1, 1),
    Row("assert in Java: what stands in it only",
        "",
        "",
        "assert a && b;",
        2, 1, 0, 1),
    Row("calling itself: a cycle of one costs one, once",
        "f()\nreturn f()",
        "",
        "",
        1, 1, 0, 2),
    Row("lambda, arrow function: no unit of its own and nothing by itself, what it holds stands one deeper",
        "if a: b()\nc(lambda: d if e else g)",
        "if (a) b(); c(() => e ? d : g);",
        "if (a) b(); c(() -> e ? d : g);",
        3, 3, 2, 3),
)  # fmt: skip


def source(language: str, body: str) -> str:
    if language == "python":
        return f"def f():\n{indent(body, '    ')}\n"
    return f"function f() {{ {body} }}" if language == "typescript" else f"class C {{ Object f() {{ {body} }} }}"


def units(language: str, text: str) -> dict[str, Unit]:
    """The units of a file by their simple names."""
    if language == "python":
        facts = extract_python(text.encode(), "python", 10)
    elif language == "typescript":
        facts = extract_typescript(text.encode(), "typescript", 10)
    else:
        facts = extract_java(text.encode(), "java", 10)
    assert not facts.problems
    return {unit.name.rpartition(".")[2]: unit for unit in facts.body.units}


@pytest.mark.parametrize(
    ("language", "row"),
    [pytest.param(name, row, id=f"{row.rule}-{name}") for row in ROWS for name in LANGUAGES if getattr(row, name)],
)
def test_one_function(language: str, row: Row) -> None:
    found = units(language, source(language, getattr(row, language)))["f"]
    assert (found.cyclomatic, found.cognitive, found.decisions, found.statements) == row[4:]


class Nested(NamedTuple):
    """A rule about functions in functions, a file, and the cognitive complexity of its functions by name."""

    rule: str
    language: str
    text: str
    cognitive: dict[str, int]


NESTED = (
    Nested("a nested function stands one deeper and is a unit of its own", "python",
           "def f():\n    a = b\n    def g():\n        if a: b()\n    return g\n",
           {"f": 0, "g": 2}),
    Nested("so does one in a block, deeper by the block", "python",
           "def f():\n    if a:\n        def g():\n            if a: b()\n",
           {"f": 1, "g": 3}),
    Nested("the paper's exception: a decorator, a nested function and a return, does not", "python",
           "def f(x):\n    def g():\n        if a: b()\n    return g\n",
           {"f": 0, "g": 1}),
    Nested("nor does one that makes decorators", "python",
           "def f(x):\n    def g(y):\n        @w(y)\n        def h():\n            if a: b()\n        return h\n    return g\n",
           {"f": 0, "g": 0, "h": 1}),
    Nested("comments do not take the exception away, any other statement does", "python",
           "def f(x):\n    # why\n    def g():\n        if a: b()\n    return g\n"
           "def h(x):\n    '''Text.'''\n    def i():\n        if a: b()\n    return i\n",
           {"f": 0, "g": 1, "h": 0, "i": 2}),
    Nested("a method of a local class starts afresh, as in SonarSource's own analyser", "python",
           "def f():\n    if a:\n        class C:\n            def m(self):\n                if a: b()\n",
           {"f": 1, "m": 1}),
    Nested("a method that calls a function of its own name does not call itself", "python",
           "class C:\n    def m(self):\n        return m(self)\n",
           {"m": 0}),
    Nested("the paper's exception: an outer function that only declares is ignored", "typescript",
           "function f() { const g = () => { if (a) b(); }; return { g }; }",
           {"f": 0, "g": 1}),
    Nested("one that breaks the flow itself is not, before the nested function or after", "typescript",
           "function f() { const g = () => { if (a) b(); }; if (c) d(); }",
           {"f": 1, "g": 2}),
    Nested("methods of anonymous and local classes stand one deeper, as in SonarSource's own analyser", "java",
           "class C { void f() { new D() { void g() { if (a) b(); } }; class E { void h() { if (a) b(); } } } }",
           {"f": 0, "g": 2, "h": 2}),
    Nested("members of classes that no function holds do not", "java",
           "class C { class D { void f() { if (a) b(); } } E e = new E() { void g() { if (a) b(); } }; }",
           {"f": 1, "g": 1}),
)  # fmt: skip


@pytest.mark.parametrize("row", [pytest.param(row, id=row.rule) for row in NESTED])
def test_functions_in_functions(row: Nested) -> None:
    found = units(row.language, row.text)
    assert {name: found[name].cognitive for name in row.cognitive} == row.cognitive


def test_classes_and_modules_have_no_cyclomatic_complexity_but_decisions() -> None:
    for language, text in (
        ("python", "if a: b()\nclass C:\n    x = d if e else g\n"),
        ("typescript", "if (a) b(); class C { x = e ? d : g; }"),
    ):
        found = units(language, text)
        assert (found[""].cyclomatic, found[""].decisions, found[""].statements >= 2) == (0, 1, True)
        assert (found["C"].cyclomatic, found["C"].decisions) == (0, 1)

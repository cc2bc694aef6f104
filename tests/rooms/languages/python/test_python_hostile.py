"""Whatever a file contains, extraction answers with facts: it neither raises nor hangs, and says what is wrong."""

import codecs
import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.languages.python.extract import extract
from archlint.model.facts import PROBLEM_KINDS, FileFacts, Flag

DEEP = 100_000


def kinds(facts: FileFacts) -> list[str]:
    return [problem.kind for problem in facts.problems]


def targets(facts: FileFacts) -> list[str]:
    return [reference.target for reference in facts.references]


@pytest.mark.parametrize(
    "source",
    [
        "(" * DEEP + ")" * DEEP,
        "x = " + "[" * DEEP,
        "f(" * DEEP + ")" * DEEP,
        "f(g, " * DEEP,
        "{1: " * DEEP,
        "x" + ".a" * DEEP,
        "x" + ".a('b')" * DEEP,
        "x" + "[0]" * DEEP,
        "x = 'a'" + " + 'b'" * DEEP,
        "f('a'" + " 'b'" * DEEP + ")",
        "x = a" + " and b" * DEEP,
        "x = " + "a and (b or " * (DEEP // 2) + "c" + ")" * (DEEP // 2),
        "x = a" + " and \\\n b" * DEEP,
        "x = " + "not " * DEEP + "y",
        "x = " + "a if b else " * DEEP + "c",
        "x = " + "lambda: " * DEEP + "0",
        "x = f'" + "{f'" * 1_000,
        "x = " * DEEP + "1",
        "x, " * DEEP + "= y",
        "if a: pass\n" + "elif b: pass\n" * DEEP,
        "import " + "a, " * DEEP + "b",
        "import a" + ".b" * DEEP,
        "from " + "." * DEEP + " import a",
        "from a import (\n" + "    b,\n" * DEEP + ")",
        "from a import (\n" + "    b as c,  # d\n" * DEEP + ")",
        "@a\n" * DEEP + "def f(): pass",
        "def f(" + "a, " * DEEP + "): pass",
        "def f(): import a\n" * DEEP,
        "class A: x = 1\n" * DEEP,
        "".join(f"n{i} = m\n" for i in range(20_000)) + "def f():\n  a = m\n  b = a\n" * 20_000,
        "".join("    " * i + "if x:\n" for i in range(300)) + "    " * 300 + "pass",
        "".join(" " * i + "def f():\n" for i in range(2_000)) + " " * 2_000 + "x = 'y'",
        "".join(" " * i + "class A:\n" for i in range(2_000)) + " " * 2_000 + "x = 'y'",
        "# archlint: allow[a] b\n" * 20_000 + "x()",
        "x()  # archlint: allow[a] b\n" * 20_000,
        "x = '" + "a" * 2_000_000 + "'",
        "x = '" + "\\x41" * 500_000 + "'",
        "# " + "(" * 2_000_000,
        "'''" + "\n" * 500_000 + "'''",
        "f('%s" + "%(" * DEEP + "' % x)",
        "f('" + "{" * DEEP + "'.format(x))",
        "type A[" + "T = [" * DEEP,
        "lazy " * DEEP,
        "class A[T = int]: pass\n" * 5_000 + "lazy import a\n" * 5_000,
        "\\\n" * 10_000 + "x",
        ";" * DEEP,
        "\t" * DEEP + "x",
        "__all__ = [" + "'a', " * DEEP + "]\nfrom b import a\n",
        "with " + "a as b, " * DEEP + "c: pass",
        "match x:\n" + "  case " + "a | " * DEEP + "b: pass",
        "try: pass\n" + "except A: pass\n" * DEEP,
        "global " + "a, " * DEEP + "b",
    ],
    ids=range(52),
)
def test_deep_and_long(source: str) -> None:
    facts = extract(source.encode(), "python", 20)
    assert set(kinds(facts)) <= {"syntax", "timeout"}
    assert len(facts.packed_body) < 200 * len(source) + 10_000


def steps(source: str) -> int:
    """How many lines of Python extraction runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        facts = extract(source.encode(), "python", 600)
    finally:
        sys.settrace(before)
    assert set(kinds(facts)) <= {"syntax"}
    return count


def _names(count: int) -> str:
    constants = "".join(f"n{number} = 'x'\n" for number in range(count))
    functions = "".join(f"def f{number}(n{number}):\n    m = n{number}\n    m.x(n1)\n" for number in range(count))
    return constants + functions


@pytest.mark.parametrize(
    "grow",
    [
        _names,
        lambda count: "x = a" + " and \\\n b" * count,
        lambda count: "x = " + "a and (b or " * count + "c" + ")" * count,
        lambda count: "x" + ".a('b')" * count,
        lambda count: "f('a'" + " + 'b'" * count + ")",
        lambda count: "f(" * count + ")" * count,
        lambda count: "from a import (\n" + "    b,\n" * count + ")\n__all__ = ['b']\n",
        lambda count: "".join(f"import a{number}\n" for number in range(count)),
        lambda count: "def f():\n  import a\n  return a.b('c', d)\n" * count,
        lambda count: "class A:\n  x = 'y'\n  def m(self):\n    self.z = f(self.x)\n" * count,
        lambda count: "if a: pass\n" + "elif b: pass\n" * count,
        lambda count: "if TYPE_CHECKING: pass\n" + "elif b: pass\n" * count,
        lambda count: "try:\n  import a\nexcept ImportError:\n  a = None\n" * count,
        lambda count: "x()  # archlint: allow[a] b\n" * count,
        lambda count: "lazy import a\nclass A[T = int]: pass\n" * count,
        lambda count: "x = f'{a}" + "{b.c}" * count + "'",
    ],
    ids=range(16),
)
def test_growth_is_linear(grow) -> None:
    small, large = steps(grow(200)), steps(grow(800))
    assert large < 4.5 * small + 2_000


def test_names_do_not_pile_up() -> None:
    name = "LongEnough" * 10
    source = "".join(" " * depth + f"class {name}:\n" for depth in range(250)) + " " * 250 + "pass"
    units = extract(source.encode(), "python", 20).body.units
    assert len(units) == 251
    assert max(len(unit.name) for unit in units) < 5_000


@pytest.mark.parametrize("indent", [" ", "\t", " \\\n", "\t\\\n"])
@pytest.mark.parametrize("depth", [301, 520, 2_000])
def test_indentation_deeper_than_the_grammar_can_bear(indent: str, depth: int) -> None:
    source = "".join(indent * level + "if x:\n" for level in range(depth + 1)) + indent * (depth + 1) + "import a"
    facts = extract(source.encode(), "python", 20)
    assert kinds(facts) == ["syntax"]
    assert not facts.complete
    assert targets(extract(b"import a\n", "python", 10)) == ["a"]


def test_deep_indentation_that_opens_no_blocks() -> None:
    source = "x = [\n" + " " * 2_000 + "1]\nif x:\n" + " " * 1_000 + "import a\n"
    facts = extract(source.encode(), "python", 10)
    assert (kinds(facts), targets(facts)) == ([], ["a"])


def test_time_is_bounded_and_said() -> None:
    facts = extract(b"a('b')\n" * 200_000, "python", 0.0)
    assert kinds(facts) == ["timeout"]
    assert not facts.complete


def test_a_timeout_does_not_spoil_the_next_file() -> None:
    extract(b"import secret\n" * 50_000, "python", 0.0)
    assert targets(extract(b"import a\n", "python", 10)) == ["a"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(("python", "python-stub")))
def test_any_bytes(content: bytes, dialect: str) -> None:
    facts = extract(content, dialect, 10)
    assert set(kinds(facts)) <= set(PROBLEM_KINDS)
    assert facts == extract(content, dialect, 10)


TOKENS = (
    "import from as . .. ... , ; : = := == + % * ** / // @ -> ( ) [ ] { } ' \" ''' f' f\" t' rb' # \\ lazy class def lambda "
    "if elif else for while try except except* finally with match case async await and or not in is return yield raise "
    "global nonlocal del assert pass print exec type self cls self.a a b a.b __all__ TYPE_CHECKING import_module "
    "__import__('a') 'x' f'{a}' 1 0x1 é _ super() += archlint: #archlint:allow[a]"
)
PIECES = st.sampled_from([*TOKENS.split(), "\n", "\n ", "\n  ", "\r", "\r\n", "\t", "\f"])


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(("", " ")))
def test_any_tokens(pieces: list[str], between: str) -> None:
    content = between.join(pieces).encode()
    facts = extract(content, "python", 10)
    assert set(kinds(facts)) <= {"syntax"}
    body = facts.body
    spans = [found.span for found in (*facts.references, *body.calls, *body.units, *body.exports, *facts.suppressions)]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(content)
        assert 1 <= span.line <= facts.lines + 1
        assert span.column >= 1
    for reference in facts.references:
        assert reference.target
        assert -1 <= reference.unit < len(body.units)
    for call in body.calls:
        assert 0 <= call.unit < len(body.units)
    for index, unit in enumerate(body.units):
        assert unit.parent < max(index, 1)


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8])
def test_nothing(content: bytes) -> None:
    facts = extract(content, "python", 10)
    assert (facts.references, facts.problems, facts.complete) == ((), (), True)


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + b"import x\nimport y\n",
        b"import x\r\nimport y\r\n",
        b"import x\rimport y\r",
        b"import x # z\rimport y\r",
        b"# -*- coding: utf-8 -*-\rimport y".replace(b"# -*- coding: utf-8 -*-", b"import x  # coding: utf-8"),
        b"import x\n\x0cimport y\n",
        b"import x\nimport y",
    ],
)
def test_marks_and_line_ends(content: bytes) -> None:
    facts = extract(content, "python", 10)
    assert facts.problems == ()
    assert [(found.target, found.span.line) for found in facts.references] == [("x", 1), ("y", 2)]


def test_columns_are_characters() -> None:
    (reference,) = extract("'é😀'; import x".encode(), "python", 10).references
    assert (reference.span.line, reference.span.column) == (1, 14)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"# coding: latin-1\nimport \xe9\n", "é"),
        (b"#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\nimport a\nx = '\xa4'\n", "a"),
        (b"# vim: set fileencoding=cp1252 :\nimport a  # \x80\n", "a"),
        ("# coding: shift_jis\nimport a  # \u8868\n".encode("shift_jis"), "a"),
        ("# coding: utf-8\nimport é\n".encode(), "é"),
        (codecs.BOM_UTF8 + "# coding: utf-8\nimport é\n".encode(), "é"),
    ],
)
def test_coding_cookies(content: bytes, name: str) -> None:
    facts = extract(content, "python", 10)
    assert facts.problems == ()
    assert targets(facts) == [name]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"# coding: no-such-thing\nimport a\n", 1),
        (b"# coding: rot13\nimport a\n", 1),
        (b"\n# coding: utf-16\nimport a\n", 2),
        (b"# coding: ascii\nimport a  # \xe9\n", 1),
        (b"import a  # \xe9\n", 1),
        (b"import a\n\n'\xff'\n", 3),
    ],
)
def test_encodings_that_are_wrong(content: bytes, line: int) -> None:
    facts = extract(content, "python", 10)
    (problem,) = facts.problems
    assert problem.kind == "encoding"
    assert problem.span is not None
    assert problem.span.line == line
    assert targets(facts) == ["a"]
    assert facts.complete


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"import a\0", "binary"),
        (b"\0" * 1_000, "binary"),
        ("import a\n".encode("utf-16"), "encoding"),
        (codecs.BOM_UTF16_BE + "import a\n".encode("utf-16-be"), "encoding"),
    ],
)
def test_what_is_no_text(content: bytes, kind: str) -> None:
    facts = extract(content, "python", 10)
    assert kinds(facts) == [kind]
    assert not facts.complete
    assert facts.references == ()


@pytest.mark.parametrize(
    "source",
    [
        "print 'a', b\nimport x\n",
        "print >>f, 'a'\nimport x\n",
        "exec 'a' in b\nimport x\n",
        "try: pass\nexcept A, e: pass\nimport x\n",
        "raise A, 'b'\nimport x\n",
        "a = 0777 + 10L\nimport x\n",
        "a = ur'b'\nimport x\n",
        "if a <> b: pass\nimport x\n",
        "def f((a, b)): pass\nimport x\n",
        "a = `b`\nimport x\n",
    ],
)
def test_python_2(source: str) -> None:
    assert targets(extract(source.encode(), "python", 10)) == ["x"]


@pytest.mark.parametrize(
    "source",
    [
        "try:\n  import a\nexcept A, B:\n  pass\n",
        "try:\n  import a\nexcept* A, B:\n  pass\n",
        "import a\nx = t'{a} b'\ny = rt'{a!r}'\n",
        "import a\nx = f'{a['b']} {f'{a}'}'\n",
        "import a\ndef f[**P, *Ts, T: (int, str)](x: T): pass\n",
        "import a\nclass A[T = int, *Ts = *tuple[int]]: pass\n",
        "import a\ntype X[T = dict[str, int]] = list[T]\n",
        "lazy import a\n",
        "lazy from a import (\n    b,\n)\n",
        "import a\nx = (y := 1)\nprint(f'{y=}')\n",
        "import a\nmatch x:\n  case {'b': [c, *_], **d} if e: pass\n",
        "import a\nwith (open('b') as c, d): pass\n",
    ],
)
def test_newer_python(source: str) -> None:
    facts = extract(source.encode(), "python", 10)
    assert facts.problems == ()
    assert targets(facts) == ["a"]


def test_lazy_imports_keep_their_place() -> None:
    found = extract(b"x = 1\nlazy import a.b as c\nlazy from d import e\n", "python", 10).references
    assert [(each.target, each.flags, each.span.line, each.span.column) for each in found] == [
        ("a.b", Flag.LAZY, 2, 13),
        ("d", Flag.LAZY, 3, 11),
    ]


def test_syntax_errors_are_located() -> None:
    facts = extract(b"import x\ndef f(:\n  pass\nimport y\n", "python", 10)
    (problem,) = facts.problems
    assert problem.kind == "syntax"
    assert problem.span is not None
    assert problem.span.line == 2
    assert targets(facts) == ["x", "y"]
    assert not facts.complete

"""What the sketch of a Python file says: a small source in, expected scopes, bindings and expressions out."""

import pytest

from archlint.languages.parsing import Budget, parse
from archlint.languages.python.grammar import PARSER
from archlint.languages.python.sketch import read_sketch
from archlint.model.sketch import (
    NOTHING,
    Binding,
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
    Record,
    Scope,
    Sketch,
    Text,
    pack_sketch,
    unpack_sketch,
)

A, B, C, F, S, T, U, V, X, Y = (Name(name) for name in "ABCFSTUVXY")
a, b, c, f, g, h, k, x, y, z = (Name(name) for name in "abcfghkxyz")
xs = Name("xs")


def sketch(source: str) -> Sketch:
    content = source.encode()
    found = read_sketch(parse(PARSER, content, Budget(20)).root_node, content, Budget(20))
    assert unpack_sketch(pack_sketch(found)) == found
    return found


def scope(source: str, name: str) -> Scope:
    return next(one for one in sketch(source).scopes if one.name == name)


def bindings(source: str) -> list[tuple[str, Expression | None]]:
    return [(one.target, bare(one.value)) for one in sketch(source).scopes[0].bindings]


def value(source: str) -> Expression | None:
    """What `v = …` gives."""
    return bindings(f"v = {source}\n")[-1][1]


def call(callee: Expression, *positional: Expression, **named: Expression) -> Invocation:
    """A call without its place."""
    return Invocation(callee, positional, tuple(named.items()), -1, -1)


def bare(expression: Expression | None) -> Expression | None:
    """An expression with the places of its calls left out. Tests nest but little."""
    match expression:
        case Invocation(callee, positional, named):
            arguments = tuple((key, bare(one)) for key, one in named)
            return Invocation(bare(callee), bares(positional), arguments, -1, -1)
        case Member(of, name):
            return Member(bare(of), name)
        case Index(of, key):
            return Index(bare(of), bare(key))
        case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
            return type(expression)(bares(parts))
        case Record(entries):
            return Record(tuple((key, bare(one)) for key, one in entries))
    return expression


def bares(expressions: tuple[Expression, ...]) -> tuple[Expression, ...]:
    return tuple(bare(one) for one in expressions)


def names_called(source: str) -> list[str]:
    """The names of all that is called, wherever it is in the sketch."""
    pending: list[Expression | None] = []
    for one in sketch(source).scopes:
        pending += [*one.marks, *one.bases, *one.returns, *one.expressions]
        pending += [parameter.default for parameter in one.parameters]
        pending += [binding.value for binding in one.bindings]
    found: list[str] = []
    while pending:
        match pending.pop():
            case Invocation(callee, positional, named):
                found.append(callee.name if isinstance(callee, Name | Member) else "")
                pending += [callee, *positional, *(one for _, one in named)]
            case Member(of, _):
                pending.append(of)
            case Index(of, key):
                pending += [of, key]
            case Joined(parts) | Choice(parts) | Items(parts) | Opaque(parts):
                pending += parts
            case Record(entries):
                pending += [one for _, one in entries]
    return sorted(found)


# Values


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("'a\\n\\x41'", Text("a\nA")),
        ("r'a\\n'", Text("a\\n")),
        ("b'a' \"b\" '''c'''", Text("abc")),
        ("'\u00e9'", Text("\u00e9")),
        ("1_000", Text("1_000")),
        ("-1.5", Text("-1.5")),
        ("True", Text("true")),
        ("False", Text("false")),
        ("None", Name("None")),
        ("a.b.c", Member(Member(a, "b"), "c")),
        ("(a\n .b)", Member(a, "b")),
        ("a['k'].b[c]", Index(Member(Index(a, Text("k")), "b"), c)),
        ("a[b, c]", Index(a, Items((b, c)))),
        ("[a, *b]", Items((a, b))),
        ("(a,)", Items((a,))),
        ("{a, b}", Items((a, b))),
        ("{'k': a, b: c, **x}", Record((("k", a), ("", c), ("...", x)))),
        ("dict(k=a)", call(Name("dict"), k=a)),
        ("await f()", call(f)),
        ("f(a, *b, k=c, **x)", call(f, a, b, k=c, **{"...": x})),
        ("a or b or c", Choice((a, b, c))),
        ("a if b else c if x else y", Choice((a, c, y))),
        ("a and b", b),
        ("not f()", Opaque((call(f),))),
        ("a < f()", Opaque((call(f),))),
        ("a - b", NOTHING),
        ("a * f() - g()", Opaque((call(f), call(g)))),
        ("a[1:f()]", Opaque((call(f),))),
        ("[f(x) for x in xs]", Items((call(f, x),))),
        ("{x: f(x) for x in xs}", Record((("", call(f, x)),))),
        ("', '.join([a])", call(Member(Text(", "), "join"), Items((a,)))),
    ],
)
def test_values(written: str, expected: Expression) -> None:
    assert value(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a + '/b' + c", Joined((a, Text("/b"), c))),
        ("a / 'b' / c", Joined((a, Text("/"), Text("b"), Text("/"), c))),
        ("(a + b) / 'c'", Joined((a, b, Text("/"), Text("c")))),
        ("f'/x/{a.b}/{f()}{{}}'", Joined((Text("/x/"), Member(a, "b"), Text("/"), call(f), Text("{}")))),
        ("f'{a!r:>10}' 'b' f'c'", Joined((a, Text("bc")))),
        ("f'{a=}'", Joined((Text("a="), a))),
        ("f'plain'", Text("plain")),
        ("rf'\\d{a}'", Joined((Text("\\d"), a))),
        ("'/%s/%d%%' % (a, f())", Joined((Text("/"), a, Text("/"), call(f), Text("%")))),
        ("'/%s' % a", Joined((Text("/"), a))),
        ("'%s-%s' % a", Joined((Index(a, Text("0")), Text("-"), Index(a, Text("1"))))),
        ("'%(k)s/%(l)s' % {'k': a}", Joined((a, Text("/"), NOTHING))),
        ("'%(k)s' % a", Joined((Index(a, Text("k")),))),
        ("a % b", NOTHING),
        ("'{}/{}'.format(a, b)", Joined((a, Text("/"), b))),
        ("'{1}{0}{k}{{'.format(a, b, k=c)", Joined((b, a, c, Text("{")))),
        ("'{0.host}{1[p]}{2:>4}'.format(a, b, c)", Joined((Member(a, "host"), Index(b, Text("p")), c))),
        ("'{}{}'.format(*xs)", Joined((NOTHING, NOTHING))),
        ("a.format(b)", call(Member(a, "format"), b)),
    ],
)
def test_texts_put_together(written: str, expected: Expression) -> None:
    assert value(written) == expected


def test_a_call_in_a_format_stands_in_one_place() -> None:
    source = "v = '{0}{0}'.format(f(), g())\n"
    assert value("'{0}{0}'.format(f(), g())") == Joined((call(f), NOTHING))
    assert names_called(source) == ["f", "g"]


# Bindings


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b = f()", [("a", call(f)), ("b", a)]),
        ("x.a = b = f()", [("x.a", call(f)), ("b", Member(x, "a"))]),
        ("a, b = x, y", [("a", x), ("b", y)]),
        ("a, (b, *c) = f(), (x, y, z)", [("a", call(f)), ("b", x), ("c", Items((y, z)))]),
        ("a, b = f()", [("a", Index(call(f), Text("0"))), ("b", NOTHING)]),
        ("a, b = x", [("a", Index(x, Text("0"))), ("b", Index(x, Text("1")))]),
        ("[a, *b] = x", [("a", Index(x, Text("0"))), ("b", NOTHING)]),
        ("a += f()", [("a", Joined((a, call(f))))]),
        ("x.a += 'b'", [("x.a", Joined((Member(x, "a"), Text("b"))))]),
        ("a -= f()", [("a", Opaque((call(f),)))]),
        ("x.config['URL'] = a", [("x.config.URL", a)]),
        ("f(a := g())", [("a", call(g))]),
        ("with f() as a, g() as (b, c): pass", [("a", call(f)), ("b", Index(call(g), Text("0"))), ("c", NOTHING)]),
        ("for a in f(): pass", [("a", Index(call(f), NOTHING))]),
        (
            "[a for a, b in xs]",
            [("a", Index(Index(xs, NOTHING), Text("0"))), ("b", Index(Index(xs, NOTHING), Text("1")))],
        ),
        ("type X = list[T]", [("X", Index(Name("list"), T))]),
    ],
)
def test_bindings(source: str, expected: list[tuple[str, Expression | None]]) -> None:
    assert bindings(source + "\n") == expected


def test_what_has_no_name_keeps_its_calls() -> None:
    assert bindings("f().a = x[g()] = h()\n") == []
    assert names_called("f().a = x[g()] = h()\na[b()], y = c()\n") == ["b", "c", "f", "g", "h"]


def test_branches_are_uncertain() -> None:
    source = """
a = 1
if x:
    b = 1
elif y:
    c = 1
with f():
    d = 1
for i in xs:
    with g():
        j = 1
try:
    k = 1
except E as e:
    l = 1
match x:
    case [m, {"k": n}] if f():
        o = 1
def inner():
    p = 1
if x:
    def other():
        q = 1
"""
    certain = {one.target: one.certain for part in sketch(source).scopes for one in part.bindings}
    assert [name for name, is_certain in certain.items() if is_certain] == ["a", "d", "p", "q"]
    assert sorted(certain) == sorted("abcdijkelmnopq")


def test_a_binding_says_where_it_is() -> None:
    assert sketch("\n\nx.y = 1\n").scopes[0].bindings == (Binding("x.y", Text("1"), None, 3, 2),)


def test_what_an_except_clause_catches_is_a_type() -> None:
    found = sketch("try: pass\nexcept (A, B) as e: pass\n").scopes[0].bindings[0]
    assert (found.target, found.value, found.type) == ("e", None, Choice((A, B)))


# Types


@pytest.mark.parametrize(
    ("written", "expected", "of_type"),
    [
        ("T", T, ()),
        ("a.T", Member(a, "T"), ()),
        ("Optional[T]", T, ()),
        ("T | None", T, ()),
        ("None | T | U", Choice((T, U)), ()),
        ("typing.Union[T, None]", T, ()),
        ("Annotated[T, X]", T, ()),
        ("ClassVar[list[T]]", Name("list"), (T,)),
        ("'T'", T, ()),
        ("'a.T'", Member(a, "T"), ()),
        ("'list[T] | None'", Name("list"), (T,)),
        ("'no type at all'", None, ()),
        ("list[T]", Name("list"), (T,)),
        ("a.Map[T, 'U']", Member(a, "Map"), (T, U)),
        ("dict[T, list[U]]", Name("dict"), (T, Name("list"))),
        ("Literal['k', 1]", Name("Literal"), (Text("k"), Text("1"))),
    ],
)
def test_types(written: str, expected: Expression | None, of_type: tuple[Expression, ...]) -> None:
    (found,) = sketch(f"v: {written}\n").scopes[0].bindings
    assert (found.value, found.type, found.of_type) == (None, expected, of_type)
    returns = scope(f"def v() -> {written}: pass\n", "v")
    assert (returns.type, returns.of_type) == (expected, of_type)


def test_calls_in_annotations_are_kept() -> None:
    source = """
def read(a: Annotated[T, f()], b: Annotated[T, g(), h()] = 1, c: "Annotated[T, k()]" = 2) -> Annotated[T, x()]:
    v: Annotated[T, y()]
"""
    parameters = scope(source, "read").parameters
    assert [(one.name, one.type, bare(one.default)) for one in parameters] == [
        ("a", T, call(f)),
        ("b", T, Text("1")),
        ("c", T, Text("2")),
    ]
    assert names_called(source) == ["f", "g", "h", "x", "y"]


# Scopes


def test_functions() -> None:
    source = """
@app.get("/x", tags=[a])
@cached
async def read(self, a, /, b: T = f(), *args: U, c=1, **kw) -> T:
    x = 1
    if a:
        return x, b
    yield g()
    yield from xs
"""
    found = scope(source, "read")
    assert bares(found.marks) == (call(Member(Name("app"), "get"), Text("/x"), tags=Items((a,))), Name("cached"))
    assert [(one.name, one.type, bare(one.default), one.rest) for one in found.parameters] == [
        ("self", None, None, False),
        ("a", None, None, False),
        ("b", T, call(f), False),
        ("args", U, None, True),
        ("c", None, Text("1"), False),
        ("**kw", None, None, True),
    ]
    assert bares(found.returns) == (Items((x, b)), call(g), xs)
    assert (found.kind, found.parent, found.line, found.type) == ("function", 0, 4, T)
    assert source.encode()[found.start : found.end].startswith(b"async def read")


def test_classes() -> None:
    source = """
@f()
class A(B[T, U], a.C, make(), Generic[X], metaclass=M):
    url: str = "/a"
    def __init__(self, x):
        self.x: T = x
        self.y, z = x
"""
    found = scope(source, "A")
    assert (found.kind, found.line, bares(found.marks)) == ("class", 3, (call(f),))
    assert bares(found.bases) == (B, Member(a, "C"), call(Name("make")), Name("Generic"))
    assert found.of_bases == (T, U, X)
    assert [(one.target, one.value, one.type) for one in found.bindings] == [("url", Text("/a"), Name("str"))]
    method = scope(source, "__init__")
    assert sketch(source).scopes[method.parent].name == "A"
    assert [(one.target, one.value, one.type) for one in method.bindings] == [
        ("self.x", x, T),
        ("self.y", Index(x, Text("0")), None),
        ("z", Index(x, Text("1")), None),
    ]


def test_lambdas_are_functions_without_a_name() -> None:
    found = sketch("a = f(lambda x, *y: g(x, lambda: (z := h())))\n")
    assert bare(found.scopes[0].bindings[0].value) == call(f, Closure(1))
    assert [(one.name, one.kind, one.parent) for one in found.scopes] == [
        ("", "module", -1),
        ("", "function", 0),
        ("", "function", 1),
    ]
    assert found.scopes[1].parameters == (Parameter("x"), Parameter("y", rest=True))
    assert bares(found.scopes[1].returns) == (call(g, x, Closure(2)),)
    assert found.scopes[2].returns == (z,)
    assert [(one.target, bare(one.value)) for one in found.scopes[2].bindings] == [("z", call(h))]


def test_only_expressions_that_hold_calls_are_kept() -> None:
    source = '"""Says f()."""\na\na < b\nif a: f(b)\nassert a, g()\nraise X from h()\nwhile k(): pass\ndel a[x()]\nlambda: 1\n'
    kept = bares(sketch(source).scopes[0].expressions)
    assert kept == (call(f, b), call(g), call(h), call(k), Index(a, call(x)), Closure(1))


def test_the_place_of_a_call() -> None:
    source = "é = 1\nv = (client\n  .of(1)\n  .get(f(\n  )))\n"
    found = sketch(source).scopes[0].bindings[-1].value
    assert isinstance(found, Invocation)
    assert (found.line, source.encode()[found.start :].startswith(b"client")) == (4, True)
    inner = found.positional[0]
    assert isinstance(inner, Invocation)
    assert (inner.line, source.encode()[inner.start : inner.start + 2]) == (4, b"f(")


# Imports


def test_imports() -> None:
    source = """
import a.b, c
import a.b as d
from . import e
from .x import y as z, \\
    w
from x import (  # all, of them
    p,
    q as r,
)
from ..x.y import *
def inner():
    import s
"""
    assert sketch(source).imports == (
        Imported("a.b", "a.b", ""),
        Imported("c", "c", ""),
        Imported("d", "a.b", ""),
        Imported("e", ".", "e"),
        Imported("z", ".x", "y"),
        Imported("w", ".x", "w"),
        Imported("p", "x", "p"),
        Imported("r", "x", "q"),
        Imported("", "..x.y", "*"),
        Imported("s", "s", "", 1),
    )


# Every call once, whatever the file looks like


def test_every_call_is_in_one_place() -> None:
    source = """
@a1(a2())
class K(a3(a4), metaclass=a5()):
    f: T = a6(a7()) if a8() else a9()
    def m(self, p=b1(), *, q: Annotated[T, b2()] = b3()):
        self.x[b4()] += b5()
        x, y = z = b6(), b7(b8())
        for i, (j, k) in b9():
            yield c1() and c2() or c3()
        with c4() as (u, v), c5():
            return [c6(c7 := c8()) for c9 in d1() if d2()]
        try: ...
        except d3() as e: print(f"{d4():{d5()}}" "%s" % d6())
        match d7():
            case X(y=1) if d8(): "%(a)s" % {"b": d9(), e1(): e2()}
        return lambda: {e3(): e4(), **e5()}[e6():e7()]
    global g
    x = yield e8()
    del a[e9()]
"""
    digits = [f"{letter}{digit}" for letter in "abcde" for digit in range(1, 10)]
    assert names_called(source) == sorted([*(one for one in digits if one not in ("a4", "c7", "c9")), "print"])


@pytest.mark.parametrize(
    ("source", "called"),
    [
        ("def f(x:\n    g(h()\nclass (A:\n  k()\n", ["h", "k"]),
        ("x = = f()\n@g()\n\nh()\n", ["f", "g", "h"]),
        ("f(a b g())\nfor in h(): x\nwith as k(): y\n", ["f", "g", "h", "k"]),
        ("f'{f(}'\n'%s %s' % \n'{'.format(g())\n", ["g"]),
        ("a: 'L[' = f()\nimport\nfrom import x\nfrom . import\n", ["f"]),
        ("\u00ff\u00b2 = 'a", []),
        ("a: '\u0103[T]' = b['\u0103'] = f()", ["f"]),
        ("", []),
    ],
)
def test_broken_files_give_what_can_be_read(source: str, called: list[str]) -> None:
    assert names_called(source) == called


@pytest.mark.parametrize(
    "source",
    [
        "(" * 2_000 + "f()" + ")" * 2_000,
        "v = " + "a." * 20_000 + "b",
        "a" + ".b()[c]" * 2_000,
        "v = " + "[" * 2_000 + "]" * 2_000,
        "lambda: " * 2_000 + "f()",
        "(" * 2_000 + "a" + ",)" * 2_000 + " = f()",
        "v: " + "L[" * 2_000 + "T" + "]" * 2_000,
        "v = " + "a + b * " * 2_000 + "c",
        "f(a.b(*" * 2_000 + ")))" * 2_000,
    ],
)
def test_deep_nesting_does_no_harm(source: str) -> None:
    assert sketch(source + "\nafter = 1\n").scopes[0].bindings[-1].target == "after"


def test_long_chains_are_read_in_full() -> None:
    assert names_called("v = " + " + ".join(["f()"] * 3_000)) == ["f"] * 3_000
    assert names_called("v = " + "f() if a else " * 3_000 + "b") == ["f"] * 3_000
    assert names_called("v" + ".f()" * 40) == ["f"] * 40

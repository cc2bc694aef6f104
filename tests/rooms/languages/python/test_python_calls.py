"""Calls: callees with aliases undone, arguments with what the file tells about them."""

import pytest

from archlint.languages.python.extract import extract
from archlint.model.facts import Argument, Call


def calls(source: str) -> tuple[Call, ...]:
    facts = extract(source.encode(), "python", 10)
    assert facts.problems == ()
    return facts.body.calls


def callees(source: str) -> list[str]:
    return [call.callee for call in calls(source)]


def arguments(source: str) -> tuple[Argument, ...]:
    """Those of the last call."""
    return calls(source)[-1].arguments


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import requests\nrequests.get(x)", ["requests.get"]),
        ("import requests as r\nr.get(x)", ["requests.get"]),
        ("import a.b\na.b.c.d(x)", ["a.b.c.d"]),
        ("import a.b as c\nc.d()", ["a.b.d"]),
        ("from a.b import c\nc()", ["a.b.c"]),
        ("from a.b import c as d\nd.e()", ["a.b.c.e"]),
        ("from . import api\napi.get()", [".api.get"]),
        ("from ..a import b\nb()", ["..a.b"]),
        ("from a import (\n  b,\n  c as d,\n)\nd()", ["a.c"]),
        ("import a\nb = a.c\nb.d()", ["a.c.d"]),
        ("import a\nb = a.Client()\nb.get()", ["a.Client", "a.Client.get"]),
        ("import a\nb: a.Client = a.Client(1)\nb.get()", ["a.Client", "a.Client.get"]),
        ("import a\nb = c = a.C(f(1))\nb.x()\nc.y()", ["a.C", "a.C.x", "a.C.y"]),
        ("import a\nwith a.open() as f:\n  f.read()", ["a.open", "a.open.read"]),
        ("import a\nasync def f():\n  s = await a.connect()\n  await s.go()", ["a.connect", "a.connect.go"]),
        ("import a\nif (b := a.c()):\n  b.d()", ["a.c", "a.c.d"]),
        ("import a\na.b(1).c(2).d(3)", ["a.b.c.d", "a.b.c", "a.b"]),
        ("import a\n(a\n .b\n .c())", ["a.b.c"]),
        ("import a\ndef f():\n  return a.b(a.c())", ["a.b", "a.c"]),
        ("def f():\n  a.b()\nimport a", ["a.b"]),
        ("import a\n@a.b('x')\ndef f(p=a.c()) -> a.d(): pass", ["a.b", "a.c", "a.d"]),
        ("import a\nclass C(a.b()):\n  x = a.c()", ["a.b", "a.c"]),
        ("import a\nx = [a.b(y) for y in z if a.c()]", ["a.b", "a.c"]),
        ("import a\nx = {'k': a.b(), **a.c()}", ["a.b", "a.c"]),
        ("import a\nx = f'{a.b()}'", ["a.b"]),
        ("import a\nx: Annotated[int, a.b()] = 1", ["a.b"]),
        ("import a\nreturn_ = lambda: a.b()", ["a.b"]),
        ("import a\nassert a.b(), a.c()", ["a.b", "a.c"]),
        ("import a\nf(a.b, x(), y=a.c())", ["a.c"]),
        ("unknown(x)\nother.thing(1)", []),
        ("unknown('x')\nother.thing(k='y')", ["unknown", "other.thing"]),
        ("'a {}'.format(x)", []),
    ],
)
def test_callees(source: str, expected: list[str]) -> None:
    assert sorted(callees(source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        "import a\ndef f(a):\n  a.b()",
        "import a\ndef f(*, a: int = 1):\n  a.b()",
        "import a\ndef f(**a):\n  a.b()",
        "import a\ndef f():\n  a = 1\n  a.b()",
        "import a\ndef a(): pass\na.b()",
        "import a\nclass a: pass\na.b()",
        "import a\nfor a in x:\n  a.b()",
        "import a\na, c = x\na.b()",
        "import a\na += x\na.b()",
        "import a\ndef f():\n  with x as a:\n    a.b()",
    ],
)
def test_names_with_another_meaning(source: str) -> None:
    assert callees(source) == []


def test_a_name_of_a_function_is_its_own() -> None:
    source = "import a\ndef f():\n  import b as a\n  a.x()\ndef g():\n  a.y()\n"
    assert callees(source) == ["b.x", "a.y"]


def test_attributes_of_self() -> None:
    source = """
import requests
class Client:
    kind = requests.Session
    BASE = "/api"
    def __init__(self):
        self.session = requests.Session()
        self.url = self.BASE + "/orders"
    def get(self, id):
        self.session.get(f"{self.url}/{id}")
        self.kind()
        kind()
class Other:
    def get(self):
        self.session.get(1)
"""
    assert callees(source) == ["requests.Session", "requests.Session.get", "requests.Session"]
    assert calls(source)[1].arguments == (Argument("", "/api/orders/{}", True),)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'/a'", "/a"),
        ('"""/a"""', "/a"),
        ("''", ""),
        ("r'\\d'", "\\d"),
        ("'\\t\\x41\\u00e9\\101'", "\tAéA"),
        ("'é'", "é"),
        ("b'x'", "x"),
        ("'/a' '/b'", "/a/b"),
        ("('/a'\n  '/b')", "/a/b"),
        ("'/a' + '/b'", "/a/b"),
        ("'/a/' + x", "/a/{}"),
        ("x + '/a'", "{}/a"),
        ("f'/a/{x}/b'", "/a/{}/b"),
        ("f'/a/{x.y(1)!r:>{w}}/b'", "/a/{}/b"),
        ("f'{{}}'", "{}"),
        ("f'/a/{PATH}'", "/a/orders"),
        ("t'/a/{x}'", "/a/{}"),
        ("rf'/a/{x}\\d'", "/a/{}\\d"),
        ("'/a/%s/%d%%' % (x, y)", "/a/{}/{}%"),
        ("'/a/%(id)s' % x", "/a/{}"),
        ("'/a/{}/{id:>3}'.format(x, id=y)", "/a/{}/{}"),
        ("'{{a}}'.format()", "{a}"),
        ("PATH", "orders"),
        ("PATH + '/x'", "orders/x"),
        ("'/%s' % PATH", "/{}"),
        ("URL", "https://example.org/orders"),
        ("TEMPLATE.format(x)", "/t/{}"),
    ],
)
def test_text(written: str, text: str) -> None:
    head = "import a\nPATH = 'orders'\nURL = f'https://example.org/{PATH}'\nTEMPLATE = '/t/{}'\n"
    assert arguments(f"{head}a.get({written})") == (Argument("", text, True),)
    assert arguments(f"{head}def f():\n  name = {written}\n  a.get(1, name)")[1] == Argument("", text, True)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ()),
        ("1, -2, 3.5, None", (("", "1", True), ("", "", False), ("", "3.5", True), ("", "None", True))),
        ("x, y.z", (("", "x", False), ("", "y.z", False))),
        ("a.b, c", (("", "a.b", False), ("", "d.c", False))),
        ("k='v', n=1, m=x", (("k", "v", True), ("n", "1", True), ("m", "x", False))),
        ("x(), [1], k={}", (("", "", False), ("", "", False), ("k", "", False))),
        ("k=['a', 'b']", (("k", "a", True), ("k", "b", True))),
        ("k=('a',)", (("k", "a", True),)),
        ("*x, **y", (("", "", False), ("", "", False))),
        ("'a',  # note, 'b'\n  'c',", (("", "a", True), ("", "c", True))),
        ("'a, b', 'c=d'", (("", "a, b", True), ("", "c=d", True))),
        ("'(', ')'", (("", "(", True), ("", ")", True))),
        ("'x or y'", (("", "x or y", True),)),
        ("k = 'v'", (("k", "v", True),)),
    ],
)  # fmt: skip
def test_arguments(written: str, expected: tuple[tuple[str, str, bool], ...]) -> None:
    found = arguments(f"import a\nfrom d import c\na.get({written})")
    assert tuple((each.keyword, each.text, each.literal) for each in found) == expected


def test_long_calls_are_cut() -> None:
    many = ", ".join(f"'{number}'" for number in range(500))
    assert 0 < len(arguments(f"import a\na.b({many})")) < 500
    (long,) = arguments(f"import a\na.b('{'x' * 1_000_000}')")
    assert len(long.text) < 10_000
    (sum_,) = arguments("import a\na.b('x'" + " + 'x'" * 10_000 + ")")
    assert len(sum_.text) < 10_000


def test_calls_belong_to_units() -> None:
    source = "import a\na.m()\n@a.d()\ndef f(x=a.e()):\n  a.g()\nclass C:\n  a.h()\n  def m(self):\n    a.i()\n"
    units = extract(source.encode(), "python", 10).body.units
    owners = {call.callee: units[call.unit].name for call in calls(source)}
    assert owners == {"a.m": "", "a.d": "f", "a.e": "f", "a.g": "f", "a.h": "C", "a.i": "C.m"}


def test_calls_say_where() -> None:
    source = "import a\né = 1; x = a.b(\n  'c')\n"
    (call,) = calls(source)
    assert source.encode()[call.span.start : call.span.end] == b"a.b(\n  'c')"
    assert (call.span.line, call.span.column) == (2, 12)


def test_calls_are_in_the_order_of_the_file() -> None:
    source = "import a\ndef f():\n  a.b(a.c())\na.d()\n"
    assert callees(source) == ["a.b", "a.c", "a.d"]

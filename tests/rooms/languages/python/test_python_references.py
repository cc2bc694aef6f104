"""Every way in which Python refers to another module, and how the reference says where and when it happens."""

import pytest

from archlint.languages.python.extract import extract
from archlint.model.facts import Flag, Reference

NONE = Flag(0)


def references(source: str, dialect: str = "python") -> tuple[Reference, ...]:
    facts = extract(source.encode(), dialect, 10)
    assert facts.problems == ()
    return facts.references


def written(source: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(reference.target, reference.names) for reference in references(source)]


def flagged(source: str, dialect: str = "python") -> dict[str, Flag]:
    return {reference.target: Flag(reference.flags) for reference in references(source, dialect)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a", [("a", ())]),
        ("import a.b.c", [("a.b.c", ())]),
        ("import a.b as c", [("a.b", ())]),
        ("import a, b.c as d,e", [("a", ()), ("b.c", ()), ("e", ())]),
        ("import a . b", [("a.b", ())]),
        ("import a, \\\n  b", [("a", ()), ("b", ())]),
        ("import a; import b", [("a", ()), ("b", ())]),
        ("from a import b", [("a", ("b",))]),
        ("from a.b import c, d as e", [("a.b", ("c", "d"))]),
        ("from a import(b)", [("a", ("b",))]),
        ("from a import (b, c,)", [("a", ("b", "c"))]),
        ("from a import b, \\\n  c", [("a", ("b",)), ("a", ("c",))]),
        ("from .import a", [(".", ("a",))]),
        ("from . import a", [(".", ("a",))]),
        ("from .. a import b", [("..a", ("b",))]),
        ("from ...a.b import c", [("...a.b", ("c",))]),
        ("from .... import a", [("....", ("a",))]),
        ("from a import *", [("a", ("*",))]),
        ("from . import *", [(".", ("*",))]),
        ("from a.imports import b", [("a.imports", ("b",))]),
        ("from fromage import importer", [("fromage", ("importer",))]),
        ("from __future__ import annotations", [("__future__", ("annotations",))]),
        ("import é.à", [("é.à", ())]),
        ("from é import à as ü, ß", [("é", ("à", "ß"))]),
        ("from\ta\timport\tb", [("a", ("b",))]),
        ("'import a'\n# import b\nx = 'from c import d'", []),
    ],
)
def test_forms(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert written(source) == expected


def places(source: str) -> list[tuple[tuple[str, ...], int, int, str]]:
    return [
        (found.names, found.span.line, found.span.column, source.encode()[found.span.start : found.span.end].decode())
        for found in references(source)
    ]


def test_a_reference_per_line_points_at_its_name() -> None:
    source = "from a.b import (\n    c,\n    d as e,\n    f,\n)\n"
    assert places(source) == [
        (("c",), 2, 5, "c"),
        (("d",), 3, 5, "d as e"),
        (("f",), 4, 5, "f"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_with_several_names_and_comments(end: str) -> None:
    source = "from a import (x,  # (not, these)\n    c, d,\n\n  # nor this, one\n\te)\n".replace("\n", end)
    assert places(source) == [
        (("x",), 1, 6, "a"),
        (("c", "d"), 2, 5, "c"),
        (("e",), 5, 2, "e"),
    ]


def test_names_on_one_line_point_at_the_module() -> None:
    assert places("é = 1; from a.b import c, d\n") == [(("c", "d"), 1, 13, "a.b")]
    assert places("import a.b as c, d\n") == [((), 1, 8, "a.b as c"), ((), 1, 18, "d")]


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        ("import a", NONE),
        ("from a import *", Flag.WILDCARD),
        ("import a as a", Flag.REEXPORT),
        ("import a as b", NONE),
        ("from a import b as b", Flag.REEXPORT),
        ("from a import b as c", NONE),
        ("from a import (\n    b as b,\n)", Flag.REEXPORT),
        ("if x:\n    import a", Flag.CONDITIONAL),
        ("if x:\n    pass\nelif y:\n    import a", Flag.CONDITIONAL),
        ("if x:\n    pass\nelse:\n    import a", Flag.CONDITIONAL),
        ("if x: pass\nimport a", NONE),
        ("try:\n    import a\nexcept ImportError:\n    pass", Flag.CONDITIONAL),
        ("try:\n    pass\nexcept ImportError:\n    import a", Flag.CONDITIONAL),
        ("try:\n    pass\nexcept* ImportError:\n    import a", Flag.CONDITIONAL),
        ("try: pass\nfinally: pass\nimport a", NONE),
        ("with suppress(ImportError):\n    import a", Flag.CONDITIONAL),
        ("with open('x') as f:\n    import a", NONE),
        ("while x:\n    import a", Flag.CONDITIONAL),
        ("for x in y:\n    import a", Flag.CONDITIONAL),
        ("for x in y: pass\nelse:\n    import a", Flag.CONDITIONAL),
        ("for x in y: pass\nimport a", NONE),
        ("match x:\n    case 1:\n        import a", Flag.CONDITIONAL),
        ("match x:\n    case 1: pass\nimport a", NONE),
        ("def f():\n    import a", Flag.LAZY),
        ("async def f():\n    from a import b", Flag.LAZY),
        ("def f():\n    if x:\n        import a", Flag.LAZY | Flag.CONDITIONAL),
        ("if x:\n    def f():\n        import a", Flag.LAZY | Flag.CONDITIONAL),
        ("class A:\n    import a", NONE),
        ("class A:\n    def m(self):\n        import a", Flag.LAZY),
        ("def f(): pass\nimport a", NONE),
        ("lazy import a", Flag.LAZY),
        ("lazy from a import b", Flag.LAZY),
        ("x = 1; lazy import a", Flag.LAZY),
        ("if x:\n    lazy import a.b as c", Flag.LAZY | Flag.CONDITIONAL),
    ],
)
def test_when_an_import_happens(source: str, flags: Flag) -> None:
    (reference,) = references(source)
    assert Flag(reference.flags) == flags


def test_lazy_is_still_a_name() -> None:
    assert written("lazy = 1\nlazy.a\nimport lazy\nfrom lazy import lazy\n") == [("lazy", ()), ("lazy", ("lazy",))]


@pytest.mark.parametrize(
    "condition",
    [
        "TYPE_CHECKING",
        "(TYPE_CHECKING)",
        "typing.TYPE_CHECKING",
        "t.TYPE_CHECKING",
        "TC",
        "TYPE_CHECKING and sys.version_info > (3, 12)",
        "x and TYPE_CHECKING",
        "not not TYPE_CHECKING",
    ],
)
def test_type_checking(condition: str) -> None:
    head = "import typing, typing as t\nfrom typing import TYPE_CHECKING, TYPE_CHECKING as TC\n"
    found = flagged(f"{head}if {condition}:\n    import a\nelse:\n    import b\nimport c\n")
    assert found["a"] == Flag.TYPE_ONLY
    assert Flag.TYPE_ONLY not in found["b"]
    assert found["c"] == NONE


@pytest.mark.parametrize("condition", ["not TYPE_CHECKING", "(not TYPE_CHECKING)", "not (\n TYPE_CHECKING # x\n)"])
def test_what_the_type_checker_skips(condition: str) -> None:
    found = flagged(f"if {condition}:\n    import a\nelse:\n    import b\n")
    assert found == {"a": NONE, "b": Flag.TYPE_ONLY}


@pytest.mark.parametrize(
    "condition", ["TYPE_CHECKING or x", "not (TYPE_CHECKING and x)", "x.TYPE_CHECKINGS", "f(TYPE_CHECKING)"]
)
def test_conditions_that_do_not_tell(condition: str) -> None:
    assert flagged(f"if {condition}:\n    import a\n")["a"] == Flag.CONDITIONAL


def test_type_checking_in_a_chain() -> None:
    source = "if x:\n    import a\nelif TYPE_CHECKING:\n    import b\nelse:\n    import c\n"
    assert flagged(source) == {
        "a": Flag.CONDITIONAL,
        "b": Flag.CONDITIONAL | Flag.TYPE_ONLY,
        "c": Flag.CONDITIONAL,
    }


def test_a_stub_is_all_for_the_type_checker() -> None:
    assert flagged("import a\ndef f():\n    import b\n", "python-stub") == {
        "a": Flag.TYPE_ONLY,
        "b": Flag.TYPE_ONLY | Flag.LAZY,
    }


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("import importlib\nimportlib.import_module('a.b')", "a.b"),
        ("import importlib as il\nil.import_module('a.b')", "a.b"),
        ("from importlib import import_module\nimport_module('a.b')", "a.b"),
        ("from importlib import import_module as load\nload(name='a.b')", "a.b"),
        ("from importlib import import_module\nNAME = 'a.b'\nimport_module(NAME)", "a.b"),
        ("from importlib import import_module\nNAME = 'a.'\nimport_module(NAME + 'b')", "a.b"),
        ("from importlib import import_module\nclass A:\n    n = 'a.b'\n    def f(self): import_module(self.n)", "a.b"),
        ("from importlib import import_module\nimport_module('.b', 'a')", "a.b"),
        ("from importlib import import_module\nimport_module('..b', package='a.c')", "a.b"),
        ("from importlib import import_module\nimport_module('.b', __package__)", ".b"),
        ("from importlib import import_module\nimport_module('.b', package=__name__)", ".b"),
        ("__import__('a.b')", "a.b"),
        ("__import__('a.b', globals(), locals(), ['c'], 0)", "a.b"),
        ("from importlib import import_module\nx = [import_module('a.b') for _ in y]", "a.b"),
        ("from importlib import import_module\nreturned = f(import_module('a.b').c)", "a.b"),
    ],
)
def test_imports_by_name(source: str, target: str) -> None:
    reference = references(source)[-1]
    assert reference.target == target
    assert reference.names == ()
    assert Flag.DYNAMIC in Flag(reference.flags)


@pytest.mark.parametrize(
    "call",
    [
        "import_module(name)",
        "import_module(f'a.{name}')",
        "import_module('a.%s' % name)",
        "import_module('.b')",
        "import_module('.b', name)",
        "import_module('...b', 'a')",
        "import_module('a b')",
        "import_module('')",
        "import_module()",
        "other.import_module('a')",
    ],
)
def test_what_names_no_module(call: str) -> None:
    assert len(references(f"from importlib import import_module\n{call}\n")) == 1


def test_imports_by_name_know_when_they_happen() -> None:
    source = "from importlib import import_module\ndef f():\n    if x:\n        import_module('a')\n"
    assert flagged(source)["a"] == Flag.DYNAMIC | Flag.LAZY | Flag.CONDITIONAL


def test_units_own_their_imports() -> None:
    source = (
        "import a\nclass C:\n    import b\n    def m(self):\n        import c\n        def g():\n            import d\n"
    )
    units = extract(source.encode(), "python", 10).body.units
    owners = {found.target: units[found.unit].name if found.unit >= 0 else None for found in references(source)}
    assert owners == {"a": None, "b": "C", "c": "C.m", "d": "C.m.g"}


@pytest.mark.parametrize(
    "listed",
    [
        "__all__ = ['b']",
        "__all__ = ('x', 'b')",
        "__all__: list[str] = ['b']",
        "__all__ = ['x']\n__all__ += ['b']",
        "__all__ = ['x'] + ['b']",
        "__all__ = [\n    'x',  # first\n    'b',\n]",
        "__all__ = (['b'])",
        "__all__ = ['x'] + other.__all__ + ['b']",
    ],
)
def test_listed_names_are_handed_on(listed: str) -> None:
    found = flagged(f"from a import b\nfrom c import d\nimport e\n{listed}\n")
    assert found == {"a": Flag.REEXPORT, "c": NONE, "e": NONE}


def test_listed_names_are_those_of_this_file() -> None:
    found = flagged("from a import b as c\nfrom d import c as b\nimport e.f\n__all__ = ['c', 'e']\n")
    assert found == {"a": Flag.REEXPORT, "d": NONE, "e.f": Flag.REEXPORT}


def test_references_are_in_the_order_of_the_file() -> None:
    source = "def f():\n    import a\nimport b\nclass C:\n    def m(self):\n        import c\n    import d\nimport e\n"
    assert [found.target for found in references(source)] == ["a", "b", "c", "d", "e"]

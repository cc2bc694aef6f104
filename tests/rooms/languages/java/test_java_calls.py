"""Calls: whom they reach by the types that a file declares, and what they are given."""

import pytest

from archlint.languages.java.extract import extract
from archlint.model.facts import Argument, Call


def calls(source: str) -> list[Call]:
    facts = extract(source.encode(), "java", 10)
    assert facts.problems == ()
    return list(facts.body.calls)


def callees(source: str) -> list[str]:
    return [call.callee for call in calls(source)]


def within(code: str, members: str = "", imports: str = "import org.acme.Client;") -> list[str]:
    """Callees of a method's code."""
    return callees(f"package com.shop; {imports} class C {{ {members} Object f(Object o) {{ {code} }} }}")


@pytest.mark.parametrize(
    ("members", "code", "expected"),
    [
        # fields, wherever they are declared
        ("Client a;", "a.get();", ["org.acme.Client.get"]),
        ("Client a;", "this.a.get();", ["org.acme.Client.get"]),
        ("", "a.get(); } private final Client a; void g() { ", ["org.acme.Client.get"]),
        ("Client<Foo> a;", "a.get();", ["org.acme.Client.get"]),
        ("@Inject Client a;", "a.get();", ["Inject", "org.acme.Client.get"]),
        ("Client[] a;", "a[0].get();", []),
        ("org.acme.other.Client a;", "a.get();", ["org.acme.other.Client.get"]),
        ("Neighbour a;", "a.get();", ["Neighbour.get"]),
        ("String a;", "a.trim();", ["java.lang.String.trim"]),
        ("C a;", "a.get();", ["com.shop.C.get"]),
        ("static class D {} D a;", "a.get();", ["com.shop.C.D.get"]),
        ("Client.Builder a;", "a.get();", ["org.acme.Client.Builder.get"]),
        ("int a;", "a.get();", []),
        # parameters
        ("C(Client a) { a.get(); }", "", ["org.acme.Client.get"]),
        ("Foo a; C(Client a) { a.get(); } void g() { a.put(); }", "", ["org.acme.Client.get", "Foo.put"]),
        ("Client a; C(Client given) { this.a = given; }", "a.get();", ["org.acme.Client.get"]),
        ("void g(Client... a) {}", "", []),
        ("<T> void g(T a) { a.get(); }", "", []),
        # locals
        ("", "Client a = b; a.get();", ["org.acme.Client.get"]),
        ("", "var a = new Client(); a.get();", ["org.acme.Client", "org.acme.Client.get"]),
        ("", "var a = new Client(), b = new Foo(); b.get();", ["org.acme.Client", "Foo", "Foo.get"]),
        ("", "var a = make(); a.get();", ["this.make"]),
        ("Client a;", "int a = 1; a.get();", []),
        ("Client a;", "{ Foo a; a.b(); } a.c();", ["Foo.b", "org.acme.Client.c"]),
        ("", "for (Client a : b) a.get(); a.put();", ["org.acme.Client.get"]),
        ("", "for (Client a = b; ; ) a.get();", ["org.acme.Client.get"]),
        ("", "try (Client a = b) { a.get(); }", ["org.acme.Client.get"]),
        ("", "try {} catch (Foo | Bar a) { a.get(); }", ["Foo.get"]),
        ("Client a;", "run(a -> a.get()); a.put();", ["this.run", "org.acme.Client.put"]),
        ("Client a;", "run((a, b) -> a.get());", ["this.run"]),
        ("", "run((Client a) -> a.get());", ["this.run", "org.acme.Client.get"]),
        # patterns
        ("", "if (o instanceof Client a) a.get();", ["org.acme.Client.get"]),
        ("", "if (!(o instanceof Client a)) return o; a.get();", ["org.acme.Client.get"]),
        ("", "if (o instanceof Pair(Client a, var b)) a.get();", ["org.acme.Client.get"]),
        ("Foo a;", "switch (o) { case Client a -> a.get(); case Bar a -> a.x(); } a.y();",
         ["org.acme.Client.get", "Bar.x", "Foo.y"]),
        ("", "switch (o) { case Client a when a.ok(): a.get(); }", ["org.acme.Client.ok", "org.acme.Client.get"]),
        # types and chains
        ("", "Client.of().get();", ["org.acme.Client.of", "org.acme.Client.of.get"]),
        ("", "Client.Builder.of();", ["org.acme.Client.Builder.of"]),
        ("", "Client.LIMIT.get();", ["org.acme.Client.LIMIT.get"]),
        ("", "org.acme.Sums.total();", ["org.acme.Sums.total"]),
        ("", "new Client().get();", ["org.acme.Client.get", "org.acme.Client"]),
        ("", "((Client) o).get();", ["org.acme.Client.get"]),
        ("", "\"a\".trim();", ["java.lang.String.trim"]),
        ("", "Client.class.getName();", ["java.lang.Class.getName"]),
        ("Client a;", "a\n .b()\n .c(x -> x.d());", ["org.acme.Client.b", "org.acme.Client.b.c"]),
        ("Client a;", "a.<Foo>b().c;", ["org.acme.Client.b"]),
        ("", "return new Client<>() { void g() { h(); } };", ["org.acme.Client", "this.h"]),
        # its own
        ("", "g(); this.g(); super.g(); C.this.g(); C.super.g();", ["this.g"] * 2 + ["super.g", "this.g", "super.g"]),
        ("", "C.g();", ["com.shop.C.g"]),
        # nothing is known
        ("", "a.get();", []),
        ("", "a.get(\"/x\");", ["a.get"]),
        ("", "make()[0].get(\"/x\");", ["?.get", "this.make"]),
    ],
)  # fmt: skip
def test_receivers(members: str, code: str, expected: list[str]) -> None:
    assert within(code, members) == expected


def test_components_of_a_record_are_fields() -> None:
    source = "record R(org.acme.Client client) { R { client.check(); } void f() { client.get(); this.client.put(); } }"
    assert callees(source) == ["org.acme.Client.check", "org.acme.Client.get", "org.acme.Client.put"]


@pytest.mark.parametrize(
    ("imports", "code", "expected"),
    [
        ("import static org.acme.Sums.total;", "total(1);", ["org.acme.Sums.total"]),
        ("import static org.acme.Sums.LIMIT;", "LIMIT.next();", ["org.acme.Sums.LIMIT.next"]),
        ("import static org.acme.Sums.limit;", "limit.next();", ["org.acme.Sums.limit.next"]),
        ("import static org.acme.Sums.Kind;", "Kind.of();", ["org.acme.Sums.Kind.of"]),
        ("import static org.acme.Sums.*;", "total(1);", ["this.total"]),
        ("import org.acme.*;", "Sums.total();", ["Sums.total"]),
        ("import org.acme.Outer;", "Outer.Inner.run();", ["org.acme.Outer.Inner.run"]),
    ],
)
def test_imported_names(imports: str, code: str, expected: list[str]) -> None:
    assert within(code, "", imports) == expected


def text(value: str, keyword: str = "") -> Argument:
    return Argument(keyword, value, True)


def name(value: str, keyword: str = "") -> Argument:
    return Argument(keyword, value, False)


NOTHING = name("")
CONSTANTS = """
    static final String BASE = "/api";
    static final String OWNERS = BASE + "/owners/" + VERSION;
    final String own = "/own";
    String changing = "/changing";
    interface Paths { String PETS = "/pets"; String PET = PETS + "/{id}"; }
"""


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ('g("a", \'b\', 1, 2L, 0x3, 4.5, true, null);',
         (text("a"), text("b"), text("1"), text("2L"), text("0x3"), text("4.5"), text("true"), NOTHING)),
        ("g(a, a.b, this.c, Client.GET, Kind.POST, Client.class);",
         (name("a"), name("a.b"), name("this.c"), name("org.acme.Client.GET"), name("Kind.POST"),
          name("org.acme.Client.class"))),
        ("g(x -> 1, new int[0], -1);", (NOTHING, NOTHING, NOTHING)),
        ('g("/owners/" + id + "/pets/" + pet.id());', (text("/owners/{}/pets/{}"),)),
        ('g("/a" + 1 + \'c\' + ("d" + e));', (text("/a1cd{}"),)),
        ('g(a + "b" + (c - d));', (text("{}b{}"),)),
        ('g("/x/" + (a ? "b" : "c"));', (text("/x/{}"),)),
        ("g(a + b);", (NOTHING,)),
        ('g(/* first */ "a", // second\n "b");', (text("a"), text("b"))),
        ("g(BASE);", (text("/api"),)),
        ("g(OWNERS);", (text("/api/owners/{}"),)),
        ("g(C.BASE + Paths.PET);", (text("/api/pets/{id}"),)),
        ("g(own); ", (text("/own"),)),
        ("g(this.own); ", (text("/own"),)),
        ("g(changing); ", (name("changing"),)),
        ('String url = "/x/" + id; g(url);', (text("/x/{}"),)),
        ('String url = "/x"; url = other; g(url);', (name("url"),)),
        ('String url; url = "/x"; g(url);', (text("/x"),)),
        ('String url = "/x"; url += "/y"; g(url);', (name("url"),)),
        ('{ String own = "/inner"; g(own); }', (text("/inner"),)),
        ('g(String.format("/x/%s/%05d/%-3.2f/%1$s/%%%n", a, b));', (text("/x/{}/{}/{}/{}/%\n"),)),
        ('g("/x/%s".formatted(a));', (text("/x/{}"),)),
        ('g("/" + String.format("%tY/%s", a, b) + "/");', (text("/{}/{}/"),)),
        ("g(String.format(BASE + a, b));", (NOTHING,)),
        ("g(String.format(BASE, b));", (text("/api"),)),
        ("g(format(BASE, b));", (NOTHING,)),
        (r'g("a\n\t\"\\\101\0A\s");', (text('a\n\t"\\A\0A '),)),
        ('g("""\n      <a>\n        "b" \\\n      c\n      """);', (text('<a>\n  "b" c\n'),)),
    ],
)  # fmt: skip
def test_arguments(code: str, arguments: tuple[Argument, ...]) -> None:
    source = f"import org.acme.Client; class C {{ {CONSTANTS} void f() {{ {code} }} }}"
    assert [call.arguments for call in calls(source) if call.callee == "this.g"] == [arguments]


def test_annotations_are_calls_by_what_they_annotate() -> None:
    source = """
        import org.web.*; import org.web.Get; import org.web.Part;
        @Path("/owners")
        class C {
            static final String ID = "/{id}";
            @Autowired Foo foo;
            @Get(value = {ID, "/one" + ID}, produces = Types.JSON, order = 1) @Override
            Object f(@Part("id") int id) { return null; }
            @Deprecated @SuppressWarnings("all") void g() {}
        }
    """
    body = extract(source.encode(), "java", 10).body
    assert [(call.callee, body.units[call.unit].name, call.arguments) for call in body.calls] == [
        ("Path", "C", (text("/owners"),)),
        ("Autowired", "C", ()),
        ("org.web.Get", "C.f", (
            text("/{id}", "value"), text("/one/{id}", "value"), name("Types.JSON", "produces"), text("1", "order"),
        )),
        ("org.web.Part", "C.f", (text("id"),)),
        ("java.lang.SuppressWarnings", "C.g", (text("all"),)),
    ]  # fmt: skip


def test_span_and_unit_of_a_call() -> None:
    source = 'class C {\n  void f() {\n    return client.path("é")\n      .get("/x");\n  }\n}\n'
    facts = extract(source.encode(), "java", 10)
    assert [facts.body.units[call.unit].name for call in facts.body.calls] == ["C.f", "C.f"]
    first, second = [call.span for call in facts.body.calls]
    assert source.encode()[first.start : first.end].decode() == 'path("é")'
    assert source.encode()[second.start : second.end].decode() == 'get("/x")'
    assert (first.line, first.column, second.line, second.column) == (3, 19, 4, 8)

"""Contracts of operations: .proto files and GraphQL files in, what they promise and ask for out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.manifests.catalogue import read_deployment, wants
from archlint.model.deployment import PageRequest, ServedOperation
from archlint.model.graphql import asked, declared

PROTO = b"""// service Old { rpc Gone (A) returns (B); }
package lines.v1;
/* service Older {
   rpc Gone (A) returns (B); } */
message Bill { string service = 1; message Inner { int32 rpc = 2; } }
service Bills {
  option (x) = { get: "/v1/{name}" };
  rpc Show (Query) returns (Bill) { option (google.api.http) = { get: "rpc Not (A)" }; }
  rpc Watch (stream Query)
    returns (stream Bill);
}
service Empty {}
"""


def test_operations_of_services() -> None:
    found = read_deployment({"proto/bills.proto": PROTO}).operations
    assert found == (
        ServedOperation("GRPC", "/lines.v1.Bills/Show", "", "proto/bills.proto", 8, "lines.v1.Bills"),
        ServedOperation("GRPC", "/lines.v1.Bills/Watch", "", "proto/bills.proto", 9, "lines.v1.Bills"),
    )


def test_a_service_without_a_package() -> None:
    found = read_deployment({"a.proto": b"service A { rpc B (C) returns (D); }"}).operations
    assert [one.path for one in found] == ["/A/B"]


@pytest.mark.parametrize("path", ["api/a.proto", "web/a.graphql", "src/main/resources/graphql/a.graphqls", "a.gql"])
def test_files_that_are_wanted(path: str) -> None:
    assert wants(path)
    assert not wants(f"tests/{path}")


def test_a_schema_and_documents_in_one_file() -> None:
    text = b"type Query { bills: [Bill] }\nquery Open { bills { number } }\n"
    found = read_deployment({"a.graphql": text})
    assert found.operations == (ServedOperation("QUERY", "/graphql#bills", "", "a.graphql", 1, "GraphQL"),)
    assert found.pages == (PageRequest("QUERY", "/graphql#bills", "a.graphql", 2, "GraphQL", "Open"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ a b }", [("QUERY", "a"), ("QUERY", "b")]),
        ("query { a }", [("QUERY", "a")]),
        ("mutation M($x: In = {y: 1}) @live { a(x: $x, y: {z: 1}) { b } c }", [("MUTATION", "a"), ("MUTATION", "c")]),
        ("subscription S { a }", [("SUBSCRIPTION", "a")]),
        ('query { mine: a(b: "} {") }', [("QUERY", "a")]),
        ("query { # b\n a }", [("QUERY", "a")]),
        ("query { ...F } fragment F on Query { a ...G } fragment G on Query { b }", [("QUERY", "a"), ("QUERY", "b")]),
        ("query { ... on Query @include(if: true) { a } ... { b } }", [("QUERY", "a"), ("QUERY", "b")]),
        ("query { ...F } fragment F on Query { a ...F }", [("QUERY", "a")]),
        ("query { ...Gone }", []),
        ("query { __typename __schema { types } }", []),
        ("fragment F on Bill { a }", []),
        ("type Query { a: Int }", []),
        ("query A { a } query B { a }", [("QUERY", "a"), ("QUERY", "a")]),
        ("query { a { b", [("QUERY", "a")]),
        ("SELECT a FROM b", []),
        ("", []),
    ],
)
def test_what_documents_ask_for(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.method, one.name) for one in asked(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('type Query { a: Int b(x: Int!, y: [In] = []): [B!]! @old(reason: "c: D") }', ["a", "b"]),
        ('type Query implements A & B @key(fields: "id") { a: Int }', ["a"]),
        ("extend type Query { a: Int }", ["a"]),
        ('type Query { """\n b: Int\n""" a: Int }', ["a"]),
        ("type Bill { a: Int } input Query { b: Int }", []),
        ("schema { query: Root } type Root { a: Int } type Bill { b: Int }", ["a"]),
        ("type Query { type: Int input: Int query: Int }", ["type", "input", "query"]),
        ("type Query", []),
    ],
)
def test_what_schemas_declare(text: str, expected: list[str]) -> None:
    assert [one.name for one in declared(text)] == expected


def test_lines_of_fields() -> None:
    text = 'query {\n  a\n  b(x: """\n\n""")\n  c\n}'
    assert [(one.name, one.line) for one in asked(text)] == [("a", 1), ("b", 2), ("c", 5)]


@given(st.text(alphabet='{}()"#.@:abq \nquerytyp$', max_size=200))
def test_whatever_a_text_holds_it_is_read(text: str) -> None:
    for field in (*asked(text), *declared(text)):
        assert 0 <= field.line <= text.count("\n")
        assert field.name.isidentifier()


@pytest.mark.parametrize(
    "text", ["query {" * 20_000, "... on Q " * 20_000, "query { ...F } fragment F on Q { ...F " * 3_000, '"' * 50_000]
)
def test_large_texts_cost_little(text: str) -> None:
    """Each would take minutes if selections were looked through again and again."""
    assert len(asked(text)) <= 5_000
    assert declared(text) == []

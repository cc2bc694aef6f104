"""archlint-endpoints/1: exactly these keys in this order, indented by two, what is not ASCII kept."""

import json
from pathlib import Path

import pytest
from connections_by_hand import DATABASES, HOSTILE_CONNECTIONS, SHOP, analysis
from jsonschema import Draft202012Validator

from archlint.model.connections import Connections, Request, Route
from archlint.reports.endpoints_filter import ONLY, STATUSES
from archlint.reports.endpoints_json import render
from archlint.reports.view import View

SCHEMA = Path(__file__).parents[3] / "docs/schemas/endpoints.schema.json"
PLACE = ["file", "line", "component", "layer", "part", "unit", "technology"]
KEYS = {
    "routes": ["method", "path", *PLACE, "handler", "target", "guards", "public"],
    "requests": ["method", "path", "host", *PLACE, "status", "routes", "via", "why", "style"],
    "publications": ["topic", *PLACE, "style"],
    "subscriptions": ["topic", *PLACE, "style"],
    "stores": ["name", "access", *PLACE],
}


def test_keys_stand_in_the_published_order() -> None:
    document = json.loads(render(analysis(), View()))
    assert list(document) == ["schema", *KEYS, "databases", "operations", "operation_requests"]
    assert document["schema"] == "archlint-endpoints/1"
    for name, keys in KEYS.items():
        assert len(document[name]) == len(getattr(SHOP, name))
        assert {tuple(row) for row in document[name]} == {tuple(keys)}


def test_values_are_those_of_the_connections() -> None:
    document = json.loads(render(analysis(), View()))
    assert document["routes"][0] == {
        "method": "GET",
        "path": "/customers/{id}",
        "file": "crm/api.py",
        "line": 4,
        "component": "crm",
        "layer": "backend",
        "part": "",
        "unit": "get",
        "technology": "Flask",
        "handler": "get",
        "target": "",
        "guards": [],
        "public": False,
    }
    second = document["requests"][1]
    assert (second["routes"], second["via"], second["status"]) == ([0], [2, 2], "linked")
    for name, keys in KEYS.items():
        for row, one in zip(document[name], getattr(SHOP, name), strict=True):
            assert row == {key: list(value) if isinstance(value := getattr(one, key), tuple) else value for key in keys}


def test_operations_have_lists_of_their_own() -> None:
    """`routes` and `requests` stay what they were: HTTP. Positions are those of the list that holds what answers."""
    found = Connections(
        routes=(
            Route("a.py", 1, method="GRPC", path="/lines.Bills/Show"),
            Route("a.py", 2, method="GET", path="/bills"),
            Route("a.py", 3, method="QUERY", path="/graphql#bills"),
        ),
        requests=(
            Request("b.py", 1, method="GET", path="/bills", status="linked", routes=(1,)),
            Request("b.py", 2, method="QUERY", path="/graphql#bills", status="linked", routes=(2,)),
        ),
    )
    document = json.loads(render(analysis(found), View()))
    assert [one["path"] for one in document["routes"]] == ["/bills"]
    assert [one["path"] for one in document["operations"]] == ["/lines.Bills/Show", "/graphql#bills"]
    assert [one["routes"] for one in document["requests"]] == [[0]]
    assert [one["routes"] for one in document["operation_requests"]] == [[1]]


def test_it_is_indented_by_two_and_keeps_what_is_not_ascii() -> None:
    text = render(analysis(Connections((Route("ü.py", 1, method="GET", path="/größe/日本"),))), View())
    assert text.startswith('{\n  "schema": "archlint-endpoints/1",\n  "routes": [\n    {\n      "method": "GET",\n')
    assert '"/größe/日本"' in text
    assert text.endswith('  "operation_requests": []\n}\n')


def test_databases_are_told_with_the_components_that_use_them() -> None:
    document = json.loads(render(analysis(Connections(databases=DATABASES)), View()))
    assert document["databases"][0] == {
        "address": "postgresql://db/shop", "component": "shop", "file": "shop/.env", "line": 1
    }  # fmt: skip
    chosen = json.loads(render(analysis(Connections(databases=DATABASES)), View(only="routes")))
    assert chosen["databases"] == []


@pytest.mark.parametrize("connections", [SHOP, HOSTILE_CONNECTIONS, Connections()], ids=["shop", "hostile", "empty"])
def test_it_follows_its_schema(connections: Connections) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for view in (View(), *(View(only=only) for only in ONLY), *(View(status=status) for status in STATUSES)):
        Draft202012Validator(schema).validate(json.loads(render(analysis(connections), view)))


def test_positions_hold_when_requests_are_chosen() -> None:
    whole = json.loads(render(analysis(), View()))
    chosen = json.loads(render(analysis(), View(status="ambiguous")))
    assert chosen["routes"] == whole["routes"]
    (request,) = chosen["requests"]
    assert [chosen["routes"][index]["component"] for index in request["routes"]] == ["shop", "billing"]
    assert (chosen["publications"], chosen["subscriptions"], chosen["stores"]) == ([], [], [])
    assert json.loads(render(analysis(), View(only="routes")))["requests"] == []

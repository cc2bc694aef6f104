"""OpenAPI documents in JSON are read in two ways, which say the same: as a whole, and only what is asked of them."""

import json

import pytest

from archlint.manifests import openapi
from archlint.manifests.json_tree import document
from archlint.manifests.openapi_json import promised

PATHS = {
    "/bills": {"get": {"operationId": "bills"}, "post": {"tags": ["get"], "parameters": [{"name": "post"}]}},
    "/bills/{id}": {"servers": [{"url": "https://{place}/v2", "variables": {"place": {"default": "x"}}}], "get": {}},
    "get": {"summary": "/bills", "$ref": "#/x"},
    "/empty": {},
}
WHOLE = {
    "swagger": "2.0",
    "info": {"title": "Bills", "version": "1"},
    "basePath": "/api",
    "paths": PATHS,
    "definitions": {"get": {}},
}
DOCUMENTS = {
    "indented": json.dumps(WHOLE, indent=2),
    "on one line": json.dumps(WHOLE),
    "paths first": json.dumps({"paths": PATHS, "openapi": "3.1.0", "servers": [{"url": "/v1"}]}, indent=1),
    "no paths at all": json.dumps({"openapi": "3.0.0", "info": {}, "paths": {}}, indent=4),
    "keys alike": json.dumps(
        {"openapi": "3.0.0", "get": "get", "paths": {"/get": {"get": {"operationId": "get"}}}}, indent=2
    ),
}
"""What is read without its schemas."""
OTHERS = {
    "a comment": '{ // our API\n "openapi": "3.0.0", "paths": {"/a": {"get": {}}}}',
    "a comma too many": '{"openapi": "3.0.0", "paths": {"/a": {"get": {},}}}',
    "a path twice": '{"openapi": "3.0.0", "paths": {"/a": {"get": {}}, "/b": {},\n "/a": {"post": {}}}}',
    "a key with an escape": '{"openapi": "3.0.0", "paths": {"\\u002fa": {"get": {}}}}',
    "a name that is no text": '{"openapi": "3.0.0", "paths": {"/a": {"get": {"operationId": 7}}}}',
}
"""What is read as a whole."""


def told(text: str) -> list[object]:
    return list(openapi.read_contract("api.json", text.encode()))


@pytest.mark.parametrize("name", {**DOCUMENTS, **OTHERS})
def test_both_ways_say_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = {**DOCUMENTS, **OTHERS}[name]
    assert (promised(text.encode()) is not None) is (name in DOCUMENTS)
    found = told(text)
    monkeypatch.setattr(openapi, "promised", lambda _: None)
    assert document(text.encode())
    assert told(text) == found
    assert found or name == "no paths at all"


def test_an_operation_stands_where_its_method_is_written() -> None:
    found = [
        (one.method, one.path, one.line) for one in openapi.read_contract("a.json", DOCUMENTS["indented"].encode())
    ]
    lines = DOCUMENTS["indented"].splitlines()
    assert [(method, path) for method, path, _ in found] == [
        ("GET", "/api/bills"),
        ("POST", "/api/bills"),
        ("GET", "/v2/bills/{id}"),
    ]
    assert [lines[line - 1].strip()[:6] for _, _, line in found] == ['"get":', '"post"', '"get":']

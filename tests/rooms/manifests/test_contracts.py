"""OpenAPI and AsyncAPI documents, and functions behind a gateway."""

import pytest
from deployment_files import read

from archlint.model.deployment import Channel, ServedOperation

OPENAPI = """
    openapi: 3.1.0
    info: {title: Orders, version: "2"}
    servers:
      - url: "{scheme}://orders.example/{base}"
        variables:
          scheme: {default: https}
          base: {default: shop/v2}
    paths:
      /orders/{id}:
        parameters: []
        get:
          operationId: getOrder
        delete: {}
      /status:
        servers: [{url: /internal}]
        get: {operationId: status}
    """

SWAGGER = """{
\t"swagger": "2.0",
\t"info": {"title": "Bills"},
\t"basePath": "/api/",
\t"paths": {
\t\t"/bills": {
\t\t\t"x-note": "a \\" and {",
\t\t\t"post": {"operationId": "create\\u0042ill"}
\t\t}
\t}
}
"""


def test_operations_with_the_path_of_the_first_server() -> None:
    assert list(read({"openapi.yaml": OPENAPI}).operations) == [
        ServedOperation("GET", "/shop/v2/orders/{id}", "getOrder", "openapi.yaml", 11, "Orders", "2"),
        ServedOperation("DELETE", "/shop/v2/orders/{id}", "", "openapi.yaml", 13, "Orders", "2"),
        ServedOperation("GET", "/internal/status", "status", "openapi.yaml", 16, "Orders", "2"),
    ]


def test_swagger_as_json_with_tabs() -> None:
    assert list(read({"docs/swagger-v1.json": SWAGGER}).operations) == [
        ServedOperation("POST", "/api/bills", "createBill", "docs/swagger-v1.json", 8, "Bills")
    ]


@pytest.mark.parametrize("path", ["api/orders.yaml", "specs/v1/orders.yml", "src/orders-api.yaml"])
def test_names_and_folders_of_documents(path: str) -> None:
    assert len(read({path: OPENAPI}).operations) == 3


def test_whose_direction_asyncapi_2_means_is_not_taken_from_it() -> None:
    """`subscribe` is what others may do by the specification, and what the application does in many documents."""
    text = """
        asyncapi: 2.6.0
        info: {title: Orders}
        channels:
          order.created:
            subscribe: {operationId: created}
          order.requests:
            publish: {operationId: request}
        """
    assert list(read({"asyncapi.yml": text}).channels) == [
        Channel("order.created", "", "asyncapi.yml", 5, "Orders"),
        Channel("order.requests", "", "asyncapi.yml", 7, "Orders"),
    ]


def test_asyncapi_3_says_what_it_does_itself() -> None:
    text = """
        asyncapi: 3.0.0
        channels:
          orders: {address: shop/orders}
          plain: {}
        operations:
          sendOrder: {action: send, channel: {$ref: "#/channels/orders"}}
          readPlain: {action: receive, channel: {$ref: "#/channels/plain"}}
        """
    assert list(read({"events.yaml": text}).channels) == [
        Channel("shop/orders", "publish", "events.yaml", 6),
        Channel("plain", "subscribe", "events.yaml", 7),
    ]


def test_functions_of_the_serverless_framework() -> None:
    text = """
        service: restaurants
        provider:
          name: aws
          environment: {TABLE: restaurants}
        functions:
          create:
            handler: src/handlers.create
            events:
              - http: {method: post, path: restaurants}
              - httpApi: "GET /restaurants/{id}"
              - http: ANY files/{proxy+}
              - httpApi: "*"
              - sqs: queue
        """
    found = read({"restaurants/serverless.yml": text})
    assert [(one.method, one.path, one.operation_id, one.line) for one in found.operations] == [
        ("POST", "/restaurants", "handler:src/handlers.create", 9),
        ("GET", "/restaurants/{id}", "handler:src/handlers.create", 10),
        ("ANY", "/files/**", "handler:src/handlers.create", 11),
        ("ANY", "/**", "handler:src/handlers.create", 12),
    ]
    (service,) = found.deployables
    assert (service.name, service.origin, service.folder) == ("restaurants", "serverless", "restaurants")
    assert [(one.name, one.value, one.line) for one in service.environment] == [("TABLE", "restaurants", 4)]


def test_functions_of_a_template() -> None:
    text = """
        AWSTemplateFormatVersion: "2010-09-09"
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Hello:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: hello/
              Handler: app.handle
              Role: !GetAtt Role.Arn
              Events:
                Get:
                  Type: Api
                  Properties: {Path: /hello, Method: get}
        """
    (one,) = read({"shop/template.yaml": text}).operations
    assert (one.method, one.path, one.operation_id, one.line) == ("GET", "/hello", "handler:hello/app.handle", 11)


def test_a_long_document_may_say_what_it_is_at_its_end() -> None:
    definitions = "\n".join(f"  Bill{number}: {{type: object, description: one of many}}" for number in range(200))
    text = f"basePath: /v4/\ndefinitions:\n{definitions}\npaths:\n  /bill:\n    get: {{operationId: bills}}\nswagger: '2.0'\n"
    found = read({"api/contract.yaml": text})
    assert [one.path for one in found.operations] == ["/v4/bill"]


def test_a_long_file_that_only_speaks_of_documents_is_none() -> None:
    words = "\n".join(f"  word{number}: openapi and its paths" for number in range(400))
    assert not read({"notes/words.yaml": f"words:\n{words}\nopenapi: none\n"}).operations

"""`archlint-endpoints/1`: an Analysis in, everything that crosses processes as JSON out."""

import re
from collections.abc import Iterable
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from archlint.model.analysis import Analysis
from archlint.model.connections import (
    Connections,
    Database,
    IntegrationStyle,
    Message,
    MessageStyle,
    Request,
    RequestStatus,
    Route,
    StoreUse,
)
from archlint.reports.endpoints_filter import filtered, parted
from archlint.reports.json_text import json_text
from archlint.reports.view import View

Row = TypeVar("Row", bound=Struct)
_NAMED_REST = re.compile(r"\{\*\w*\}")

ENDPOINTS_SCHEMA: Literal["archlint-endpoints/1"] = "archlint-endpoints/1"


class RouteRow(Struct, frozen=True):
    """What is served. `path` begins with a slash; `{name}` is one segment, `{name:path}` or `**` the rest. `method` is "ANY"
    for all. `target` is the address to which a gateway passes requests on, "" where they are answered. `guards` are the names
    of what is asked before that speaks of authentication; `public` says that everybody may ask on purpose.
    """

    method: str
    path: str
    file: str
    line: int
    component: str
    layer: str
    part: str
    unit: str
    technology: str
    handler: str
    target: str
    guards: tuple[str, ...]
    public: bool


class RequestRow(Struct, frozen=True):
    """What is asked. `routes` are the positions in the list of routes of those that answer, `via` of those that pass it on;
    `why` says what cannot be told, and of a linked one what is only taken to be so. What is not known of a path or host is `{}`
    or `{name}`.
    """

    method: str
    path: str
    host: str
    file: str
    line: int
    component: str
    layer: str
    part: str
    unit: str
    technology: str
    status: RequestStatus
    routes: tuple[int, ...]
    via: tuple[int, ...]
    why: str
    style: IntegrationStyle


class MessageRow(Struct, frozen=True):
    """What is published or subscribed to; `topic` is the channel, queue, exchange or event, "" where it is not known. `style`
    is "messaging" for what one receiver gets, "event" for what whoever listens does.
    """

    topic: str
    file: str
    line: int
    component: str
    layer: str
    part: str
    unit: str
    technology: str
    style: MessageStyle


class StoreRow(Struct, frozen=True):
    """A table, collection or bucket; `access` is "owns", "reads" or "writes"."""

    name: str
    access: str
    file: str
    line: int
    component: str
    layer: str
    part: str
    unit: str
    technology: str


class DatabaseRow(Struct, frozen=True):
    """A database that a component is told to use, and where it is first said. `address` is without who logs in."""

    address: str
    component: str
    file: str
    line: int


class EndpointsDocument(Struct, frozen=True):
    """The endpoints of a project, each list in the order of files and lines. `operations` are those of gRPC and GraphQL, apart
    from HTTP: `method` is "GRPC" with `/package.Service/Method` as the path, or "QUERY", "MUTATION", "SUBSCRIPTION" with
    `/graphql#field`, whatever address the schema is served at. `routes` of `operation_requests` are positions in `operations`.
    """

    schema: Literal["archlint-endpoints/1"]
    routes: tuple[RouteRow, ...]
    requests: tuple[RequestRow, ...]
    publications: tuple[MessageRow, ...]
    subscriptions: tuple[MessageRow, ...]
    stores: tuple[StoreRow, ...]
    databases: tuple[DatabaseRow, ...] = ()
    operations: tuple[RouteRow, ...] = ()
    operation_requests: tuple[RequestRow, ...] = ()


def render(analysis: Analysis, view: View) -> str:
    """All endpoints, or what was chosen; routes are kept where requests are shown, so that their positions hold."""
    found = filtered(analysis.connections or Connections(), view.only, view.status)
    http, operations = parted(found)
    return json_text(
        EndpointsDocument(
            ENDPOINTS_SCHEMA,
            _rows(RouteRow, map(_told, http.routes)),
            _rows(RequestRow, http.requests),
            _rows(MessageRow, found.publications),
            _rows(MessageRow, found.subscriptions),
            _rows(StoreRow, found.stores),
            _rows(DatabaseRow, found.databases),
            _rows(RouteRow, operations.routes),
            _rows(RequestRow, operations.requests),
        )
    )


def _told(route: Route) -> Route:
    """A route with `**` for the rest of its path, whatever its framework calls it."""
    return replace(route, path=_NAMED_REST.sub("**", route.path)) if "{*" in route.path else route


def _rows(row: type[Row], endpoints: Iterable[Route | Request | Message | StoreUse | Database]) -> tuple[Row, ...]:
    """The published keys in their order, whatever else the model holds."""
    keys = row.__struct_fields__
    return tuple(row(*(getattr(one, key) for key in keys)) for one in endpoints)

"""`archlint-endpoints/1`: an Analysis in, everything that crosses processes as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Message, Request, Route, StoreUse
from archlint.reports.json_text import json_text
from archlint.reports.view import View

ENDPOINTS_SCHEMA: Literal["archlint-endpoints/1"] = "archlint-endpoints/1"


class EndpointsDocument(Struct, frozen=True):
    """The endpoints of a project, each list in the order of files and lines. `routes` and `via` of a request are indexes into
    `routes`.
    """

    schema: Literal["archlint-endpoints/1"]
    archlint: str
    project: str
    routes: tuple[Route, ...]
    requests: tuple[Request, ...]
    publications: tuple[Message, ...]
    subscriptions: tuple[Message, ...]
    stores: tuple[StoreUse, ...]


def render(analysis: Analysis, _view: View) -> str:
    found = analysis.connections or Connections()
    return json_text(
        EndpointsDocument(
            ENDPOINTS_SCHEMA,
            analysis.archlint,
            analysis.project,
            found.routes,
            found.requests,
            found.publications,
            found.subscriptions,
            found.stores,
        )
    )

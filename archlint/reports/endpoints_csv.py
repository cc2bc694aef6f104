"""Endpoints for a spreadsheet: an Analysis in, a row per endpoint out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Message, Request, Route, StoreUse
from archlint.reports.balance_csv import inert
from archlint.reports.endpoints_filter import filtered, is_shown
from archlint.reports.view import View

_HEAD = (
    "kind", "method", "path", "host", "file", "line", "component", "layer", "part", "unit", "technology", "status",
    "answered by", "passed on by", "why",
)  # fmt: skip
_NONE = ("", "", "", "")


def render(analysis: Analysis, view: View) -> str:
    """`method` of a store is its access; topics and stores stand in the column of the path, the target of a gateway in that
    of the host. Who answers and passes on is `file:line`, several joined by spaces.
    """
    found = filtered(analysis.connections or Connections(), view.only, view.status)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEAD)
    if is_shown("routes", view.only, view.status):
        rows.writerows(_row(("route", route.method, route.path, route.target), route) for route in found.routes)
    for request in found.requests:
        told = ("request", request.method, request.path, request.host)
        answered, passed = (
            " ".join(f"{found.routes[index].file}:{found.routes[index].line}" for index in dict.fromkeys(indexes))
            for indexes in (request.routes, request.via)
        )
        rows.writerow(_row(told, request, (request.status, answered, passed, request.why)))
    for kind, messages in (("publication", found.publications), ("subscription", found.subscriptions)):
        rows.writerows(_row((kind, "", message.topic, ""), message) for message in messages)
    rows.writerows(_row(("store", store.access, store.name, ""), store) for store in found.stores)
    return text.getvalue()


def _row(
    told: tuple[str, ...], one: Route | Request | Message | StoreUse, outcome: tuple[str, ...] = _NONE
) -> list[str | int]:
    place = (one.file, one.line, one.component, one.layer, one.part, one.unit, one.technology)
    cells: tuple[str | int, ...] = (*told, *place, *outcome)
    return [inert(cell) if isinstance(cell, str) else cell for cell in cells]

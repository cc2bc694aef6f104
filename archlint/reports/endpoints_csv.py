"""Endpoints for a spreadsheet: an Analysis in, a row per endpoint out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Message, Request, Route, StoreUse
from archlint.reports.balance_csv import inert
from archlint.reports.view import View

_HEAD = (
    "kind", "method", "path", "host", "file", "line", "component", "layer", "part", "unit", "technology", "status",
    "answered by",
)  # fmt: skip


def render(analysis: Analysis, _view: View) -> str:
    """Topics and tables stand in the column of the path; who answers is `file:line`, several joined by spaces."""
    found = analysis.connections or Connections()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEAD)

    for route in found.routes:
        rows.writerow(_row(("route", route.method, route.path, route.target), route))
    for request in found.requests:
        answers = (found.routes[index] for index in request.routes)
        answered = " ".join(f"{route.file}:{route.line}" for route in answers)
        told = ("request", request.method, request.path, request.host)
        rows.writerow(_row(told, request, (request.status, answered)))
    for kind, messages in (("publication", found.publications), ("subscription", found.subscriptions)):
        for message in messages:
            rows.writerow(_row((kind, "", message.topic, ""), message))
    for store in found.stores:
        rows.writerow(_row(("store", store.access, store.name, ""), store))
    return text.getvalue()


def _row(
    told: tuple[str, ...], one: Route | Request | Message | StoreUse, outcome: tuple[str, str] = ("", "")
) -> list[str | int]:
    place = (one.file, one.line, one.component, one.layer, one.part, one.unit, one.technology)
    cells: tuple[str | int, ...] = (*told, *place, *outcome)
    return [inert(cell) if isinstance(cell, str) else cell for cell in cells]

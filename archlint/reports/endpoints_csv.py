"""Endpoints for a spreadsheet: an Analysis in, a row per endpoint out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections
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

    def write(kind: str, method: str, name: str, host: str, one: object, status: str = "", answered: str = "") -> None:
        place = [getattr(one, key) for key in ("file", "line", "component", "layer", "part", "unit", "technology")]
        told = [inert(cell) if isinstance(cell, str) else cell for cell in place]
        rows.writerow((kind, method, inert(name), inert(host), *told, status, inert(answered)))

    for route in found.routes:
        write("route", route.method, route.path, route.target, route)
    for request in found.requests:
        answers = (found.routes[index] for index in request.routes)
        answered = " ".join(f"{route.file}:{route.line}" for route in answers)
        write("request", request.method, request.path, request.host, request, request.status, answered)
    for kind, messages in (("publication", found.publications), ("subscription", found.subscriptions)):
        for message in messages:
            write(kind, "", message.topic, "", message)
    for store in found.stores:
        write("store", store.access, store.name, "", store)
    return text.getvalue()

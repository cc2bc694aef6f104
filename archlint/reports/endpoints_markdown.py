"""Endpoints for a comment or a page: an Analysis in, tables in Markdown out."""

from collections.abc import Iterator, Sequence

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections
from archlint.reports.endpoints_words import summary
from archlint.reports.escape import markdown
from archlint.reports.view import View


def render(analysis: Analysis, view: View) -> str:
    """Requests that are not linked first, then routes, requests and messages."""
    found = analysis.connections or Connections()
    lines = [f"**{markdown(analysis.project)}**: {summary(found, view)}", ""]
    loose = [request for request in found.requests if request.status != "linked"]
    lines += _table(
        "Requests that lead to no single route",
        ("status", "request", "where", "why"),
        [(one.status, f"{one.method} {one.host}{one.path}", f"{one.file}:{one.line}", one.why) for one in loose],
    )
    lines += _table(
        "Routes",
        ("route", "component", "where"),
        [(f"{one.method} {one.path}", one.component, f"{one.file}:{one.line}") for one in found.routes],
    )
    linked = [request for request in found.requests if request.status == "linked"]
    lines += _table(
        "Requests",
        ("request", "where", "answered by"),
        [
            (
                f"{one.method} {one.host}{one.path}",
                f"{one.file}:{one.line}",
                ", ".join(f"{found.routes[index].file}:{found.routes[index].line}" for index in one.routes),
            )
            for one in linked
        ],
    )
    for title, messages in (("Publications", found.publications), ("Subscriptions", found.subscriptions)):
        rows = [(one.topic, one.component, f"{one.file}:{one.line}") for one in messages]
        lines += _table(title, ("topic", "component", "where"), rows)
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"### {title}"
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(markdown(cell) for cell in row)} |"
    yield ""

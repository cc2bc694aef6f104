"""Endpoints for people at a terminal: an Analysis in, what needs attention first and then who serves and asks what out."""

from collections import Counter
from collections.abc import Iterator, Sequence

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Message, Request, RequestStatus, Route
from archlint.reports.escape import visible
from archlint.reports.paint import paint
from archlint.reports.view import View
from archlint.reports.wording import count

_SHOWN = 12
_STATUSES: tuple[RequestStatus, ...] = ("linked", "ambiguous", "external", "dangling", "unresolved")
_TOLD: dict[RequestStatus, str] = {
    "dangling": "sent to somebody in this system who does not answer there",
    "ambiguous": "answered in several components; nothing tells which one is meant",
    "unresolved": "the code does not tell where they go",
    "external": "go to hosts outside of this system",
}


def render(analysis: Analysis, view: View) -> str:
    """Counts, then requests that lead nowhere, then the routes of each component with who asks them, then messages."""
    found = analysis.connections or Connections()
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {summary(found)}", ""]
    for status, meaning in _TOLD.items():
        requests = [one for one in found.requests if one.status == status and not one.why.startswith("its callers")]
        if requests:
            lines.append(paint(f"{status} ({len(requests):,}): {meaning}", "bold", on=view.color))
            lines += _cut([_asked(request, found) for request in requests], view)
            lines.append("")
    lines += _components(found, view)
    lines += _messages(found, view)
    lines += _shared_stores(found, view)
    return "\n".join(lines).rstrip("\n") + "\n"


def summary(found: Connections) -> str:
    """One line: how many there are of what."""
    statuses = Counter(request.status for request in found.requests)
    told = ", ".join(f"{statuses[status]:,} {status}" for status in _STATUSES if statuses[status])
    pieces = [count(len(found.routes), "route"), count(len(found.requests), "request") + (f" ({told})" if told else "")]
    if found.publications or found.subscriptions:
        pieces.append(
            f"{count(len(found.publications), 'publication')}, {count(len(found.subscriptions), 'subscription')}"
        )
    return "; ".join(pieces)


def _asked(request: Request, found: Connections) -> tuple[str, ...]:
    address = visible(f"{request.host}{request.path}" if request.host else request.path)
    why = visible(request.why)
    if request.status == "ambiguous":
        answers = (found.routes[index] for index in request.routes)
        why = "or ".join(dict.fromkeys(f"{visible(route.component)} " for route in answers)).strip()
    return request.method, address, f"{visible(request.file)}:{request.line}", why


def _components(found: Connections, view: View) -> Iterator[str]:
    """Each component's routes, with who asks them."""
    askers: dict[int, Counter[str]] = {}
    for request in found.requests:
        for index in (*request.routes, *request.via):
            askers.setdefault(index, Counter())[request.component] += 1
    by_component: dict[str, list[tuple[int, Route]]] = {}
    for index, route in enumerate(found.routes):
        by_component.setdefault(route.component, []).append((index, route))
    for component, routes in sorted(by_component.items()):
        name = visible(component) if component not in ("", ".") else "(the project itself)"
        yield paint(f"{name} serves {count(len(routes), 'route')}", "bold", on=view.color)
        rows = [
            (
                route.method,
                visible(route.path),
                f"{visible(route.file)}:{route.line}",
                _answered(askers.get(index), route),
            )
            for index, route in routes
        ]
        yield from _cut(rows, view)
        yield ""


def _answered(askers: Counter[str] | None, route: Route) -> str:
    told = f"passed on to {visible(route.target)}" if route.target else ""
    if askers:
        named = ", ".join(
            f"{visible(name)} ({number:,})" if number > 1 else visible(name) for name, number in sorted(askers.items())
        )
        return "; ".join(filter(None, (told, f"asked by {named}")))
    return told or "nobody here asks it"


def _messages(found: Connections, view: View) -> Iterator[str]:
    topics: dict[str, tuple[list[Message], list[Message]]] = {}
    for position, messages in enumerate((found.publications, found.subscriptions)):
        for message in messages:
            topics.setdefault(message.topic, ([], []))[position].append(message)
    if not topics:
        return
    yield paint(f"{count(len(topics), 'topic')}", "bold", on=view.color)
    rows = [
        (visible(topic) or "(not known)", f"from {_places(sent)}", f"to {_places(read)}")
        for topic, (sent, read) in sorted(topics.items())
    ]
    yield from _cut(rows, view)
    yield ""


def _places(messages: Sequence[Message]) -> str:
    if not messages:
        return "nobody here"
    by_component = Counter(visible(message.component) for message in messages)
    return ", ".join(f"{name} ({number:,})" if number > 1 else name for name, number in sorted(by_component.items()))


def _shared_stores(found: Connections, view: View) -> Iterator[str]:
    owners: dict[str, set[str]] = {}
    for store in found.stores:
        if store.name:
            owners.setdefault(store.name, set()).add(store.component)
    shared = {name: components for name, components in owners.items() if len(components) > 1}
    if shared:
        yield paint("names of stores in several components", "bold", on=view.color)
        yield from _cut(
            [(visible(name), ", ".join(sorted(map(visible, ends)))) for name, ends in sorted(shared.items())], view
        )
        yield ""


def _cut(rows: Sequence[tuple[str, ...]], view: View) -> list[str]:
    """The rows as a table, the long tail counted."""
    kept = rows if view.limit is None else rows[:_SHOWN]
    widths = [min(max(len(row[at]) for row in kept), 70) for at in range(len(kept[0]))] if kept else []
    lines = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in kept
    ]
    if len(rows) > len(kept):
        lines.append(f"  +{len(rows) - len(kept):,} more (--all shows them)")
    return lines

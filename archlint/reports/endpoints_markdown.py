"""Endpoints for a comment or a page: an Analysis in, tables in Markdown out. Whatever comes from the project is escaped."""

from collections.abc import Iterator, Sequence

from archlint.model.analysis import Analysis
from archlint.model.connections import Connections, Endpoint, Request
from archlint.reports import endpoints_words as words
from archlint.reports.endpoints_filter import filtered, is_shown
from archlint.reports.escape import markdown
from archlint.reports.view import View


def render(analysis: Analysis, view: View) -> str:
    """Requests that need attention first, then those that are answered, routes, messages and stores. Nothing is cut."""
    whole = analysis.connections or Connections()
    found = filtered(whole, view.only, view.status)
    lines = [f"### {markdown(analysis.project)}: {words.summary(found, view)}", ""]
    if is_shown("requests", view.only, view.status):
        lines += _requests(found)
    if is_shown("routes", view.only, view.status):
        lines += _routes(whole)
    lines += _messages(found)
    lines += _stores(found, view)
    return "\n".join(lines).rstrip("\n") + "\n"


def _requests(found: Connections) -> Iterator[str]:
    for status, meaning in words.MEANING.items():
        requests = [request for request in found.requests if request.status == status]
        rows = [
            (
                request.method,
                words.address(request),
                words.component_of(request),
                _outcome(request, found),
                _at(request),
            )
            for request in requests
        ]
        column = "answered by" if status in ("linked", "ambiguous") else "why"
        head = ("method", "address", "component", column, "where")
        yield from _table(f"{status.capitalize()} requests ({len(rows):,}): {meaning}", head, rows)


def _outcome(request: Request, found: Connections) -> str:
    """Who answers, by its place; what is said where nobody does."""
    between = " or " if request.status == "ambiguous" else ", "
    answers = (found.routes[index] for index in request.routes)
    told = between.join(f"{words.component_of(route)} ({_at(route)})" for route in answers)
    gates = words.passing(request, found)
    via = f"via {', '.join(gates)}" if gates else ""
    return " ".join(filter(None, (told, via))) if told else "; ".join(filter(None, (words.reason(request), via)))


def _routes(found: Connections) -> Iterator[str]:
    asked = words.askers(found)
    for component, (served, _) in words.by_component(found).items():
        rows = [
            (route.method, route.path, words.asked_by(asked.get(index)), route.target, _at(route))
            for index, route in ((index, found.routes[index]) for index in served)
        ]
        head = ("method", "path", "asked by", "passed on to", "where")
        yield from _table(f"Routes of {markdown(component)} ({len(rows):,})", head, rows)


def _messages(found: Connections) -> Iterator[str]:
    rows = [
        (topic.name, words.tally(topic.publishers), words.tally(topic.subscribers), _places(topic))
        for topic in words.topics(found)
    ]
    for number, messages in enumerate((found.publications, found.subscriptions)):
        nameless = [message for message in messages if not words.is_named(message)]
        if nameless:
            ends = ("", words.tally(nameless)) if number else (words.tally(nameless), "")
            rows.append((words.UNKNOWN, *ends, ", ".join(map(_at, nameless))))
    yield from _table(f"Topics ({len(rows):,})", ("topic", "publishers", "subscribers", "where"), rows)


def _places(topic: words.Topic) -> str:
    return ", ".join(map(_at, (*topic.publishers, *topic.subscribers)))


def _stores(found: Connections, view: View) -> Iterator[str]:
    databases = [
        (address, ", ".join(sorted({words.component_of(one) for one in said})), ", ".join(map(_at, said)))
        for address, said in words.databases(found)
    ]
    title = f"Databases that settings and code name ({len(databases):,})"
    yield from _table(title, ("database", "used by", "where"), databases)
    together = [
        (table.name, table.databases[0].address, words.accesses(table.uses), ", ".join(map(_at, table.uses)))
        for table in words.one_database(found)
    ]
    title = f"Stores that several components use in one database ({len(together):,})"
    yield from _table(title, ("store", "database", "components", "where"), together)
    if view.only == "stores":
        rows = [
            (store.name or words.UNKNOWN, f"{words.component_of(store)} ({store.access})", _at(store))
            for store in found.stores
        ]
        yield from _table(f"Stores ({len(rows):,} uses)", ("store", "component", "where"), rows)
    else:
        rows = [(name, words.accesses(uses), ", ".join(map(_at, uses))) for name, uses in words.shared_stores(found)]
        title = f"Stores of one name in several components ({len(rows):,}): shared, if they are in one database"
        yield from _table(title, ("store", "components", "where"), rows)


def _at(endpoint: Endpoint) -> str:
    return f"{endpoint.file}:{endpoint.line}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table under a title that holds no markup; nothing where there is no row."""
    if not rows:
        return
    yield from (f"#### {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}")
    for row in rows:
        yield f"| {' | '.join(markdown(cell) for cell in row)} |"
    yield ""

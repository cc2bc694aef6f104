"""Endpoints for people at a terminal: an Analysis in, what needs attention first and then who serves and asks what out."""

from collections.abc import Callable, Iterator, Sequence

from archlint.model.analysis import Analysis
from archlint.model.connections import BY_CALLERS, Connections, Endpoint, Request, RequestStatus, Route
from archlint.reports import endpoints_words as words
from archlint.reports.endpoints_filter import filtered, is_shown
from archlint.reports.escape import visible
from archlint.reports.paint import Color, paint, paragraph
from archlint.reports.view import View
from archlint.reports.wording import count

_SHOWN = 12
_SHOWN_ROUTES = 8
_SHOWN_NAMES = 6
_WIDEST = 44
"""No column is made wider than this by one long cell; what is longer pushes its own line only."""

_COLORS: dict[RequestStatus, Color] = {"dangling": "red", "unresolved": "yellow", "ambiguous": "yellow"}
_NOTHING = (
    "Nothing is seen that crosses processes. archlint knows the calls of frameworks by rules; calls of your own are told "
    "to it by [[connections]] in archlint.toml."
)

Row = tuple[str, ...]


def render(analysis: Analysis, view: View) -> str:
    """Counts, requests that need attention, the components with their routes, then messages and stores."""
    whole = analysis.connections or Connections()
    found = filtered(whole, view.only, view.status)
    lines = [f"{paint(visible(analysis.project), 'bold', on=view.color)}: {words.summary(found, view)}", ""]
    for status in words.statuses(view):
        lines += _requests(status, found, view)
    if is_shown("routes", view.only, view.status):
        lines += _components(whole, view)
    lines += _messages(found, view)
    lines += _stores(found, view)
    if whole == Connections(followed=whole.followed):
        lines += paragraph(_NOTHING, indent="", width=view.width)
    return "\n".join(lines).rstrip("\n") + "\n"


def _requests(status: RequestStatus, found: Connections, view: View) -> Iterator[str]:
    """The requests of one status with what is to be said of each. What is asked alike in several places is told once."""
    requests = [request for request in found.requests if request.status == status]
    if not requests:
        return
    own = [request for request in requests if request.why != BY_CALLERS]
    reasons = {words.reason(request) for request in own}
    is_one = len(reasons) == 1 and status in ("dangling", "unresolved", "external")
    meaning = visible(*reasons) if is_one and status != "external" and reasons != {""} else words.MEANING[status]
    yield paint(f"{status} ({len(requests):,}): {meaning}", _COLORS.get(status, "bold"), on=view.color)
    places: dict[Row, list[str]] = {}
    for number, one in enumerate(own):
        told = "" if is_one else _SAYING.get(status, _why)(one, found)
        key = (one.method, words.address(one), told) + (() if view.limit is not None else (str(number),))
        places.setdefault(key, []).append(_place(one))
    rows = [
        (*key[:3], first + (f" and {len(others):,} more" if others else "")) for key, (first, *others) in places.items()
    ]
    yield from _table(rows, view, weights=[len(found_at) for found_at in places.values()])
    if len(own) < len(requests):
        told = f"{len(requests) - len(own):,} in functions that are handed the address; their callers are listed"
        yield f"  {'and ' if own else ''}{told}"
    yield ""


def _answers(request: Request, found: Connections) -> str:
    gates = words.passing(request, found)
    return f"-> {', '.join(words.answering(request, found))}" + (f" via {', '.join(gates)}" if gates else "")


def _candidates(request: Request, found: Connections) -> str:
    return " or ".join(words.answering(request, found)) or request.why


def _why(request: Request, _found: Connections) -> str:
    return words.reason(request)


_SAYING: dict[RequestStatus, Callable[[Request, Connections], str]] = {"linked": _answers, "ambiguous": _candidates}
"""What is said of a request besides what it asks; of all others it is the reason."""


def _components(found: Connections, view: View) -> Iterator[str]:
    """Each component's routes with who asks them, and whom the component asks itself."""
    asked = words.askers(found)
    blocks = {}
    for component, (served, requests) in words.by_component(found).items():
        routes = sorted(
            served, key=lambda index: (index not in asked, found.routes[index].path, found.routes[index].method)
        )
        rows = [_served(found.routes[index], asked.get(index)) for index in routes]
        blocks[component] = rows, sum(index not in asked for index in routes), requests
    kept = [row for rows, _, _ in blocks.values() for row in (rows if view.limit is None else rows[:_SHOWN_ROUTES])]
    widths = _widths(kept)
    for component, (rows, unasked, requests) in blocks.items():
        asks = list(_asks(requests, found, view)) if view.only is None else []
        if rows or asks:
            told = f"serves {words.served(rows)}{words.unasked(len(rows), unasked)}"
            yield f"{paint(visible(component), 'bold', on=view.color)} {told}"
            yield from _table(rows, view, shown=_SHOWN_ROUTES, widths=widths)
            yield from asks
            yield ""


def _served(route: Route, asked: words.Askers | None) -> Row:
    told = f"passed on to {route.target}" if route.target else ""
    return route.method, route.path, "; ".join(filter(None, (told, words.asked_by(asked)))) or "-", _place(route)


def _asks(requests: Sequence[Request], found: Connections, view: View) -> Iterator[str]:
    most = None if view.limit is None else _SHOWN_NAMES
    for label, numbers in (
        ("asks ", words.asked_components(requests, found)),
        ("asks outside ", words.outside(requests)),
    ):
        if numbers:
            yield from paragraph(visible(words.tallied(numbers, most)), indent="  ", label=label, width=view.width)
    for why, number in words.taken(requests).items():
        yield from paragraph(visible(f"{count(number, 'request')} {why}"), indent="  ", width=view.width)


def _messages(found: Connections, view: View) -> Iterator[str]:
    """Topics with their two ends. Those without a name are counted: nothing joins them."""
    topics = words.topics(found)
    if topics:
        yield paint(f"messages ({count(len(topics), 'topic')}): publishers -> subscribers", "bold", on=view.color)
        rows = [
            (
                topic.name,
                words.style(topic),
                f"{words.tally(topic.publishers) or 'nobody here'} -> {words.tally(topic.subscribers) or 'nobody here'}",
                _place((*topic.publishers, *topic.subscribers)[0]),
            )
            for topic in topics
        ]
        yield from _table(rows, view)
    for ends, verb in ((found.publications, "published"), (found.subscriptions, "read")):
        nameless = [message for message in ends if not words.is_named(message)]
        if nameless:
            told = f"{count(len(nameless), 'message')} {verb} on topics that are not known: {words.tally(nameless)}"
            yield from paragraph(visible(told), indent="  ", width=view.width)
    if found.publications or found.subscriptions:
        yield ""


def _stores(found: Connections, view: View) -> Iterator[str]:
    """All stores where they were asked for, else those whose name several components use."""
    yield from _databases(found, view)
    if view.only == "stores":
        rows = [(store.name or words.UNKNOWN, f"{words.component_of(store)} ({store.access})", _place(store))
                for store in found.stores]  # fmt: skip
        head = "stores"
    else:
        rows = [(name, words.accesses(uses), _place(uses[0])) for name, uses in words.shared_stores(found)]
        head = f"stores ({len(rows):,}) of one name in several components: shared, if they are in one database"
    if rows:
        yield paint(head, "bold", on=view.color)
        yield from _table(rows, view)
        yield ""


def _databases(found: Connections, view: View) -> Iterator[str]:
    """Who keeps data where, as settings say, and the tables that several components have in one database."""
    databases = words.databases(found)
    if databases:
        yield paint(
            f"databases ({len(databases):,}) that settings and code name, and who uses them", "bold", on=view.color
        )
        rows = [
            (address, ", ".join(sorted({words.component_of(one) for one in said})), _place(said[0]))
            for address, said in databases
        ]
        yield from _table(rows, view)
        yield ""
    together = words.one_database(found)
    if together:
        told = f"stores ({len(together):,}) that several components use in one database"
        yield paint(told, "bold", on=view.color)
        yield from _table(
            [
                (table.name, table.databases[0].address, words.accesses(table.uses), _place(table.uses[0]))
                for table in together
            ],
            view,
        )
        yield ""


def _place(endpoint: Endpoint) -> str:
    return f"{endpoint.file}:{endpoint.line}"


def _widths(rows: Sequence[Row]) -> list[int]:
    """How wide each column is but the last, which holds the place."""
    return [min(max(len(visible(cell)) for cell in column), _WIDEST) for column in list(zip(*rows, strict=True))[:-1]]


def _table(
    rows: Sequence[Row],
    view: View,
    *,
    shown: int = _SHOWN,
    widths: Sequence[int] | None = None,
    weights: Sequence[int] | None = None,
) -> Iterator[str]:
    """The rows in columns, made visible, without columns that are empty. What is cut is counted, by `weights` if given."""
    kept = rows if view.limit is None else rows[:shown]
    widths = _widths(kept) if widths is None else widths
    for row in kept:
        cells = [visible(cell).ljust(width) for cell, width in zip(row[:-1], widths, strict=True) if width]
        yield "  " + "  ".join((*cells, paint(visible(row[-1]), "dim", on=view.color)))
    rest = len(rows) - len(kept) if weights is None else sum(weights[len(kept) :])
    if rest:
        yield f"  and {rest:,} more (--format json shows all)"

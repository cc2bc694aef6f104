"""What of the connections a reader asked to see: Connections and a choice in, Connections out."""

import msgspec

from archlint.model.connections import Connections, RequestStatus
from archlint.reports.view import Only

ONLY: tuple[Only, ...] = ("routes", "requests", "events", "stores")
STATUSES: tuple[RequestStatus, ...] = ("linked", "ambiguous", "external", "unresolved", "dangling")


def filtered(connections: Connections, only: Only | None = None, status: RequestStatus | None = None) -> Connections:
    """The chosen kind of endpoints, and of requests those with the status; a status alone chooses requests. Where requests
    stay, all routes stay: requests name them by their positions.
    """
    shown = {kind: is_shown(kind, only, status) for kind in ONLY}
    requests = connections.requests if shown["requests"] else ()
    return msgspec.structs.replace(
        connections,
        routes=connections.routes if shown["routes"] or shown["requests"] else (),
        requests=tuple(one for one in requests if status is None or one.status == status),
        publications=connections.publications if shown["events"] else (),
        subscriptions=connections.subscriptions if shown["events"] else (),
        stores=connections.stores if shown["stores"] else (),
        databases=connections.databases if shown["stores"] else (),
    )


def is_shown(kind: Only, only: Only | None, status: RequestStatus | None) -> bool:
    """Whether a report shows endpoints of a kind in a list of their own."""
    if only is not None:
        return kind == only
    return status is None or kind == "requests"

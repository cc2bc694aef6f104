"""What of the connections a reader asked to see: Connections and a choice in, Connections out."""

import msgspec

from archlint.model.connections import Connections, RequestStatus, protocol_of
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


def parted(found: Connections) -> tuple[Connections, Connections]:
    """What goes by HTTP, and the operations of gRPC and GraphQL, each with requests that name routes by their own positions."""
    return _only(found, "http"), _only(found, "grpc", "graphql")


def _only(found: Connections, *protocols: str) -> Connections:
    kept = [index for index, route in enumerate(found.routes) if protocol_of(route.method) in protocols]
    position = {index: at for at, index in enumerate(kept)}
    return msgspec.structs.replace(
        found,
        routes=tuple(found.routes[index] for index in kept),
        requests=tuple(
            msgspec.structs.replace(
                one,
                routes=tuple(position[index] for index in one.routes if index in position),
                via=tuple(position[index] for index in one.via if index in position),
            )
            for one in found.requests
            if protocol_of(one.method) in protocols
        ),
    )


def is_shown(kind: Only, only: Only | None, status: RequestStatus | None) -> bool:
    """Whether a report shows endpoints of a kind in a list of their own."""
    if only is not None:
        return kind == only
    return status is None or kind == "requests"

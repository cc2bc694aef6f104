"""Which component each contract speaks for, and how far the two agree: operations, routes and the folders of components in,
Documents out. A contract is an OpenAPI document, a service of a .proto file or a GraphQL schema.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archlint.graph.connections.addresses import split
from archlint.model.connections import OPERATION_METHODS, Route, protocol_of
from archlint.model.deployment import ServedOperation

_HOLE = re.compile(r"\{[^}]*\}")
_JUDGED = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "ANY", *OPERATION_METHODS})
"""What documents list. HEAD and OPTIONS are answered by frameworks, the rest is no HTTP method."""
_MOST_DROPPED = 6

Shape = tuple[str, ...]
"""The segments of a path without the names of its parameters."""


class Document(NamedTuple):
    """`served` has an answer for each of `operations`. `dropped` are the leading segments that the operations have and the
    code does not: what something in front of the component takes off. `is_own` says that the document lies in the component.
    """

    file: str
    component: str
    operations: tuple[ServedOperation, ...]
    served: tuple[bool, ...]
    dropped: int = 0
    is_own: bool = False

    @property
    def protocol(self) -> str:
        """What its operations go by: a document speaks for routes of that kind only."""
        return protocol_of(self.operations[0].method)

    @property
    def covered(self) -> int:
        """How many operations are served."""
        return sum(self.served)

    @property
    def is_kept(self) -> bool:
        """Whether what is not served has drifted: half is served, and three quarters where the document lies elsewhere and may
        be about somebody whose code is not read. Who serves any of a service's operations is that service.
        """
        if self.protocol == "grpc":
            return self.covered > 0
        needed = 0.5 if self.is_own else 0.75
        return self.covered >= needed * len(self.operations)

    def declares(self, route: Route) -> bool:
        """Whether some operation is what the route serves."""
        shape = shape_of(route.path)
        return any(
            _agree(route.method, one.method) and _meets(shape, shape_of(one.path)[self.dropped :])
            for one in self.operations
        )


class _Served:
    """The routes of one component, by shape."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.number = 0
        self._methods: dict[Shape, set[str]] = {}
        self._open: list[tuple[Shape, str]] = []
        for route in routes:
            self.number += 1
            shape = shape_of(route.path)
            self._methods.setdefault(shape, set()).add(route.method)
            if shape[-1:] == ("**",):
                self._open.append((shape, route.method))

    def serves(self, method: str, shape: Shape) -> bool:
        known = self._methods.get(shape, ())
        return (
            method in known
            or "ANY" in known
            or (bool(known) and method == "ANY")
            or any(_agree(other, method) and _meets(start, shape) for start, other in self._open)
        )


def documents_of(
    operations: Iterable[ServedOperation], routes: Iterable[Route], components: Iterable[str]
) -> tuple[Document, ...]:
    """The documents that speak for a component, by file. That is the component they lie in where half of what they declare is
    served there, else the only one that serves most of it (a contract is often kept apart, a client has a copy). Half of the
    operations are served, or half of the routes are declared: otherwise it is about something else, and left out.
    """
    by_component: dict[str, dict[str, list[Route]]] = {}
    for route in routes:
        if is_judged(route):
            by_component.setdefault(protocol_of(route.method), {}).setdefault(route.component, []).append(route)
    served = {
        protocol: {component: _Served(found) for component, found in sorted(several.items())}
        for protocol, several in by_component.items()
    }
    folders = frozenset((*components, *(component for several in served.values() for component in several)))
    declared: dict[tuple[str, str, str], list[ServedOperation]] = {}
    for operation in operations:
        if not operation.operation_id.startswith("handler:"):
            protocol = protocol_of(operation.method)
            service = operation.title if protocol == "grpc" else ""  # each of a file may be served by another
            declared.setdefault((operation.file, service, protocol), []).append(operation)
    found = (_document(key[0], declared[key], served.get(key[2], {}), folders) for key in sorted(declared))
    return _without_copies([one for one in found if one is not None])


def _without_copies(found: Sequence[Document]) -> tuple[Document, ...]:
    """The documents, of the copies of a .proto file only the one in the component that serves it, else the first."""
    chosen: dict[tuple[str, ...], Document] = {}
    for one in found:
        is_service = one.protocol == "grpc"
        key = (one.component, one.operations[0].title) if is_service else (one.file, one.protocol, "")
        if key not in chosen or (one.is_own and not chosen[key].is_own):
            chosen[key] = one
    return tuple(chosen.values())


def is_judged(route: Route) -> bool:
    """Whether a document could declare the route: it answers itself, with a method that documents list, and is more than the
    option of an operation in a .proto file, which declares it already.
    """
    return not route.target and route.method in _JUDGED and not route.handler.startswith("/")


def shape_of(path: str) -> Shape:
    """The path's segments; every parameter is `{}`."""
    return tuple(_HOLE.sub("{}", segment) for segment in split(path))


def _document(
    file: str, operations: Sequence[ServedOperation], served: dict[str, _Served], folders: frozenset[str]
) -> Document | None:
    own = folder_of(file, folders)
    found = [_compared(file, component, operations, one) for component, one in served.items()]
    best = max((one.covered for one in found), default=0)
    chosen = [one for one in found if one.component == own and 2 * one.covered >= len(operations)]
    chosen = chosen or [one for one in found if one.covered == best]
    if not best or len(chosen) != 1:
        return None
    is_about = 2 * chosen[0].covered >= min(len(operations), served[chosen[0].component].number)
    return chosen[0]._replace(is_own=chosen[0].component == own) if is_about else None


def _compared(file: str, component: str, operations: Sequence[ServedOperation], served: _Served) -> Document:
    """How a document fits a component best: as it is written, or without the first segments that all operations have."""
    shapes = [shape_of(one.path) for one in operations]
    best: tuple[bool, ...] = ()
    best_dropped = 0
    for dropped in range(_shared(shapes) + 1):
        answers = tuple(
            served.serves(one.method, shape[dropped:]) and (not dropped or _says_something(shape[dropped:]))
            for one, shape in zip(operations, shapes, strict=True)
        )
        if dropped == 0 or sum(answers) > sum(best):
            best, best_dropped = answers, dropped
    return Document(file, component, tuple(operations), best, best_dropped)


def _shared(shapes: Sequence[Shape]) -> int:
    """How many literal segments all begin with."""
    count = 0
    for segments in zip(*shapes, strict=False):
        if len(set(segments)) > 1 or "{" in segments[0] or count == _MOST_DROPPED:
            break
        count += 1
    return count


def _says_something(shape: Shape) -> bool:
    return any("{" not in segment for segment in shape)


def _agree(one: str, other: str) -> bool:
    return one == other or "ANY" in (one, other)


def _meets(route: Shape, operation: Shape) -> bool:
    if route[-1:] == ("**",):
        return operation[: len(route) - 1] == route[:-1]
    return route == operation


def folder_of(file: str, folders: frozenset[str]) -> str:
    """The innermost component that a file lies in."""
    folder = file.rpartition("/")[0]
    while folder and folder not in folders:
        folder = folder.rpartition("/")[0]
    return folder or "."

"""What is found out about a request: the answers of several addresses or programs in, those that hold out."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, split
from archlint.graph.connections.served import HOLE, Served, is_hole
from archlint.model.connections import RequestStatus, Route
from archlint.model.paths import in_common

NOT_SAID = "its address is not known"
NOBODY = "no route answers there"
_SEVERAL = 2


class Linked(NamedTuple):
    status: RequestStatus
    routes: tuple[int, ...] = ()
    via: tuple[int, ...] = ()
    why: str = ""
    score: tuple[int, ...] = ()
    """How well its routes fit."""


def surest(answers: Sequence[tuple[Address, Linked]]) -> list[Linked]:
    """The answers of the addresses whose hosts are known where one of them is linked: what stands beside them is the same
    address with a host that a setting gives, or none.
    """
    answers = _fitting(answers)
    known = [linked for place, linked in answers if place.host and not HOLE.search(place.host)]
    if any(one.status == "linked" for one in known):
        return known
    own = [linked for place, linked in answers if place.path and not HOLE.search(place.host)]
    return own if any(one.status == "linked" for one in own) else [linked for _, linked in answers]


def _fitting(answers: Sequence[tuple[Address, Linked]]) -> Sequence[tuple[Address, Linked]]:
    """The answers without those of an address that is another one with or without a segment of which nothing is known, where
    that fits better.
    """
    if len(answers) < 2:
        return answers
    best: dict[tuple[str, ...], tuple[int, ...]] = {}
    for place, linked in answers:
        said = known_of(place)
        best[said] = max(best.get(said, ()), linked.score)
    return [
        (place, linked)
        for place, linked in answers
        if linked.score == best[known_of(place)] or not best[known_of(place)]
    ]


def known_of(place: Address) -> tuple[str, ...]:
    """The host and the segments of an address, without those in between of which nothing is known."""
    segments = split(place.path)
    tail = len(list(takewhile(is_hole, reversed(segments))))
    inner = segments[: len(segments) - tail]
    return (place.host, *(one for one in inner if not is_hole(one)), *("{}" for _ in range(tail)))


def nearest(linked: Linked, routes: Mapping[int, Route], component: str) -> Linked:
    """Of several programs that may answer the one whose code lies nearest to who asks."""
    if linked.status != "ambiguous":
        return linked
    shared = [in_common(routes[n].component, component) for n in linked.routes]
    kept = tuple(n for n, count in zip(linked.routes, shared, strict=True) if count == max(shared))
    is_one = len({routes[n].component for n in kept}) == 1
    return linked._replace(status="linked", routes=kept) if is_one else linked


def nearest_of(named: Sequence[str], component: str) -> Sequence[str]:
    """Those of some components of a name that lie nearest to the one that asks: a project may hold a system several times."""
    if len(named) < 2 or component in named:
        return named
    shared = [in_common(one, component) for one in named]
    return [one for one, count in zip(named, shared, strict=True) if count == max(shared)]


def near_to_file(linked: Linked, routes: Mapping[int, Route], file: str) -> Linked:
    """The same without routes that lie farther from a file than others of the same component and path: of several programs
    in one component each has its own.
    """
    if len(linked.routes) < 2:
        return linked
    by_path: dict[tuple[str, str, str], list[Route]] = {}
    for route in (routes[number] for number in linked.routes):
        by_path.setdefault((route.component, route.method, route.path), []).append(route)
    far = {
        (route.file, route.line)
        for alike in by_path.values()
        for route in alike
        if in_common(route.file, file) < max(in_common(one.file, file) for one in alike)
    }
    kept = tuple(n for n in linked.routes if (routes[n].file, routes[n].line) not in far)
    return linked._replace(routes=kept)


def is_any_of(chosen: Sequence[Served], segments: tuple[str, ...]) -> bool:
    """Whether routes are told apart only by what is not known of a request: `/{kind}/{id}` may be of any kind."""
    if len({one.route.path for one in chosen}) < _SEVERAL:
        return False
    pairs = (pair for one in chosen for pair in zip(one.segments, segments, strict=False))
    return any(is_hole(given) and not HOLE.search(expected) for expected, given in pairs)


def is_same(chosen: Sequence[Served]) -> bool:
    """Whether routes are one that is served under several paths: by the same function of the same file."""
    handlers = {(one.route.file, one.route.handler) for one in chosen}
    return len(handlers) == 1 and all(handler for _, handler in handlers)


def told_of(whose: str) -> str:
    """Why nothing is known of what nobody answers."""
    return f"{whose} may answer there, and its code is not read"

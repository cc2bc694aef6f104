"""Which method goes with which address where one call sends several of both: found requests in, those that fit together out.

`if (id) { url = "/lines/" + id; method = "PATCH" } else { url = "/lines"; method = "POST" }` is two requests, not four.
"""

from collections.abc import Callable, Sequence

from archlint.graph.connections.addresses import Address
from archlint.graph.connections.endpoints import FoundRequest


def paired(found: Sequence[FoundRequest], answers: Callable[[FoundRequest, Address], bool]) -> list[FoundRequest]:
    """The requests without the places that nobody answers with their method, where others of the same call fit both."""
    groups: dict[tuple[object, ...], list[FoundRequest]] = {}
    for one in found:
        groups.setdefault((*one.find.place, one.addresses), []).append(one)
    told: list[FoundRequest] = []
    for group in groups.values():
        told += _fitting(group, answers) if len(group) > 1 and len(group[0].addresses) > 1 else group
    return told


def _fitting(group: Sequence[FoundRequest], answers: Callable[[FoundRequest, Address], bool]) -> list[FoundRequest]:
    answered = [{place for place in one.addresses if answers(one, place)} for one in group]
    somewhere = frozenset[Address]().union(*answered)
    return [
        one._replace(addresses=tuple(place for place in one.addresses if place in own or place not in somewhere))
        if own
        else one
        for one, own in zip(group, answered, strict=True)
    ]

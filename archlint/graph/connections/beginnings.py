"""Paths that begin otherwise where they are served: requests that nobody answers and all routes in, the beginnings out by
which most of them are answered.

A context path of a container, a proxy that is set up elsewhere, a base that a hook puts before each path: where that is not
read, all that a program asks for is off by the same beginning. One request would prove nothing; many that agree do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from archlint.graph.connections.addresses import split
from archlint.graph.connections.linked import NOBODY
from archlint.graph.connections.rewriting import REWRITTEN
from archlint.graph.connections.served import HOLE, Served
from archlint.model.connections import Request

_FEWEST = 3
"""Different requests that have to agree."""
_TELLING = 2
"""Segments that are written out, which say more than a common word."""
_LONGEST = 3
_MOST = 4
"""Programs under different beginnings that one program asks."""
_ANY = "{}"

Segments = tuple[str, ...]
Asked = tuple[str, Segments]
"""A method and the segments of a path, in which what is not known has no name."""


class Beginning(NamedTuple):
    """What paths begin with as they are `asked` for, and as they are `served`."""

    asked: Segments
    served: Segments

    def applied(self, path: str) -> str | None:
        """A path as it is served, None for one that begins with something else."""
        segments = split(path)
        count = len(self.asked)
        return "/" + "/".join((*self.served, *segments[count:])) if segments[:count] == self.asked else None

    def __str__(self) -> str:
        """As a sentence says it."""
        if self.asked and self.served:
            return f"below /{'/'.join(self.served)} in place of /{'/'.join(self.asked)}"
        return f"below /{'/'.join(self.served)}" if self.served else f"without /{'/'.join(self.asked)}"


class _Ends(NamedTuple):
    """`by_end` gives by what paths end with the methods and the beginnings of the routes that do, `begun` holds what routes
    begin with, as far as it tells something.
    """

    by_end: Mapping[Segments, set[Asked]]
    begun: Set[Segments]


def beginnings(requests: Iterable[Request], served: Sequence[Served]) -> dict[str, list[Beginning]]:
    """By component the beginnings that make most of what it asks for answered, the one that most agree on first."""
    lost: dict[str, set[Asked]] = {}
    answered: dict[str, set[Asked]] = {}
    for one in requests:
        if one.status in ("linked", "ambiguous"):
            answered.setdefault(one.component, set()).add(_asked(one.method, one.path))
        elif is_lost(one):
            lost.setdefault(one.component, set()).add(_asked(one.method, one.path))
    asking = {name: asked for name, asked in lost.items() if len(asked) >= max(_FEWEST, len(answered.get(name, ())))}
    if not asking:
        return {}
    ends = _ends(served)
    found = {name: list(_agreed(asked, answered.get(name, set()), ends)) for name, asked in sorted(asking.items())}
    return {name: some for name, some in found.items() if some}


def is_lost(request: Request) -> bool:
    """Whether nobody answers a request though it says where it goes."""
    return request.status == "dangling" or (request.status == "unresolved" and request.why in (NOBODY, REWRITTEN))


def _agreed(lost: set[Asked], answered: set[Asked], ends: _Ends) -> Iterable[Beginning]:
    """One beginning after another, as long as enough of those that are left agree."""
    left = set(lost)
    for _ in range(_MOST):
        agreeing = Counter(chain.from_iterable(_possible(asked, ends) for asked in sorted(left)))
        best = min(agreeing, key=lambda one: (-agreeing[one], len(one.asked) + len(one.served), one), default=None)
        if best is None:
            return
        begun = {one for one in left if _begins(one, best)}
        met = {one for one in begun if best in _possible(one, ends)}
        told = sum(_literal(segments[len(best.asked) :]) >= _TELLING for _, segments in met)
        otherwise = sum(_begins(one, best) for one in answered)
        if len(met) < max(_FEWEST, otherwise) or 2 * len(met) < len(begun) or told < _TELLING:
            return
        yield best
        left -= met


def _possible(asked: Asked, ends: _Ends) -> list[Beginning]:
    """What a path may begin with where it is served, if a route ends with what follows. What other routes are served under as
    it is asked for is lost nowhere.
    """
    method, segments = asked
    found = []
    for cut in range(min(_LONGEST, len(segments)) + 1):
        begun, rest = segments[:cut], segments[cut:]
        if _ANY in begun or not _literal(rest):
            break
        found += [
            Beginning(begun, start)
            for verb, start in sorted(ends.by_end.get(rest, ()) if not begun or begun not in ends.begun else ())
            if verb in (method, "ANY") and start != begun and not (begun and start and begun[-1] == start[-1])
        ]
    return found


def _ends(served: Sequence[Served]) -> _Ends:
    found: dict[Segments, set[Asked]] = {}
    begun: set[Segments] = set()
    for one in served:
        method, segments = _asked(one.route.method, one.route.path)
        for cut in range(min(_LONGEST, len(segments)) + 1):
            if _ANY in segments[:cut]:
                break
            found.setdefault(segments[cut:], set()).add((method, segments[:cut]))
            if cut >= _TELLING:  # `/api` may be what somebody takes off, though others serve below it
                begun.add(segments[:cut])
    return _Ends(found, begun)


def _asked(method: str, path: str) -> Asked:
    return method, tuple(_ANY if HOLE.search(one) else one for one in split(path))


def _begins(asked: Asked, beginning: Beginning) -> bool:
    return asked[1][: len(beginning.asked)] == beginning.asked


def _literal(segments: Segments) -> int:
    return sum(one != _ANY for one in segments)

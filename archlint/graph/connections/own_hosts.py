"""Hosts at which the system itself runs for its users: all requests, with who would answer them, in; these hosts out."""

import re
from collections.abc import Callable, Iterable, Sequence

from archlint.graph.connections.addresses import Address
from archlint.graph.connections.linked import Linked
from archlint.graph.connections.served import HOLE

TELLING = 3
"""What the literal segments of a path say at least that tells one program from others."""
_PORT = re.compile(r":[\w{}]*$")
_OF_STANDARDS = re.compile(
    r"/\.well-known/|(?:oauth2?(?:/v\d+)?|openid|openid-connect|connect)/(?:token|authorize|revoke|introspect|userinfo|device)",
    re.IGNORECASE,
)
"""Paths at which anybody signs others in, by RFC 6749, 7009, 7662, 8628 and OpenID Connect: they tell nobody from others."""
_FEWEST_ASKED = 3
"""Different requests from which on a host is taken for one of the system itself if most of them are answered here; fewer must
all be answered, by paths that say more.
"""


def own_hosts(
    asked: Iterable[tuple[str, Sequence[Address]]],
    is_public: Callable[[str], bool],
    answer: Callable[[str, str], Linked],
) -> set[str]:
    """The public hosts of which most that is asked is served here. `asked` are the method of each request and the addresses
    that it may go to.
    """
    by_host: dict[str, dict[tuple[str, str], Linked]] = {}
    for method, places in asked:
        for place in places:
            host = without_port(place.host).lower()
            if is_public(host) and not _OF_STANDARDS.search(place.path):
                by_host.setdefault(host, {})[method, HOLE.sub("{}", place.path)] = answer(method, place.path)
    return {host for host, answers in by_host.items() if _is_own(answers.values())}


def without_port(host: str) -> str:
    """A host as DNS knows it."""
    return _PORT.sub("", host).rstrip(".")


def _is_own(answers: Iterable[Linked]) -> bool:
    every = list(answers)
    served = [one for one in every if one.status in ("linked", "ambiguous")]
    is_told = len(served) == len(every) > 1 and all(one.score >= (TELLING,) for one in served)
    return is_told or (len(every) >= _FEWEST_ASKED and 3 * len(served) >= 2 * len(every))

"""One route that is served: the method and the segments of a request in, how well the route answers them or, where it passes
requests on, the path it sends on out.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from archlint.graph.connections.addresses import Address, split
from archlint.model.connections import Route

HOLE = re.compile(r"\{[^}]*\}")
"""What is not known of a segment or a host."""
_REWRITE = re.compile(r"\^?([^()\\[*+?]*?)(/\?)?\((?:\?P?<\w+>)?(/?)\??\.[*+]\)\$?")
"""The patterns that rewrites are written in: a path, then a group for the rest. A project's own pattern is never run."""

_WORD = re.compile(r"[A-Za-z][A-Za-z_-]*")
_ONESELF = frozenset({"me", "self", "mine", "current"})
"""Words that stand where a number of something may: whose is asked for is known."""
_LITERAL = re.compile(r"(\^?)([\w/~-]+)(\$?)")
"""One that has no part which stands for others."""


class Served(NamedTuple):
    """A route as the linker sees it. `targets` are set for one that passes requests on: where to, as addresses."""

    number: int
    route: Route
    segments: tuple[str, ...]
    targets: tuple[Address, ...] = ()
    strip: int = 0
    prefix: str = ""
    rewrite: tuple[str, ...] = ()
    loose: int = 0
    """How many segments may be gone before it changes a path, so that it is asked both ways."""
    is_configured: bool = False
    """Whether a proxy passes it on that is only configured: no code sends the request."""
    name: str = ""
    """By which pages may ask for it."""


class Unread(NamedTuple):
    """What somebody serves whose code is not read: `path` as routes have it, with `whose` it is; `component` serves it, "" for
    one that anybody may. Of what is mounted `below` a path, the path itself is not.
    """

    path: str
    whose: str
    component: str = ""
    below: bool = False


def as_served(one: Unread) -> Served:
    """A path that is not read as the linker sees routes; below it anything is."""
    path = f"{one.path.rstrip('/')}/**" if one.below else one.path
    return Served(0, Route("", 0, method="ANY", path=path), split(path))


def fit(one: Served, method: str, segments: tuple[str, ...]) -> tuple[int, int, int] | None:
    """How well a route answers, None when it does not: literal segments count most, then no `**`, then the method."""
    if "ANY" not in (one.route.method, method) and one.route.method != method:
        return None
    exact = int(one.route.method == method)
    literal = 0
    is_guessed = is_taken = False
    for position, expected in enumerate(one.segments):
        is_last = position == len(one.segments) - 1
        if expected == "**":
            return (literal, 0, exact) if is_last else None
        if position >= len(segments):
            return None
        given = segments[position]
        if given == "**" and expected != given:
            return literal, 0, exact
        if is_last and expected.endswith("*") and expected != "*" and given.startswith(expected[:-1]):
            return literal + (2 if given == expected[:-1] else 1), 0, exact
        worth = _worth(expected, given)
        if worth is None or (worth < 0 and not position):
            return None
        literal += worth
        is_guessed = is_guessed or worth < 0
        is_taken = is_taken or (worth == 0 and given not in _ONESELF and _WORD.fullmatch(given) is not None)
    if is_guessed and is_taken:  # what is not known would be the route's word, and a word of the request its parameter
        return None
    if len(segments) > len(one.segments):
        return (literal, 0, exact) if segments[len(one.segments) :] == ("**",) else None
    return literal, 1, exact


def _worth(expected: str, given: str) -> int | None:
    """What it speaks for a route that one of its segments is met by one of a request; None where it is not met."""
    if expected == given:
        return 1 if is_hole(expected) else 2
    if HOLE.search(expected) or expected == "*":
        return (1 if is_hole(given) else 0) if _matches(expected, given) else None
    if is_hole(given):
        return -1
    start, hole, _ = given.rpartition("{")
    if hole and given.endswith("}") and start == expected:  # often a query, or nothing
        return 1
    return 1 if hole and _matches(given, expected) else None


def rewritten(gate: Served, segments: tuple[str, ...]) -> str:
    """The path that a gateway sends on."""
    path = "/" + "/".join(segments)
    if gate.rewrite:
        for pattern, replacement in zip(gate.rewrite[::2], gate.rewrite[1::2], strict=False):
            made = replaced(path, pattern, replacement)
            if made != path:
                return made
        return path
    kept = "/" + "/".join(segments[gate.strip :])
    return joined(gate.prefix, kept) if gate.prefix else kept


def replaced(path: str, pattern: str, replacement: str = "") -> str:
    """A path rewritten by the usual kind of pattern; one of another kind leaves it as it is."""
    if pattern.strip() in (f"^{path}$", f"^{path}/?$"):
        return replacement
    if (literal := _LITERAL.fullmatch(pattern.strip())) is not None:
        return _literally(path, literal, replacement.strip())
    form = _REWRITE.fullmatch(pattern.strip())
    if form is None or not path.startswith(form[1].rstrip("/")):
        return path
    start = form[1] if path.startswith(form[1]) else form[1].rstrip("/")
    rest = path[len(start) :]
    if form[2]:
        rest = rest.removeprefix("/")
    kept = re.split(r"\$\\?\{?\w+\}?", replacement.strip(), maxsplit=1)
    return "/" + f"{kept[0]}{rest}".lstrip("/") if len(kept) > 1 else replacement


def _literally(path: str, literal: re.Match[str], replacement: str) -> str:
    """A path in which something that is written out is replaced; the rest of it stays."""
    at = path.find(literal[2])
    end = at + len(literal[2])
    if at < 0 or (literal[1] and at) or (literal[3] and end < len(path)):
        return path
    return "/" + f"{path[:at]}{replacement}{path[end:]}".lstrip("/")


def _matches(pattern: str, given: str) -> bool:
    return is_hole(pattern) or pattern == "*" or _expected(pattern).fullmatch(given) is not None


@lru_cache(maxsize=10_000)
def _expected(pattern: str) -> re.Pattern[str]:
    return re.compile(HOLE.sub("\0", re.escape(pattern).replace(r"\{", "{").replace(r"\}", "}")).replace("\0", ".+"))


def is_hole(segment: str) -> bool:
    """Whether nothing is known of a segment."""
    return segment.startswith("{") and segment.endswith("}")


def joined(first: str, second: str) -> str:
    """A path behind another one."""
    return f"{first.rstrip('/')}/{second.lstrip('/')}" if first else second

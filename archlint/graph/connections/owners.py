"""Whose router it is that a class makes for each of its objects: a value in, the Owner out, and which Owners may be the same.

`class Resource { app = express.Router(); }` makes one for every object of every class that extends it. Code of a class speaks
of the routers of all its objects, `new Bills().app` of that of one.
"""

from typing import NamedTuple

from archlint.graph.values.evaluation import Evaluator
from archlint.graph.values.terms import Applied, Attribute, ClassValue, Instance, Site, Value
from archlint.model.sketch import Invocation

Key = tuple[object, ...]
"""What tells one router from another."""


class Owner(NamedTuple):
    """The object that has a router: one that is made at `site`, None for any of the class."""

    of: ClassValue
    site: Site | None


def owner_of(value: Value) -> Owner | None:
    """The object for which a value is made in a method or a field of its class, None for what no object has."""
    while isinstance(value, Attribute):
        value = value.of
    frame = value.frame if isinstance(value, Applied | Instance) else None
    own = frame.own if frame is not None else None
    return Owner(own.of, own.site) if isinstance(own, Instance) else None


def without_owner(key: Key) -> Key:
    """What the routers have in common that one place makes for several objects."""
    return key[:-1] if isinstance(key[-1], Owner) else key


def key_within(call: Invocation) -> Key:
    """What tells the router of what stands in a call that mounts."""
    return ("nested", id(call))


class Owners:
    """Tells which keys may stand for the same router."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._known: dict[Key, list[Key]] = {}

    def add(self, key: Key) -> None:
        """Remember the key of a router that is mounted."""
        known = self._known.setdefault(without_owner(key), [])
        if key not in known:
            known.append(key)

    def same(self, key: Key) -> list[Key]:
        """The keys of mounted routers that may be the one of a key."""
        return [one for one in self._known.get(without_owner(key), ()) if self._may_be(one, key)]

    def _may_be(self, one: Key, other: Key) -> bool:
        first, second = one[-1], other[-1]
        if not (isinstance(first, Owner) and isinstance(second, Owner)):
            return True
        if first.of == second.of:
            return first.site == second.site or None in {first.site, second.site}
        return self._is_above(first, second) or self._is_above(second, first)

    def _is_above(self, one: Owner, other: Owner) -> bool:
        """Whether one means any object of a class that the class of another is made of."""
        return one.site is None and one.of in self._evaluator.ancestry(other.of)

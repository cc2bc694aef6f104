"""What functions outside the project give: their full names by what becomes of what they are given."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Extra(NamedTuple):
    """Who is handed what somebody put at a `place`: functions that `callee` calls, as the `entry` of the argument at a
    `position`; or, without a callee, those whose parameters are called `after`, in the next one.
    """

    place: str
    callee: str = ""
    position: int = 0
    entry: str = ""
    after: tuple[str, ...] = ()


class Outside(NamedTuple):
    """`makers` give an object of the type they get at a place, or the function; `runners` what the function gives that they
    get; `takers` what somebody put where they are told. `boxes` give what they get, or what a function gives that they get,
    in a list (`[0]`) or under a name, or (`...`) the entries of all that they get; `passers` call a function that they get
    with what is written beside it. `shared` are objects whose entries all objects have that a framework makes; `state` are
    the ways to what an object has that it makes of a literal; `extras` are functions that get what
    somebody put where they are handed it.
    """

    makers: Mapping[str, int] = {}
    runners: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    boxes: Mapping[str, str] = {}
    passers: frozenset[str] = frozenset()
    shared: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()

    @property
    def holders(self) -> frozenset[str]:
        """The last names of the objects whose entries all others have."""
        return frozenset(one.rpartition(".")[2] for one in self.shared)


def together(several: Iterable[Outside]) -> Outside:
    """What is known of several languages, as one."""
    found = tuple(several)
    return Outside(
        {name: place for one in found for name, place in one.makers.items()},
        frozenset().union(*(one.runners for one in found)),
        frozenset().union(*(one.takers for one in found)),
        {name: box for one in found for name, box in one.boxes.items()},
        frozenset().union(*(one.passers for one in found)),
        tuple(name for one in found for name in one.shared),
        tuple(way for one in found for way in one.state),
        tuple(extra for one in found for extra in one.extras),
    )

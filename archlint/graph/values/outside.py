"""What functions outside the project give: their full names by what becomes of what they are given."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Outside(NamedTuple):
    """`makers` give an object of the type they get, or the function; `runners` what the function gives that they get; `takers`
    what somebody put where they are told. `boxes` give what they get, or what a function gives that they get, in a list
    (`[0]`) or under a name, or (`...`) the entries of all that they get; `passers` call a function that they get with what
    is written beside it. `shared` are objects whose entries all objects have that a framework makes; `state` are the ways to
    what an object has that it makes of a literal.
    """

    makers: frozenset[str] = frozenset()
    runners: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    boxes: Mapping[str, str] = {}
    passers: frozenset[str] = frozenset()
    shared: tuple[str, ...] = ()
    state: tuple[str, ...] = ()

    @property
    def holders(self) -> frozenset[str]:
        """The last names of the objects whose entries all others have."""
        return frozenset(one.rpartition(".")[2] for one in self.shared)


def together(several: Iterable[Outside]) -> Outside:
    """What is known of several languages, as one."""
    found = tuple(several)
    return Outside(
        frozenset().union(*(one.makers for one in found)),
        frozenset().union(*(one.runners for one in found)),
        frozenset().union(*(one.takers for one in found)),
        {name: box for one in found for name, box in one.boxes.items()},
        frozenset().union(*(one.passers for one in found)),
        tuple(name for one in found for name in one.shared),
        tuple(way for one in found for way in one.state),
    )

"""Journeys traced through the system: what a customer's way touches, what is missing on it, and how far it has moved."""

from typing import Literal

from msgspec import Struct

from archlint.model.graph import Kind

Ending = Literal["system", "store", "outside", "here"]
"""Where a way ends: in a layer of backends, at a library that keeps or searches data, at a host outside of the project, or in
code that asks nobody further.
"""


class Step(Struct, frozen=True):
    """From a function to the next: where it stands, and by what kind of dependency the next one is reached. `logic` is that of
    the function, `findings` are the open ones in it; for a step that stands for a whole module, of all of it.
    """

    module: str
    name: str
    line: int
    layer: str
    kind: Kind | Literal[""] = ""
    part: str = ""
    component: str = ""
    logic: int = 0
    findings: int = 0


class Way(Struct, frozen=True):
    """The shortest way from an entry to one end, as `steps` from the screen on. `end` is the part or layer, the library or the
    host where it ends.
    """

    entry: str
    end: str
    ending: Ending
    steps: tuple[Step, ...]


class Stage(Struct, frozen=True):
    """What a journey touches in one layer or part: `modules` and `functions` that are reached, the logic in these functions,
    and the open findings in them. `current` is how many of the modules belong to today's architecture.
    """

    layer: str
    part: str
    components: tuple[str, ...]
    modules: int
    functions: int
    logic: int
    findings: int
    current: int = 0


class Gap(Struct, frozen=True):
    """A step that could not be followed: a request that leads nowhere that is known, and why."""

    module: str
    line: int
    what: str
    why: str


class Screen(Struct, frozen=True):
    """An entry of a journey by itself: how much it reaches, and whether its way is known to its end."""

    module: str
    modules: int
    logic: int
    complete: bool
    channel: str


class Piece(Struct, frozen=True, kw_only=True):
    """What a smallest scope takes of one layer or part: `operations` are routes (`GET /bills/{}`) and events that are answered
    there, `stores` the tables and collections that are read or written, `functions` the names of all that are reached.
    `screen` is the module where it begins, "" elsewhere.
    """

    layer: str
    part: str = ""
    components: tuple[str, ...] = ()
    screen: str = ""
    operations: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    modules: int = 0


class JourneyTrace(Struct, frozen=True, kw_only=True):
    """`remaining` is the number of modules that still belong to today's architecture; `moved` the share of those that do not, 0
    to 1, None where no transition is declared. `shared` says how many of the modules other journeys use too. `scope` is the
    smallest set of modules that is complete from a screen to the systems behind, () where no way is. `by` is the date that is
    declared (ISO 8601, "" for none).
    """

    name: str
    contacts: float
    by: str = ""
    stages: tuple[Stage, ...] = ()
    ways: tuple[Way, ...] = ()
    gaps: tuple[Gap, ...] = ()
    screens: tuple[Screen, ...] = ()
    ends: tuple[str, ...] = ()
    shared: dict[str, int] = {}
    modules: tuple[str, ...] = ()
    functions: int = 0
    logic: int = 0
    findings: int = 0
    remaining: int = 0
    moved: float | None = None
    scope: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    """What the smallest scope is made of, top to bottom."""

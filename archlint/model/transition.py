"""Where a transition stands: what belongs to today's architecture, what would fail if the target held, and the goals set."""

from typing import Literal

from msgspec import Struct

from archlint.model.finding import Finding

GoalVerdict = Literal["met", "on its way", "missed", "grew"]
"""met: at most what was asked for. missed: its last day is over. grew: more than when it was set."""


class SideCount(Struct, frozen=True):
    """A layer (or, with `part`, a piece of it): its modules, how many of them belong to today's architecture, and the findings
    in it that would fail if the target held today.
    """

    layer: str
    part: str = ""
    modules: int = 0
    current: int = 0
    findings: int = 0


class GoalState(Struct, frozen=True, kw_only=True):
    """A goal and the number today (`now`). `left_days` counts to its last day, negative once that is over. `origin` is where it
    is declared.
    """

    name: str
    counts: str
    now: int
    start: int | None
    most: int
    by: str
    left_days: int
    verdict: GoalVerdict
    owner: str = ""
    because: str = ""
    origin: str = ""
    line: int = 0


class JourneyMove(Struct, frozen=True):
    """How many of the modules that a journey uses belong to today's architecture."""

    name: str
    modules: int
    remaining: int


class JourneyKept(Struct, frozen=True, kw_only=True):
    """A journey with the number of findings on its way that the baseline keeps (`kept`), and that of today (`now`), accepted
    ones included. `origin` is the baseline.
    """

    name: str
    kept: int
    now: int
    origin: str
    line: int


class TransitionState(Struct, frozen=True, kw_only=True):
    """Where a transition stands.

    The distance to the target is `distance`: the modules that still belong to today's architecture (`remaining`) and the
    findings that would fail if the target held today (`failing`), each counted as one; 0 where the target is reached.
    `failing` holds without baseline, without exceptions that end one day, and without modules that lie in no layer of the
    target: those are `remaining`. `target_declared` says that the target has layers of its own; `today` are the layers as they
    are, `target` those that are to be. `bridges` counts the modules between the two.
    """

    target_declared: bool
    modules: int
    remaining: int
    bridges: int = 0
    failing: tuple[Finding, ...] = ()
    today: tuple[SideCount, ...] = ()
    target: tuple[SideCount, ...] = ()
    journeys: tuple[JourneyMove, ...] = ()
    goals: tuple[GoalState, ...] = ()
    remaining_modules: tuple[str, ...] = ()
    retiring: tuple[str, ...] = ()
    """Layers and parts of today that have a successor, and that modules lie in."""
    retired: tuple[str, ...] = ()
    """Those that are empty: what is declared about them alone may be taken out of the declaration."""
    unmatched: tuple[str, ...] = ()
    """Patterns of the target that match nothing (yet), with their lines; they are not part of the distance."""

    @property
    def distance(self) -> int:
        return self.remaining + len(self.failing)


class BurnPoint(Struct, frozen=True, kw_only=True):
    """A moment of the past by the declaration of today: what the project was called then (`label`, a commit or a file), its day
    (ISO 8601, "" where it is not known), and the numbers. `why` says why there are none.
    """

    label: str
    day: str = ""
    modules: int = 0
    remaining: int = 0
    findings: int = 0
    checks: dict[str, int] = {}
    """The findings by check."""
    goals: dict[str, int] = {}
    why: str = ""

    @property
    def distance(self) -> int:
        return self.remaining + self.findings

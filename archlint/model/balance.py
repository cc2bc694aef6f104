"""The balance of a system: how its logic is spread over its layers, by which measure, and what was not counted."""

from typing import Literal

from msgspec import Struct

from archlint.model.roles import Role

_SLACK = 1e-6  # of one decision: a bound such as 0.15 is not exact in binary

Measure = Literal["decisions", "cognitive", "statements"]
"""What logic is counted in (see facts.Unit)."""

MEASURE_WORDS: dict[Measure, tuple[str, str]] = {
    "decisions": ("decision", "decisions"),
    "cognitive": ("point of cognitive complexity", "points of cognitive complexity"),
    "statements": ("statement", "statements"),
}
"""What one and what many of a measure are called."""

Band = tuple[float, float]
"""The lowest and the highest share of the system's logic that a layer should hold."""


class UnitLogic(Struct, frozen=True):
    """A function or method with its logic, and where it stands: `line` and `column` of `module`, both 1-based."""

    module: str
    name: str
    line: int
    column: int
    layer: str
    part: str
    logic: int
    role: Role | None = None
    """What it is for; None where nobody looked."""


class RolePortion(Struct, frozen=True):
    """How many of a portion's units play a role, and the logic in them."""

    role: Role
    units: int
    logic: int


class Portion(Struct, frozen=True, kw_only=True):
    """What one layer (`part` is "" then) or one part of it holds.

    `units` counts functions and methods, those without any logic too. `share` is of the logic in all layers, 0 to 1.
    `concentration` is the Gini coefficient over the units that hold logic: 0 where all hold the same, near 1 where one
    holds nearly everything. `heaviest` are the units that hold most, five at most. Only layers have bands.
    """

    layer: str
    part: str = ""
    units: int
    logic: int
    share: float
    band: Band | None = None
    concentration: float
    heaviest: tuple[UnitLogic, ...] = ()
    roles: tuple[RolePortion, ...] = ()
    """The roles inside, in the order of roles.ROLES, those that no unit plays left out; () where nobody looked."""


class ModuleLogic(Struct, frozen=True):
    """The logic that a module holds."""

    module: str
    logic: int


class Excluded(Struct, frozen=True):
    """Units that are no logic of the system by `reason`, and how much they would have added."""

    reason: str
    units: int
    logic: int


class Move(Struct, frozen=True):
    """A unit and the layers it would go from and to."""

    unit: UnitLogic
    from_layer: str
    to_layer: str


class Balance(Struct, frozen=True, kw_only=True):
    """How the logic of a system is spread.

    `logic` is what all layers hold; `uncovered` what modules in no layer hold, which counts nowhere else. `portions` come
    top to bottom, the parts of a layer after it. `centre` is the centre of gravity, 0 for all in the top layer and 1 for
    all in the bottom one, None where there is nothing to weigh. `moves` are a small set of units that would bring every
    layer into its band, found by trying the largest first; () where every layer is in its band or no such set was found.
    No set has fewer than `least_moves`: where there are as many moves, they are a smallest set. `fewest` is the logic
    below which nothing is judged. Test code is not read, so that it is neither counted nor among `excluded`. `modules`
    are those that hold logic, in layers or in none, by name.
    """

    measure: Measure
    logic: int
    uncovered: int = 0
    moved: int = 0
    """Of `logic`: what lies in layers of the target only, where a transition is declared."""
    units: int = 0
    """Functions and methods in all layers."""
    portions: tuple[Portion, ...] = ()
    centre: float | None = None
    concentration: float = 0.0
    excluded: tuple[Excluded, ...] = ()
    moves: tuple[Move, ...] = ()
    least_moves: int = 0
    modules: tuple[ModuleLogic, ...] = ()
    fewest: int = 0

    @property
    def layers(self) -> tuple[Portion, ...]:
        """The portions of whole layers, top to bottom."""
        return tuple(portion for portion in self.portions if not portion.part)


def surplus(portion: Portion, total: int) -> float:
    """How much logic a layer holds above its band (positive), or lacks to reach it (negative); 0 within it."""
    if portion.band is None:
        return 0.0
    low, high = portion.band
    if portion.logic > high * total + _SLACK:
        return portion.logic - high * total
    return min(0.0, portion.logic - low * total) if portion.logic < low * total - _SLACK else 0.0

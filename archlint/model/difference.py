"""What changed between two analyses of a project: what was gained, what was lost, and which way the numbers went."""

from typing import Literal

from msgspec import Struct

from archlint.model.balance import Band
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Verdict
from archlint.model.operations import Operation

Change = Literal["added", "removed"]


class DependencyChange(Struct, frozen=True):
    """A dependency that is only in one of the two, or that is judged differently: `before` and `after` are its verdicts,
    None where it is not there.
    """

    dependency: Dependency
    before: Verdict | None = None
    after: Verdict | None = None


class LayerChange(Struct, frozen=True):
    """The share of the logic (0 to 1) that a layer held and holds, None where there was no such layer or nothing was weighed.
    `band` is the one that holds now.
    """

    layer: str
    before: float | None
    after: float | None
    band: Band | None = None


class OperationChange(Struct, frozen=True):
    """An operation that was gained (`before` is None), lost (`after` is None) or follows other patterns now."""

    before: Operation | None
    after: Operation | None


class Total(Struct, frozen=True):
    """A number of both, and what it counts."""

    counted: str
    before: int
    after: int


class Difference(Struct, frozen=True, kw_only=True):
    """`new` and `fixed` are open findings, by their content and not by their lines; `accepted` were open before and are
    excepted or in the baseline now. Dependencies are sorted by their ends. `other_layers` says that the two declare other
    layers, so that verdicts may differ where the code does not.
    """

    totals: tuple[Total, ...]
    new: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    dependencies: tuple[DependencyChange, ...] = ()
    modules_added: tuple[str, ...] = ()
    modules_removed: tuple[str, ...] = ()
    layers: tuple[LayerChange, ...] = ()
    centre: tuple[float | None, float | None] = (None, None)
    operations: tuple[OperationChange, ...] = ()
    other_layers: bool = False

    @property
    def is_empty(self) -> bool:
        return not (
            self.new
            or self.fixed
            or self.accepted
            or self.dependencies
            or self.modules_added
            or self.modules_removed
            or self.operations
            or self.other_layers
            or any(layer.before != layer.after for layer in self.layers)
        )

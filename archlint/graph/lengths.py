"""How long modules are, and what was asked about it: lines by module in; comparisons that can be made again out."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Comparison(NamedTuple):
    """Whether `modules` held at least this `share` of all lines of the modules that were compared."""

    modules: tuple[str, ...]
    share: float
    held: bool


class Lengths:
    """The lines of each module. A check that only compares says so by `holds`: then an answer stands as long as no
    comparison ends otherwise, whatever the number of lines.
    """

    def __init__(self, of: Callable[[str], int]) -> None:
        self._of = of
        self.told: set[str] = set()
        """The modules whose number of lines was asked for."""
        self.compared: dict[str, int] = {}
        """The lines of all modules that were compared."""
        self.comparisons: list[Comparison] = []

    def __call__(self, module: str) -> int:
        self.told.add(module)
        return self._of(module)

    def holds(self, modules: Sequence[str], among: Iterable[str], share: float) -> bool:
        """Whether modules hold at least a share of the lines of all that they are `among`."""
        for module in among:
            if module not in self.compared:
                self.compared[module] = self._of(module)
        held = holds(self.compared, modules, share)
        self.comparisons.append(Comparison(tuple(modules), share, held))
        return held


def holds(lengths: dict[str, int], modules: Sequence[str], share: float) -> bool:
    """Whether modules hold at least a share of all these lines, of which there are some."""
    whole = sum(lengths.values())
    return whole > 0 and sum(lengths[module] for module in modules) >= share * whole


def hold_share(lines: Callable[[str], int], modules: Sequence[str], among: Sequence[str], share: float) -> bool:
    """The same for any way of telling lengths; it is remembered where somebody does."""
    if isinstance(lines, Lengths):
        return lines.holds(modules, among, share)
    return holds({module: lines(module) for module in among}, modules, share)

"""Who already offers what a dependency reaches for past the layers: a forbidden dependency in, a legal way out."""

from collections.abc import Callable

from archlint.graph.system import System

_STEPS = 3

Usable = Callable[[str, str, str], bool]
"""Whether modules of a layer ("" for none) that reach for a module may use a candidate instead: (layer, module, candidate)."""


class Offers:
    """Looks for offers in one System. Answers are kept: many modules of a layer reach for the same thing."""

    def __init__(self, system: System, usable: Usable) -> None:
        self._system = system
        self._usable = usable
        self._known: dict[tuple[str, str], list[str]] = {}

    def best(self, importer: str, imported: str) -> str:
        """The usable module nearest above `imported`, "" when there is none within three steps. One that `importer` uses
        already comes first.
        """
        key = (self._system.modules[importer].layer, imported)
        if key not in self._known:
            self._known[key] = self._nearest(*key)
        used = set(self._system.outgoing.get(importer, ()))
        offers = [module for module in self._known[key] if module != importer]
        return min(offers, key=lambda module: (module not in used, module), default="")

    def _nearest(self, layer: str, imported: str) -> list[str]:
        """All usable modules at the smallest distance above `imported`, sorted."""
        seen = {imported}
        frontier = [imported]
        for _ in range(_STEPS):
            above = {module for target in frontier for module in self._system.incoming.get(target, ())} - seen
            offers = [module for module in above if self._usable(layer, imported, module)]
            if offers:
                return sorted(offers)
            seen |= above
            frontier = list(above)
        return []


def may_enter(system: System, layer: str, candidate: str) -> bool:
    """Whether the modules of a layer may use `candidate` by the layers and their public modules."""
    there = system.modules[candidate].layer
    if not layer or not there or not system.may_use(layer, there):
        return False
    return layer == there or is_public(system, candidate)


def is_public(system: System, module: str) -> bool:
    """Whether others may enter the module's layer by it: all modules, where the layer names none as public."""
    layer = system.modules[module].layer
    return not layer or not system.layers[layer].public or module in system.public

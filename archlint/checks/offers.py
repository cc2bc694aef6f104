"""Who already offers what a dependency reaches for past the layers: a forbidden dependency in, a legal way out."""

from collections.abc import Callable

from archlint.graph.system import System

_STEPS = 3


def offered_by(system: System, importer: str, imported: str, usable: Callable[[str], bool]) -> str:
    """The module nearest above `imported` that `usable` accepts for `importer`, "" when there is none within three steps.
    One that `importer` uses already comes first, then one that depends on `imported` directly.
    """
    used = set(system.outgoing.get(importer, ()))
    seen = {imported, importer}
    frontier = [imported]
    for _ in range(_STEPS):
        above = sorted({module for target in frontier for module in system.incoming.get(target, ())} - seen)
        offers = [module for module in above if usable(module)]
        if offers:
            return min(offers, key=lambda module: (module not in used, module))
        seen.update(above)
        frontier = above
    return ""


def may_enter(system: System, importer: str, candidate: str) -> bool:
    """Whether `importer` may use `candidate` by the layers and their public modules."""
    here, there = system.modules[importer], system.modules[candidate]
    if not here.layer or not there.layer or not system.may_use(here.layer, there.layer):
        return False
    return here.layer == there.layer or is_public(system, candidate)


def is_public(system: System, module: str) -> bool:
    """Whether others may enter the module's layer by it: all modules, where the layer names none as public."""
    layer = system.modules[module].layer
    return not layer or not system.layers[layer].public or module in system.public

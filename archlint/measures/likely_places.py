"""Where code may go: a module (and a function of it) in, the place of some layers that it is most like out."""

import re
from collections.abc import Iterable

from archlint.graph.system import System
from archlint.graph.whatif.folders import has_folder
from archlint.graph.whatif.places import Place, place_named

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SILENT = frozenset(
    {"src", "main", "java", "com", "api", "py", "ts", "tsx", "js", "lib", "index", "service", "services", "app"}
)
"""Words of paths that say nothing about what a module is about."""


class LikelyPlaces:
    """Places of the architecture that is to be (`goal`), for the code as it is (`system`)."""

    def __init__(self, system: System, goal: System) -> None:
        self._system = system
        self._goal = goal

    def enabling(self, module: str, unit: str) -> Place | None:
        """The place between screens and systems where logic belongs: the enablement layer that is to hold most of it."""
        tiers = self._goal.tiers
        layers = [layer.name for layer in self._goal.rulebook.layers if tiers.get(layer.name) == "enablement"]
        bands = self._goal.rulebook.balance
        layers.sort(key=lambda name: (-bands.get(name, (0.0, 1.0))[0], self._goal.order[name]))
        return self.best(module, unit, layers[:1], self._goal)

    def best(self, module: str, unit: str, layers: Iterable[str], system: System) -> Place | None:
        """Of the places in some layers the one that has most words in common with a module (and a function of it)."""
        about = _words(module, unit)
        own = self._system.modules[module]
        here = _depth(self._system, own.layer)
        best: tuple[float, Place] | None = None
        for name in layers:
            layer = system.layers[name]
            for part in layer.parts or ("",):
                place = place_named([system], f"{name}.{part}" if part else name)
                if (
                    place is None
                    or not has_folder(place)
                    or (system.modules[module].layer, system.modules[module].part) == (name, part)
                ):
                    continue
                score = _likeness(place, about) - abs(here - _depth(system, name))
                if best is None or score > best[0]:
                    best = (score, place)
        return best[1] if best is not None else None


def _depth(system: System, layer: str) -> float:
    """How far down a layer lies: 0 at the top, 1 at the bottom."""
    return system.order.get(layer, 0) / max(1, len(system.order) - 1)


def _likeness(place: Place, about: frozenset[str]) -> int:
    patterns = place.layer.parts[place.part] if place.part else place.layer.paths
    named = _words(place.part or place.layer.name, "")
    written = _words(" ".join((*patterns, *place.layer.public)), "")
    return 8 * len(about & named) + 3 * len(about & written)


def _words(path: str, unit: str) -> frozenset[str]:
    """The words of a path and a name, in the singular, without those that say nothing."""
    found = (word.lower() for word in _WORD.findall(f"{path} {unit}"))
    return frozenset(word.rstrip("s") for word in found if word not in _SILENT and len(word) > 2)

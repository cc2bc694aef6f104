"""What of today's architecture is followed by which place of the target: a System in, what retires and what has retired out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archlint.graph.assign import Claim
from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.model.patterns import PatternSet
from archlint.model.tables import Layer

_BRACES = re.compile(r"\{([^{},]*)[^{}]*\}")


class Lasting(NamedTuple):
    """A layer or part (`name`) that cannot retire: `layer` of the target claims by `pattern` what lies there. `modules` lie
    there already.
    """

    name: str
    layer: str
    pattern: str
    modules: tuple[str, ...]


class Successors:
    """`[transition] successors`. Get it by `System.view(Successors)`.

    A layer or part that has a successor is *retiring* as long as modules lie in it, and *retired* once none does: then what
    the declaration says about it alone has nothing to judge any more, and that is as it should be.
    """

    def __init__(self, system: System) -> None:
        transition = system.rulebook.transition
        self.places = dict(transition.successors) if transition is not None else {}
        self._system = system
        self._layers = {layer.name: layer for layer in system.rulebook.layers}
        self._claims = [(layer, Claim(layer)) for layer in system.rulebook.layers] if self.places else []
        filled: set[str] = set()
        for module in system.graph.modules:
            if self.places and module.layer and not module.test:
                filled |= {module.layer, f"{module.layer}.{module.part}"}
        self.retiring = tuple(name for name in self._all() if name in filled)
        self.retired = tuple(name for name in self._all() if name not in filled)

    def place(self, layer: str, part: str) -> str:
        """Where the code of a layer or part goes, "" where nothing is declared about it."""
        return self.places.get(f"{layer}.{part}") or self.places.get(layer, "")

    def speaks_of_retired(self, selector: str) -> bool:
        """Whether a selector means nothing but what has retired: by its name, or by a path that lay there."""
        text = selector.removeprefix("!")
        if text in self.retired:
            return True
        if "/" not in text or not self.retired:
            return False
        return any(place in self.retired for place in self._places_of(_example(text)))

    def lasting(self) -> Iterator[Lasting]:
        """What has a successor and never gets empty, because what has moved may lie there as well."""
        target = self._system.rulebook.target
        moved = self._system.view(Sides).modules("target") if self.places else ()
        inside: dict[str, list[str]] = {}
        for module in moved:
            known = self._system.modules[module]
            for name in {known.layer, f"{known.layer}.{known.part}"} & self.places.keys():
                inside.setdefault(name, []).append(module)
        for name, successor in self.places.items():
            for layer in target.layers if target is not None else ():
                claim = Claim(layer)
                modules = tuple(module for module in inside.get(name, ()) if claim.takes(module))
                paths = modules or tuple(
                    path
                    for path in map(_example, _written(layer, successor))
                    if claim.takes(path) and name in self._places_of(path)
                )
                if paths:
                    yield Lasting(name, layer.name, _claiming(layer, paths[0]), modules)

    def _places_of(self, path: str) -> tuple[str, ...]:
        """The layer and the part of today that a path would lie in."""
        for layer, claim in self._claims:
            if claim.takes(path):
                return (layer.name, *(f"{layer.name}.{part}" for part in claim.parts(path)[:1]))
        return ()

    def _all(self) -> list[str]:
        """The layers and parts that have a successor, in the order of the layers; a layer of which all parts have one, too."""
        found = []
        for name, layer in self._layers.items():
            parts = [f"{name}.{part}" for part in layer.parts if name in self.places or f"{name}.{part}" in self.places]
            whole = name in self.places or (parts and len(parts) == len(layer.parts))
            found += [name, *parts] if whole else parts
        return found


def _example(pattern: str) -> str:
    """A path that a glob matches."""
    return _BRACES.sub(r"\1", pattern).replace("**", "any/any").replace("*", "any").replace("?", "a")


def _written(layer: Layer, place: str) -> tuple[str, ...]:
    """The globs by which a layer claims a place (`layer` or `layer.part`), none where the place is another layer's."""
    name, _, part = place.partition(".")
    if name != layer.name:
        return ()
    globs = (
        layer.parts.get(part, ()) if part else (*layer.paths, *(one for many in layer.parts.values() for one in many))
    )
    return tuple(one for one in globs if not one.startswith("!"))


def _claiming(layer: Layer, path: str) -> str:
    """The glob of a layer that matches a path; of several the longest, which says most."""
    return max((one for one in _written(layer, layer.name) if PatternSet([one]).matches(path)), key=len, default=path)

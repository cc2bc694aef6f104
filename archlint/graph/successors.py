"""What of today's architecture is followed by which place of the target: a System in, what retires and what has retired out."""

import re

from archlint.graph.assign import Claim
from archlint.graph.system import System

_BRACES = re.compile(r"\{([^{},]*)[^{}]*\}")


class Successors:
    """`[transition] successors`. Get it by `System.view(Successors)`.

    A layer or part that has a successor is *retiring* as long as modules lie in it, and *retired* once none does: then what
    the declaration says about it alone has nothing to judge any more, and that is as it should be.
    """

    def __init__(self, system: System) -> None:
        transition = system.rulebook.transition
        self.places = dict(transition.successors) if transition is not None else {}
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
        path = _BRACES.sub(r"\1", text).replace("**", "any/any").replace("*", "any").replace("?", "a")
        for layer, claim in self._claims:
            if claim.takes(path):
                return layer.name in self.retired or f"{layer.name}.{(claim.parts(path) or [''])[0]}" in self.retired
        return False

    def _all(self) -> list[str]:
        """The layers and parts that have a successor, in the order of the layers; a layer of which all parts have one, too."""
        found = []
        for name, layer in self._layers.items():
            parts = [f"{name}.{part}" for part in layer.parts if name in self.places or f"{name}.{part}" in self.places]
            whole = name in self.places or (parts and len(parts) == len(layer.parts))
            found += [name, *parts] if whole else parts
        return found

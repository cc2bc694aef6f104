"""Which side of a transition a module is on: a System in, today's architecture, the target one or a bridge out."""

from typing import Literal

from archlint.graph.assign import Claim
from archlint.graph.selectors import Selection
from archlint.graph.system import System

Side = Literal["current", "bridge", "target", ""]


class Sides:
    """Get it by `System.view(Sides)`. Without `[transition]` nothing is on any side; a bridge is neither of the two, even where
    it lies in one of them. Where the target has layers of its own, what lies in none of them is today's. What is in no layer
    at all and not `current` is on no side.
    """

    def __init__(self, system: System) -> None:
        transition = system.rulebook.transition
        target = system.rulebook.target
        self.declared = transition is not None and bool(transition.current or target)
        current = Selection(system, transition.current if transition else ())
        bridges = Selection(system, transition.bridges if transition else ())
        self.has_bridges = bool(bridges.modules)
        self.unmatched = {"current": current.unmatched, "bridges": bridges.unmatched}
        self._sides: dict[str, Side] = {}
        claims = [Claim(layer) for layer in target.layers] if target else []
        for module in system.graph.modules:
            if not self.declared or module.test:
                continue
            if module.id in bridges.modules:
                self._sides[module.id] = "bridge"
            elif module.id in current.modules:
                self._sides[module.id] = "current"
            elif any(claim.takes(module.id) for claim in claims):
                self._sides[module.id] = "target"
            elif module.layer:
                self._sides[module.id] = "current" if target else "target"

    def of(self, module: str) -> Side:
        return self._sides.get(module, "")

    def count(self, side: Side) -> int:
        """How many modules are on a side."""
        return len(self.modules(side))

    def modules(self, side: Side) -> tuple[str, ...]:
        """The modules on a side, sorted."""
        return tuple(module for module, one in self._sides.items() if one == side)

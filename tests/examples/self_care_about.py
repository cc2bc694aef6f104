"""Which files a step of the self-care example may touch: a move and the code before it in, yes or no out."""

from archlint.graph.assign import Claim
from archlint.model.analysis import Analysis
from archlint.model.plan import Step as Proposed
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer


class About:
    """What a move is about: the parts in which its files lie and those to which they go, who refers to them, what they refer to
    where they retire, and below the place where they go the layers that it builds on, where files are only added.
    """

    def __init__(self, rulebook: Rulebook, analysis: Analysis, proposed: Proposed) -> None:
        assert rulebook.target is not None
        assert analysis.graph is not None
        self._before = {module.id for module in analysis.graph.modules}
        self._claims = [(layer, Claim(layer)) for layer in (*rulebook.layers, *rulebook.target.layers)]
        self._target = rulebook.target.layers
        move = proposed.move
        named = {move.subject, move.imported, *(other.rpartition(":")[0] for other in move.others)} - {""}
        if move.is_folder:
            named |= {module for module in self._before if module.startswith(move.subject)}
        self._named = named
        self._folder = move.subject if move.is_folder else ""
        uses = analysis.graph.dependencies
        self._users = {one.importer for one in uses if one.imported in named}
        if move.verb == "retire":
            self._users |= {one.imported for one in uses if one.importer in named}
        places = {place for file in (*named, *proposed.effect.files) for place in self._places(file)}
        self._places_meant = places | {place for user in self._users for place in self._places(user)} | {move.to}
        self._goal = move.to.partition(".")[0]

    def allows(self, path: str) -> bool:
        if path in self._users or (self._folder and path.startswith(self._folder)):
            return True
        places = self._places(path)
        if not places:  # what no layer claims goes with what lies beside it
            return any(path.partition("/")[0] == file.partition("/")[0] for file in self._named)
        if places & self._places_meant:
            return True
        return path not in self._before and any(self._is_below(place) for place in places)

    def _is_below(self, place: str) -> bool:
        order = [layer.name for layer in self._target]
        name = place.partition(".")[0]
        return name in order and self._goal in order and order.index(name) > order.index(self._goal)

    def _places(self, path: str) -> set[str]:
        """`layer.part` of today and of the target; what lies in a layer but in no part is everybody's there."""
        return {place for layer, claim in self._claims if claim.takes(path) for place in _places_in(layer, claim, path)}


def _places_in(layer: Layer, claim: Claim, path: str) -> list[str]:
    inside = claim.parts(path)
    if inside or not layer.parts:
        return [f"{layer.name}.{inside[0]}" if inside else layer.name]
    return [f"{layer.name}.{part}" for part in layer.parts]

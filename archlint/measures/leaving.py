"""What of today's architecture is to go, and how: a System in, moves of files and folders, and what may retire, out."""

from collections.abc import Iterator, Sequence

from archlint.graph.selectors import Selection
from archlint.graph.sides import Sides
from archlint.graph.successors import Successors
from archlint.graph.system import System
from archlint.graph.whatif.places import Place, place_named
from archlint.measures.likely_places import LikelyPlaces
from archlint.model.plan import Move


class Leaving:
    """The code as it is, and the architecture that is to be (`goal`)."""

    def __init__(self, system: System, goal: System) -> None:
        self._system = system
        self._goal = goal
        self._transition = system.rulebook.transition
        self._likely = LikelyPlaces(system, goal)

    def moves(self) -> Iterator[tuple[Move, int]]:
        """Every move with the number of modules that go by it; none where the declared layers are the target."""
        if self._goal is self._system:
            return
        here = self._system.view(Sides).modules("current")
        for module in here:
            place = None if module.endswith("/__init__.py") else self._next_place(module)
            if place is not None:
                yield Move("move", module, to=place.name), 1
        for folder, inside in folders_of(self._system, here).items():
            places = {place.name for place in map(self._next_place, inside) if place is not None}
            if len(places) == 1:
                yield Move("move", folder, to=places.pop()), len(inside)
        yield from self._retiring(here)

    def _next_place(self, module: str) -> Place | None:
        """Where a module of today's architecture goes: as declared, else where the target has most in common with it."""
        known = self._system.modules[module]
        named = self._system.view(Successors).place(known.layer, known.part)
        if named:
            return place_named([self._goal], named)
        return self._likely.best(module, "", [layer.name for layer in self._goal.rulebook.layers], self._goal)

    def _retiring(self, here: Sequence[str]) -> Iterator[tuple[Move, int]]:
        """Whole parts that have a successor which holds something, and what is named `current`, once nobody uses them."""
        named = Selection(self._system, transition.current).modules if (transition := self._transition) else frozenset()
        parts: dict[tuple[str, str], set[str]] = {}
        for module in here:
            known = self._system.modules[module]
            parts.setdefault((known.layer, known.part), set()).add(module)
        single = {module: (module,) for module in here if module in named}
        for subject, inside in {**folders_of(self._system, here), **single}.items():
            gone = set(inside)
            used = any(user not in gone for one in inside for user in self._system.incoming.get(one, ()))
            left = gone - named
            places = {(self._system.modules[one].layer, self._system.modules[one].part) for one in left}
            whole = all(parts[place] <= gone and self._is_followed(*place) for place in places)
            if not used and whole:
                yield Move("retire", subject), len(inside)

    def _is_followed(self, layer: str, part: str) -> bool:
        named = self._system.view(Successors).place(layer, part)
        place = place_named([self._goal], named) if named else None
        sides = self._system.view(Sides)
        return place is not None and any(sides.of(one.id) == "target" for one in place.members)


def folders_of(system: System, modules: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The folders that hold several of some modules and nothing else, each with all that lies below it; of nested folders
    with the same modules the innermost.
    """
    wanted = set(modules)
    below: dict[str, list[str]] = {}
    mixed: set[str] = set()
    for module in system.graph.modules:
        if module.test:
            continue
        path = module.id
        while "/" in path:
            path = path.rpartition("/")[0]
            if module.id in wanted:
                below.setdefault(f"{path}/", []).append(module.id)
            else:
                mixed.add(f"{path}/")
    kept: dict[tuple[str, ...], str] = {}
    for folder, inside in below.items():
        same = tuple(inside)
        if folder not in mixed and len(same) > 1 and len(folder) > len(kept.get(same, "")):
            kept[same] = folder
    return {folder: inside for inside, folder in sorted(kept.items(), key=lambda pair: pair[1])}

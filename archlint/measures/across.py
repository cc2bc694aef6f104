"""Which function asks which across processes: the connections of a System in, by function the functions that answer it out."""

from archlint.graph.system import System
from archlint.measures.callees import Target
from archlint.model.connections import Endpoint
from archlint.model.facts import Unit

_LEADING = ("linked", "ambiguous")


class Across:
    """A view of a System; empty where connections are not followed."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._answers: dict[Target, tuple[Target, ...]] = {}
        routes = system.connections.routes
        for request in system.connections.requests:
            asker = self.function(request, request.unit)
            if asker is None or request.status not in _LEADING:
                continue
            answers = (self.function(routes[index], routes[index].handler) for index in request.routes)
            found = (*self._answers.get(asker, ()), *(one for one in answers if one is not None))
            self._answers[asker] = tuple(dict.fromkeys(found))

    def of(self, target: Target) -> tuple[Target, ...]:
        """The functions that answer the requests of a function."""
        return self._answers.get(target, ())

    def function(self, at: Endpoint, name: str) -> Target | None:
        """The function of a name around or below a line."""
        if at.file not in self._system.modules or not name:
            return None
        units = self._system.units(at.file)
        named = [index for index, unit in enumerate(units) if _is_named(unit, name)]
        if not named:
            return None
        return Target(at.file, min(named, key=lambda index: abs(units[index].span.line - at.line)))


def _is_named(unit: Unit, name: str) -> bool:
    return unit.kind in ("function", "method") and (unit.name == name or unit.name.endswith(f".{name}"))

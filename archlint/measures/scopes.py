"""What a smallest scope is made of: the functions that one screen leads to in, its pieces by layer and part out, in the words
of those who decide about it: the screen, the operations that answer, the tables behind; functions where nothing is offered.
"""

from collections.abc import Iterable

from archlint.graph.system import System
from archlint.measures.callees import Target
from archlint.measures.functions import Functions
from archlint.model.journeys import Piece


def pieces_of(system: System, entry: str, targets: Iterable[Target]) -> tuple[Piece, ...]:
    """From top to bottom. `entry` is the module of the screen."""
    functions = system.view(Functions)
    inside: dict[tuple[str, str], dict[str, set[str]]] = {}
    for target in targets:
        module = system.modules[target.module]
        units = functions.body(target.module).units
        named = units[target.unit] if 0 <= target.unit < len(units) else None
        reached = inside.setdefault((module.layer, module.part), {}).setdefault(target.module, set())
        if named is not None and named.kind in ("function", "method"):
            reached.add(named.name)
    last = len(system.order)
    return tuple(
        _piece(system, place, inside[place], entry)
        for place in sorted(inside, key=lambda place: (system.order.get(place[0], last), place[1]))
    )


def _piece(system: System, place: tuple[str, str], inside: dict[str, set[str]], entry: str) -> Piece:
    connections = system.connections
    operations = {
        f"{route.method} {route.path}".strip()
        for route in connections.routes
        if _answers(route.handler or route.unit, inside.get(route.file, set()))
    }
    heard = {f"event {one.topic}" for one in connections.subscriptions if one.unit in inside.get(one.file, ())}
    stores = {
        one.name
        for one in connections.stores
        if one.module in inside and (not one.unit or one.unit in inside[one.module])
    }
    names = {name for reached in inside.values() for name in reached}
    return Piece(
        layer=place[0],
        part=place[1],
        components=tuple(sorted({system.modules[module].component for module in inside} - {""})),
        screen=entry if entry in inside else "",
        operations=tuple(sorted(operations | heard)),
        stores=tuple(sorted(stores)),
        functions=tuple(sorted(names)),
        modules=len(inside),
    )


def _answers(handler: str, reached: set[str]) -> bool:
    """Whether the handler of a route is among the functions that are reached, named with its class or without."""
    return bool(handler) and any(name == handler or name.endswith(f".{handler}") for name in reached)

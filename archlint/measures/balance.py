"""How logic is spread over layers: a System, its units and a measure in, the Balance out."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.measures.logic import Logic, gravity, logic_of
from archlint.measures.moves import least_moves, moves_into_bands
from archlint.model.balance import Balance, Band, Measure, ModuleLogic, Portion, RolePortion, UnitLogic
from archlint.model.roles import ROLES, Role

_HEAVIEST = 5


def declared_balance(system: System) -> Balance:
    """The balance by the measure that the declaration names, computed once per system."""
    return system.view(_by_declared_measure)


def _by_declared_measure(system: System) -> Balance:
    return balance_by(system, system.rulebook.measure)


def balance_by(system: System, measure: Measure, *, with_roles: bool = False) -> Balance:
    """The balance by a measure, with the roles inside where they are asked for: that takes longer."""
    return balance_of(system, logic_of(system, measure, with_roles=with_roles), measure)


def balance_of(system: System, logic: Logic, measure: Measure) -> Balance:
    """The balance of units that were chosen before. Their order changes nothing."""
    moved = _moved(system, logic.uncovered)
    total = sum(unit.logic for unit in logic.units) + moved
    portions = _portions(system, logic.units, total)
    layers = [portion for portion in portions if not portion.part]
    moves = moves_into_bands(layers, logic.units, moved)
    return Balance(
        measure=measure,
        logic=total,
        uncovered=sum(unit.logic for unit in logic.uncovered) - moved,
        moved=moved,
        units=len(logic.units),
        portions=portions,
        centre=centre_of_gravity([portion.logic for portion in layers]),
        concentration=gini([unit.logic for unit in logic.units]),
        excluded=logic.excluded,
        moves=moves,
        least_moves=least_moves(layers, logic.units, moved) if moves else 0,
        modules=_by_module((*logic.units, *logic.uncovered)),
    )


def _moved(system: System, uncovered: Sequence[UnitLogic]) -> int:
    """The logic that has moved into layers of the target only: what it was taken from holds less of the whole now."""
    if system.rulebook.target is None:
        return 0
    sides = system.view(Sides)
    return sum(unit.logic for unit in uncovered if sides.of(unit.module) == "target")


def _by_module(units: Sequence[UnitLogic]) -> tuple[ModuleLogic, ...]:
    amounts: Counter[str] = Counter()
    for unit in units:
        amounts[unit.module] += unit.logic
    return tuple(ModuleLogic(module, amounts[module]) for module in sorted(amounts) if amounts[module])


def _portions(system: System, units: Sequence[UnitLogic], total: int) -> tuple[Portion, ...]:
    by_place: dict[tuple[str, str], list[UnitLogic]] = {}
    for unit in units:
        by_place.setdefault((unit.layer, ""), []).append(unit)
        if unit.part:
            by_place.setdefault((unit.layer, unit.part), []).append(unit)
    return tuple(
        _portion(place, by_place.get(place, []), total, None if place[1] else system.rulebook.balance.get(place[0]))
        for layer in system.rulebook.layers
        for place in ((layer.name, ""), *((layer.name, part) for part in layer.parts))
    )


def _portion(place: tuple[str, str], units: Sequence[UnitLogic], total: int, band: Band | None) -> Portion:
    logic = sum(unit.logic for unit in units)
    return Portion(
        layer=place[0],
        part=place[1],
        units=len(units),
        logic=logic,
        share=logic / total if total else 0.0,
        band=band,
        concentration=gini([unit.logic for unit in units]),
        heaviest=tuple(sorted((unit for unit in units if unit.logic), key=gravity)[:_HEAVIEST]),
        roles=_roles(units),
    )


def _roles(units: Sequence[UnitLogic]) -> tuple[RolePortion, ...]:
    playing: dict[Role, list[int]] = {role: [] for role in ROLES}
    for unit in units:
        if unit.role is not None:
            playing[unit.role].append(unit.logic)
    return tuple(RolePortion(role, len(logic), sum(logic)) for role, logic in playing.items() if logic)


def centre_of_gravity(logic: Sequence[int]) -> float | None:
    """Where the logic of layers, top to bottom, balances: 0 at the top, 1 at the bottom. None without logic, or where
    there are no two layers.
    """
    total, lowest = sum(logic), len(logic) - 1
    if not total or lowest < 1:
        return None
    return sum(position * amount for position, amount in enumerate(logic)) / (total * lowest)


def gini(amounts: Sequence[int]) -> float:
    """How unevenly the amounts above zero are spread: 0 for equal ones, near 1 where one is nearly everything."""
    ordered = sorted(amount for amount in amounts if amount > 0)
    number, total = len(ordered), sum(ordered)
    if not total:
        return 0.0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, 1))
    return (2 * weighted - (number + 1) * total) / (number * total)


def with_limit(balance: Balance, fewest: int) -> Balance:
    """The balance, with the logic below which nothing is judged."""
    return msgspec.structs.replace(balance, fewest=fewest)

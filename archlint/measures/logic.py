"""Which units carry the logic of a system: a System and a measure in, units with their logic out; the rest by reason.

What decides is a list of filters, each of which may give a reason why a unit is no logic: further ones can be handed in.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.roles import Roles
from archlint.model.balance import Excluded, Measure, UnitLogic
from archlint.model.facts import Unit
from archlint.model.graph import Module
from archlint.model.roles import UnitRole

Reason = Callable[[System, Module, Unit, UnitRole | None], str]
"""Why a unit of a module, which plays a role, is no logic of the system, "" where it is."""

GENERATED = "generated"
DECLARATION = "declaration"
CLASS_BODY = "class-body"
MODULE_LEVEL = "module-level"
WIRING = "wiring"

_MINIFIED = (".min.js", ".min.mjs", ".bundle.js")
_DECLARATIONS = (".pyi", ".d.ts", ".d.mts", ".d.cts")
"""Files that only declare: what they describe has its logic elsewhere."""


def in_generated_file(system: System, module: Module, _unit: Unit, _role: UnitRole | None) -> str:
    """What a program wrote is decided where the program is told what to write."""
    return GENERATED if module.id in system.generated or module.id.endswith(_MINIFIED) else ""


def in_declaration_file(_system: System, module: Module, _unit: Unit, _role: UnitRole | None) -> str:
    return DECLARATION if module.id.endswith(_DECLARATIONS) else ""


def outside_of_functions(_system: System, _module: Module, unit: Unit, _role: UnitRole | None) -> str:
    """Class bodies declare; code at module level sets up and wires."""
    return {"class": CLASS_BODY, "module": MODULE_LEVEL}.get(unit.kind, "")


def wires(_system: System, _module: Module, _unit: Unit, role: UnitRole | None) -> str:
    """What puts the system together decides nothing in it; where the verdict is close, the unit counts."""
    return WIRING if role is not None and role.role == "wiring" and role.sure else ""


REASONS: tuple[Reason, ...] = (in_generated_file, in_declaration_file, outside_of_functions, wires)


class Logic(NamedTuple):
    """`units` are the functions and methods in layers, by module and position; those in no layer are in `uncovered`.
    `excluded` says by reason what does not count.
    """

    units: tuple[UnitLogic, ...]
    uncovered: tuple[UnitLogic, ...]
    excluded: tuple[Excluded, ...]


def logic_of(
    system: System, measure: Measure, reasons: Sequence[Reason] = REASONS, *, with_roles: bool = False
) -> Logic:
    """All units of production code. The first of `reasons` that objects to a unit takes it out; it is given what the unit
    looks like by itself. Only `with_roles` do the units say what they are for.
    """
    roles = system.view(Roles)
    covered: list[UnitLogic] = []
    uncovered: list[UnitLogic] = []
    objections: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for module in system.graph.modules:
        if module.test:
            continue
        units = system.units(module.id)
        holding = {index for index, unit in enumerate(units) if getattr(unit, measure)}
        final = roles.of(module.id) if with_roles else [None] * len(units)
        looks = roles.at_first(module.id, holding)
        for unit, look, role in zip(units, looks, final, strict=True):
            amount: int = getattr(unit, measure)
            objection = next((why for reason in reasons if (why := reason(system, module, unit, look))), "")
            if objection:
                objections[objection] += 1
                amounts[objection] += amount
                continue
            found = UnitLogic(
                module.id,
                unit.name,
                unit.span.line,
                unit.span.column,
                module.layer,
                module.part,
                amount,
                role.role if role is not None else None,
            )
            (covered if module.layer else uncovered).append(found)
    excluded = tuple(Excluded(reason, objections[reason], amounts[reason]) for reason in sorted(objections))
    return Logic(tuple(covered), tuple(uncovered), excluded)


def gravity(unit: UnitLogic) -> tuple[int, str, int, int]:
    """Sorts units by logic, the heaviest first; equal ones by place."""
    return (-unit.logic, unit.module, unit.line, unit.column)

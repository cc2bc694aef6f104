"""What a run has to do: a Request and a declaration in, the checks that judge and the stages that are needed out."""

from typing import NamedTuple

from archlint.checks.catalogue import CHECKS
from archlint.checks.check import Check
from archlint.model.rulebook import Rulebook
from archlint.pipeline.request import Request
from archlint.pipeline.weigh import affordable, weighs


class Wanted(NamedTuple):
    """`weighed`: the balance is needed; `measured`: so is the inside of functions; `connected`: so is what crosses processes,
    whatever the graph turns out to be; `counted`: so are the findings on the way of each journey.
    """

    checks: tuple[Check, ...]
    weighed: bool
    measured: bool
    connected: bool
    counted: bool = False


def wanted(request: Request, rulebook: Rulebook, *, kept: bool = False) -> Wanted:
    """Checks that are switched off are among them: they are told apart where it matters (see `is_off`). `kept` says that the
    baseline keeps how many findings journeys have.
    """
    checks = affordable(chosen(request), rulebook, request.select)
    weighed = request.need_balance or request.units_of is not None or weighs(rulebook, checks)
    traced = (request.need_journeys and bool(rulebook.journeys)) or _follows_goals(rulebook)
    planned = request.plan is not None
    counted = (kept or request.count_journeys) and bool(rulebook.journeys) and not (request.select or request.ignore)
    return Wanted(
        checks,
        weighed,
        measured=(
            weighed
            or traced
            or counted
            or planned
            or request.need_operations
            or any(check.reads_units and not is_off(rulebook, check) for check in checks)
        ),
        connected=(
            traced
            or (planned and rulebook.project.connections is not False)
            or request.need_connections
            or request.need_architecture
            or request.need_operations
            or request.need_standards
        ),
        counted=counted,
    )


def chosen(request: Request) -> tuple[Check, ...]:
    """The checks that the request selects, in the order of the catalogue."""
    return tuple(
        check
        for check in CHECKS
        if (not request.select or check.name in request.select) and check.name not in request.ignore
    )


def is_off(rulebook: Rulebook, check: Check) -> bool:
    settings = rulebook.checks.get(check.name)
    return settings is not None and settings.severity == "off"


def _follows_goals(rulebook: Rulebook) -> bool:
    """Whether a goal of the transition counts on the way of a journey."""
    return rulebook.transition is not None and any(goal.journey for goal in rulebook.transition.goals)

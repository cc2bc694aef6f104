"""The balance of a run: a System in, its Balance out, and whether a run needs one at all."""

from collections.abc import Iterator, Sequence

import msgspec

from archlint.checks.bands import BandOptions
from archlint.checks.check import Check
from archlint.checks.orphan_module import NAME as ORPHANS
from archlint.graph.system import System
from archlint.measures.balance import balance_by, declared_balance, with_limit
from archlint.measures.roles import Roles
from archlint.model.analysis import Diagnostic
from archlint.model.balance import Balance, Measure
from archlint.model.roles import UnitVerdict
from archlint.model.rulebook import Rulebook
from archlint.model.tables import CheckSettings
from archlint.rulebook.channel_words import load_channel_words, load_decision_words
from archlint.rulebook.entries import load_entries
from archlint.rulebook.role_knowledge import load_role_knowledge
from archlint.rulebook.tier_words import load_domain_words, load_presentation_words, load_stereotype_words


def affordable(checks: Sequence[Check], rulebook: Rulebook, selected: Sequence[str]) -> tuple[Check, ...]:
    """The checks without those that read units where neither the declaration nor the user asks for what functions do, and
    without those that nobody asked for by name.
    """
    asked = bool(rulebook.balance or (rulebook.target and rulebook.target.balance))
    goals = rulebook.transition.goals if rulebook.transition else ()
    counted = {name for goal in goals for name in goal.checks}
    moving = bool(rulebook.journeys and rulebook.transition)
    return tuple(
        check
        for check in checks
        if (not check.reads_units and not check.on_request)
        or (asked and not check.on_request)
        or (moving and check.group == "transition")
        or check.name in selected
        or check.name in counted
        or check.name in rulebook.checks
    )


def weighs(rulebook: Rulebook, checks: Sequence[Check]) -> bool:
    """Whether bands are declared and one of the checks judges by them."""
    return bool(rulebook.balance) and any(_limits(rulebook, checks))


def weigh(system: System, measure: Measure | None, checks: Sequence[Check], *, with_roles: bool) -> Balance:
    """The balance by the declared measure, or by another one."""
    if measure is None and not with_roles:
        balance = declared_balance(system)
    else:
        balance = balance_by(system, measure or system.rulebook.measure, with_roles=with_roles)
    return with_limit(balance, min(_limits(system.rulebook, checks), default=0))


def with_role_knowledge(rulebook: Rulebook) -> Rulebook:
    """The declaration with what speaks for the roles of units and what their words mean: only runs that look into
    functions need it.
    """
    return msgspec.structs.replace(
        rulebook,
        roles=load_role_knowledge(),
        domain=load_domain_words(),
        presentation=load_presentation_words(),
        channels=load_channel_words(),
        decisions=load_decision_words(),
        stereotypes=load_stereotype_words(),
    )


def with_entries(rulebook: Rulebook, checks: Sequence[Check], *, planned: bool) -> Rulebook:
    """The declaration with where systems are entered, where one of the checks is to look for it, or a plan."""
    if not planned and not any(check.name == ORPHANS for check in checks):
        return rulebook
    return msgspec.structs.replace(rulebook, entries=load_entries())


def unit_verdicts(system: System, measure: Measure | None, module_id: str) -> tuple[UnitVerdict, ...]:
    """Every function and method of a module ("": of all production code) with its role and its logic."""
    roles = system.view(Roles)
    counted = measure or system.rulebook.measure
    return tuple(
        UnitVerdict(
            module=module.id,
            name=unit.name,
            line=unit.span.line,
            column=unit.span.column,
            layer=module.layer,
            part=module.part,
            logic=getattr(unit, counted),
            role=role,
        )
        for module in system.graph.modules
        if (module.id == module_id if module_id else not module.test)
        for unit, role in zip(system.units(module.id), roles.explained(module.id), strict=True)
        if role is not None
    )


def too_little(rulebook: Rulebook, balance: Balance | None) -> Iterator[Diagnostic]:
    """A note where bands that the project declares are not judged, because there is hardly anything to weigh."""
    origin = rulebook.origin("balance")
    if rulebook.balance and balance and balance.logic < balance.fewest and not origin.file.startswith("pack:"):
        message = (
            f"[balance] is not judged: the layers hold {balance.logic:,} {balance.measure}, fewer than {balance.fewest:,} "
            "(option 'fewest' of top-heavy, bottom-heavy and hollow-layer)"
        )
        yield Diagnostic(origin.file, origin.line, "note", message)


def _limits(rulebook: Rulebook, checks: Sequence[Check]) -> Iterator[int]:
    """`fewest` of every check that judges by bands and is not off."""
    for check in checks:
        if check.options is BandOptions:
            settings = rulebook.checks.get(check.name, CheckSettings())
            if settings.severity != "off":
                yield max(1, (settings.options or BandOptions()).fewest)

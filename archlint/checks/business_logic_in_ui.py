"""business-logic-in-ui: a function of a user interface decides what the business decides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from archlint.checks.check import Check
from archlint.checks.evidence import place
from archlint.graph.system import System
from archlint.measures.domain import Asked, Domain, Matter
from archlint.measures.roles import Roles, sights_of
from archlint.measures.signs import words
from archlint.model.facts import Body, Unit
from archlint.model.finding import End, Finding
from archlint.model.graph import Module
from archlint.model.roles import UnitRole

NAME = "business-logic-in-ui"

PAGE = """\
TODO
"""


class UiOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """How much a screen may decide."""

    fewest: Annotated[int, Meta(ge=1)] = 2
    """Judge functions that ask or reckon at least so much about the domain; one is enough where that is all they do."""


class _Decided(NamedTuple):
    """A unit with what it decides, the strongest clause first."""

    module: Module
    unit: Unit
    asked: Sequence[Asked]


_LEAD = 0.5
"""Points by which a role must lead to be taken at its word."""


def judge(system: System, options: UiOptions) -> Iterator[Finding]:
    places = _Places(system)
    for module in system.graph.modules:
        if system.tiers.get(module.layer) == "ui" and not module.test and module.id not in system.generated:
            for decided in _decisions(system, module, options):
                yield _finding(system, decided, places)


def _decisions(system: System, module: Module, options: UiOptions) -> Iterator[_Decided]:
    known = system.rulebook.domain
    body = system.body(module.id)
    if not body.clauses or not body.anatomies or _is_place(module, frozenset(known.places)):
        return
    domain = Domain(known)
    touched = [sight.touched if sight else {} for sight in sights_of(system, module)]
    roles = system.view(Roles).of(module.id)
    for index, unit in enumerate(body.units):
        if not touched[index].keys().isdisjoint(known.validation):
            continue
        asked = list(domain.asked(clause for clause in body.clauses if clause.unit == index))
        if body.anatomies[index].markup or domain.shows(unit.name) or _is(roles[index], "presentation"):
            asked = [one for one in asked if one.is_rule]
        number = sum(len(one.matters) for one in asked)
        decides = _is(roles[index], "decision") and any(one.weight > 1 for one in asked)
        if decides or (number >= options.fewest and any(one.is_rule for one in asked)):
            yield _Decided(module, unit, sorted(asked, key=lambda one: -one.weight))


def _is_place(module: Module, known: frozenset[str]) -> bool:
    """Whether the module's path says that it holds what screens and forms are made of."""
    return not known.isdisjoint(word for piece in module.id.split("/")[-3:] for word in words(piece))


def _is(role: UnitRole | None, name: str) -> bool:
    return role is not None and role.role == name and role.lead >= _LEAD


class _Places:
    """Where below the user interface the same is asked. Looked up only once something is found."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: Mapping[tuple[str, ...], tuple[str, int]] | None = None

    def of(self, matters: Sequence[Matter]) -> tuple[str, int] | None:
        if self._known is None:
            self._known = self._read()
        return next((self._known[matter.key] for matter in matters if matter.key in self._known), None)

    def _read(self) -> Mapping[tuple[str, ...], tuple[str, int]]:
        domain = Domain(self._system.rulebook.domain)
        found: dict[tuple[str, ...], tuple[str, int]] = {}
        for module in self._system.graph.modules:
            if self._system.tiers.get(module.layer) == "enablement" and not module.test:
                body: Body = self._system.body(module.id)
                for asked in domain.asked(body.clauses):
                    for matter in asked.matters:
                        found.setdefault(matter.key, (module.id, asked.clause.span.line))
        return found


def _finding(system: System, decided: _Decided, places: _Places) -> Finding:
    module, unit, asked = decided
    first = asked[0].clause
    name = unit.name if unit.kind in ("function", "method") else "code of the module"
    more = f" +{len(asked) - 1:,} more" if len(asked) > 1 else ""
    return Finding(
        check=NAME,
        severity="warning",
        message=f"{name} decides in {module.layer} what the business decides: {first.text}{more}",
        importer=End(module.id, module.layer, module.part, place(module.id, first.span)),
        because=system.layers[module.layer].because or _BECAUSE,
        instead=_instead(system, places.of([matter for one in asked for matter in one.matters])),
        text=unit.name,
    )


_BECAUSE = "What a screen decides, every other screen decides again, and a little differently."


def _instead(system: System, known: tuple[str, int] | None) -> str:
    below = [name for name, tier in system.tiers.items() if tier == "enablement"]
    below = below or [name for name, tier in system.tiers.items() if tier == "backend"]
    target = below[0] if below else "the layer below"
    if known is not None:
        return f"{known[0]}:{known[1]} in {target} already asks this: let it answer, and show the answer here"
    return f"move it to {target}, and let the screen show the answer"


CHECK = Check(
    name=NAME,
    group="balance",
    summary="a function of a user interface decides what the business decides",
    page=PAGE,
    judge=judge,
    options=UiOptions,
    reads_units=True,
)

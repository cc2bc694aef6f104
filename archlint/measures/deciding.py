"""What a function decides, and what several decide alike, and what modules are for: bodies in, clauses out, for moves."""

from collections import Counter
from collections.abc import Mapping, Sequence

from archlint.graph.system import System
from archlint.graph.whatif.apply import Deciding, Spot
from archlint.measures.decisions import Decisions
from archlint.measures.domain import Domain
from archlint.measures.roles import Roles
from archlint.model.facts import Body, Clause


def deciding(system: System) -> Deciding:
    """By the words of the system's declaration."""
    domain = system.shared(Domain, system.rulebook.domain)
    decisions = system.shared(Decisions, system.rulebook.decisions, system.rulebook.domain)

    def alone(_module: str, body: Body, index: int) -> Sequence[Clause]:
        """The rules about the domain; where there are none, all conditions."""
        own = [clause for clause in body.clauses if clause.unit == index]
        rules = [one.clause for one in domain.asked(own) if one.is_rule]
        return rules or [clause for clause in own if clause.kind in ("condition", "subject", "case")]

    def alike(bodies: Mapping[Spot, Body]) -> Mapping[Spot, Sequence[Clause]]:
        """The decisions whose form is in all spots."""
        forms: dict[Spot, dict[str, list[Clause]]] = {}
        for (module, name), body in bodies.items():
            known = system.modules[module]
            on_screen = system.tiers.get(known.layer) == "ui"
            mine = forms.setdefault((module, name), {})
            for decision in decisions.of(body, known.language, on_screen=on_screen):
                if body.units[decision.clause.unit].name == name:
                    mine.setdefault(decision.form, []).append(decision.clause)
        shared = set.intersection(*(set(one) for one in forms.values())) if forms else set()
        return {spot: [clause for form in sorted(shared) for clause in mine[form]] for spot, mine in forms.items()}

    return Deciding(alone, alike, system.view(_Purposes).role)


class _Purposes:
    """What modules are mostly for, each found once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._known: dict[str, str] = {}

    def role(self, module: str, units: Sequence[str]) -> str:
        """By the role that most functions have, those named `units` where some are named."""
        if units:
            return self._most(module, units)
        if module not in self._known:
            self._known[module] = self._most(module, ())
        return self._known[module]

    def _most(self, module: str, units: Sequence[str]) -> str:
        judged = zip(self._system.units(module), self._system.view(Roles).of(module), strict=True)
        found = Counter(role.role for unit, role in judged if role is not None and (not units or unit.name in units))
        return min(found, key=lambda role: (-found[role], role), default="")

"""Which moves may help: findings and what else is to go in, moves with the checks that speak for them out, the likeliest first.

Nothing is judged here: every proposal is tried on the graph before it gets into a plan.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archlint.graph.sides import Sides
from archlint.graph.system import System
from archlint.graph.whatif.places import door_of, language_of, place_named
from archlint.measures.leaving import Leaving
from archlint.measures.likely_places import LikelyPlaces
from archlint.model.balance import Balance
from archlint.model.finding import Finding
from archlint.model.graph import Module
from archlint.model.plan import Move

_MOST_SPOTS = 8


class Repeated(NamedTuple):
    """A decision in several places: `spots` are modules with the name of a function, `home` the module where it belongs, ""
    where it is in none of them.
    """

    spots: tuple[tuple[str, str], ...]
    home: str


class Proposal(NamedTuple):
    """A move, the checks that speak for it, and how many findings do."""

    move: Move
    why: tuple[str, ...]
    weight: int


def proposals(
    system: System,
    target: System | None,
    findings: Sequence[Finding],
    repeated: Sequence[Repeated],
    balance: Balance | None,
) -> list[Proposal]:
    """`findings` are all that are to go, of today's declaration and of the target's."""
    advisor = _Advisor(system, target)
    found: dict[Move, Counter[str]] = {}
    for finding in findings:
        for move in advisor.about(finding):
            if advisor.leads_on(move):
                found.setdefault(move, Counter())[finding.check] += 1
    for one in repeated:
        for move in advisor.merging(one):
            found.setdefault(move, Counter())["scattered-logic"] += 1
    for move in advisor.balancing(balance) if target is None else ():
        found.setdefault(move, Counter())["balance"] += 1
    for move, modules in Leaving(system, target or system).moves():
        found.setdefault(move, Counter())["transition"] += modules
    made = [
        Proposal(move, tuple(sorted(why, key=lambda name: (-why[name], name))), sum(why.values()))
        for move, why in found.items()
    ]
    return sorted(made, key=lambda one: (-one.weight, one.move.text))


class _Advisor:
    def __init__(self, system: System, target: System | None) -> None:
        self._system = system
        self._goal = target or system
        self._likely = LikelyPlaces(system, self._goal)
        self._handlers = {(route.file, route.handler) for route in system.connections.routes if route.handler}

    def about(self, finding: Finding) -> Iterator[Move]:
        """The moves that may mend a finding."""
        subject = finding.importer.module if finding.importer else ""
        if subject not in self._system.modules:
            return
        imported = finding.imported.module if finding.imported else ""
        unit = finding.text.split(" ", 1)[0]
        if (
            finding.check in ("business-logic-in-ui", "channel-aware-backend", "presentation-in-backend")
            or finding.check == "composition-outside-enablement"
        ):
            yield from self._inner(subject, unit)
        elif finding.check == "layer-skip" and imported in self._system.modules and not finding.chain:
            yield from self._between(subject, imported)
        elif finding.check in ("upward-dependency", "part-dependency") and imported in self._system.modules:
            yield from self._apart(subject, imported)
        elif finding.check == "dependency-cycle":
            for hop in finding.chain:
                yield from self._askers(hop.importer, hop.imported)
        elif finding.check in ("private-access", "new-legacy-dependency", "bypassed-bridge"):
            yield from self._doors(subject, imported)
        elif finding.check == "forbidden-dependency" and imported in self._system.modules:
            yield from self._apart(subject, imported)
            yield from self._between(subject, imported)
        elif finding.check in ("forbidden-dependency", "misplaced-technology"):
            yield from self._home_of_library(subject, imported)

    def leads_on(self, move: Move) -> bool:
        """Whether a move leads towards the target: a place of it, in the language in which the code is written, or one where
        logic belongs.
        """
        if move.verb not in ("move", "extract", "offer") or move.is_folder:
            return True
        place = place_named([self._goal], move.to)
        if place is None:
            return False
        own = self._system.modules[move.subject].language
        tier = self._goal.tiers.get(place.layer.name)
        return move.verb != "move" or tier == "enablement" or language_of(place, own) == own

    def merging(self, repeated: Repeated) -> Iterator[Move]:
        spots = [spot for spot in repeated.spots if spot[0] != repeated.home][:_MOST_SPOTS]
        if not spots:
            return
        (file, unit), *others = spots
        named = tuple(f"{other}:{name}" for other, name in others)
        if repeated.home:
            yield Move("merge", file, (unit,), to=repeated.home, others=named)
            return
        place = self._likely.enabling(file, unit)
        if place is not None:
            yield Move("merge", file, (unit,), to=place.name, others=named)

    def balancing(self, balance: Balance | None) -> Iterator[Move]:
        for move in balance.moves if balance is not None else ():
            place = self._likely.best(move.unit.module, move.unit.name, [move.to_layer], self._system)
            if place is not None and move.unit.module in self._system.modules:
                if self._draws(move.unit.module, move.unit.name):
                    yield Move("extract", move.unit.module, (move.unit.name,), to=place.name)
                else:
                    yield Move("move", move.unit.module, (move.unit.name,), to=place.name)

    def _inner(self, module: str, unit: str) -> Iterator[Move]:
        """What a function decides in the wrong layer, or the function."""
        place = self._likely.enabling(module, unit)
        named = {one.name for one in self._system.units(module) if one.kind in ("function", "method")}
        if place is None or unit not in named:
            return
        yield Move("extract", module, (unit,), to=place.name)
        if not self._draws(module, unit) and (module, unit) not in self._handlers:
            yield Move("move", module, (unit,), to=place.name)
            beside = [
                one for one in sorted(named) if not self._draws(module, one) and (module, one) not in self._handlers
            ]
            if 1 < len(beside) < len(named):
                yield Move("move", module, tuple(beside), to=place.name)
            elif len(beside) == len(named):
                yield Move("move", module, to=place.name)

    def _draws(self, module: str, unit: str) -> bool:
        """Whether a function makes up a screen: it cannot go elsewhere as a whole."""
        body = self._system.body(module)
        return any(
            one.name == unit and index < len(body.anatomies) and body.anatomies[index].markup
            for index, one in enumerate(body.units)
        )

    def _between(self, importer: str, imported: str) -> Iterator[Move]:
        """An operation in a layer between the two: one that is there and asks already, or a new one; or what is taken goes
        there itself.
        """
        yield from self._taken_between(importer, imported)
        for system in (self._system, self._goal):
            upper, lower = (system.order.get(system.modules[one].layer, -1) for one in (importer, imported))
            inside = [layer.name for layer in system.rulebook.layers if upper < system.order[layer.name] < lower]
            for other in system.incoming.get(imported, ()):
                if system.modules[other].layer in inside and not system.modules[other].test:
                    yield Move("use", importer, imported=imported, to=other)
            place = self._likely.best(imported, "", inside, system)
            if place is not None:
                yield Move("offer", importer, imported=imported, to=place.name)
            if self._goal is self._system:
                return

    def _taken_between(self, importer: str, imported: str) -> Iterator[Move]:
        """Functions that are taken past the layers between the two are run by who takes them: they may as well be offered."""
        taken = self._taken(importer, imported)
        place = self._likely.enabling(imported, "") if taken else None
        if place is not None:
            whole = {one.name for one in self._system.units(imported) if one.kind in ("function", "method")}
            yield Move("move", imported, () if whole == set(taken) else taken, to=place.name)

    def _apart(self, importer: str, imported: str) -> Iterator[Move]:
        """Either end to the other one's place, or what is taken; or an operation of a layer below both."""
        for system in (self._system, self._goal):
            one, other = system.modules[importer], system.modules[imported]
            if one.layer and other.layer:
                yield from self._askers(importer, imported)
                yield Move("move", importer, to=_place_of(other))
                yield Move("move", imported, to=_place_of(one))
                taken = self._taken(importer, imported)
                if taken:
                    yield Move("move", imported, taken, to=_place_of(one))
                lowest = max(system.order[one.layer], system.order[other.layer])
                if one.layer == other.layer and lowest + 1 < len(system.rulebook.layers):
                    below = system.rulebook.layers[lowest + 1].name
                    place = self._likely.best(imported, "", [below], system)
                    if place is not None:
                        yield Move("move", imported, to=place.name)
                        if taken:
                            yield Move("move", imported, taken, to=place.name)
            if self._goal is self._system:
                return

    def _askers(self, importer: str, imported: str) -> Iterator[Move]:
        """The functions of a module that ask another one, to where that lies: they may be all that joins the two."""
        there = self._system.modules[imported]
        if not there.layer or _place_of(there) == _place_of(self._system.modules[importer]):
            return
        body = self._system.body(importer)
        sites = [site for one in self._system.dependencies.get((importer, imported), ()) for site in one.sites]
        names = {site.name.rpartition(".")[2] for site in sites if site.name}
        asking = [
            unit.name
            for index, unit in enumerate(body.units)
            if unit.kind in ("function", "method")
            and index < len(body.anatomies)
            and any(names & set(called.split(".")) for called in body.anatomies[index].called)
        ]
        if asking and len(asking) < sum(unit.kind in ("function", "method") for unit in body.units):
            yield Move("move", importer, tuple(asking), to=_place_of(there))

    def _taken(self, importer: str, imported: str) -> tuple[str, ...]:
        """The functions of a module that another one takes from it by their names, or calls."""
        named = {one.name for one in self._system.units(imported) if one.kind in ("function", "method")}
        sites = [site for one in self._system.dependencies.get((importer, imported), ()) for site in one.sites]
        known = {site.name for site in sites} & named
        if known:
            anatomies = self._system.body(importer).anatomies
            known |= {one for anatomy in anatomies for called in anatomy.called for one in called.split(".")} & named
        return tuple(sorted(known))

    def _doors(self, importer: str, imported: str) -> Iterator[Move]:
        """A public module, or a bridge, that depends on what is asked."""
        sides = self._system.view(Sides)
        if imported not in self._system.modules:
            return
        for other in self._system.incoming.get(imported, ()):
            is_bridge = sides.of(other) == "bridge"
            if other != importer and (is_bridge or any(other in one.public for one in (self._system, self._goal))):
                yield Move("use", importer, imported=imported, to=other)
        for system in (self._system, self._goal):
            module = system.modules[imported]
            place = place_named([system], _place_of(module)) if module.layer else None
            door = door_of(place, imported) if place is not None else ""
            if door not in ("", imported, importer):
                yield Move("use", importer, imported=imported, to=door)

    def _home_of_library(self, module: str, library: str) -> Iterator[Move]:
        """Where others use a library that has no business here."""
        layer = self._system.modules[module].layer
        users = [
            self._system.modules[use.importer]
            for use in self._system.graph.external
            if use.name.partition(".")[0] == library.partition(".")[0] and use.importer in self._system.modules
        ]
        homes = Counter(
            _place_of(one) for one in users if one.layer and _place_of(one) != _place_of(self._system.modules[module])
        )
        for home, _ in sorted(homes.items(), key=lambda pair: (-pair[1], pair[0]))[:2]:
            yield Move("move", module, to=home)
        place = self._likely.enabling(module, "")
        if place is not None and self._system.tiers.get(layer) == "ui":
            yield Move("move", module, to=place.name)


def _place_of(module: Module) -> str:
    return f"{module.layer}.{module.part}" if module.part else module.layer

"""Which operations the enablement layers offer and what patterns they follow: a System in, Operations out.

Who calls what is followed through imports and requests. Routes count as offered, whoever calls them.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from archlint.graph.system import System
from archlint.measures.across import Across
from archlint.measures.callees import Callees, Target
from archlint.measures.clauses import computes, questions
from archlint.measures.routes import Route, given_to_framework, routes_of
from archlint.measures.sources import address_of
from archlint.measures.vocabulary import words
from archlint.model.facts import Body, Unit
from archlint.model.graph import Module
from archlint.model.operations import LIMITED, BackendPattern, Consumer, FrontendPattern, Operation
from archlint.model.tables import Technology

_REQUESTS = ("http-client", "rpc")
_STORES = ("persistence", "search")
_REMOTE = (*_REQUESTS, *_STORES)
"""What answers: a cache only keeps what others answered, and whom a broker reaches does not answer."""
_ASKING = ("condition", "subject", "comparison")
_MOST_REACHED = 400
"""Functions that are followed from one operation."""


def operations_of(system: System) -> tuple[Operation, ...]:
    """The operations of all enablement layers, in the order of the files."""
    return tuple(_Reader(system).operations())


class _Reader:
    def __init__(self, system: System) -> None:
        self._system = system
        self._bodies: dict[str, Body] = {}
        self._callee_names: dict[str, list[list[str]]] = {}
        self._logics: dict[str, list[int]] = {}
        self._called: dict[str, list[tuple[Target, ...]]] = {}
        self._restricting = frozenset(system.rulebook.roles.words.get("restricts", ()))

    def operations(self) -> Iterator[Operation]:
        for module in self._offering:
            found = [
                self._operation(module, unit, target, self._routes[0].get(target))
                for index, unit in enumerate(self._body(module.id).units)
                if unit.kind in ("function", "method")
                and ((target := Target(module.id, index)) in self._routes[0] or target in self._users)
            ]
            found += [self._unnamed(module, route) for route in self._routes[1].get(module.id, ())]
            yield from sorted(found, key=lambda operation: operation.line)

    @cached_property
    def _offering(self) -> list[Module]:
        return [
            module
            for module in self._system.graph.modules
            if self._tier(module.id) == "enablement" and not module.test and module.id not in self._system.generated
        ]

    @cached_property
    def _routes(self) -> tuple[dict[Target, Route], dict[str, list[Route]]]:
        """Routes by the functions that answer there, and those without a function of its own by module."""
        known: dict[Target, Route] = {}
        unnamed: dict[str, list[Route]] = {}
        for module in self._offering:
            for route in routes_of(self._system, module, self._body(module.id)):
                if route.target is None:
                    unnamed.setdefault(module.id, []).append(route)
                else:
                    known.setdefault(route.target, route)
        offering = {module.id for module in self._offering}
        for served in self._system.connections.routes:
            answers = self._system.view(Across).function(served, served.handler) if served.file in offering else None
            if answers is not None and not served.target:
                told = Route(answers, f"{served.method} {served.path}", served.line, served.guards)
                known.setdefault(answers, told)
        return known, unnamed

    def _unnamed(self, module: Module, route: Route) -> Operation:
        """What answers at a route without being a function with a name: who asks can be told, what it does cannot."""
        return Operation(
            module=module.id,
            name="",
            line=route.line,
            layer=module.layer,
            part=module.part,
            route=route.text,
            restricted=(module.layer,) if self._restricts(route.given) else (),
            backend_pattern="not classified",
            frontend_pattern="no consumer seen",
        )

    def _operation(self, module: Module, unit: Unit, target: Target, route: Route | None) -> Operation:
        reached = self._reached(target)
        backends = self._backends(reached)
        logic = sum(self._logic(one) for one in reached)
        consumers = self._consumers(target)
        asking = [self._system.modules[one.module].layer for one in reached if self._asks_who(one)]
        asking += [self._system.modules[one.module].layer for one in self._users.get(target, ()) if self._asks_who(one)]
        asking += [module.layer] * (route is not None and self._restricts(route.given))
        return Operation(
            module=module.id,
            name=unit.name,
            line=unit.span.line,
            layer=module.layer,
            part=module.part,
            route=route.text if route else "",
            logic=logic,
            backends=backends,
            consumers=consumers,
            restricted=tuple(sorted(set(asking), key=lambda layer: self._system.order.get(layer, -1))),
            backend_pattern=_backend_pattern(backends, logic),
            frontend_pattern=_frontend_pattern(consumers),
        )

    def _body(self, module: str) -> Body:
        if module not in self._bodies:
            self._bodies[module] = self._system.body(module)
        return self._bodies[module]

    def _calls(self, target: Target) -> tuple[Target, ...]:
        if target.module not in self._called:
            body = self._body(target.module)
            callees = self._system.view(Callees)
            self._called[target.module] = callees.of(target.module, body) if body.anatomies else [()] * len(body.units)
        return (*self._called[target.module][target.unit], *self._system.view(Across).of(target))

    def _tier(self, module: str) -> str:
        return self._system.tiers.get(self._system.modules[module].layer, "none")

    @cached_property
    def _users(self) -> dict[Target, list[Target]]:
        """By unit of an enablement layer the units of other layers that call it."""
        found: dict[Target, list[Target]] = {}
        for module in self._system.graph.modules:
            if module.test or not module.layer:
                continue
            for index in range(len(self._body(module.id).units)):
                for called in self._calls(Target(module.id, index)):
                    other = self._system.modules[called.module]
                    if called.unit >= 0 and other.layer != module.layer and self._tier(called.module) == "enablement":
                        found.setdefault(called, []).append(Target(module.id, index))
        return found

    def _reached(self, start: Target) -> list[Target]:
        """The functions of enablement layers that an operation leads to, itself first."""
        reached = {start: None}
        pending = [start]
        while pending and len(reached) < _MOST_REACHED:
            for called in self._calls(pending.pop()):
                if called.unit >= 0 and called not in reached and self._tier(called.module) == "enablement":
                    reached[called] = None
                    pending.append(called)
        return list(reached)

    def _backends(self, reached: list[Target]) -> tuple[str, ...]:
        """Parts of backends, hosts that requests go to, and libraries that ask what is not known.

        Libraries of one kind count as one; a store beside a part of a backend is how that part is asked.
        """
        known: set[str] = set()
        remote: set[str] = set()
        libraries: dict[str, Technology] = {}
        across = self._system.view(Across)
        followed = any(across.of(one) for one in reached)
        for one in reached:
            for called in self._calls(one):
                other = self._system.modules[called.module]
                if self._tier(called.module) == "backend":
                    (remote if called in across.of(one) else known).add(other.part or other.layer)
            hosts, used = self._remote(one)
            known |= set() if across.of(one) else hosts  # who answers is known better than by a name
            for entry in used.values():
                if not ((hosts or followed) and entry.role in _REQUESTS):
                    _note(libraries, entry)
        told = {f"via {entry.name}" for entry in libraries.values() if not (known and entry.role in _STORES)}
        return tuple(sorted(known | remote | told))

    def _remote(self, target: Target) -> tuple[set[str], dict[str, Technology]]:
        """The hosts that a function sends requests to, and the libraries by which it asks others, one for each role."""
        hosts: set[str] = set()
        used: dict[str, Technology] = {}
        language = self._system.modules[target.module].language
        for call in self._body(target.module).calls:
            if call.unit != target.unit:
                continue
            for entry in self._system.technologies.find(language, call.callee):
                if entry.role in _REMOTE:
                    _note(used, entry)
                if entry.role in _REQUESTS:
                    address = address_of(call)
                    hosts |= {address.host.partition(":")[0]} if address and address.host else set()
        return hosts, used

    def _consumers(self, target: Target) -> tuple[Consumer, ...]:
        by_channel: dict[str, list[int]] = {}
        for user in self._users.get(target, ()):
            if self._tier(user.module) == "ui":
                module = self._system.modules[user.module]
                by_channel.setdefault(module.part or module.layer, []).append(self._logic(user))
        return tuple(Consumer(name, len(found), sum(found)) for name, found in sorted(by_channel.items()))

    def _logic(self, target: Target) -> int:
        """How often a function asks something of data, or computes."""
        if target.module not in self._logics:
            body = self._body(target.module)
            counted = [0] * len(body.units)
            for clause in body.clauses:
                counted[clause.unit] += bool(questions(clause)) or computes(clause)
            self._logics[target.module] = counted
        return self._logics[target.module][target.unit]

    def _asks_who(self, target: Target) -> bool:
        """Whether a function's marks, calls, parameters or questions, or the marks of its class, speak of permissions."""
        body = self._body(target.module)
        if not body.anatomies:
            return False
        anatomy = body.anatomies[target.unit]
        parent = body.units[target.unit].parent
        around = body.anatomies[parent].marks if parent >= 0 and body.units[parent].kind == "class" else ()
        asked = (clause.text for clause in body.clauses if clause.unit == target.unit and clause.kind in _ASKING)
        given = given_to_framework(self._system, self._system.modules[target.module], body, target.unit)
        return self._restricts((*anatomy.marks, *anatomy.called, *anatomy.types, *around, *asked, *given))

    def _restricts(self, names: Iterable[str]) -> bool:
        return any(not self._restricting.isdisjoint(words(name)) for name in names)


def _note(libraries: dict[str, Technology], entry: Technology) -> None:
    """Keep one library for each role: one with a job rather than its exceptions or status codes."""
    if entry.role not in libraries or (entry.job and not libraries[entry.role].job):
        libraries[entry.role] = entry


def _backend_pattern(backends: tuple[str, ...], logic: int) -> BackendPattern:
    if len(backends) > 1:
        return "several backends"
    if not logic:
        return "no logic"
    return "single backend with logic" if backends else "own logic"


def _frontend_pattern(consumers: tuple[Consumer, ...]) -> FrontendPattern:
    if len(consumers) < 2:
        return "one channel" if consumers else "no consumer seen"
    held = [consumer.logic for consumer in consumers]
    if not any(held):
        return "several channels"
    differ = max(held) - min(held)
    return "several channels, limited difference" if differ <= LIMITED else "several channels, extensive difference"

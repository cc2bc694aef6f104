"""Which operations the enablement layers offer and what patterns they follow: a System in, Operations out.

In process: who calls what is followed through imports. Routes count as offered, whoever calls them.
"""

from collections.abc import Iterator
from functools import cached_property

from archlint.graph.system import System
from archlint.measures.callees import Callees, Target
from archlint.measures.clauses import computes, questions
from archlint.measures.signs import words
from archlint.model.facts import Body, Unit
from archlint.model.graph import Module
from archlint.model.operations import BackendPattern, Consumer, FrontendPattern, Operation

_REMOTE = ("http-client", "rpc", "persistence", "broker", "search", "cache", "cloud")
_LIMITED = 3
"""How much the logic of two channels may differ before the difference is extensive."""
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
        for module in self._system.graph.modules:
            if self._tier(module.id) != "enablement" or module.test or module.id in self._system.generated:
                continue
            routes = self._routes(module)
            for index, unit in enumerate(self._body(module.id).units):
                target = Target(module.id, index)
                users = self._users.get(target, [])
                if unit.kind in ("function", "method") and (index in routes or users):
                    yield self._operation(module, unit, target, routes.get(index, ""))

    def _operation(self, module: Module, unit: Unit, target: Target, route: str) -> Operation:
        reached = self._reached(target)
        backends = self._backends(reached)
        logic = sum(self._logic(one) for one in reached)
        consumers = self._consumers(target)
        asking = [self._system.modules[one.module].layer for one in reached if self._asks_who(one)]
        asking += [self._system.modules[one.module].layer for one in self._users.get(target, ()) if self._asks_who(one)]
        return Operation(
            module=module.id,
            name=unit.name,
            line=unit.span.line,
            layer=module.layer,
            part=module.part,
            route=route,
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
        return self._called[target.module][target.unit]

    def _tier(self, module: str) -> str:
        return self._system.tiers.get(self._system.modules[module].layer, "none")

    def _routes(self, module: Module) -> dict[int, str]:
        """The units of a module that a web framework is told to serve, with their paths where those are literal."""
        body = self._body(module.id)
        marks = {
            index: {mark.rpartition(".")[2] for mark in anatomy.marks} for index, anatomy in enumerate(body.anatomies)
        }
        found: dict[int, str] = {}
        for call in body.calls:
            name = call.callee.rpartition(".")[2]
            if name in marks.get(call.unit, ()) and self._serves(module, call.callee):
                literal = (
                    argument.text for argument in call.arguments if argument.literal and argument.text[:1] == "/"
                )
                found.setdefault(call.unit, f"{name.removesuffix('Mapping').upper()} {next(literal, '')}".strip())
        return found

    def _serves(self, module: Module, callee: str) -> bool:
        entries = self._system.technologies.find(module.language, callee)
        serving = {"get", "post", "put", "patch", "delete", "route", "mapping", "path", "head", "options"}
        return any(entry.role == "web-framework" for entry in entries) and not serving.isdisjoint(
            words(callee.rpartition(".")[2])
        )

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
        found: set[str] = set()
        for one in reached:
            for called in self._calls(one):
                other = self._system.modules[called.module]
                if self._tier(called.module) == "backend":
                    found.add(other.part or other.layer)
            language = self._system.modules[one.module].language
            for callee in self._outside(one):
                entries = self._system.technologies.find(language, callee)
                found |= {f"via {entry.name}" for entry in entries if entry.role in _REMOTE}
        return tuple(sorted(found))

    def _outside(self, target: Target) -> list[str]:
        """What a function calls, as far as extraction knows it."""
        if target.module not in self._callee_names:
            body = self._body(target.module)
            names: list[list[str]] = [[] for _ in body.units]
            for call in body.calls:
                names[call.unit].append(call.callee)
            self._callee_names[target.module] = names
        return self._callee_names[target.module][target.unit]

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
        """Whether a function's marks, calls or parameters speak of permissions."""
        anatomies = self._body(target.module).anatomies
        if not anatomies:
            return False
        anatomy = anatomies[target.unit]
        names = (*anatomy.marks, *anatomy.called, *anatomy.types)
        return any(not self._restricting.isdisjoint(words(name)) for name in names)


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
    return "several channels, limited difference" if differ <= _LIMITED else "several channels, extensive difference"

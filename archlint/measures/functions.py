"""Which function leads to which, within the code and across processes: a System in, steps from function to function out."""

from typing import NamedTuple

from archlint.graph.connections.sharing import tables_of
from archlint.graph.system import System
from archlint.measures.across import Across
from archlint.measures.callees import Callees, Target
from archlint.model.facts import Body
from archlint.model.graph import Kind


class Onward(NamedTuple):
    """A function that another one leads to, and how."""

    target: Target
    kind: Kind


class Functions:
    """Get it by `System.view(Functions)`. Calls are followed by name (see Callees), requests and events as they are linked,
    tables to the model that owns them.
    Where only a module is known, all of its functions count. In layers of the user interface a module also leads to the modules
    that it imports and none of its calls is known to reach: screens are composed of what they name, not only of what they call.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._bodies: dict[str, Body] = {}
        self._onward: dict[str, list[tuple[Onward, ...]]] = {}
        self._events = self._subscribed()
        self._tables = self._touched()

    def body(self, module: str) -> Body:
        if module not in self._bodies:
            self._bodies[module] = self._system.body(module)
        return self._bodies[module]

    def within(self, module: str) -> tuple[Target, ...]:
        """All functions of a module, its own level and class bodies included; the module itself where it has none."""
        units = self.body(module).units
        return tuple(Target(module, index) for index in range(len(units))) or (Target(module, -1),)

    def onward(self, target: Target) -> tuple[Onward, ...]:
        """Where a function leads, each once."""
        if target.unit < 0:
            inside = self.body(target.module).units
            return tuple(Onward(Target(target.module, index), "call") for index in range(len(inside)))
        if target.module not in self._onward:
            self._onward[target.module] = self._of_module(target.module)
        return self._onward[target.module][target.unit]

    def _of_module(self, module: str) -> list[tuple[Onward, ...]]:
        body = self.body(module)
        called = self._system.view(Callees).of(module, body) if body.anatomies else [()] * len(body.units)
        composed = self._composed(module, {target.module for targets in called for target in targets})
        across = self._system.view(Across)
        found = []
        for index, unit in enumerate(body.units):
            steps: dict[Target, Kind] = {}
            for target in called[index]:
                steps.setdefault(target, "call")
            for target in across.of(Target(module, index)):
                steps[target] = "http"
            for target in self._events.get((module, unit.name), ()):
                steps.setdefault(target, "event")
            for target in self._tables.get((module, unit.name if unit.kind != "module" else ""), ()):
                steps.setdefault(target, "data")
            if index == 0 or unit.kind == "module":
                for other in composed:
                    steps.setdefault(Target(other, -1), "import")
            found.append(tuple(Onward(target, kind) for target, kind in steps.items()))
        return found

    def _composed(self, module: str, known: set[str]) -> list[str]:
        """What a module of the user interface imports, besides what its calls are known to reach."""
        if self._system.tiers.get(self._system.modules[module].layer) != "ui":
            return []
        return [
            other
            for other in self._system.outgoing.get(module, ())
            if other not in known
            and any(dependency.kind == "import" for dependency in self._system.dependencies[module, other])
        ]

    def _subscribed(self) -> dict[tuple[str, str], tuple[Target, ...]]:
        """By module and function that publishes: the functions that read the same topic."""
        connections = self._system.connections
        readers: dict[str, list[Target]] = {}
        for message in connections.subscriptions:
            target = self._named(message.file, message.unit)
            if target is not None:
                readers.setdefault(message.topic, []).append(target)
        found: dict[tuple[str, str], list[Target]] = {}
        for message in connections.publications:
            if "{}" not in message.topic:
                found.setdefault((message.file, message.unit), []).extend(readers.get(message.topic, ()))
        return {key: tuple(dict.fromkeys(targets)) for key, targets in found.items() if targets}

    def _touched(self) -> dict[tuple[str, str], tuple[Target, ...]]:
        """By module and function that reads or writes a table: the models that own it in other modules."""
        found: dict[tuple[str, str], list[Target]] = {}
        for table in tables_of(self._system.connections, self._system.order):
            owner = None
            if table.owner is not None and not table.owner.migrated:
                owner = self._named(table.owner.file, table.owner.unit)
            if owner is None:
                continue
            for use in table.uses:
                if use.module != owner.module:
                    found.setdefault((use.module, use.unit), []).append(owner)
        return {key: tuple(dict.fromkeys(targets)) for key, targets in found.items()}

    def _named(self, module: str, name: str) -> Target | None:
        if module not in self._system.modules:
            return None
        units = self._system.units(module)
        return next(
            (Target(module, index) for index, unit in enumerate(units) if name and unit.name == name),
            Target(module, -1),
        )

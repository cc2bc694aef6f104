"""Where calls lead within the project: a System in, per unit the modules and units that it calls out.

Found by name: through what a module imports, through the types that extraction knows, and within the module itself. Calls on
values of unknown type lead nowhere.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from archlint.graph.system import System
from archlint.model.facts import Body, Unit

_PIECES = re.compile(r"[./]+")
_SELF = ("self", "this", "cls")
_INDEX = ("__init__", "index")


class Target(NamedTuple):
    """A unit of a module by its index, or the module as a whole (-1)."""

    module: str
    unit: int


class Callees:
    """Get it by `System.view(Callees)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._named: dict[str, dict[str, int]] = {}
        self._imports: dict[str, dict[str, str]] = {}

    def of(self, module: str, body: Body) -> list[tuple[Target, ...]]:
        """For each unit of a module, whose body it is given, what it calls in the project, each once."""
        imported = self._imported(module)
        resolved: list[list[str]] = [[] for _ in body.units]
        for call in body.calls:
            resolved[call.unit].append(call.callee)
        return [
            self._called(module, unit, imported, body.anatomies[index].called, resolved[index])
            for index, unit in enumerate(body.units)
        ]

    def target(self, module: str, callee: str) -> Target | None:
        """Where a call of a module leads whose callee extraction knows (facts.Call); None out of the project."""
        if module not in self._imports:
            self._imports[module] = self._imported(module)
        return self._resolved(module, self._imports[module], callee)

    def _resolved(self, module: str, imported: dict[str, str], callee: str) -> Target | None:
        pieces = _PIECES.split(callee)
        owner = next((imported[piece] for piece in reversed(pieces[:-1]) if piece in imported), None)
        owner = owner or imported.get(pieces[-1])
        if owner is None:
            return None
        owner = self._likest(module, owner, pieces[:-1])
        return Target(owner, self._unit(owner, pieces[-1]))

    def _likest(self, module: str, owner: str, pieces: list[str]) -> str:
        """Of the modules that a module depends on and that are called like `owner`, the one whose path is most like what
        is written: `billing.api` is not `rating/api.py`. `owner` where several are alike.
        """
        alike = [other for other in self._system.outgoing.get(module, ()) if _stem(other) == _stem(owner)]
        return max((owner, *alike), key=lambda other: _likeness(other, pieces)) if len(alike) > 1 else owner

    def _called(
        self, module: str, unit: Unit, imported: dict[str, str], written: Iterable[str], resolved: Iterable[str]
    ) -> tuple[Target, ...]:
        found: dict[Target, None] = {}
        for name in resolved:
            target = self._resolved(module, imported, name)
            if target is not None:
                found[target] = None
        for name in written:
            pieces = name.removeprefix("new ").partition("<")[0].split(".")
            if len(pieces) == 1 or (len(pieces) == 2 and pieces[0] in _SELF):
                own = self._unit(module, pieces[-1])
                if pieces[-1] in imported and len(pieces) == 1:
                    owner = imported[pieces[-1]]
                    found[Target(owner, self._unit(owner, pieces[-1]))] = None
                elif own >= 0:
                    found[Target(module, own)] = None
                continue
            other = next((imported[piece] for piece in reversed(pieces[:-1]) if piece in imported), None)
            if other is not None:
                found[Target(other, self._unit(other, pieces[-1]))] = None
        return tuple(target for target in found if target.module != module or self._name(target) != unit.name)

    def _imported(self, module: str) -> dict[str, str]:
        """Modules by the names under which a module knows them: what it takes out of them, and their own."""
        names: dict[str, str] = {}
        for other in self._system.outgoing.get(module, ()):
            for dependency in self._system.dependencies[module, other]:
                for site in dependency.sites:
                    if site.name:
                        names.setdefault(site.name.rpartition(".")[2], other)
        for other in self._system.outgoing.get(module, ()):
            names.setdefault(_stem(other), other)
        return names

    def _unit(self, module: str, name: str) -> int:
        """The first unit of this name in a module, -1 where none has it."""
        return self._by_name(module).get(name, -1)

    def _name(self, target: Target) -> str:
        return self._system.units(target.module)[target.unit].name if target.unit >= 0 else ""

    def _by_name(self, module: str) -> dict[str, int]:
        if module not in self._named:
            known: dict[str, int] = {}
            for index, unit in enumerate(self._system.units(module)):
                if unit.kind in ("function", "method"):
                    known.setdefault(unit.name.rpartition(".")[2], index)
            self._named[module] = known
        return self._named[module]


def _stem(module: str) -> str:
    """The name under which a module is known: of a package that of its folder."""
    folder, _, file = module.rpartition("/")
    stem = file.partition(".")[0]
    return folder.rpartition("/")[2] if stem in _INDEX else stem


def _likeness(module: str, pieces: list[str]) -> int:
    """How many names at the end of a path stand in a row in `pieces`."""
    path = [*module.rpartition("/")[0].split("/"), _stem(module)]
    if path[-2] == path[-1]:
        path.pop()  # a package
    if path[-1] not in pieces:
        return 0
    end = len(pieces) - pieces[::-1].index(path[-1])
    same = 0
    for one, other in zip(reversed(path), reversed(pieces[:end]), strict=False):
        if one != other:
            break
        same += 1
    return same

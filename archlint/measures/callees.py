"""Where calls lead within the project: a System in, per unit the modules and units that it calls out.

Found by name: through what a module imports, through the types that extraction knows, and within the module itself. Calls on
values of unknown type lead nowhere.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from archlint.graph.system import System
from archlint.measures.natures import Natures
from archlint.model.facts import Body, Unit

_PIECES = re.compile(r"[./]+")
_SELF = ("self", "this", "cls")
_INDEX = ("__init__", "index")


class Target(NamedTuple):
    """A unit of a module by its index, or the module as a whole (-1)."""

    module: str
    unit: int


class _Names(NamedTuple):
    """The modules that a module depends on: by the names that it takes out of them, and by their own names."""

    taken: dict[str, str]
    stems: dict[str, str]

    def owner(self, pieces: Sequence[str]) -> str | None:
        """The module that a dotted name leads to: of those that its pieces are known to come from the one whose path is most
        like what is written, of several such the last one.
        """
        for names in self:
            found = [names[piece] for piece in pieces if piece in names]
            if len(found) > 1 and len(set(found)) > 1:
                return max(reversed(found), key=lambda module: _likeness(module, pieces))
            if found:
                return found[-1]
        return None


class Callees:
    """Get it by `System.view(Callees)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._named: dict[str, dict[str, int]] = {}
        self._members: dict[str, dict[tuple[str, str], int]] = {}
        self._imports: dict[str, _Names] = {}
        self._stems: dict[str, dict[str, list[str]]] = {}
        self._known: dict[str, dict[str, Target | None]] = {}

    def of(self, module: str, body: Body) -> list[tuple[Target, ...]]:
        """For each unit of a module, whose body it is given, what it calls in the project, each once."""
        return [tuple(named) for named in self.named(module, body)]

    def named(self, module: str, body: Body) -> list[dict[Target, str]]:
        """The same with the name by which it is called."""
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
        return self._resolved(module, self._imported(module), callee)

    def _resolved(self, module: str, imported: "_Names", callee: str) -> Target | None:
        known = self._known.setdefault(module, {})
        if callee not in known:
            known[callee] = self._followed(module, imported, callee)
        return known[callee]

    def _followed(self, module: str, imported: "_Names", callee: str) -> Target | None:
        pieces = _PIECES.split(callee)
        owner = imported.owner(pieces[:-1]) or imported.owner(pieces[-1:])
        if owner is None:
            return None
        owner = self._likest(module, owner, pieces[:-1])
        return self._found(owner, pieces)

    def _found(self, owner: str, pieces: Sequence[str]) -> Target:
        """The unit that the last piece names: of the class before it or of one that it extends, else of the module."""
        holder = pieces[-2] if len(pieces) > 1 else ""
        for module, name in self._system.view(Natures).ancestry(owner, holder) if holder else ():
            index = self.member(module, name, pieces[-1])
            if index >= 0:
                return Target(module, index)
        return Target(owner, self._unit(owner, pieces[-1]))

    def _likest(self, module: str, owner: str, pieces: list[str]) -> str:
        """Of the modules that a module depends on and that are called like `owner`, the one whose path is most like what
        is written: `billing.api` is not `rating/api.py`. `owner` where several are alike.
        """
        alike = self._alike(module).get(_stem(owner), ())
        return max((owner, *alike), key=lambda other: _likeness(other, pieces)) if len(alike) > 1 else owner

    def _alike(self, module: str) -> dict[str, list[str]]:
        """The modules that a module depends on, by what they are called."""
        if module not in self._stems:
            found: dict[str, list[str]] = {}
            for other in self._system.outgoing.get(module, ()):
                found.setdefault(_stem(other), []).append(other)
            self._stems[module] = found
        return self._stems[module]

    def _called(
        self, module: str, unit: Unit, imported: "_Names", written: Iterable[str], resolved: Iterable[str]
    ) -> dict[Target, str]:
        found: dict[Target, str] = {}
        for name in resolved:
            target = self._resolved(module, imported, name)
            if target is not None:
                found.setdefault(target, name)
        for name in written:
            pieces = name.removeprefix("new ").partition("<")[0].split(".")
            if len(pieces) == 1 or (len(pieces) == 2 and pieces[0] in _SELF):
                owner = imported.owner(pieces) if len(pieces) == 1 else None
                if owner is not None:
                    found.setdefault(Target(owner, self._unit(owner, pieces[-1])), name)
                    continue
                own = self._inherited(module, unit, pieces[-1]) or Target(module, self._unit(module, pieces[-1]))
                if own.unit >= 0:
                    found.setdefault(own, name)
                continue
            other = imported.owner(pieces[:-1])
            if other is not None:
                found.setdefault(self._found(other, pieces), name)
        return {
            target: name for target, name in found.items() if target.module != module or self._name(target) != unit.name
        }

    def _inherited(self, module: str, unit: Unit, name: str) -> Target | None:
        """The method of the class around a unit, or of one that this extends."""
        units = self._system.units(module)
        around = unit.parent
        while around >= 0 and units[around].kind != "class":
            around = units[around].parent
        holder = units[around].name.rpartition(".")[2] if around >= 0 else ""
        for place, owner in self._system.view(Natures).ancestry(module, holder) if holder else ():
            index = self.member(place, owner, name)
            if index >= 0:
                return Target(place, index)
        return None

    def _imported(self, module: str) -> "_Names":
        """Modules by the names under which a module knows them."""
        if module not in self._imports:
            self._imports[module] = self._names(module)
        return self._imports[module]

    def _names(self, module: str) -> "_Names":
        outgoing = self._system.outgoing.get(module, ())
        return _Names(self._system.view(Natures).homes(module), {_stem(other): other for other in reversed(outgoing)})

    def _unit(self, module: str, name: str) -> int:
        """The first unit of this name in a module, -1 where none has it."""
        return self._by_name(module).get(name, -1)

    def member(self, module: str, owner: str, name: str) -> int:
        """The method of a class by their names, -1 where it has none."""
        if module not in self._members:
            known: dict[tuple[str, str], int] = {}
            for index, unit in enumerate(self._system.units(module)):
                if unit.kind in ("function", "method"):
                    before, _, last = unit.name.rpartition(".")
                    known.setdefault((before.rpartition(".")[2], last), index)
            self._members[module] = known
        return self._members[module].get((owner, name), -1)

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


@lru_cache(maxsize=1 << 16)
def _stem(module: str) -> str:
    """The name under which a module is known: of a package that of its folder."""
    folder, _, file = module.rpartition("/")
    stem = file.partition(".")[0]
    return folder.rpartition("/")[2] if stem in _INDEX else stem


def _likeness(module: str, pieces: Sequence[str]) -> int:
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

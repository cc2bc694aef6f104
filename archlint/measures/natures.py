"""What classes are at home with: a System in, per class the roles of the technologies that mark it or that it extends, out.

Over files: a class is what the class of the project that it extends is.
"""

from archlint.graph.system import System
from archlint.model.facts import Anatomy

_MOST_ANCESTORS = 20
_MOST_IMPORTERS = 40

Roles = dict[str, str]
"""Roles of technologies, each with the name that shows it."""


class Natures:
    """Get it by `System.view(Natures)`."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._imports: dict[str, dict[str, tuple[str, ...]]] = {}
        self._own: dict[str, dict[str, str]] = {}
        self._known: dict[str, dict[int, Roles]] = {}
        self._defines: dict[str, frozenset[str]] = {}
        self._direct: dict[str, dict[str, tuple[Roles, tuple[str, ...]]]] = {}

    def of(self, module: str) -> dict[int, Roles]:
        """By the index of each class of a module what it is at home with."""
        if module not in self._known:
            units = self._system.units(module)
            self._known[module] = {
                index: self.named(module, unit.name.rpartition(".")[2])
                for index, unit in enumerate(units)
                if unit.kind == "class"
            }
        return self._known[module]

    def named(self, module: str, name: str) -> Roles:
        """The same of a class by its name; nothing where the module has none of it."""
        found: Roles = {}
        for place, wanted in self.ancestry(module, name):
            for role, shown in self._classes(place).get(wanted, ({}, ()))[0].items():
                found.setdefault(role, shown)
        return found

    def ancestry(self, module: str, name: str) -> list[tuple[str, str]]:
        """A class and the classes of the project that it extends, with their modules, the nearest first."""
        found: list[tuple[str, str]] = []
        pending, seen = [(module, name)], {(module, name)}
        while pending and len(seen) < _MOST_ANCESTORS:
            place, wanted = pending.pop(0)
            if wanted not in self._classes(place):
                continue
            found.append((place, wanted))
            for base in self._classes(place)[wanted][1]:
                home = place if base in self._classes(place) else self.homes(place).get(base, "")
                if home and (home, base) not in seen:
                    seen.add((home, base))
                    pending.append((home, base))
        return found

    def imports(self, module: str) -> dict[str, tuple[str, ...]]:
        """What the names that a module imports from libraries are for."""
        if module not in self._imports:
            find, language = self._system.technologies.find, self._system.modules[module].language
            found = {
                name: tuple(entry.role for entry in find(language, full))
                for name, full in self._system.taken(module).outside.items()
            }
            self._imports[module] = {name: roles for name, roles in found.items() if roles}
        return self._imports[module]

    def homes(self, module: str) -> dict[str, str]:
        """The modules of the project that a module takes names out of, by these names."""
        if module not in self._own:
            inside = self._system.taken(module).inside
            self._own[module] = {name: self.definer(other, name) for name, other in inside.items()}
        return self._own[module]

    def implementations(self, module: str, name: str) -> list[tuple[str, str]]:
        """The classes that extend a class or interface directly, of the modules that depend on its module and of its own."""
        others = (module, *self._system.incoming.get(module, ())[:_MOST_IMPORTERS])
        return [
            (other, holder)
            for other in others
            for holder, (_, bases) in self._classes(other).items()
            if name in bases and (other == module or self.homes(other).get(name) == module)
        ]

    def definer(self, module: str, name: str) -> str:
        """The module that defines a name that another one hands on; `module` itself where none is found."""
        pending, seen = [module], {module}
        while pending and len(seen) < _MOST_ANCESTORS:
            place = pending.pop(0)
            if name in self._defined(place):
                return place
            if self._defined(place) and place != module:
                continue
            for other in self._system.outgoing.get(place, ()):
                if other not in seen:
                    seen.add(other)
                    pending.append(other)
        return module

    def _defined(self, module: str) -> frozenset[str]:
        if module not in self._defines:
            names = (unit.name for unit in self._system.units(module) if unit.kind != "module")
            self._defines[module] = frozenset(name for name in names if "." not in name)
        return self._defines[module]

    def _classes(self, module: str) -> dict[str, tuple[Roles, tuple[str, ...]]]:
        """By the name of each class what its own marks and bases are for, and its bases."""
        if module not in self._direct:
            body = self._system.body(module) if module in self._system.modules else None
            found: dict[str, tuple[Roles, tuple[str, ...]]] = {}
            for unit, anatomy in zip(body.units, body.anatomies, strict=False) if body else ():
                if unit.kind == "class":
                    bases = tuple(first(base.rpartition(".")[2]) for base in anatomy.bases)
                    found.setdefault(unit.name.rpartition(".")[2], (self._marked(module, anatomy), bases))
            self._direct[module] = found
        return self._direct[module]

    def _marked(self, module: str, anatomy: Anatomy) -> Roles:
        names = self.imports(module)
        found: Roles = {}
        for name in (*anatomy.marks, *anatomy.bases):
            for role in names.get(first(name), ()):
                found.setdefault(role, name)
        return found


def first(name: str) -> str:
    """The name that a call, mark or type starts with: of `new Client<T>` and `Client.get`, Client."""
    return name.removeprefix("new ").partition(".")[0].partition("<")[0].partition("[")[0]

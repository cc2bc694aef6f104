"""A graph while it is changed: a System in, modules, dependencies and insides altered step by step, the changed System out."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from archlint.graph.assign import assign
from archlint.graph.system import System
from archlint.graph.taken import Taken
from archlint.model.connections import Connections
from archlint.model.exposures import Exposure
from archlint.model.facts import Body
from archlint.model.graph import Dependency, DependencyKey, ExternalUse, Graph, Kind, Module, Site
from archlint.model.rulebook import Rulebook

_replace = msgspec.structs.replace
_ENDPOINTS = ("routes", "requests", "publications", "subscriptions", "stores")


class Draft:
    """Made for one move and used once. `renamed` says by new names what modules were called before, `alike` which modules of
    the system do the same work as what moves.
    """

    def __init__(self, system: System, alike: Callable[[str], bool] = lambda _: False) -> None:
        self.system = system
        self.alike = alike
        self.modules: dict[str, Module] = dict(system.modules)
        self.dependencies: dict[DependencyKey, Dependency] = {one.key: one for one in system.graph.dependencies}
        self.external: list[ExternalUse] = list(system.graph.external)
        self.connections: Connections = system.connections
        self.renamed: dict[str, str] = {}
        self.created: list[str] = []
        self.doors: dict[str, list[str]] = {}
        """By place the operations that were made there so that others can enter."""
        self._bodies: dict[str, Body] = {}

    def body(self, module: str) -> Body:
        return self._bodies[module] if module in self._bodies else self.system.body(self.renamed.get(module, module))

    def set_body(self, module: str, body: Body) -> None:
        self._bodies[module] = body

    def add_module(self, module: Module, body: Body) -> None:
        self.modules[module.id] = module
        self._bodies[module.id] = body
        self.created.append(module.id)

    def rename(self, old: str, module: Module) -> None:
        """Give a module another path (and what comes with it); everything that spoke of the old one speaks of the new one."""
        new = module.id
        del self.modules[old]
        self.modules[new] = module
        self.renamed[new] = old
        self.created.append(new)

        def now(name: str) -> str:
            return new if name == old else name

        changed = [
            _replace(one, importer=now(one.importer), imported=now(one.imported)) for one in self.dependencies.values()
        ]
        self.dependencies = {one.key: one for one in changed}
        self.external = [_replace(one, importer=new) if one.importer == old else one for one in self.external]
        self.change_endpoints(
            lambda one: _replace(one, file=new, component=module.component) if one.file == old else one
        )

    def remove(self, gone: Collection[str]) -> None:
        """Take modules out, with all that they ask and offer."""
        for module in gone:
            del self.modules[module]
        self.dependencies = {
            key: one for key, one in self.dependencies.items() if one.importer not in gone and one.imported not in gone
        }
        self.external = [one for one in self.external if one.importer not in gone]
        kept = [at for at, route in enumerate(self.connections.routes) if route.file not in gone]
        now = {before: after for after, before in enumerate(kept)}
        left = {
            kind: tuple(one for one in getattr(self.connections, kind) if one.file not in gone) for kind in _ENDPOINTS
        }
        left["requests"] = tuple(
            _replace(
                one,
                routes=tuple(now[at] for at in one.routes if at in now),
                via=tuple(now[at] for at in one.via if at in now),
            )
            for one in left["requests"]
        )
        self.connections = _replace(self.connections, **left)

    def change_endpoints(self, change: Callable[[Any], Any]) -> None:
        self.connections = _replace(
            self.connections,
            **{kind: tuple(map(change, getattr(self.connections, kind))) for kind in _ENDPOINTS},
        )

    def connect(self, kind: Kind, importer: str, imported: str, sites: Iterable[Site]) -> None:
        """Add sites to the dependency of one module on another; a module needs none on itself."""
        added = tuple(sites)
        if importer == imported or not added:
            return
        key = (kind, importer, imported)
        known = self.dependencies.get(key)
        self.dependencies[key] = Dependency(kind, importer, imported, (*(known.sites if known else ()), *added))

    def keep_sites(self, key: DependencyKey, sites: tuple[Site, ...]) -> None:
        """Leave these sites of a dependency; without any it is gone."""
        if sites:
            self.dependencies[key] = _replace(self.dependencies[key], sites=sites)
        else:
            self.dependencies.pop(key, None)

    def taken(self, module: str) -> Taken | None:
        """The names that a module takes out of others, which may have moved; of a new module only the graph tells."""
        before = self.renamed.get(module, module)
        if before not in self.system.modules:
            return None
        now = {old: new for new, old in self.renamed.items()}
        found = self.system.taken(before)
        return Taken({name: now.get(target, target) for name, target in found.inside.items()}, found.outside)

    def _exposures(self) -> tuple[Exposure, ...]:
        """What code and configuration give away, in files that are still there."""
        now = {before: after for after, before in self.renamed.items()}
        gone = self.system.modules.keys() - self.modules.keys()
        moved = (_replace(one, file=now.get(one.file, one.file)) for one in self.system.exposures)
        return tuple(one for one in moved if one.file not in gone)

    def system_by(self, rulebook: Rulebook) -> System:
        """The changed code, judged by a declaration. Raises DeclarationError where two layers claim a new module."""
        names = set(self.modules)
        old = self.system.graph
        now = {before: after for after, before in self.renamed.items()}
        graph = Graph(
            modules=tuple(_replace(self.modules[name], layer="", part="") for name in sorted(names)),
            dependencies=tuple(
                sorted(
                    (one for one in self.dependencies.values() if one.importer in names and one.imported in names),
                    key=lambda one: (one.importer, one.imported, one.kind),
                )
            ),
            external=tuple(sorted(self.external, key=lambda one: (one.importer, one.name, one.standard))),
            unresolved=tuple(
                _replace(one, importer=now.get(one.importer, one.importer))
                for one in old.unresolved
                if now.get(one.importer, one.importer) in names
            ),
            problems=tuple(_replace(one, file=now.get(one.file, one.file)) for one in old.problems),
            references=old.references,
            tests=old.tests,
        )
        graph = assign(graph, rulebook)
        placed = {module.id: module for module in graph.modules}
        self.change_endpoints(
            lambda one: (
                _replace(one, layer=placed[one.file].layer, part=placed[one.file].part) if one.file in placed else one
            )
        )
        return System(
            graph,
            rulebook,
            self.body,
            self.connections,
            self.system.deployment,
            self._exposures(),
            taken=self.taken,
            lines=lambda module: self.system.lines(self.renamed.get(module, module)),
            like=self.system,
        )

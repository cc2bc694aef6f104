"""The System: a graph with the declaration that judges it, and the views that checks share, each computed once."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from archlint.graph.chains import Adjacency
from archlint.graph.taken import Taken, add
from archlint.graph.technologies import Technologies
from archlint.model.api_rules import IdleEntry
from archlint.model.connections import Connections
from archlint.model.deployment import Deployment
from archlint.model.exposures import Exposure
from archlint.model.facts import Body, Flag, Unit
from archlint.model.graph import Dependency, ExternalUse, Graph, Module
from archlint.model.patterns import PatternSet
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer, Tier

_T = TypeVar("_T")
_NOTHING = Body()
UNFOLLOWED = Connections(followed=False)
NOT_READ = Deployment()


def _no_body(_module: str) -> Body:
    return _NOTHING


def _no_lines(_module: str) -> int:
    return 0


def _nothing_told(_module: str) -> Taken | None:
    return None


class System:
    """What a check looks at. `graph` has its layers and parts assigned. Immutable: views are cached, never changed.

    `bodies` gives what is inside a module (by id), `taken` the names that it takes out of others (None where only the graph
    tells); both are asked for a module only when somebody wants to know. `lines` says how long a module is.
    `like` is the system of the same code before a little of it was changed, or by other layers: what was worked out for it
    holds here too where nothing changed. `bodies_last` says that `bodies` gives the same object each time, as it does for all
    systems that are like this one.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a system is made of
        self,
        graph: Graph,
        rulebook: Rulebook,
        bodies: Callable[[str], Body] = _no_body,
        connections: Connections = UNFOLLOWED,
        deployment: Deployment = NOT_READ,
        exposures: tuple[Exposure, ...] = (),
        taken: Callable[[str], Taken | None] = _nothing_told,
        lines: Callable[[str], int] = _no_lines,
        like: "System | None" = None,
        *,
        bodies_last: bool = False,
        idle: tuple[IdleEntry, ...] = (),
    ) -> None:
        self.graph = graph
        self.rulebook = rulebook
        self.connections = connections
        """What crosses processes; `followed` is False where nobody asked."""
        self.deployment = deployment
        """What deployment files say, empty where connections are not followed."""
        self.exposures = exposures
        """What code and configuration give away, () where connections are not followed."""
        self.idle = idle
        """What of the project's own `[[connections]]` matches nothing, () where connections are not followed."""
        self._bodies = bodies
        self._taken = taken
        self.lines = lines
        self._names: dict[str, Taken] = {}
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._views: dict[Callable[[System], Any], Any] = {}
        self._shared: dict[tuple[object, ...], Any] = like._shared if like is not None else {}  # noqa: SLF001 - its own kind
        self.bodies_last: bool = bodies_last or (like is not None and like.bodies_last)

    def units(self, module: str) -> tuple[Unit, ...]:
        """The functions, methods and class bodies of a module, and the module itself, in the order of the file."""
        if module not in self._units:
            self._units[module] = self._bodies(module).units
        return self._units[module]

    def body(self, module: str) -> Body:
        """All that is known about the inside of a module, decoded at each call: keep it if you need it twice."""
        return self._bodies(module)

    def taken(self, module: str) -> Taken:
        """The names that a module takes out of other modules and of libraries."""
        if module not in self._names:
            self._names[module] = self._taken(module) or self._taken_at_sites(module)
        return self._names[module]

    def _taken_at_sites(self, module: str) -> Taken:
        """The same as far as the graph tells: a place that brings in several names has one of them."""
        found = Taken({}, {})
        for other in self.outgoing.get(module, ()):
            for dependency in self.dependencies[module, other]:
                add(found, other, (site.name for site in dependency.sites), inside=True)
        for use in self.uses.get(module, ()):
            add(found, use.name, (site.name for site in use.sites), inside=False)
        return found

    def view(self, make: "Callable[[System], _T]") -> _T:
        """What `make` says about this system, computed once. For rooms above that measure."""
        if make not in self._views:
            self._views[make] = make(self)
        known: _T = self._views[make]
        return known

    def shared(self, make: "Callable[..., _T]", *parts: object) -> _T:
        """What `make` says about parts of the declaration, computed once for all systems that are like this one."""
        key = (make, *map(id, parts))
        if key not in self._shared:
            self._shared[key] = (parts, make(*parts))  # the parts are kept, so that no other has their identity
        known: _T = self._shared[key][1]
        return known

    @cached_property
    def generated(self) -> frozenset[str]:
        """The modules that a program wrote: they say so in their header, or lie where such files lie."""
        said = {problem.file for problem in self.graph.problems if problem.kind == "generated"}
        lies = PatternSet(self.rulebook.project.generated).matches
        return frozenset(said | {module.id for module in self.graph.modules if lies(module.id)})

    @cached_property
    def modules(self) -> dict[str, Module]:
        return {module.id: module for module in self.graph.modules}

    @cached_property
    def layers(self) -> dict[str, Layer]:
        return {layer.name: layer for layer in self.rulebook.layers}

    @cached_property
    def order(self) -> dict[str, int]:
        """The position of each layer, 0 at the top."""
        return {layer.name: position for position, layer in enumerate(self.rulebook.layers)}

    @cached_property
    def tiers(self) -> dict[str, Tier]:
        """The tier of each layer: as declared, else by its place. A system of one layer has none."""
        last = len(self.rulebook.layers) - 1
        by_place: dict[int, Tier] = {0: "ui", last: "backend"} if last else {0: "none"}
        return {
            layer.name: layer.tier or by_place.get(position, "enablement")
            for position, layer in enumerate(self.rulebook.layers)
        }

    @cached_property
    def members(self) -> dict[str, list[Module]]:
        """The modules of each declared layer, and under "" those that are in none; sorted."""
        found: dict[str, list[Module]] = {name: [] for name in ("", *self.order)}
        for module in self.graph.modules:
            found[module.layer].append(module)
        return found

    @cached_property
    def dependencies(self) -> dict[tuple[str, str], list[Dependency]]:
        """The dependencies (one per kind) between two modules, in the order of the graph."""
        found: dict[tuple[str, str], list[Dependency]] = {}
        for dependency in self.graph.dependencies:
            found.setdefault((dependency.importer, dependency.imported), []).append(dependency)
        return found

    @cached_property
    def outgoing(self) -> Adjacency:
        """Per module the modules it depends on, sorted."""
        found: dict[str, list[str]] = {}
        for importer, imported in self.dependencies:
            found.setdefault(importer, []).append(imported)
        return found

    @cached_property
    def between_layers(self) -> list[tuple[Dependency, str, str]]:
        """The dependencies from one layer to another one, with the names of the two."""
        layer_of = {module.id: module.layer for module in self.graph.modules}
        return [
            (dependency, importer, imported)
            for dependency in self.graph.dependencies
            if (importer := layer_of[dependency.importer])
            and (imported := layer_of[dependency.imported])
            and importer != imported
        ]

    @cached_property
    def at_run_time(self) -> Adjacency:
        """Like `outgoing`, without what only the type checker sees."""
        return self.adjacency(lambda dependency: bool(sites_without(dependency, Flag.TYPE_ONLY)))

    @cached_property
    def incoming(self) -> Adjacency:
        """Per module the modules that depend on it, sorted."""
        found: dict[str, list[str]] = {}
        for importer, imported in self.dependencies:  # in the order of the importers
            found.setdefault(imported, []).append(importer)
        return found

    @cached_property
    def uses(self) -> dict[str, list[ExternalUse]]:
        """Per module the libraries it uses."""
        found: dict[str, list[ExternalUse]] = {}
        for use in self.graph.external:
            found.setdefault(use.importer, []).append(use)
        return found

    @cached_property
    def public(self) -> frozenset[str]:
        """The modules that layers name as public."""
        return frozenset(
            module.id
            for layer in self.rulebook.layers
            for patterns in (PatternSet(layer.public),)
            for module in self.members[layer.name]
            if patterns.matches(module.id)
        )

    @cached_property
    def technologies(self) -> Technologies:
        return self.shared(Technologies, self.rulebook.technologies)

    def adjacency(self, keeps: Callable[[Dependency], bool]) -> dict[str, list[str]]:
        """Per module the modules it depends on by a dependency that `keeps` accepts, sorted."""
        found: dict[str, list[str]] = {}
        for (importer, imported), dependencies in self.dependencies.items():
            if any(map(keeps, dependencies)):
                found.setdefault(importer, []).append(imported)
        return found

    def may_use(self, importer: str, imported: str) -> bool:
        """Whether a layer may depend on another (by name): itself, the one below, or further down through open ones."""
        upper, lower = self.order[importer], self.order[imported]
        return lower == upper or (lower > upper and all(layer.open for layer in self.between(importer, imported)))

    def between(self, importer: str, imported: str) -> Sequence[Layer]:
        """The layers strictly between two layers, top to bottom."""
        return self.rulebook.layers[self.order[importer] + 1 : self.order[imported]]


def sites_without(dependency: Dependency, flags: int) -> list[int]:
    """The indexes of the sites that carry none of `flags`."""
    flags = int(flags)  # an IntFlag would make an IntFlag of every result
    return [index for index, site in enumerate(dependency.sites) if not site.flags & flags]

"""Questions to an Analysis: who depends on whom, by which way, with which verdict."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from archlint.graph.chains import shortest
from archlint.graph.naming import known_names, modules_called
from archlint.model.analysis import Analysis
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Graph, Kind, Module, Verdict

if TYPE_CHECKING:
    import networkx


class Architecture:
    """The graph of an analysis that was made by `archlint.analyze`, or read back from JSON that holds its graph. Immutable.

    Wherever a name is asked for, it is what `archlint why` takes: a module's path, a layer, a part (`layer.part`), a folder, a
    glob, or a dotted name. A name that stands for nothing raises LookupError, so that no rule passes by a slip of the pen.
    """

    def __init__(self, analysis: Analysis) -> None:
        """Raises ValueError for an analysis without its graph."""
        if analysis.graph is None:
            raise ValueError("this analysis holds no graph")
        self.analysis = analysis
        self._graph: Graph = analysis.graph

    def modules(self, name: str = "**") -> tuple[Module, ...]:
        """The modules that a name stands for, sorted by path."""
        return tuple(self._modules[path] for path in self._named(name))

    def dependencies(
        self, importer: str = "**", imported: str = "**", *, kinds: Iterable[Kind] = ()
    ) -> tuple[Dependency, ...]:
        """The dependencies from one set of modules to another one, of all kinds where none is named."""
        sources, targets, wanted = self._set(importer), self._set(imported), frozenset(kinds)
        return tuple(
            one
            for one in self._graph.dependencies
            if one.importer in sources and one.imported in targets and (not wanted or one.kind in wanted)
        )

    def verdict(self, dependency: Dependency) -> Verdict:
        """What the declaration says about a dependency of this graph."""
        return self._verdicts[dependency.key]

    def uses(self, name: str) -> tuple[Module, ...]:
        """The modules that others of this name depend on directly, themselves left out."""
        inside = self._set(name)
        found = {one.imported for one in self._graph.dependencies if one.importer in inside} - inside
        return tuple(self._modules[path] for path in sorted(found))

    def users(self, name: str) -> tuple[Module, ...]:
        """The modules that depend directly on others of this name, themselves left out."""
        inside = self._set(name)
        found = {one.importer for one in self._graph.dependencies if one.imported in inside} - inside
        return tuple(self._modules[path] for path in sorted(found))

    def chain(self, importer: str, imported: str) -> tuple[str, ...]:
        """The shortest way from one to the other, both ends included; () when there is none."""
        return shortest(self._outgoing, sorted(self._set(importer)), self._set(imported)) or ()

    def libraries(self, name: str = "**") -> dict[str, tuple[str, ...]]:
        """The libraries that modules use, with the paths of those that do. The standard libraries are not among them."""
        inside = self._set(name)
        found: dict[str, set[str]] = {}
        for use in self._graph.external:
            if use.importer in inside and not use.standard:
                found.setdefault(use.name, set()).add(use.importer)
        return {library: tuple(sorted(users)) for library, users in sorted(found.items())}

    def findings(self, *checks: str) -> tuple[Finding, ...]:
        """The open findings, of these checks where some are named."""
        return tuple(one for one in self.analysis.open_findings if not checks or one.check in checks)

    def to_networkx(self) -> "networkx.MultiDiGraph":
        """The graph for networkx, which has to be installed: a node for each module (`language`, `layer`, `part`,
        `component`), an edge for each dependency (its key is the kind; `verdict`, `places`: how many lines cause it).
        """
        import networkx

        graph: Any = networkx.MultiDiGraph(project=self.analysis.project)
        for module in self._graph.modules:
            graph.add_node(
                module.id,
                language=module.language,
                layer=module.layer,
                part=module.part,
                component=module.component,
            )
        for one in self._graph.dependencies:
            graph.add_edge(one.importer, one.imported, one.kind, verdict=self.verdict(one), places=len(one.sites))
        return graph

    def __iter__(self) -> Iterator[Module]:
        return iter(self._graph.modules)

    @cached_property
    def _modules(self) -> dict[str, Module]:
        return {module.id: module for module in self._graph.modules}

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str, str], Verdict]:
        keys = [one.key for one in self._graph.dependencies]
        if not self.analysis.verdicts:
            return dict.fromkeys(keys, "uncovered")
        return dict(zip(keys, self.analysis.verdicts, strict=True))

    @cached_property
    def _outgoing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for importer, imported in sorted({(one.importer, one.imported) for one in self._graph.dependencies}):
            found.setdefault(importer, []).append(imported)
        return found

    def _named(self, name: str) -> tuple[str, ...]:
        layers = [layer.name for layer in self.analysis.layers]
        found = modules_called(self._graph, layers, name.removeprefix("./").rstrip("/") or name)
        if not found:
            from difflib import get_close_matches

            near = get_close_matches(name, known_names(self._graph, layers), n=1)
            raise LookupError(
                f"'{name}' names no module, layer or part" + (f"; did you mean '{near[0]}'?" if near else "")
            )
        return found

    def _set(self, name: str) -> frozenset[str]:
        return frozenset(self._modules) if name == "**" else frozenset(self._named(name))

"""Chains of dependencies for people at a terminal: an Analysis and chains of module ids in, one line per step out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from archlint.model.analysis import Analysis
from archlint.model.facts import Flag
from archlint.model.finding import Place
from archlint.model.graph import Dependency, Graph, Module, Site, Verdict
from archlint.reports.escape import visible
from archlint.reports.excerpt import excerpt
from archlint.reports.graph_levels import NO_LAYER
from archlint.reports.grouping import location
from archlint.reports.paint import Color, paint
from archlint.reports.view import View

_COLORS: dict[Verdict, Color] = {"violation": "red", "excepted": "yellow", "uncovered": "cyan"}
_FLAGS = {Flag.TYPE_ONLY: "type only", Flag.LAZY: "inside a function", Flag.DYNAMIC: "dynamic"}


class ChainText:
    """Renders chains of one analysis, which must hold its graph."""

    def __init__(self, analysis: Analysis, view: View) -> None:
        graph = analysis.graph or Graph()
        self._view = view
        self._layered = bool(analysis.layers)
        self._stores = analysis.connections.stores if analysis.connections else ()
        self._modules = {module.id: module for module in graph.modules}
        self._dependencies: dict[tuple[str, str], list[tuple[Dependency, Verdict]]] = {}
        for dependency, verdict in zip(graph.dependencies, analysis.verdicts, strict=True):
            self._dependencies.setdefault((dependency.importer, dependency.imported), []).append((dependency, verdict))

    def lines(self, chain: Sequence[str]) -> Iterable[str]:
        """`file:line:column → imported (layers; how it is written; verdict)` per step, with the guilty line of source."""
        for importer, imported in pairwise(chain):
            dependency, verdict = self._dependencies[importer, imported][0]
            site = _plainest(dependency)
            place = Place(importer)
            if site is not None:
                span = site.span
                place = Place(importer, span.line, span.column, span.start, span.end)
            told = [self._layers(importer, imported)] if self._layered else []
            told += [dependency.kind] if dependency.kind != "import" else []
            told += [word for flag, word in _FLAGS.items() if site is not None and site.flags & flag]
            color = _COLORS.get(verdict) if self._layered else None
            told += [paint(verdict, color, on=self._view.color)] if color else []
            at = paint(visible(location(place)), "bold", on=self._view.color)
            yield f"{at} → {visible(imported)}" + (f"  ({'; '.join(told)})" if told else "")
            text = self._view.read_line(place.file, place.line) if place.line else None
            if text is not None:
                yield from (paint(line, "dim", on=self._view.color) for line in excerpt(text, place, self._view.width))

    def kept(self, module: str) -> Iterable[str]:
        """`file:line keeps orders`, for a module at the end of a chain that holds the model of a table."""
        for use in self._stores:
            if use.file == module and use.access == "owns" and not use.migrated:
                at = paint(visible(location(Place(module, use.line))), "bold", on=self._view.color)
                yield f"{at} keeps {visible(use.name)}"

    def _layers(self, importer: str, imported: str) -> str:
        one, other = _home(self._modules[importer]), _home(self._modules[imported])
        return f"in {one}" if one == other else f"{one} → {other}"


def _home(module: Module) -> str:
    return visible(".".join(filter(None, (module.layer, module.part)))) or NO_LAYER


def _plainest(dependency: Dependency) -> Site | None:
    """The site that says most plainly that the dependency is there: one without flags before others."""
    hiding = Flag.TYPE_ONLY | Flag.LAZY | Flag.DYNAMIC
    return min(dependency.sites, key=lambda site: site.flags & hiding, default=None)

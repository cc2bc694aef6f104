"""What of the graph a reader wants to see: an Analysis and a Choice in, the same Analysis with a smaller graph out."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from archlint.graph.shortest_chains import all_shortest
from archlint.model.analysis import Analysis
from archlint.model.graph import Dependency, Graph, Verdict
from archlint.reports.view import Choice

_MOST_CHAINS = 200

Judged = list[tuple[Dependency, Verdict]]


def chosen(analysis: Analysis, choice: Choice) -> Analysis:
    """Dependencies of the chosen kinds, around the focus, on the shortest ways between the ends, violations only. Modules
    that nothing joins any more are left out where the reader asked for dependencies.
    """
    graph = analysis.graph or Graph()
    if choice == Choice():
        return analysis
    judged = list(zip(graph.dependencies, analysis.verdicts, strict=True))
    if choice.kinds:
        judged = [one for one in judged if one[0].kind in choice.kinds]
    kept = {module.id for module in graph.modules}
    if choice.ends is not None:
        judged = _between(judged, *choice.ends)
        kept = _ends(judged)
    if choice.focus:
        judged, kept = _around(judged, choice.focus, choice.depth)
    if choice.violations:
        judged = [one for one in judged if one[1] == "violation"]
        kept = _ends(judged)
    smaller = replace(
        graph,
        modules=tuple(module for module in graph.modules if module.id in kept),
        dependencies=tuple(dependency for dependency, _ in judged),
    )
    return replace(analysis, graph=smaller, verdicts=tuple(verdict for _, verdict in judged))


def _ends(judged: Judged) -> set[str]:
    return {end for dependency, _ in judged for end in (dependency.importer, dependency.imported)}


def _between(judged: Judged, importers: Iterable[str], imported: Iterable[str]) -> Judged:
    """Those on a shortest chain from the ones to the others."""
    outgoing: defaultdict[str, set[str]] = defaultdict(set)
    for dependency, _ in judged:
        outgoing[dependency.importer].add(dependency.imported)
    ordered = {importer: sorted(found) for importer, found in sorted(outgoing.items())}
    found = all_shortest(ordered, tuple(importers), tuple(imported), _MOST_CHAINS)
    steps = {(one, other) for chain in found.chains for one, other in itertools.pairwise(chain)}
    return [one for one in judged if (one[0].importer, one[0].imported) in steps]


def _around(judged: Judged, focus: Iterable[str], depth: int) -> tuple[Judged, set[str]]:
    """Those that are met on ways of at most `depth` steps from the focus, in either direction, and the modules there."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for dependency, _ in judged:
        beside[dependency.importer].add(dependency.imported)
        beside[dependency.imported].add(dependency.importer)
    reached = set(focus)
    edge = set(reached)
    inner: set[str] = set()
    for _ in range(depth):
        inner |= edge
        edge = {other for one in edge for other in beside[one]} - reached
        reached |= edge
    return [one for one in judged if one[0].importer in inner or one[0].imported in inner], reached

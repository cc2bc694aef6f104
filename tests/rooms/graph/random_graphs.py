"""Random adjacencies for hypothesis, and the same graphs as networkx and as archlint's own types."""

from collections.abc import Mapping, Sequence

import networkx
from hypothesis import strategies as st

from archlint.model.facts import Span
from archlint.model.graph import Dependency, Graph, Module, Site

NAMES = tuple("abcdefghijkl")
ADJACENCIES = st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES), max_size=4).map(sorted))
SETS = st.sets(st.sampled_from(NAMES), min_size=1, max_size=4)


def witness(outgoing: Mapping[str, Sequence[str]]) -> "networkx.DiGraph[str]":
    """The same graph, in the hands of networkx."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(NAMES)
    graph.add_edges_from((one, other) for one, others in outgoing.items() for other in others)
    return graph


def edges(outgoing: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    return {(one, other) for one, others in outgoing.items() for other in others}


def site(line: int = 1, name: str = "", flags: int = 0) -> Site:
    return Site(Span(10 * line, 10 * line + 5, line, 1), flags, name)


def as_graph(outgoing: Mapping[str, Sequence[str]]) -> Graph:
    """The same graph, as link() would make it."""
    names = sorted({*NAMES, *outgoing})
    return Graph(
        modules=tuple(Module(name, "python") for name in names),
        dependencies=tuple(
            Dependency("import", one, other, (site(),)) for one in sorted(outgoing) for other in sorted(outgoing[one])
        ),
    )

"""Strongly connected components and cycles agree with networkx, on graphs of any shape and depth."""

from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_graphs import ADJACENCIES, NAMES, edges, witness

from archlint.graph.cycles import components, cycle_through


@given(ADJACENCIES)
def test_components_are_those_of_networkx(outgoing: dict[str, list[str]]) -> None:
    wanted = sorted(
        tuple(sorted(members))
        for members in networkx.strongly_connected_components(witness(outgoing))
        if len(members) > 1
    )
    assert components(outgoing, NAMES) == wanted


@given(ADJACENCIES, st.permutations(NAMES), st.randoms(use_true_random=False))
def test_components_do_not_depend_on_any_order(
    outgoing: dict[str, list[str]], nodes: list[str], random: object
) -> None:
    shuffled = {name: list(outgoing[name]) for name in nodes if name in outgoing}
    for neighbours in shuffled.values():
        random.shuffle(neighbours)  # type: ignore[attr-defined]
    assert components(shuffled, nodes) == components(outgoing, NAMES)


@given(ADJACENCIES)
def test_the_cycle_through_an_edge_is_the_shortest_there_is(outgoing: dict[str, list[str]]) -> None:
    graph = witness(outgoing)
    for importer, imported in sorted(edges(outgoing)):
        if importer == imported:
            continue
        if not networkx.has_path(graph, imported, importer):
            with pytest.raises(ValueError, match="lies on no cycle"):
                cycle_through(outgoing, importer, imported)
            continue
        cycle = cycle_through(outgoing, importer, imported)
        assert cycle[:2] == (importer, imported)
        assert cycle[-1] == importer
        assert set(pairwise(cycle)) <= edges(outgoing)
        assert len(cycle) - 2 == networkx.shortest_path_length(graph, imported, importer)


def test_a_module_that_imports_itself_is_no_component() -> None:
    assert components({"a": ["a"], "b": ["a"]}, "ab") == []


def test_a_ring_of_thousands_is_one_component_without_recursion() -> None:
    size = 20_000
    names = [f"{number:05}" for number in range(size)]
    outgoing = {name: [names[(number + 1) % size]] for number, name in enumerate(names)}
    assert components(outgoing, names) == [tuple(names)]
    assert len(cycle_through(outgoing, names[0], names[1])) == size + 1


def test_neighbours_that_are_no_nodes_are_followed_all_the_same() -> None:
    assert components({"a": ["b"], "b": ["c"], "c": ["a"]}, ["a"]) == [("a", "b", "c")]

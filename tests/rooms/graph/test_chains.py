"""Shortest chains and reachability agree with networkx, also where some modules must not be walked through."""

from itertools import pairwise

import networkx
from hypothesis import given
from random_graphs import ADJACENCIES, NAMES, SETS, edges, witness

from archlint.graph.chains import chain_to, reach, shortest

Outgoing = dict[str, list[str]]


def distances(outgoing: Outgoing, sources: set[str], blocked: set[str], targets: set[str]) -> dict[str, int]:
    """By networkx: how many steps (at least one) lead from the sources to each module, through open modules only.

    A virtual start stands before the first steps; what must not be walked through loses its ways out, a source keeps them
    for the first step.
    """
    graph = witness(outgoing)
    for module in (*(targets - sources), *(blocked - sources)):
        graph.remove_edges_from(list(graph.out_edges(module)))
    graph.add_edges_from(("start", source) for source in sources)
    lengths = networkx.single_source_shortest_path_length(graph, "start")
    found: dict[str, int] = {}
    for module, length in lengths.items():
        for neighbour in graph[module] if module != "start" else ():
            found[neighbour] = min(found.get(neighbour, length), length)
    return found


@given(ADJACENCIES, SETS, SETS)
def test_the_length_is_that_of_networkx(outgoing: Outgoing, sources: set[str], targets: set[str]) -> None:
    graph = witness(outgoing)
    lengths = [
        1 + networkx.shortest_path_length(graph, first, target)
        for source in sources
        for first in outgoing.get(source, ())
        for target in targets
        if networkx.has_path(graph, first, target)
    ]
    chain = shortest(outgoing, sources, targets)
    assert (chain is None) == (not lengths)
    if chain is not None:
        assert len(chain) - 1 == min(lengths)
        assert chain[0] in sources
        assert chain[-1] in targets
        assert set(pairwise(chain)) <= edges(outgoing)
        assert targets.isdisjoint(chain[1:-1])


@given(ADJACENCIES, SETS, SETS, SETS)
def test_blocked_modules_are_never_walked_through(
    outgoing: Outgoing, sources: set[str], targets: set[str], blocked: set[str]
) -> None:
    wanted = distances(outgoing, sources, blocked, targets)
    chain = shortest(outgoing, sources, targets, lambda module: module not in blocked)
    reached = {module: steps for module, steps in wanted.items() if module in targets}
    assert (chain is None) == (not reached)
    if chain is not None:
        assert len(chain) - 1 == min(reached.values())
        assert blocked.isdisjoint(chain[1:-1])


@given(ADJACENCIES, SETS, SETS, SETS)
def test_what_is_reached_is_what_networkx_reaches(
    outgoing: Outgoing, sources: set[str], targets: set[str], blocked: set[str]
) -> None:
    wanted = distances(outgoing, sources, blocked, targets)
    before = reach(outgoing, sources, targets, lambda module: module not in blocked)
    walked = {module for module in wanted if module in targets or module not in sources | blocked}
    assert set(before) == walked
    for module in before:
        chain = chain_to(before, module, sources)
        assert len(chain) - 1 == wanted[module]
        assert set(pairwise(chain)) <= edges(outgoing)


@given(ADJACENCIES, SETS, SETS)
def test_the_order_of_the_sources_changes_nothing(outgoing: Outgoing, sources: set[str], targets: set[str]) -> None:
    forwards = reach(outgoing, sorted(sources), targets, lambda _: True)
    backwards = reach(outgoing, sorted(sources, reverse=True), targets, lambda _: True)
    assert list(forwards.items()) == list(backwards.items())


def test_targets_come_in_the_order_of_their_distance() -> None:
    outgoing = {"a": ["b", "z"], "b": ["c"], "c": ["y"]}
    before = reach(outgoing, "a", {"y", "z"}, lambda _: True)
    assert [module for module in before if module in ("y", "z")] == ["z", "y"]


def test_a_source_that_is_its_own_target_needs_a_way_back() -> None:
    assert shortest({"a": ["b"], "b": ["a"]}, ["a"], {"a"}) == ("a", "b", "a")
    assert shortest({"a": ["b"]}, ["a"], {"a"}) is None


def test_modules_nobody_knows_reach_nothing() -> None:
    assert shortest({name: [] for name in NAMES}, ["nobody"], {"a"}) is None
    assert shortest({}, [], {"a"}) is None

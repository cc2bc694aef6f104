"""All shortest chains agree with networkx, on graphs of any shape."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from archlint.graph.shortest_chains import all_shortest

NODES = "abcdefgh"
GRAPHS = st.dictionaries(st.sampled_from(NODES), st.sets(st.sampled_from(NODES)).map(sorted))
SETS = st.sets(st.sampled_from(NODES), min_size=1)


def expected(outgoing: dict[str, list[str]], sources: set[str], targets: set[str]) -> list[tuple[str, ...]]:
    """By networkx: a first step from every source, then shortest paths; the shortest of all."""
    graph = networkx.DiGraph([(one, other) for one, others in outgoing.items() for other in others])
    chains = [
        (source, *path)
        for source in sources
        for first in outgoing.get(source, ())
        for target in targets
        if target in graph and networkx.has_path(graph, first, target)
        for path in networkx.all_shortest_paths(graph, first, target)
    ]
    least = min(map(len, chains), default=0)
    return sorted({chain for chain in chains if len(chain) == least})


@given(GRAPHS, SETS, SETS)
def test_it_finds_all_shortest_chains(outgoing: dict[str, list[str]], sources: set[str], targets: set[str]) -> None:
    found = all_shortest(outgoing, sources, targets, 10_000)
    wanted = expected(outgoing, sources, targets)
    assert list(found.chains) == wanted
    assert found.total == len(wanted)


def test_the_number_of_chains_is_counted_and_not_walked() -> None:
    layers = 60
    outgoing = {
        f"{depth}.{way}": [f"{depth + 1}.{next_}" for next_ in range(3)] for depth in range(layers) for way in range(3)
    }
    found = all_shortest(outgoing, ["0.0"], {f"{layers}.0"}, 2)
    assert found.total == 3 ** (layers - 1)
    assert len(found.chains) == 2
    assert found.chains[0][:3] == ("0.0", "1.0", "2.0")


def test_a_module_that_leads_back_to_itself_is_a_chain() -> None:
    assert all_shortest({"a": ["b"], "b": ["a"]}, ["a"], {"a"}, 5).chains == (("a", "b", "a"),)
    assert all_shortest({"a": ["b"]}, ["a"], {"a"}, 5).chains == ()

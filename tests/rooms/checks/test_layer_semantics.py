"""Which routes between layers are illegal: a table of facts, and the verdicts of grimp on random graphs."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_systems import Edge, Tier, a_system, edges, findings, tiers, told

LAYERING = ("upward-dependency", "layer-skip", "part-dependency")


def illegal(text: str, *layers: str) -> list[str]:
    folders = [folder for tier in tiers(*layers) for folder in tier.folders]
    return told(a_system(edges(text), tiers(*layers), modules=[f"{folder}/x" for folder in folders]), *LAYERING)


LINEAR = ("high", "mid", "low")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("high/a -> mid/b", []),
        ("mid/a -> low/b", []),
        ("high/a -> high/b -> high/a", []),
        ("high/a -> low/b", ["layer-skip: high/a -> low/b"]),
        ("mid/a -> high/b", ["upward-dependency: mid/a -> high/b"]),
        ("low/a -> mid/b", ["upward-dependency: low/a -> mid/b"]),
        ("low/a -> high/b", ["upward-dependency: low/a -> high/b"]),
        ("low/deep/er/a -> high/deep/b", ["upward-dependency: low/deep/er/a -> high/deep/b"]),
        (
            "low/a -> high/b, low/a -> high/c, low/d -> high/b",
            [f"upward-dependency: {pair}" for pair in ("low/a -> high/b", "low/a -> high/c", "low/d -> high/b")],
        ),
        ("low/a -> mid/b -> high/c", ["upward-dependency: low/a -> mid/b", "upward-dependency: mid/b -> high/c"]),
        ("high/a -> mid/b -> low/c", []),
    ],
)
def test_linear_layers(text: str, wrong: list[str]) -> None:
    assert illegal(text, *LINEAR) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("low/a -> lib/b -> high/c", ["upward-dependency: low/a -> lib/b -> high/c"]),
        ("high/a -> lib/b -> low/c", ["layer-skip: high/a -> lib/b -> low/c"]),
        ("high/a -> lib/b -> mid/c", []),
        ("mid/a -> lib/b -> etc/c -> high/d", ["upward-dependency: mid/a -> lib/b -> etc/c -> high/d"]),
        # the first of several importers
        ("low/d -> lib/b, low/a -> lib/b -> high/c", ["upward-dependency: low/a -> lib/b -> high/c"]),
        # the shortest of two ways
        ("low/a -> lib/b -> lib/c -> high/d, low/a -> lib/z -> high/d", ["upward-dependency: low/a -> lib/z -> high/d"]),
        # direct and around are told apart
        (
            "low/a -> high/b, low/a -> lib/c -> high/b",
            ["upward-dependency: low/a -> high/b", "upward-dependency: low/a -> lib/c -> high/b"],
        ),
        # a chain through a layer is judged step by step
        ("high/a -> lib/b -> mid/c -> lib/d -> low/e", []),
        ("low/a -> lib/b -> mid/c -> lib/d -> high/e", [
            "upward-dependency: low/a -> lib/b -> mid/c",
            "upward-dependency: mid/c -> lib/d -> high/e",
        ]),
        # a chain that returns to its own layer is nobody's business
        ("low/a -> lib/b -> low/c", []),
        ("low/a -> lib/b -> lib/c -> lib/b", []),
        # what only uncovered modules do is not judged
        ("lib/a -> high/b, lib/a -> low/c", []),
        ("high/a -> lib/b, low/c -> lib/b", []),
    ],
)  # fmt: skip
def test_chains_around_the_layers(text: str, wrong: list[str]) -> None:
    assert illegal(text, *LINEAR) == wrong


@pytest.mark.parametrize(
    ("layers", "wrong"),
    [
        (("one", "two", "three", "four"), ["one/a -> four/b", "one/a -> three/b", "two/a -> four/b"]),
        (("one", "two (open)", "three", "four"), ["one/a -> four/b", "two/a -> four/b"]),
        (("one", "two", "three (open)", "four"), ["one/a -> four/b", "one/a -> three/b"]),
        (("one", "two (open)", "three (open)", "four"), []),
        (("one (open)", "two", "three", "four (open)"), ["one/a -> four/b", "one/a -> three/b", "two/a -> four/b"]),
    ],
)
def test_open_and_closed_layers(layers: tuple[str, ...], wrong: list[str]) -> None:
    """What is open lets others pass through it; the openness of the two ends does not matter."""
    every = "one/a -> two/b, one/a -> three/b, one/a -> four/b, two/a -> three/b, two/a -> four/b, three/a -> four/b"
    assert illegal(every, *layers) == [f"layer-skip: {pair}" for pair in wrong]
    around = every.replace("->", "-> lib/{} ->")
    apart = "".join(piece + str(number) for number, piece in enumerate(around.split("{}")))
    chains = illegal(apart, *layers)
    assert [(chain.split()[1], chain.split()[-1].strip("0123456789")) for chain in chains] == [
        (pair.split()[0], pair.split()[-1]) for pair in sorted(wrong)
    ]


@pytest.mark.parametrize(
    ("mark", "wrong"),
    [
        ("|", ["part-dependency: a/x -> b/x", "part-dependency: b/x -> lib/y -> a/y"]),
        (":", []),
    ],
)
def test_siblings_in_a_layer(mark: str, wrong: list[str]) -> None:
    text = "a/x -> b/x -> lib/y -> a/y, a/x -> a/y"
    assert illegal(text, "high", f"a {mark} b", "low") == wrong


@pytest.mark.parametrize("mark", ["|", ":"])
def test_siblings_stand_at_the_same_height(mark: str) -> None:
    text = "high/x -> a/x, high/x -> b/x, a/x -> low/x, b/x -> low/y, low/z -> b/x, a/x -> high/y"
    assert illegal(text, "high", f"a {mark} b", "low") == [
        "upward-dependency: a/x -> high/y",
        "upward-dependency: low/z -> b/x",
    ]


def test_siblings_may_meet_in_another_layer() -> None:
    """A chain between parts that passes a layer is that layer's business."""
    assert illegal("a/x -> low/y -> b/z", "high", "a | b", "low") == ["upward-dependency: low/y -> b/z"]


def test_three_siblings() -> None:
    text = "a/x -> lib/m -> b/x, a/x -> lib/m -> c/x, c/x -> b/x"
    assert illegal(text, "a | b | c") == [
        "part-dependency: a/x -> lib/m -> b/x",
        "part-dependency: a/x -> lib/m -> c/x",
        "part-dependency: c/x -> b/x",
    ]


def test_layers_that_hold_nothing_change_nothing_but_are_told() -> None:
    """grimp ignores layers that do not exist; archlint judges as if they were there, and says that they are empty."""
    system = a_system(edges("high/a -> low/b, low/c -> high/d"), tiers("high", "ghost", "low"))
    assert told(system, *LAYERING) == ["layer-skip: high/a -> low/b", "upward-dependency: low/c -> high/d"]
    (empty,) = findings(system, "empty-layer")
    assert "layer ghost holds no module" in empty.message


def test_one_layer_alone_forbids_nothing() -> None:
    assert illegal("only/a -> lib/b -> only/c -> only/a", "only") == []


def test_many_chains_between_two_layers_are_one_finding() -> None:
    text = ", ".join(f"low/a{number} -> lib/b -> high/c{number}" for number in range(50))
    (found,) = findings(a_system(edges(text), tiers(*LINEAR)), "upward-dependency")
    assert found.more == 49


FOLDERS = ("a", "b", "c", "d", "e", "f")
MODULES = tuple(f"{folder}/{name}" for folder in FOLDERS for name in "xyz")


@st.composite
def layerings(draw: st.DrawFn) -> tuple[Tier, ...]:
    """Some of the folders in layers of one to three; the others are in none."""
    folders = draw(st.permutations(FOLDERS))[: draw(st.integers(2, len(FOLDERS)))]
    found: list[Tier] = []
    while folders:
        size = draw(st.sampled_from((1, 1, 1, 2, 3)))
        taken, folders = tuple(folders[:size]), folders[size:]
        found.append(Tier(taken, independent=len(taken) > 1 and draw(st.booleans()), open=draw(st.booleans())))
    return tuple(found)


def random_edges(walks: int) -> st.SearchStrategy[set[Edge]]:
    """The steps of some random walks, so that chains of several steps are common."""
    walk = st.lists(st.sampled_from(MODULES), min_size=2, max_size=6, unique=True).map(pairwise)
    return st.lists(walk, min_size=walks // 2, max_size=walks).map(
        lambda found: {edge for one in found for edge in one}
    )


def grimp_graph(dependencies: set[Edge]) -> Any:
    grimp = pytest.importorskip("grimp")
    graph = grimp.ImportGraph()
    for module in (*FOLDERS, *MODULES):
        graph.add_module(module.replace("/", "."))
    for importer, imported in sorted(dependencies):
        graph.add_import(importer=importer.replace("/", "."), imported=imported.replace("/", "."))
    return graph


Verdict = tuple[str, str, int]
"""Importing layer (or part), imported layer (or part), and the number of steps of the shortest chain between them: 1 for
a direct dependency. A pair with a direct dependency and a chain has two verdicts.
"""


def by_grimp(dependencies: set[Edge], layers: tuple[Tier, ...]) -> set[Verdict]:
    grimp = pytest.importorskip("grimp")
    wanted = [
        grimp.Layer(*tier.folders, independent=tier.independent or len(tier.folders) == 1, closed=not tier.open)
        for tier in layers
    ]
    tier_of = {folder: tier for tier in layers for folder in tier.folders}
    lengths: dict[tuple[str, str, bool], int] = {}
    for found in grimp_graph(dependencies).find_illegal_dependencies_for_layers(layers=wanted):
        ends = _named(tier_of, found.importer, found.imported)
        for route in found.routes:
            steps = len(route.middle) + 1
            key = (*ends, steps == 1)
            lengths[key] = min(lengths.get(key, steps), steps)
    return {(importer, imported, steps) for (importer, imported, _), steps in lengths.items()}


def _named(tier_of: dict[str, Tier], importer: str, imported: str) -> tuple[str, str]:
    """Between siblings the parts, else the layers."""
    one, other = tier_of[importer], tier_of[imported]
    return (importer, imported) if one is other else (one.name, other.name)


def by_archlint(dependencies: set[Edge], layers: tuple[Tier, ...]) -> set[Verdict]:
    lengths: dict[tuple[str, str, bool], int] = {}
    for finding in findings(a_system(dependencies, layers, modules=MODULES), *LAYERING):
        assert finding.importer is not None
        assert finding.imported is not None
        steps = max(len(finding.chain), 1)
        if finding.check == "part-dependency":
            ends = (finding.importer.part, finding.imported.part)
        else:
            ends = (finding.importer.layer, finding.imported.layer)
        key = (*ends, steps == 1)
        lengths[key] = min(lengths.get(key, steps), steps)
    return {(importer, imported, steps) for (importer, imported, _), steps in lengths.items()}


@given(random_edges(8), layerings())
@example({("a/x", "b/x"), ("b/x", "a/y")}, tiers("a", "b"))
@example({("c/x", "f/x"), ("f/x", "a/y")}, tiers("a (open)", "b : c", "d | e"))
def test_grimp_agrees_on_every_pair_of_layers(dependencies: set[Edge], layers: tuple[Tier, ...]) -> None:
    """The same pairs, direct or by way of others, and chains of the same length."""
    assert by_archlint(dependencies, layers) == by_grimp(dependencies, layers)


@given(random_edges(3), layerings())
def test_grimp_agrees_on_sparse_graphs(dependencies: set[Edge], layers: tuple[Tier, ...]) -> None:
    assert by_archlint(dependencies, layers) == by_grimp(dependencies, layers)


@given(random_edges(8), layerings(), st.randoms(use_true_random=False))
def test_the_order_of_the_dependencies_changes_nothing(
    dependencies: set[Edge], layers: tuple[Tier, ...], random: Any
) -> None:
    shuffled = sorted(dependencies)
    random.shuffle(shuffled)
    assert told(a_system(shuffled, layers), *LAYERING) == told(a_system(dependencies, layers), *LAYERING)

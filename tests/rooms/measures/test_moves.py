"""Moves into bands: they mend every band or there are none, and few of them do."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighed import LAYERS, weighed

from archlint.measures.balance import balance_by
from archlint.model.balance import Balance, surplus


def moved(held: dict[str, list[int]], bands: dict[str, tuple[float, float]], **options: object) -> Balance:
    return balance_by(weighed(held, bands, **options), "decisions")  # type: ignore[arg-type]


def told(balance: Balance) -> list[str]:
    return [
        f"{move.unit.module}:{move.unit.line} {move.unit.logic} {move.from_layer} {move.to_layer}"
        for move in balance.moves
    ]


def test_one_unit_that_closes_the_gap_is_enough() -> None:
    found = moved(
        {"ui/a.py": [1, 2, 30, 25, 22], "middle/a.py": [10], "store/a.py": [10]},
        {"ui": (0.1, 0.6), "middle": (0.3, 0.7)},
    )
    assert told(found) == ["ui/a.py:5 22 ui middle"], "the smallest that closes the gap of 20"


def test_the_largest_goes_first_where_one_is_not_enough() -> None:
    found = moved({"ui/a.py": [4, 3, 2, 1] * 4, "store/a.py": [1]}, {"ui": (0.0, 0.7)}, layers=("ui", "store"))
    assert [move.unit.logic for move in found.moves] == [4, 4, 4]
    assert [move.unit.line for move in found.moves] == [1, 5, 9], "the first of equals"


def test_what_is_missing_comes_from_where_there_is_too_much() -> None:
    found = moved(
        {"ui/a.py": [10] * 5, "middle/a.py": [10], "store/a.py": [10] * 4},
        {"ui": (0.1, 0.4), "middle": (0.3, 0.6), "store": (0.1, 0.3)},
    )
    assert sorted((move.from_layer, move.to_layer) for move in found.moves) == [("store", "middle"), ("ui", "middle")]


@pytest.mark.parametrize(
    ("held", "bands"),
    [
        ({"ui/a.py": [5], "store/a.py": [5]}, {}),
        ({"ui/a.py": [5], "store/a.py": [5]}, {"ui": (0.5, 0.5)}),
        ({"ui/a.py": [3], "middle/a.py": [14], "store/a.py": [3]}, {"ui": (0.15, 0.3), "middle": (0.7, 0.7)}),
    ],
)
def test_nothing_moves_where_no_band_is_broken(
    held: dict[str, list[int]], bands: dict[str, tuple[float, float]]
) -> None:
    assert moved(held, bands).moves == ()


@pytest.mark.parametrize(
    ("held", "bands"),
    [
        ({"ui/a.py": [10]}, {"ui": (0.2, 0.5)}),
        ({"ui/a.py": [9], "store/a.py": [1]}, {"ui": (0.2, 0.5)}),
        ({"ui/a.py": [1] * 10}, {"ui": (0.6, 1.0), "store": (0.6, 1.0)}),
        ({"ui/a.py": [5] * 4}, {"ui": (0.51, 0.52)}),
    ],
)
def test_no_moves_where_none_would_do(held: dict[str, list[int]], bands: dict[str, tuple[float, float]]) -> None:
    assert moved(held, bands).moves == ()


BOUNDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair) / 20, max(pair) / 20))


@given(
    st.fixed_dictionaries({f"{layer}/a.py": st.lists(st.integers(0, 30), max_size=15) for layer in LAYERS}),
    st.dictionaries(st.sampled_from(LAYERS), BOUNDS),
)
def test_after_the_moves_every_layer_is_in_its_band(
    held: dict[str, list[int]], bands: dict[str, tuple[float, float]]
) -> None:
    found = moved(held, bands)
    assert len({(move.unit.module, move.unit.line) for move in found.moves}) == len(found.moves), "each moves once"
    if not found.moves:
        return
    now = {name: list(amounts) for name, amounts in held.items()}
    for move in found.moves:
        assert move.unit.layer == move.from_layer != move.to_layer
        now[f"{move.from_layer}/a.py"].remove(move.unit.logic)
        now[f"{move.to_layer}/a.py"].append(move.unit.logic)
    after = moved(now, bands)
    assert after.logic == found.logic
    assert [portion.layer for portion in after.layers if surplus(portion, after.logic)] == []


@given(st.lists(st.integers(1, 5), min_size=20, max_size=40))
def test_small_units_can_always_be_moved_into_a_wide_band(amounts: list[int]) -> None:
    found = moved({"ui/a.py": amounts}, {"ui": (0.1, 0.5), "middle": (0.2, 0.8)})
    assert found.moves
    total = sum(amounts)
    assert sum(move.unit.logic for move in found.moves) <= total / 2 + 5, "no more than needed, to a unit"


@given(
    st.fixed_dictionaries({f"{layer}/a.py": st.lists(st.integers(1, 9), max_size=3) for layer in LAYERS[:3]}),
    st.dictionaries(st.sampled_from(LAYERS[:3]), BOUNDS),
)
def test_no_smaller_set_brings_every_layer_into_its_band(
    held: dict[str, list[int]], bands: dict[str, tuple[float, float]]
) -> None:
    """All ways to put up to seven units into three layers are tried."""
    found = moved(held, bands)
    units = [(name, logic) for name, amounts in held.items() for logic in amounts][:7]
    if not found.moves or len(units) < sum(map(len, held.values())):
        return
    names = [f"{layer}/a.py" for layer in LAYERS[:3]]
    fewest = len(units) + 1
    for chosen in product(names, repeat=len(units)):
        logic = dict.fromkeys(names, 0)
        for (_, amount), name in zip(units, chosen, strict=True):
            logic[name] += amount
        if all(within(logic[f"{layer}/a.py"], band, found.logic) for layer, band in bands.items()):
            fewest = min(fewest, sum(name != home for (home, _), name in zip(units, chosen, strict=True)))
    assert found.least_moves <= fewest <= len(found.moves)


def within(logic: int, band: tuple[float, float], total: int) -> bool:
    return band[0] * total - 1e-6 <= logic <= band[1] * total + 1e-6


def test_the_moves_of_a_plain_case_are_a_smallest_set() -> None:
    found = moved({"ui/a.py": [9, 8, 1, 1], "store/a.py": [1]}, {"ui": (0.0, 0.2), "store": (0.1, 1.0)})
    assert len(found.moves) == found.least_moves == 2

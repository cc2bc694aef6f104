"""The balance of systems made by hand: what counts, what does not, and what must not change it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighed import LAYERS, a_unit, weighed

from archlint.graph.system import System
from archlint.measures.balance import balance_by, balance_of, centre_of_gravity, declared_balance, gini
from archlint.measures.logic import REASONS, logic_of
from archlint.measures.proposal import proposed_bands
from archlint.model.balance import Balance, Excluded
from archlint.model.facts import Unit
from archlint.model.graph import Module
from archlint.model.roles import UnitRole

AMOUNTS = st.lists(st.integers(0, 40), max_size=12)
HELD = st.fixed_dictionaries({f"{layer}/a.py": AMOUNTS for layer in LAYERS}, optional={"ui/b.py": AMOUNTS})


def balance(system: System) -> Balance:
    return balance_by(system, "decisions")


def shares(system: System) -> dict[str, tuple[int, float]]:
    return {portion.layer: (portion.logic, portion.share) for portion in balance(system).layers}


def test_shares_are_of_the_logic_in_layers() -> None:
    found = balance(weighed({"ui/a.py": [3, 1], "ui/b.py": [2], "middle/a.py": [2], "tools/run.py": [50]}))
    assert (found.logic, found.uncovered, found.units) == (8, 50, 4)
    assert [(portion.layer, portion.units, portion.logic, portion.share) for portion in found.portions] == [
        ("ui", 3, 6, 0.75),
        ("middle", 1, 2, 0.25),
        ("store", 0, 0, 0.0),
    ]


def test_parts_stand_after_their_layer_with_their_share_of_the_whole() -> None:
    system = weighed({"ui/web/a.py": [3], "ui/app/a.py": [1], "ui/theme.py": [1], "store/a.py": [5]})
    layers = list(system.rulebook.layers)
    layers[0] = msgspec.structs.replace(layers[0], parts={"web": ("ui/web/**",), "app": ("ui/app/**",)})
    rulebook = msgspec.structs.replace(system.rulebook, layers=tuple(layers))
    from archlint.graph.assign import assign

    parted = System(assign(system.graph, rulebook), rulebook, system._bodies)
    told = [(portion.layer, portion.part, portion.logic, portion.share) for portion in balance(parted).portions]
    assert told == [
        ("ui", "", 5, 0.5),
        ("ui", "web", 3, 0.3),
        ("ui", "app", 1, 0.1),
        ("middle", "", 0, 0.0),
        ("store", "", 5, 0.5),
    ]


def test_measures_are_those_of_the_units() -> None:
    system = weighed({"ui/a.py": [4], "store/a.py": [6]})
    assert [balance_by(system, measure).logic for measure in ("decisions", "cognitive", "statements")] == [10, 20, 30]
    assert declared_balance(system).measure == "decisions"
    assert declared_balance(weighed({"ui/a.py": [4]}, measure="cognitive")).logic == 8


def test_the_heaviest_come_first_and_only_with_logic() -> None:
    found = balance(weighed({"ui/a.py": [0, 5, 0], "ui/b.py": [7, 5, 1, 2, 3]}))
    heaviest = [(unit.module, unit.line, unit.logic) for unit in found.portions[0].heaviest]
    assert heaviest == [("ui/b.py", 1, 7), ("ui/a.py", 2, 5), ("ui/b.py", 2, 5), ("ui/b.py", 5, 3), ("ui/b.py", 4, 2)]


def test_what_is_no_logic_is_excluded_with_its_reason() -> None:
    more = {
        "ui/a.py": [a_unit("", 4, 1, "module"), a_unit("Screen", 2, 3, "class"), a_unit("Screen.draw", 1, 4, "method")],
        "ui/types.pyi": [a_unit("f", 1)],
        "ui/types.d.ts": [a_unit("f", 0), a_unit("g", 1)],
        "store/made.py": [a_unit("f", 9), a_unit("", 1, 1, "module")],
        "tools/a.py": [a_unit("", 2, 1, "module")],
    }
    found = balance(weighed({}, more=more, generated=["store/made.py"]))
    assert found.logic == 1
    assert found.excluded == (
        Excluded("class-body", 1, 2),
        Excluded("declaration", 3, 2),
        Excluded("generated", 2, 10),
        Excluded("module-level", 2, 6),
    )


def test_tests_are_not_counted() -> None:
    system = weighed({"ui/a.py": [4], "ui/test_a.py": [9]})
    modules = tuple(msgspec.structs.replace(module, test="test" in module.id) for module in system.graph.modules)
    system = System(msgspec.structs.replace(system.graph, modules=modules), system.rulebook, system._bodies)
    assert balance(system).logic == 4


def test_a_further_reason_takes_units_out() -> None:
    def draws(_system: System, _module: Module, unit: Unit, _role: UnitRole | None) -> str:
        return "presentation" if unit.name == "f1" else ""

    system = weighed({"ui/a.py": [1, 20], "store/a.py": [4]})
    found = balance_of(system, logic_of(system, "decisions", (*REASONS, draws)), "decisions")
    assert found.logic == 5
    assert found.excluded == (Excluded("presentation", 1, 20),)


def test_nothing_to_weigh() -> None:
    found = balance(weighed({"ui/a.py": [0, 0]}, {"ui": (0.5, 1.0)}))
    assert (found.logic, found.centre, found.concentration, found.moves) == (0, None, 0.0, ())
    assert [portion.share for portion in found.portions] == [0.0, 0.0, 0.0]
    assert proposed_bands(found) == {}
    assert balance(weighed({}, layers=())).portions == ()


@pytest.mark.parametrize(
    ("logic", "centre"),
    [
        ([5, 0, 0], 0.0),
        ([0, 0, 5], 1.0),
        ([0, 9, 0], 0.5),
        ([1, 0, 3], 0.75),
        ([1, 1], 0.5),
        ([7], None),
        ([0, 0], None),
    ],
)
def test_centre_of_gravity(logic: list[int], centre: float | None) -> None:
    assert centre_of_gravity(logic) == centre


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([], 0.0),
        ([0, 0], 0.0),
        ([5], 0.0),
        ([3, 3, 3], 0.0),
        ([1, 3], 0.25),
        ([0, 1, 3, 0], 0.25),
        ([1, 1, 1, 97], 0.72),
    ],
)
def test_gini(amounts: list[int], expected: float) -> None:
    assert gini(amounts) == pytest.approx(expected)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30))
def test_gini_is_the_mean_difference(amounts: list[int]) -> None:
    """Its definition: the mean absolute difference of all pairs, relative to twice the mean."""
    differences = sum(abs(one - other) for one in amounts for other in amounts)
    assert gini(amounts) == pytest.approx(differences / (2 * len(amounts) * sum(amounts)))


@given(HELD)
def test_shares_add_up(held: dict[str, list[int]]) -> None:
    found = balance(weighed(held))
    assert sum(portion.logic for portion in found.layers) == found.logic
    assert sum(portion.share for portion in found.layers) == pytest.approx(1.0 if found.logic else 0.0)


@given(HELD)
def test_the_order_of_files_and_units_changes_nothing(held: dict[str, list[int]]) -> None:
    bands = {"ui": (0.1, 0.3), "middle": (0.4, 0.7)}
    assert balance(weighed(held, bands)) == balance(weighed(held, bands, reverse=True))


@given(HELD, st.data())
def test_moving_a_unit_moves_the_shares_by_exactly_its_logic(held: dict[str, list[int]], data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(sorted(name for name, amounts in held.items() if amounts) or ["ui/a.py"]))
    if not held[source]:
        return
    target = data.draw(st.sampled_from([f"{layer}/a.py" for layer in LAYERS]))
    index = data.draw(st.integers(0, len(held[source]) - 1))
    before = shares(weighed(held))
    moved = {name: list(amounts) for name, amounts in held.items()}
    logic = moved[source].pop(index)
    moved[target].append(logic)
    after = shares(weighed(moved))
    total = sum(map(sum, held.values()))
    for layer in LAYERS:
        change = logic * ((layer == target.partition("/")[0]) - (layer == source.partition("/")[0]))
        assert after[layer][0] - before[layer][0] == change
        assert after[layer][1] - before[layer][1] == pytest.approx(change / total if total else 0)


@given(HELD, st.data())
def test_splitting_a_unit_leaves_the_shares(held: dict[str, list[int]], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(name for name, amounts in held.items() if amounts) or ["ui/a.py"]))
    if not held[name]:
        return
    index = data.draw(st.integers(0, len(held[name]) - 1))
    logic = held[name][index]
    first = data.draw(st.integers(0, logic))
    split = held | {name: [*held[name][:index], first, *held[name][index + 1 :], logic - first]}
    assert shares(weighed(split)) == shares(weighed(held))


def test_proposed_bands_are_the_share_rounded_outward_with_ten_points() -> None:
    found = balance(weighed({"ui/a.py": [62], "middle/a.py": [35], "store/a.py": [3]}))
    assert proposed_bands(found) == {"ui": (0.5, 0.75), "middle": (0.25, 0.45), "store": (0.0, 0.15)}


@given(HELD)
def test_code_is_within_the_bands_that_are_proposed_for_it(held: dict[str, list[int]]) -> None:
    found = balance(weighed(held))
    bands = proposed_bands(found)
    assert all(0 <= bands[portion.layer][0] <= portion.share <= bands[portion.layer][1] <= 1
               for portion in found.layers if bands)  # fmt: skip
    assert balance(weighed(held, bands)).moves == ()


def test_bodies_are_asked_for_once_and_only_when_somebody_measures() -> None:
    system = weighed({"ui/a.py": [4], "store/a.py": [6]})
    asked: list[str] = []

    def bodies(module: str):  # type: ignore[no-untyped-def]
        asked.append(module)
        return system._bodies(module)

    lazy = System(system.graph, system.rulebook, bodies)
    assert lazy.members["ui"]
    assert lazy.outgoing == {}
    assert asked == []
    first = declared_balance(lazy)
    assert sorted(asked) == ["store/a.py", "ui/a.py"]
    assert declared_balance(lazy) is first
    balance_by(lazy, "cognitive")
    assert len(asked) == 2

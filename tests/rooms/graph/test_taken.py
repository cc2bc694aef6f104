"""Which names a module takes out of others: from what its references say and mean, all of the names of a line or one each."""

from hypothesis import given
from hypothesis import strategies as st

from archlint.graph.taken import Taken, add, taken
from archlint.model.facts import Reference, Span
from archlint.model.layout import Resolved

HERE = Span(0, 1, 1, 1)
NAMES = st.text("abcDE", min_size=1, max_size=3)


def test_an_answer_for_the_first_name_of_a_line_brings_in_all_of_them() -> None:
    found = taken([Reference("./prices", ("total", "vat"), HERE)], [Resolved(0, "module", "src/prices.ts", "total")])
    assert found.inside == {"total": "src/prices.ts", "vat": "src/prices.ts"}
    assert not found.outside


def test_an_answer_for_each_name_brings_in_its_own() -> None:
    line = Reference("shop", ("prices", "orders"), HERE)
    answers = [Resolved(0, "module", "shop/prices.py", "prices"), Resolved(0, "module", "shop/orders.py", "orders")]
    assert taken([line], answers).inside["orders"] == "shop/orders.py"


def test_a_submodule_in_a_line_of_names_is_taken_as_a_whole_and_the_other_names_out_of_the_package() -> None:
    line = Reference("shop", ("RATE", "prices", "TAX"), HERE)
    answers = [Resolved(0, "module", "shop/prices.py"), Resolved(0, "module", "shop/__init__.py", "RATE")]
    assert taken([line], answers).inside == {"RATE": "shop/__init__.py", "TAX": "shop/__init__.py"}


def test_a_name_of_a_library_is_known_by_its_last_piece_and_said_in_full() -> None:
    found = taken(
        [Reference("sqlalchemy.orm", ("Session",), HERE), Reference("@angular/core", ("Component",), HERE)],
        [
            Resolved(0, "third-party", "sqlalchemy.orm", "Session"),
            Resolved(1, "third-party", "@angular/core", "Component"),
        ],
    )
    assert found.outside == {"Session": "sqlalchemy.orm.Session", "Component": "@angular/core.Component"}


def test_a_library_as_a_whole_is_known_by_its_name_a_module_as_a_whole_by_none() -> None:
    found = taken(
        [Reference("requests", (), HERE), Reference("./styles", (), HERE)],
        [Resolved(0, "third-party", "requests"), Resolved(1, "module", "src/styles.ts")],
    )
    assert found == Taken({}, {"requests": "requests"})


def test_what_was_not_found_and_what_is_no_code_is_taken_out_of_nothing() -> None:
    references = [Reference("./gone", ("x",), HERE), Reference("./logo.svg", ("logo",), HERE)]
    answers = [Resolved(0, "unresolved", "./gone", "x"), Resolved(1, "asset", "src/logo.svg", "logo")]
    assert taken(references, answers) == Taken({}, {})


def test_of_two_alike_the_first_counts() -> None:
    references = [Reference("./one", ("x",), HERE), Reference("./two", ("x",), HERE)]
    answers = [Resolved(0, "module", "one.ts", "x"), Resolved(1, "module", "two.ts", "x")]
    assert taken(references, answers).inside == {"x": "one.ts"}
    assert taken(references, answers[::-1]).inside == {"x": "two.ts"}


@given(st.lists(st.tuples(NAMES, st.lists(NAMES, min_size=1, max_size=3), st.booleans()), max_size=6))
def test_every_name_that_is_found_was_written_and_leads_where_its_reference_does(
    lines: list[tuple[str, list[str], bool]],
) -> None:
    references = [Reference(target, tuple(names), HERE) for target, names, _ in lines]
    answers = [
        Resolved(index, "module" if inside else "standard", target, names[0])
        for index, (target, names, inside) in enumerate(lines)
    ]
    found = taken(references, answers)
    for name, target in found.inside.items():
        assert any(inside and target == there and name in names for there, names, inside in lines)
    for name, full in found.outside.items():
        assert any(not inside and full == f"{there}.{name}" for there, _, inside in lines)
    assert set(found.inside) == {name for _, names, inside in lines if inside for name in names}
    assert set(found.outside) == {name for _, names, inside in lines if not inside for name in names}


@given(st.lists(st.tuples(NAMES, NAMES, st.booleans()), max_size=8))
def test_adding_once_more_changes_nothing(lines: list[tuple[str, str, bool]]) -> None:
    once, twice = Taken({}, {}), Taken({}, {})
    for target, name, inside in lines:
        add(once, target, [name], inside=inside)
    for target, name, inside in [*lines, *lines]:
        add(twice, target, [name], inside=inside)
    assert once == twice

"""Roles in a system that was changed a little: what is kept from before must say what a look at everything anew says."""

from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_projects import facts_of, system_of
from test_reach import JAVA, PYTHON, TYPESCRIPT

from archlint.graph.system import System
from archlint.graph.whatif.draft import Draft
from archlint.measures.roles import Roles
from archlint.model.facts import Body
from archlint.model.roles import UnitRole

FILES = PYTHON | TYPESCRIPT | JAVA
KNOWN = system_of(FILES)


def lasting(system: System) -> System:
    """The system with bodies that stay what they are."""
    return System(
        system.graph, system.rulebook, cache(system.body), taken=system.taken, like=system, bodies_last=True
    )  # fmt: skip


def anew(system: System) -> System:
    """The same system, of which nobody has seen anything."""
    return System(system.graph, system.rulebook, system.body, taken=system.taken)


def told(system: System) -> dict[str, tuple[UnitRole | None, ...]]:
    return {module: system.view(Roles).of(module) for module in system.modules}


def change(draft: Draft, how: str, module: str, other: str) -> None:
    if how == "move":
        draft.rename(module, msgspec.structs.replace(draft.modules[module], id=f"elsewhere/pages/{module}"))
    elif how == "empty":
        draft.set_body(module, Body())
    elif how == "swap" and other in draft.modules:
        draft.set_body(module, draft.body(other))
    elif how == "part":
        for key in [key for key in draft.dependencies if module in key]:
            draft.keep_sites(key, ())


CHANGES = st.lists(
    st.tuples(st.sampled_from(("move", "empty", "swap", "part")), *[st.sampled_from(sorted(FILES))] * 2),
    min_size=1,
    max_size=4,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(CHANGES)
def test_what_is_kept_says_what_a_new_look_says(changes: list[tuple[str, str, str]]) -> None:
    system = lasting(KNOWN)
    assert told(system) == told(anew(system))
    for how, module, other in changes:
        draft = Draft(system)
        if module in draft.modules:
            change(draft, how, module, other)
        system = draft.system_by(system.rulebook)
        assert told(system) == told(anew(system))


def test_the_first_look_is_the_same_before_and_after_the_second() -> None:
    one, other = lasting(KNOWN), anew(KNOWN)
    module, wanted = "shop/bills.py", {1, 2, 4}
    first = one.view(Roles).at_first(module, wanted)
    assert [index for index, look in enumerate(first) if look is not None] == sorted(wanted)
    other.view(Roles).of(module)
    assert other.view(Roles).at_first(module, wanted) == first


@pytest.mark.parametrize("name", ["Order", "Invoice"])
def test_a_class_that_gets_another_ancestor_elsewhere_changes_who_is_at_home_with_data(name: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/records.py": "from django.db import models\n\n\nclass Record(models.Model):\n    pass\n",
        "shop/rows.py": f"from shop.records import Record\n\n\nclass {name}(Record):\n    def open(self):\n        return 3\n",
    }
    system = lasting(system_of(files))
    assert "in-record" in system.view(Roles).seen("shop/rows.py")[2]
    draft = Draft(system)
    plain = facts_of("shop/records.py", "class Record:\n    pass\n").body
    draft.set_body("shop/records.py", plain)
    assert "in-record" not in draft.system_by(system.rulebook).view(Roles).seen("shop/rows.py")[2]

"""What the ends of contracts and exceptions name."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_graphs import site

from archlint.graph.selectors import Selection, groups, modules_named
from archlint.graph.system import System
from archlint.model.graph import ExternalUse, Graph, Module
from archlint.model.patterns import PatternError
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer, Technology


def use(name: str, language: str = "python", *, standard: bool = False, names: Iterable[str] = ("",)) -> ExternalUse:
    return ExternalUse("ui/a.py", language, name, standard, tuple(site(name=taken) for taken in names))


ORM = use("sqlalchemy.orm", names=("Session",))
SQLITE = use("sqlite3", standard=True)
REACT = use("react-dom/client", "typescript")
SCOPED = use("@acme/db/client", "typescript")
ALCHEMIST = use("sqlalchemyst")
EXTERNAL = (ALCHEMIST, ORM, REACT, SCOPED, SQLITE)

MODULES = (
    Module("bss/billing/invoice.py", "python", "backend", "billing"),
    Module("bss/billing/ledger.py", "python", "backend", "billing"),
    Module("bss/crm/party.py", "python", "backend", "crm"),
    Module("bss/shared.py", "python", "backend"),
    Module("tools/run.py", "python"),
    Module("ui/a.py", "python", "ui"),
    Module("ui/pages/[id].tsx", "typescript", "ui"),
)
SYSTEM = System(
    Graph(modules=MODULES, external=EXTERNAL),
    Rulebook(
        layers=(
            Layer(name="ui", paths=("ui/**",)),
            Layer(
                name="backend",
                paths=("bss/**",),
                parts={"billing": ("bss/billing/**",), "crm": ("bss/crm/**",), "rating": ("bss/rating/**",)},
            ),
        ),
        technologies=(
            Technology(name="SQLAlchemy", role="persistence", language="python", modules=("sqlalchemy",)),
            Technology(name="SQLite", role="persistence", language="python", modules=("sqlite3",)),
            Technology(name="React", role="ui-toolkit", language="typescript", modules=("react", "react-dom")),
            Technology(name="Acme DB", role="persistence", language="typescript", modules=("@acme/db",)),
        ),
    ),
)


@pytest.mark.parametrize(
    ("selectors", "modules"),
    [
        (["ui"], ["ui/a.py", "ui/pages/[id].tsx"]),
        (["backend.billing"], ["bss/billing/invoice.py", "bss/billing/ledger.py"]),
        (["backend", "!backend.billing"], ["bss/crm/party.py", "bss/shared.py"]),
        (["backend", "!backend.billing", "bss/billing/ledger.py"],
         ["bss/billing/ledger.py", "bss/crm/party.py", "bss/shared.py"]),
        (["bss/*/*.py", "!**/ledger.py"], ["bss/billing/invoice.py", "bss/crm/party.py"]),
        (["tools"], ["tools/run.py"]),
        (["**"], [module.id for module in MODULES]),
        (["!ui"], []),
        ([], []),
    ],
)  # fmt: skip
def test_modules(selectors: list[str], modules: list[str]) -> None:
    assert sorted(Selection(SYSTEM, selectors).modules) == modules


@pytest.mark.parametrize(
    ("selectors", "taken"),
    [
        (["external:sqlalchemy"], [ORM]),
        (["external:sqlalchemy.orm"], [ORM]),
        (["external:sqlalchemy.orm.Session"], [ORM]),
        (["external:sqlalchemy.engine"], []),
        (["external:*"], [ALCHEMIST, ORM, REACT, SCOPED]),
        (["external:@acme/db"], [SCOPED]),
        (["external:react-dom"], [REACT]),
        (["external:react"], []),
        (["external:sqlite3"], []),
        (["standard:sqlite3"], [SQLITE]),
        (["standard:*"], [SQLITE]),
        (["standard:sqlalchemy"], []),
        (["technology:persistence"], [ORM, SCOPED, SQLITE]),
        (["technology:persistence", "!standard:*"], [ORM, SCOPED]),
        (["technology:persistence", "!standard:*", "standard:sqlite3"], [ORM, SCOPED, SQLITE]),
        (["technology:ui-toolkit"], [REACT]),
        (["technology:"], []),
        (["external:"], []),
        (["ui"], []),
    ],
)
def test_libraries(selectors: list[str], taken: list[ExternalUse]) -> None:
    selection = Selection(SYSTEM, selectors)
    assert [known for known in EXTERNAL if selection.takes(known)] == taken


def test_every_selector_that_names_nothing_is_told_as_written() -> None:
    selectors = ["ui", "!nothing/**", "backend.rating", "external:left-pad", "technology:broker", "standard:sqlite3"]
    assert Selection(SYSTEM, selectors).unmatched == (
        "!nothing/**",
        "backend.rating",
        "external:left-pad",
        "technology:broker",
    )


def test_a_selection_knows_what_it_speaks_about() -> None:
    selection = Selection(SYSTEM, ["ui", "!technology:persistence"])
    assert selection.speaks_about("technology")
    assert not selection.speaks_about("external", "standard")


def test_a_part_that_does_not_exist_is_a_glob() -> None:
    assert modules_named(SYSTEM, "backend.nothing") == frozenset()
    with pytest.raises(PatternError):
        modules_named(SYSTEM, "../secrets/**")


@pytest.mark.parametrize(
    ("selectors", "found"),
    [
        (["backend"], ["backend.billing", "backend.crm"]),
        (["ui", "backend"], ["ui", "backend"]),
        (["ui"], ["ui"]),
        (["bss/*"], ["bss/billing", "bss/crm", "bss/shared.py"]),
        (["bss/*", "!bss/shared.py"], ["bss/billing", "bss/crm"]),
        (["bss/*", "!backend.crm"], ["bss/billing", "bss/shared.py"]),
        (["bss/billing/*"], ["bss/billing/invoice.py", "bss/billing/ledger.py"]),
        (["nothing/*", "ui"], ["ui"]),
        ([], []),
    ],
)
def test_groups(selectors: list[str], found: list[str]) -> None:
    assert list(groups(SYSTEM, selectors)) == found


SELECTORS = st.sampled_from(
    ["ui", "backend", "backend.billing", "backend.crm", "bss/**", "**/*.py", "tools/run.py", "!ui", "!backend.crm",
     "!bss/*.py", "!**/invoice.py"]
)  # fmt: skip


@given(st.lists(SELECTORS, max_size=6))
def test_a_selection_is_what_one_gets_selector_by_selector(selectors: list[str]) -> None:
    wanted: set[str] = set()
    for selector in selectors:
        named = modules_named(SYSTEM, selector.removeprefix("!"))
        wanted = wanted - named if selector.startswith("!") else wanted | named
    assert Selection(SYSTEM, selectors).modules == wanted


@given(st.lists(SELECTORS, max_size=6))
def test_pieces_hold_only_what_the_selection_holds(selectors: list[str]) -> None:
    taken_out = {selector for selector in selectors if selector.startswith("!")}
    ordered = [*(selector for selector in selectors if selector not in taken_out), *sorted(taken_out)]
    held = frozenset[str]().union(*groups(SYSTEM, selectors).values())
    assert held <= Selection(SYSTEM, ordered).modules

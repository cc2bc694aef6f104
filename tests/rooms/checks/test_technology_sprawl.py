"""Which libraries of a layer are too many, on systems made by hand: who leads, what is allowed, what a finding is known by."""

from collections.abc import Sequence

import pytest
from small_systems import a_system, findings, tiers

from archlint.checks.judge import judge
from archlint.checks.technology_sprawl import CHECK, SprawlOptions
from archlint.graph.assign import assign
from archlint.graph.system import System
from archlint.model.facts import Flag, Span
from archlint.model.finding import Finding
from archlint.model.graph import ExternalUse, FileProblem, Graph, Module, Site
from archlint.model.rulebook import Rulebook
from archlint.model.tables import CheckSettings, Layer, Technology

JOB = "HTTP clients"
LIBRARIES = tuple(
    Technology(name=name.title(), role="http-client", job=JOB, language="python", modules=(name,))
    for name in ("alpha", "beta", "gamma", "delta", "epsilon")
)
NEUTRAL = Technology(name="Codes", role="http-client", language="python", modules=("alpha.codes",))


def a_use(module: str, library: str, line: int = 1, flags: int = 0) -> ExternalUse:
    name, _, taken = library.partition(":")
    return ExternalUse(module, "python", name, False, (Site(Span(0, 1, line, 1), flags, taken),))


def sprawl(
    uses: Sequence[ExternalUse], options: SprawlOptions | None = None, generated: Sequence[str] = ()
) -> list[Finding]:
    """What the check finds in one layer `ui` whose modules make these uses."""
    modules = tuple(Module(name, "python") for name in sorted({use.importer for use in uses}))
    problems = tuple(FileProblem(name, "generated", "a program wrote it") for name in generated)
    rulebook = Rulebook(
        layers=(Layer(name="ui", paths=("ui/**",)),),
        technologies=(*LIBRARIES, NEUTRAL),
        checks={CHECK.name: CheckSettings(options=options)},
    )
    graph = Graph(
        modules=modules, external=tuple(sorted(uses, key=lambda use: (use.importer, use.name))), problems=problems
    )
    return list(judge(System(assign(graph, rulebook), rulebook), [CHECK]))


def spread(**modules: int) -> list[ExternalUse]:
    """Uses by as many modules as each library is given."""
    return [a_use(f"ui/{name}{index}.py", name) for name, number in modules.items() for index in range(number)]


def test_the_one_that_most_modules_use_is_to_be_kept_and_the_rarest_is_where_the_finding_stands() -> None:
    (finding,) = sprawl(spread(alpha=2, beta=41, gamma=1))
    assert finding.message == "ui uses 3 HTTP clients: Beta (41 modules), Alpha (2 modules), Gamma (1 module)"
    assert finding.instead.startswith(
        "use Beta instead of Gamma (ui/gamma0.py:1:1), Alpha (ui/alpha0.py:1:1 and 1 more);"
    )
    assert finding.severity == "warning"
    assert finding.importer is not None
    assert finding.importer.place is not None
    assert finding.importer.place.file == "ui/gamma0.py"


def test_places_decide_where_modules_do_not() -> None:
    (finding,) = sprawl([a_use("ui/a.py", "alpha"), a_use("ui/b.py", "beta", 1), a_use("ui/b.py", "beta", 9)])
    assert finding.message == "ui uses 2 HTTP clients: Beta (1 module, 2 places), Alpha (1 module)"
    assert finding.instead.startswith("use Beta instead of Alpha (ui/a.py:1:1);")


def test_where_nobody_leads_all_that_are_equal_are_offered() -> None:
    (finding,) = sprawl(spread(alpha=2, beta=2, gamma=1))
    assert finding.instead.startswith("settle on Alpha or Beta; they are used here: Gamma (ui/gamma0.py:1:1), Beta (")


def test_many_are_told_by_number() -> None:
    (finding,) = sprawl(spread(alpha=5, beta=4, gamma=3, delta=2, epsilon=1))
    assert "Epsilon (ui/epsilon0.py:1:1), Delta (ui/delta0.py:1:1 and 1 more), Gamma (" in finding.instead
    assert ", and 1 more;" in finding.instead


@pytest.mark.parametrize(
    ("allow", "told"),
    [
        ((), "Alpha, Beta, Gamma"),
        ((("Alpha", "Beta"),), "Alpha, Gamma"),
        (("Beta",), "Alpha, Gamma"),
        ((("Beta",), "Gamma"), ""),
        ((("Alpha", "Beta", "Gamma"),), ""),
        ((("Alpha", "Beta"), ("Alpha", "Gamma")), ""),
        ((("Beta", "Gamma"),), "Alpha, Beta, Gamma"),  # both still stand beside Alpha
        ((("alpha", "beta"),), "Alpha, Beta, Gamma"),  # names are as findings write them
    ],
)
def test_what_may_stand_beside_what_is_used_most(allow: tuple[str | tuple[str, ...], ...], told: str) -> None:
    found = sprawl(spread(alpha=3, beta=2, gamma=1), SprawlOptions(allow=allow))
    assert [finding.text for finding in found] == ([f"HTTP clients: {told}"] if told else [])


@pytest.mark.parametrize(("fewest", "told"), [(1, 3), (2, 2), (3, 0)])
def test_a_library_counts_from_so_many_modules_on(fewest: int, told: int) -> None:
    found = sprawl(spread(alpha=3, beta=2, gamma=1), SprawlOptions(min_modules=fewest))
    assert [finding.message.split()[2] for finding in found] == ([str(told)] if told else [])


def test_what_is_nobodys_rival_does_not_count() -> None:
    assert sprawl([a_use("ui/a.py", "alpha:codes"), a_use("ui/b.py", "beta")]) == []


def test_generated_modules_and_types_do_not_count() -> None:
    uses = [*spread(alpha=1), a_use("ui/made.py", "beta"), a_use("ui/types.py", "gamma", flags=Flag.TYPE_ONLY)]
    assert sprawl(uses, generated=["ui/made.py"]) == []
    assert len(sprawl(uses)) == 1


def test_a_fallback_counts_where_it_is_used_without_a_condition_too() -> None:
    tried = [a_use("ui/a.py", "alpha", 2, Flag.CONDITIONAL), a_use("ui/a.py", "beta", 4, Flag.CONDITIONAL)]
    assert sprawl(tried) == []
    assert len(sprawl([*tried, a_use("ui/a.py", "beta", 9)])) == 1
    assert len(sprawl([*tried, a_use("ui/b.py", "beta", 2, Flag.CONDITIONAL)])) == 1


def test_moved_uses_do_not_change_the_identity_of_a_finding_and_a_third_library_does() -> None:
    (before,) = sprawl(spread(alpha=3, beta=1))
    (moved,) = sprawl([*spread(alpha=5), a_use("ui/zoo.py", "beta", 7)])
    (grown,) = sprawl(spread(alpha=3, beta=1, gamma=2))
    assert moved.fingerprint == before.fingerprint
    assert grown.fingerprint != before.fingerprint


def test_modules_in_no_layer_are_not_judged() -> None:
    system = a_system([("lib/a", "external:requests"), ("lib/b", "external:httpx")], tiers("ui"), modules=["ui/x"])
    assert findings(system, CHECK.name) == ()

"""What becomes of findings: their order, severity, identity, and the verdict on every dependency."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from small_systems import Edge, a_system, chain_of, edges, findings, tiers
from test_layer_semantics import MODULES, layerings, random_edges

from archlint.checks.catalogue import CHECKS
from archlint.checks.check import Unused
from archlint.checks.judge import judge, position, review, verdicts
from archlint.graph.system import System
from archlint.model.facts import Flag, Span
from archlint.model.finding import Finding, Place
from archlint.model.graph import FileProblem, Graph, Site, Unresolved, Verdict
from archlint.model.rulebook import Origin
from archlint.model.tables import CheckSettings, Contract, Project

LINEAR = tiers("high", "mid", "low")
SKIP = "high/a -> low/b"


def with_checks(system: System, **settings: CheckSettings) -> System:
    checks = {name.replace("_", "-"): setting for name, setting in settings.items()}
    return System(system.graph, msgspec.structs.replace(system.rulebook, checks=checks))


def accepted(found: tuple[Finding, ...]) -> list[Finding]:
    return [msgspec.structs.replace(finding, state="excepted") for finding in found]


def verdict_of(text: str, found: Any, system: System) -> Verdict:
    answers = dict(zip((d.key[1:] for d in system.graph.dependencies), verdicts(system, found), strict=True))
    importer, imported = edges(text)[0]
    return answers[f"{importer}.py", f"{imported}.py"]


def test_every_dependency_has_one_verdict() -> None:
    system = a_system(edges(f"{SKIP}, high/a -> mid/b, high/a -> lib/c, lib/c -> lib/d, low/b -> low/c"), LINEAR)
    found = findings(system, "layer-skip")
    assert verdict_of(SKIP, found, system) == "violation"
    assert verdict_of("high/a -> mid/b", found, system) == "allowed"
    assert verdict_of("low/b -> low/c", found, system) == "allowed"
    assert verdict_of("high/a -> lib/c", found, system) == "uncovered"
    assert verdict_of("lib/c -> lib/d", found, system) == "uncovered"


def test_what_is_accepted_is_excepted_unless_somebody_else_objects() -> None:
    system = a_system(edges(SKIP), LINEAR, [Contract(kind="forbidden", importers=("high",), imported=("low",))])
    found = findings(system, "layer-skip", "forbidden-dependency")
    assert len(found) == 2
    assert verdict_of(SKIP, accepted(found), system) == "excepted"
    for one, other in (found, found[::-1]):
        assert verdict_of(SKIP, [*accepted((one,)), other], system) == "violation"
        assert verdict_of(SKIP, [other, *accepted((one,))], system) == "violation"


@pytest.mark.parametrize(
    ("text", "verdict"), [("low/a -> high/b -> mid/c -> low/a", "violation"), ("low/a -> low/b -> low/a", "allowed")]
)
def test_a_circle_across_layers_rejects_the_dependency_to_cut(text: str, verdict: Verdict) -> None:
    system = a_system(edges(text), LINEAR)
    (found,) = findings(system, "dependency-cycle")
    assert verdict_of(text, [found], system) == verdict


def test_severity_is_the_check_s_own_unless_the_declaration_says_otherwise() -> None:
    system = a_system(edges("low/a -> high/b, lib/x -> low/a"), LINEAR, modules=["mid/z"])
    names = ("upward-dependency", "uncovered-module")
    assert [finding.severity for finding in findings(system, *names)] == ["warning", "error"]
    turned = with_checks(
        system, upward_dependency=CheckSettings(severity="warning"), uncovered_module=CheckSettings(severity="error")
    )
    assert [finding.severity for finding in findings(turned, *names)] == ["error", "warning"]
    off = with_checks(system, upward_dependency=CheckSettings(severity="off"))
    assert [finding.check for finding in findings(off, *names)] == ["uncovered-module"]


def test_reviews_obey_severity_too() -> None:
    unused = [Unused("archlint.toml", 3, "exception for x", "accepts nothing"), Unused("a", 1, "b", "ended", True)]
    rulebook = a_system([]).rulebook
    found = review(rulebook, CHECKS, unused)
    assert [(finding.check, finding.severity) for finding in found] == [
        ("expired-exception", "error"),
        ("unused-exception", "error"),
    ]
    settings = {
        "unused-exception": CheckSettings(severity="off"),
        "expired-exception": CheckSettings(severity="warning"),
    }
    (left,) = review(msgspec.structs.replace(rulebook, checks=settings), CHECKS, unused)
    assert (left.check, left.severity) == ("expired-exception", "warning")


def moved(graph: Graph, lines: int) -> Graph:
    """The same graph with every import so many lines further down."""
    dependencies = []
    for dependency in graph.dependencies:
        sites = tuple(
            Site(Span(site.span.start + 9 * lines, site.span.end + 9 * lines, site.span.line + lines, 1), site.flags)
            for site in dependency.sites
        )
        dependencies.append(msgspec.structs.replace(dependency, sites=sites))
    return msgspec.structs.replace(graph, dependencies=tuple(dependencies))


@given(random_edges(6), layerings())
def test_fingerprints_survive_moved_lines_and_tell_findings_apart(dependencies: set[Edge], layers: Any) -> None:
    system = a_system(dependencies, layers, modules=MODULES)
    found = judge(system, CHECKS)
    later = judge(System(moved(system.graph, 7), system.rulebook), CHECKS)
    assert sorted(finding.fingerprint for finding in found) == sorted(finding.fingerprint for finding in later)
    assert len({finding.fingerprint for finding in found}) == len(found)


@given(random_edges(6), layerings())
def test_what_is_told_is_true(dependencies: set[Edge], layers: Any) -> None:
    """Every finding names dependencies that exist, gives a reason, and stands in its place."""
    system = a_system(dependencies, layers, modules=MODULES)
    found = judge(system, CHECKS)
    assert list(found) == sorted(found, key=position)
    known = {dependency.key for dependency in system.graph.dependencies}
    for finding in found:
        assert set(finding.rejects) <= known
        assert {("import", hop.importer, hop.imported) for hop in finding.chain} <= known
        assert finding.message
        assert finding.instead
        assert finding.importer is not None
        if finding.imported is not None and not finding.chain:
            assert ("import", finding.importer.module, finding.imported.module) in known
        if finding.chain:
            steps = chain_of(finding).split(" -> ")
            assert all(
                hop.imported == after.importer for hop, after in zip(finding.chain, finding.chain[1:], strict=False)
            )
            assert len(set(steps)) >= len(steps) - 1
    assert len(verdicts(system, found)) == len(system.graph.dependencies)


@pytest.mark.parametrize(
    ("level", "text", "layers", "circles"),
    [
        ("part", "a/x -> b/x -> a/y", ("a : b",), 1),
        ("part", "a/x -> b/x -> a/y", ("a", "b"), 1),
        ("layer", "a/x -> b/x -> a/y", ("a : b",), 0),
        ("layer", "a/x -> b/x -> a/y", ("a", "b"), 1),
        ("layer", "a/x -> lib/x -> a/y", ("a", "b"), 0),
        ("package", "a/p/x -> a/q/x -> a/p/y", ("a",), 1),
        ("package", "a/x -> a/q/x -> a/y", ("a",), 1),
        ("package", "x -> y -> x", ("a",), 0),
        ("module", "a/p/x -> a/q/x -> a/p/y", ("a",), 0),
    ],
)
def test_circles_at_every_level(level: Any, text: str, layers: tuple[str, ...], circles: int) -> None:
    system = a_system(edges(text), tiers(*layers))
    (check,) = [check for check in CHECKS if check.name == "dependency-cycle"]
    options = check.options(level=level)
    found = findings(with_checks(system, dependency_cycle=CheckSettings(options=options)), "dependency-cycle")
    assert len(found) == circles


@pytest.mark.parametrize("name", ["upward-dependency", "layer-skip", "part-dependency", "private-access"])
def test_every_check_on_layers_can_leave_out_what_only_the_type_checker_sees(name: str) -> None:
    text = "low/a -> high/b, high/a -> low/b, p/x -> q/x, low/c -> lib/d -> high/e"
    layers = (*LINEAR, *tiers("p | q"))
    (check,) = [check for check in CHECKS if check.name == name]
    for flags, options, silent in ((0, {}, False), (0, {"include_type_only": False}, False), (Flag.TYPE_ONLY, {}, False),
                                   (Flag.TYPE_ONLY, {"include_type_only": False}, True)):  # fmt: skip
        system = a_system(edges(text), layers, modules=["mid/z"], flags=flags)
        rules = [msgspec.structs.replace(layer, public=("*/none.py",)) for layer in system.rulebook.layers]
        settings = {name: CheckSettings(options=check.options(**options))}
        rulebook = msgspec.structs.replace(system.rulebook, layers=tuple(rules), checks=settings)
        assert (findings(System(system.graph, rulebook), name) == ()) == silent


def test_a_layer_that_a_pack_brings_may_be_empty() -> None:
    system = a_system(edges("high/a -> low/b"), tiers("high", "ghost", "low"))
    origins = {"layers.ghost": Origin("pack:layers/some", 3)}
    rulebook = msgspec.structs.replace(system.rulebook, origins=origins)
    (found,) = findings(System(system.graph, rulebook), "empty-layer")
    assert (found.severity, found.importer and found.importer.place and found.importer.place.file) == (
        "warning",
        "pack:layers/some",
    )
    assert findings(System(system.graph, rulebook), "unmatched-pattern") == ()


def test_what_a_pack_says_about_other_systems_is_not_told() -> None:
    contracts = [
        Contract(kind="forbidden", importers=("nowhere/**",), imported=("low",)),
        Contract(kind="independent", modules=("high/**",)),
    ]
    system = a_system(edges("high/a -> mid/b"), tiers("high", "mid", "low"), contracts, modules=["low/a"])
    names = "unmatched-pattern"
    assert [finding.text for finding in findings(system, names)] == [
        "contracts.0.importers nowhere/**",
        "contracts.1.modules",
    ]
    by_pack = {f"contracts.{index}": Origin("pack:layers/some", 9) for index in range(2)}
    assert findings(System(system.graph, msgspec.structs.replace(system.rulebook, origins=by_pack)), names) == ()


def test_one_finding_per_file_that_was_not_read_whole() -> None:
    system = a_system([], LINEAR, modules=["high/a", "mid/a", "low/a"])
    problems = (
        FileProblem("high/a.py", "syntax", "a bracket is missing", Span(4, 5, 2, 1)),
        FileProblem("high/a.py", "syntax", "another one", Span(9, 10, 3, 1)),
        FileProblem("low/a.py", "generated", "says so"),
        FileProblem("mid/a.py", "too-large", "2,000,000 bytes"),
    )
    graph = msgspec.structs.replace(system.graph, problems=problems)
    found = findings(System(graph, system.rulebook), "unparsed-source")
    assert [(finding.importer and finding.importer.place, finding.instead) for finding in found] == [
        (Place("high/a.py", 2, 1, 4, 5), "correct it, or exclude the file if it is a template or a fixture"),
        (Place("mid/a.py"), "raise [project] max_file_size, or exclude the file"),
    ]


@pytest.mark.parametrize(("bound", "silent"), [(0.5, True), (0.49, False), (1.0, True), (0.0, False)])
def test_the_bound_of_unresolved_references_is_still_allowed(bound: float, silent: bool) -> None:
    system = a_system(edges("high/a -> mid/b"), LINEAR)
    lost = tuple(
        Unresolved("high/a.py", f"gone{number}", why, Span(0, 1, number, 1))
        for number, why in enumerate(("not there", "dots", "not there"))
    )
    graph = msgspec.structs.replace(system.graph, unresolved=lost, references={"module": 3, "unresolved": 3})
    rulebook = msgspec.structs.replace(system.rulebook, project=Project(max_unresolved=bound))
    found = findings(System(graph, rulebook), "unresolved-reference")
    assert (found == ()) == silent
    for finding in found:
        assert finding.message.endswith("2 × gone0: not there; 1 × gone1: dots")
        assert finding.message.startswith("3 of 6 references lead nowhere (50.0%, allowed ")


def test_a_layer_that_is_empty_is_told_for_that_only() -> None:
    system = a_system(edges("high/a -> high/b"), tiers("high", "ghost"))
    layers = tuple(msgspec.structs.replace(layer, independent=True) for layer in system.rulebook.layers)
    found = findings(
        System(system.graph, msgspec.structs.replace(system.rulebook, layers=layers)),
        "unmatched-pattern",
        "empty-layer",
    )
    assert sorted(finding.text for finding in found) == ["layers.ghost", "layers.high.independent"]

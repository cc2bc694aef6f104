"""Linking: what every reference means becomes exactly one edge per pair, whatever the order things came in."""

import random
from collections import Counter
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from random_graphs import ADJACENCIES, NAMES, edges

from archlint.graph.link import link
from archlint.model.facts import FileFacts, Flag, Problem, Reference, Span
from archlint.model.graph import Graph
from archlint.model.layout import Layout, Resolved


def facts(lines: Iterable[str], *problems: Problem, dialect: str = "python") -> FileFacts:
    """A file that writes one reference per line."""
    references = tuple(
        Reference(target, (), Span(10 * line, 10 * line + 5, line, 1)) for line, target in enumerate(lines, 1)
    )
    return FileFacts(dialect, references, problems=problems)


def linked(
    modules: dict[str, FileFacts],
    resolved: dict[str, tuple[Resolved, ...]],
    *,
    tests: Iterable[str] = (),
    manifests: Iterable[str] = (),
) -> Graph:
    layout = Layout(modules, dict.fromkeys(manifests, b""))
    return link(layout, resolved, lambda dialect: dialect, frozenset(tests).__contains__)


def from_adjacency(outgoing: dict[str, list[str]], order: Iterable[str] = NAMES) -> Graph:
    names = list(order)
    modules = {name: facts(outgoing.get(name, ())) for name in names}
    resolved = {
        name: tuple(Resolved(index, "module", target) for index, target in enumerate(outgoing.get(name, ())))
        for name in names
    }
    return linked(modules, resolved)


@given(ADJACENCIES)
def test_edges_are_the_references_between_two_modules(outgoing: dict[str, list[str]]) -> None:
    graph = from_adjacency(outgoing)
    found = [(dependency.importer, dependency.imported) for dependency in graph.dependencies]
    assert found == sorted(pair for pair in edges(outgoing) if pair[0] != pair[1])
    assert [module.id for module in graph.modules] == sorted(NAMES)
    assert graph.references.get("module", 0) == len(edges(outgoing))


@given(ADJACENCIES, st.permutations(NAMES))
def test_the_order_of_the_files_changes_nothing(outgoing: dict[str, list[str]], order: list[str]) -> None:
    assert from_adjacency(outgoing, order) == from_adjacency(outgoing)


@given(st.lists(st.sampled_from(["module", "third-party", "standard", "asset", "unresolved"])), st.integers())
def test_every_answer_is_counted_and_lands_where_it_belongs(statuses: list[str], seed: int) -> None:
    answers = [
        Resolved(index, status, f"{status}-{index % 3}", why="gone" if status == "unresolved" else "")  # type: ignore[arg-type]
        for index, status in enumerate(statuses)
    ]
    random.Random(seed).shuffle(answers)
    modules = {"a": facts(map(str, range(len(statuses)))), **{f"module-{number}": facts(()) for number in range(3)}}
    graph = linked(modules, {"a": tuple(answers)})
    assert graph.references == dict(sorted(Counter(statuses).items()))
    in_edges = sum(len(dependency.sites) for dependency in graph.dependencies)
    in_libraries = Counter({False: 0, True: 0})
    for use in graph.external:
        in_libraries[use.standard] += len(use.sites)
    counted = Counter(statuses)
    assert in_edges == counted["module"]
    assert (in_libraries[False], in_libraries[True]) == (counted["third-party"], counted["standard"])
    assert len(graph.unresolved) == counted["unresolved"]
    for holder in (*graph.dependencies, *graph.external):
        starts = [site.span.start for site in holder.sites]
        assert starts == sorted(starts)


def test_all_references_to_one_module_are_sites_of_one_edge() -> None:
    span = Span(0, 5, 1, 1)
    modules = {
        "a": FileFacts("python", (Reference("b", ("x", "y"), span, Flag.LAZY), Reference("b", (), span))),
        "b": facts(()),
    }
    answers = (Resolved(0, "module", "b", "y"), Resolved(0, "module", "b", "x"), Resolved(1, "module", "b"))
    (dependency,) = linked(modules, {"a": answers}).dependencies
    assert dependency.key == ("import", "a", "b")
    assert [(site.name, site.flags) for site in dependency.sites] == [("", 0), ("x", Flag.LAZY), ("y", Flag.LAZY)]


def test_a_module_never_depends_on_itself_but_its_reference_counts() -> None:
    graph = linked({"a": facts(["a"])}, {"a": (Resolved(0, "module", "a"),)})
    assert graph.dependencies == ()
    assert graph.references == {"module": 1}


def test_one_library_used_as_two_kinds_stays_two_uses() -> None:
    answers = (Resolved(0, "third-party", "typing"), Resolved(1, "standard", "typing"))
    graph = linked({"a": facts(["typing", "typing"])}, {"a": answers})
    assert [(use.name, use.standard) for use in graph.external] == [("typing", False), ("typing", True)]


def test_tests_import_nothing_and_stand_in_the_graph_only_where_code_imports_them() -> None:
    modules = {"a": facts(["t1"]), "t1": facts(["a"]), "t2": facts(["a"], Problem("syntax", "broken"))}
    resolved = {
        "a": (Resolved(0, "module", "t1"),),
        "t1": (Resolved(0, "module", "a"),),
        "t2": (Resolved(0, "module", "a"),),
    }
    graph = linked(modules, resolved, tests=("t1", "t2"))
    assert [(module.id, module.test) for module in graph.modules] == [("a", False), ("t1", True)]
    assert [dependency.key for dependency in graph.dependencies] == [("import", "a", "t1")]
    assert graph.tests == 2
    assert graph.problems == ()
    assert graph.references == {"module": 1}


def test_problems_keep_their_file_and_place() -> None:
    span = Span(3, 4, 2, 1)
    graph = linked({"a": facts((), Problem("syntax", "broken", span), Problem("encoding", "odd"))}, {})
    assert [(problem.file, problem.kind, problem.span) for problem in graph.problems] == [
        ("a", "syntax", span),
        ("a", "encoding", None),
    ]


def test_a_component_is_the_innermost_folder_with_a_manifest() -> None:
    paths = ("run.py", "web/src/a.ts", "services/crm/app/x.py", "services/crm/plugins/y/z.py", "services/notes.py")
    graph = linked(
        {path: facts(()) for path in paths},
        {},
        manifests=(
            "web/package.json",
            "services/crm/pyproject.toml",
            "services/crm/plugins/y/setup.cfg",
            "tsconfig.json",
        ),
    )
    assert {module.id: module.component for module in graph.modules} == {
        "run.py": ".",
        "web/src/a.ts": "web",
        "services/crm/app/x.py": "services/crm",
        "services/crm/plugins/y/z.py": "services/crm/plugins/y",
        "services/notes.py": ".",
    }


def test_a_file_two_thousand_folders_deep_has_a_component() -> None:
    path = "d/" * 2000 + "x.py"
    assert linked({path: facts(())}, {}).modules[0].component == "."

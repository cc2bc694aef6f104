"""Join what every reference means into one graph: a Layout and its Resolved in, modules and dependencies out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from archlint.model.facts import FileFacts
from archlint.model.graph import Dependency, ExternalUse, FileProblem, Graph, Module, Site, Unresolved
from archlint.model.layout import Layout, Resolved

_DEPLOYABLES = frozenset(
    {"package.json", "pyproject.toml", "setup.py", "setup.cfg", "pom.xml", "build.gradle", "build.gradle.kts"}
)
"""A folder with one of these is a component: something that is built or deployed by itself."""


class _Links:
    """What has been found so far; one list of sites per dependency and per use of a library."""

    def __init__(self) -> None:
        self.dependencies: dict[tuple[str, str], list[Site]] = {}
        self.external: dict[tuple[str, str, bool], list[Site]] = {}
        self.unresolved: list[Unresolved] = []
        self.references: Counter[str] = Counter()

    def add(self, path: str, facts: FileFacts, answers: Iterable[Resolved]) -> None:
        for answer in answers:
            reference = facts.references[answer.reference]
            status = answer.status
            self.references[status] += 1
            if status == "module":
                if answer.target != path:
                    site = Site(reference.span, reference.flags, answer.name)
                    self.dependencies.setdefault((path, answer.target), []).append(site)
            elif status == "unresolved":
                self.unresolved.append(Unresolved(path, answer.target, answer.why, reference.span))
            elif status != "asset":
                site = Site(reference.span, reference.flags, answer.name)
                self.external.setdefault((path, answer.target, status == "standard"), []).append(site)


def link(
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    language_of: Callable[[str], str],
    is_test: Callable[[str], bool],
) -> Graph:
    """The graph of a project, without layers. `language_of` names the language of a dialect, `is_test` tells test
    files by their path: they import nothing here, and are modules only where other code imports them.
    """
    links = _Links()
    tests = {path for path in layout.modules if is_test(path)}
    read = sorted(path for path in layout.modules if path not in tests)
    for path in read:
        links.add(path, layout.modules[path], resolved.get(path, ()))
    imported_tests = {imported for _, imported in links.dependencies if imported in tests}
    component = _components(layout)
    return Graph(
        modules=tuple(
            Module(
                id=path,
                language=language_of(layout.modules[path].dialect),
                component=component(path),
                test=path in imported_tests,
            )
            for path in sorted({*read, *imported_tests})
        ),
        dependencies=tuple(
            Dependency("import", importer, imported, _in_order(sites))
            for (importer, imported), sites in sorted(links.dependencies.items())
        ),
        external=tuple(
            ExternalUse(importer, language_of(layout.modules[importer].dialect), name, standard, _in_order(sites))
            for (importer, name, standard), sites in sorted(links.external.items())
        ),
        unresolved=tuple(links.unresolved),
        problems=tuple(
            FileProblem(path, problem.kind, problem.message, problem.span)
            for path in read
            for problem in layout.modules[path].problems
        ),
        references=dict(sorted(links.references.items())),
        tests=len(tests),
    )


def _in_order(sites: list[Site]) -> tuple[Site, ...]:
    if len(sites) == 1:
        return (sites[0],)
    return tuple(sorted(sites, key=lambda site: (site.span.start, site.name, site.flags)))


def _components(layout: Layout) -> Callable[[str], str]:
    """The innermost folder with a manifest above a path; "." is the project itself."""
    homes = {path.rpartition("/")[0] for path in layout.manifests if path.rpartition("/")[2] in _DEPLOYABLES}
    known: dict[str, str] = {"": "."}

    def component(path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in known:
            known[folder] = folder if folder in homes else component(folder)
        return known[folder]

    return component

"""Join what every reference means into one graph: a Layout and its Resolved in, modules and dependencies out."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath

from archlint.model.facts import FileFacts
from archlint.model.graph import Dependency, ExternalUse, FileProblem, Graph, Module, Site, Unresolved
from archlint.model.layout import Layout, Resolved, Status
from archlint.model.paths import is_application_of_workspace

_DEPLOYABLES = frozenset(
    {
        "Dockerfile",
        "Procfile",
        "requirements.txt",
        "package.json",
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "pom.xml",
        "build.gradle",
        "build.gradle.kts",
    }
)
"""A folder with one of these is a component: something that is built or deployed by itself."""


class _Links:
    """What has been found so far, importer by importer; one list of sites per dependency and per use of a library."""

    def __init__(self) -> None:
        self.dependencies: list[Dependency] = []
        self.external: list[ExternalUse] = []
        self.unresolved: list[Unresolved] = []
        self.references: Counter[Status] = Counter()

    def add(self, path: str, language: str, facts: FileFacts, answers: Iterable[Resolved]) -> None:
        """Add one importer; called in the order of the paths."""
        modules: dict[str, list[Site]] = {}
        libraries: dict[tuple[str, bool], list[Site]] = {}
        statuses: list[Status] = []
        references = facts.references
        for answer in answers:
            reference = references[answer.reference]
            status, target = answer.status, answer.target
            statuses.append(status)
            if status == "module":
                if target != path:
                    modules.setdefault(target, []).append(Site(reference.span, reference.flags, answer.name))
            elif status == "unresolved":
                self.unresolved.append(Unresolved(path, target, answer.why, reference.span))
            elif status != "asset":
                site = Site(reference.span, reference.flags, answer.name)
                libraries.setdefault((target, status == "standard"), []).append(site)
        self.references.update(statuses)
        self.dependencies += [
            Dependency("import", path, target, _in_order(modules[target])) for target in sorted(modules)
        ]
        self.external += [
            ExternalUse(path, language, name, standard, _in_order(libraries[name, standard]))
            for name, standard in sorted(libraries)
        ]


def linked(path: str, language: str, facts: FileFacts, answers: Iterable[Resolved], known: Container[str]) -> Graph:
    """What one module depends on, as a graph that holds nothing else: no modules, the edges of this importer only. `known` are
    the modules of the project.
    """
    links = _Links()
    links.add(path, language, facts, answers)
    return Graph(
        dependencies=tuple(links.dependencies),
        external=tuple(links.external),
        unresolved=tuple(links.unresolved),
        problems=tuple(_problems(path, facts, known)),
    )


def _problems(path: str, facts: FileFacts, known: Container[str]) -> Iterator[FileProblem]:
    for one in facts.problems:
        if not one.needs or normpath(join(dirname(path), one.needs)) not in known:
            yield FileProblem(path, one.kind, one.message, one.span)


def link(
    layout: Layout,
    resolved: Mapping[str, tuple[Resolved, ...]],
    language_of: Callable[[str], str],
    is_test: Callable[[str], bool],
    deployed: Iterable[str] = (),
) -> Graph:
    """The graph of a project, without layers. `language_of` names the language of a dialect, `is_test` tells test
    files by their path: they import nothing here, and are modules only where other code imports them.
    """
    links = _Links()
    tests = {path for path in layout.modules if is_test(path)}
    read = sorted(path for path in layout.modules if path not in tests)
    for path in read:
        facts = layout.modules[path]
        links.add(path, language_of(facts.dialect), facts, resolved.get(path, ()))
    imported_tests = {link.imported for link in links.dependencies if link.imported in tests} if tests else set()
    component = components_by([*layout.manifests, *deployed])
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
        dependencies=tuple(links.dependencies),
        external=tuple(links.external),
        unresolved=tuple(links.unresolved),
        problems=tuple(problem for path in read for problem in _problems(path, layout.modules[path], layout.modules)),
        references={str(status): number for status, number in sorted(links.references.items())},
        tests=len(tests),
    )


def _in_order(sites: list[Site]) -> tuple[Site, ...]:
    if len(sites) == 1:
        return (sites[0],)
    return tuple(sorted(sites, key=lambda site: (site.span.start, site.name, site.flags)))


def _declares(path: str) -> bool:
    """Whether a file says that the folder it lies in is built by itself."""
    return path.rpartition("/")[2] in _DEPLOYABLES or is_application_of_workspace(path)


def components_by(files: Iterable[str]) -> Callable[[str], str]:
    """The innermost folder with a manifest above a path; "." is the project itself."""
    homes = {path.rpartition("/")[0] for path in files if _declares(path)}
    known: dict[str, str] = {"": "."}

    def component(path: str) -> str:
        folder = path.rpartition("/")[0]
        passed = []
        while folder not in known and folder not in homes:
            passed.append(folder)
            folder = folder.rpartition("/")[0]
        home = known.get(folder, folder)
        known.update(dict.fromkeys(passed, home))
        return home

    return component

"""A project that stays open: analyzed once, then judged again file by file as their text changes, saved or not.

The same stages as in analyze.py. A changed text is extracted, its references are resolved and its own dependencies are judged
by the checks that look at one dependency at a time; what needs the whole graph is judged when the project is read again.
"""

import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from archlint.checks.catalogue import CHECKS
from archlint.checks.judge import judge, verdicts
from archlint.graph.assign import assign
from archlint.graph.link import linked
from archlint.graph.system import System
from archlint.languages.catalogue import SUFFIXES, Language
from archlint.model.analysis import Analysis
from archlint.model.facts import FileFacts
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Graph, Module, Verdict
from archlint.model.layout import Resolver
from archlint.model.rulebook import Layer, Rulebook
from archlint.pipeline.analyze import analyze
from archlint.pipeline.discover import discover
from archlint.pipeline.extract import extract
from archlint.pipeline.informed import with_technologies
from archlint.pipeline.layout import lay_out
from archlint.pipeline.locate import locate
from archlint.pipeline.request import Request, cache_folder
from archlint.pipeline.settle import Acceptances, settle
from archlint.rulebook.load import load_rulebook

SINGLE = (
    "upward-dependency",
    "layer-skip",
    "part-dependency",
    "private-access",
    "forbidden-dependency",
    "misplaced-technology",
    "unparsed-source",
)
"""The checks whose findings about a module follow from the module's own dependencies."""

_CHECKS = tuple(check for check in CHECKS if check.name in SINGLE)


class Judged(NamedTuple):
    """A module as it is now: its open findings, its dependencies with their verdicts, and whether it is a module at all."""

    findings: tuple[Finding, ...] = ()
    dependencies: tuple[tuple[Dependency, Verdict], ...] = ()
    module: Module | None = None


class Workbench:
    """One project's folder. `load` reads it (and raises DeclarationError where it cannot be judged); `judged` answers for one
    file, from a text that need not be saved.
    """

    def __init__(self, root: Path, *, cache: bool = True) -> None:
        self._root = root
        self._cache = cache
        self._resolvers: dict[str, Resolver] = {}
        self.analysis = Analysis(archlint="", project="")

    def load(self) -> Analysis:
        """Read what changed on disk, and judge everything."""
        request = Request(need_graph=True, need_connections=True, cache=self._cache)
        self.analysis = analyze(self._root, request)
        graph = self.analysis.graph or Graph()
        rulebook = load_rulebook(self._root)
        self._declared = rulebook is not None
        if rulebook is None:
            rulebook = Rulebook(layers=tuple(Layer(name=one.name, open=one.open) for one in self.analysis.layers))
        self._rulebook = with_technologies(rulebook, graph)
        self._modules = {module.id: module for module in graph.modules}
        tree = discover(self._root, rulebook.project.exclude)
        extracted = extract(
            self._root,
            tree,
            rulebook.project,
            cache=cache_folder(self._root, request),
            workers=1,
            progress=lambda _stage, _done, _total: None,
            whole=False,
        )
        self._facts: dict[str, FileFacts] = dict(extracted.facts)
        self._layout = lay_out(self._root, tree, self._facts, rulebook).layout
        self._resolvers = {}
        return self.analysis

    def judged(self, path: str, content: bytes) -> Judged:
        """What is open in the module `path` (relative, POSIX) with this content."""
        known = SUFFIXES.get(path[path.rfind(".") :]) if "." in path else None
        if known is None:
            return Judged()
        language, dialect = known
        read = (language.surface or language.extract)()
        facts = read(content, dialect, self._rulebook.project.time_limit)
        own = linked(path, language.name, facts, self._resolver(language).resolve(path, facts))
        before = self.analysis.graph or Graph()
        across = tuple(one for one in before.dependencies if one.importer == path and one.kind != "import")
        dependencies = tuple(
            sorted((*(one for one in own.dependencies if one.imported in self._modules), *across), key=_by_ends)
        )
        module = self._module(path, language.name)
        ends = {path: module, **{one.imported: self._modules[one.imported] for one in dependencies}}
        graph = msgspec.structs.replace(
            own, modules=tuple(ends[name] for name in sorted(ends)), dependencies=dependencies
        )
        connections = {"connections": self.analysis.connections} if self.analysis.connections is not None else {}
        system = System(graph, self._rulebook, **connections)  # type: ignore[arg-type]
        found = [one for one in judge(system, _CHECKS) if one.importer is not None and one.importer.module == path]
        settled = settle(system, found, self._acceptances(path, facts)).findings
        here = locate(settled, system, {**self._facts, path: facts})
        findings = tuple(one for one in here if one.state == "open") + self._kept(path, dependencies)
        return Judged(findings, tuple(zip(dependencies, verdicts(system, here), strict=True)), module)

    def _kept(self, path: str, dependencies: tuple[Dependency, ...]) -> tuple[Finding, ...]:
        """What the last reading of the whole found here and a single file cannot tell: kept until the next reading, chains as
        long as their first step is there.
        """
        steps = {(one.importer, one.imported) for one in dependencies}
        return tuple(
            one
            for one in self.analysis.open_findings
            if one.importer is not None
            and one.importer.module == path
            and (one.check not in SINGLE or one.chain)
            and (not one.chain or (one.chain[0].importer, one.chain[0].imported) in steps)
        )

    def _acceptances(self, path: str, facts: FileFacts) -> Acceptances:
        today = datetime.datetime.now(datetime.UTC).date()
        known = {check.name for check in CHECKS}
        return Acceptances({path: facts.suppressions}, None, "", set(SINGLE), known, today)

    def _resolver(self, language: Language) -> Resolver:
        if language.name not in self._resolvers:
            self._resolvers[language.name] = language.resolver(self._layout)
        return self._resolvers[language.name]

    def _module(self, path: str, language: str) -> Module:
        """The module as it is known; a new file gets the layer that its path has."""
        known = self._modules.get(path)
        if known is not None:
            return known
        if not self._declared:
            return Module(path, language)
        return assign(Graph(modules=(Module(path, language),)), self._rulebook).modules[0]


def _by_ends(one: Dependency) -> tuple[str, str, str]:
    return one.importer, one.imported, one.kind

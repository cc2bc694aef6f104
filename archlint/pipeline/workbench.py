"""A project that stays open: analyzed once, then judged again file by file as their text changes, saved or not.

The same stages as in analyze.py. A changed text is extracted, its references are resolved and its own dependencies are judged
by the checks that look at one dependency at a time; what needs the whole graph is judged when the project is read again.
"""

import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from archlint.checks.catalogue import CHECKS
from archlint.checks.judge import judge, verdicts
from archlint.graph.assign import assign
from archlint.graph.chains import Adjacency
from archlint.graph.link import linked
from archlint.graph.system import UNFOLLOWED, System
from archlint.languages.catalogue import DIALECTS, LANGUAGES, Language, reader_of
from archlint.model.analysis import Analysis
from archlint.model.balance import Measure
from archlint.model.facts import FileFacts
from archlint.model.finding import Finding
from archlint.model.graph import Dependency, Graph, Module, Verdict
from archlint.model.layout import Resolver
from archlint.model.rulebook import Rulebook
from archlint.model.tables import Layer
from archlint.pipeline.analyze import analyze
from archlint.pipeline.baseline import Baseline
from archlint.pipeline.baseline import read as read_baseline
from archlint.pipeline.beside import analyzed_beside
from archlint.pipeline.discover import discover
from archlint.pipeline.extract import extract
from archlint.pipeline.informed import with_technologies
from archlint.pipeline.insight import Insight, Seen
from archlint.pipeline.layout import lay_out
from archlint.pipeline.locate import locate
from archlint.pipeline.request import Request, cache_folder
from archlint.pipeline.reroute import Imports, Reroute, rerouted
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


class _OneFile(System):
    """The dependencies of one file, among the modules of the whole: who offers what, and who uses whom, is as it was read."""

    def __init__(self, graph: Graph, whole: System) -> None:
        super().__init__(graph, whole.rulebook, connections=whole.connections)
        self._whole = whole

    @cached_property
    def modules(self) -> dict[str, Module]:
        new = {one.id: one for one in self.graph.modules if one.id not in self._whole.modules}
        return {**self._whole.modules, **new} if new else self._whole.modules

    @cached_property
    def incoming(self) -> Adjacency:
        return self._whole.incoming

    @cached_property
    def public(self) -> frozenset[str]:
        return self._whole.public | super().public


class Workbench:
    """One project's folder. `load` reads it (and raises DeclarationError where it cannot be judged); `judged` answers for one
    file, from a text that need not be saved, and so do `units` and `rerouted` when somebody asks for more.
    """

    def __init__(self, root: Path, *, cache: bool = True) -> None:
        self._root = root
        self._cache = cache
        self._resolvers: dict[str, Resolver] = {}
        self.analysis = Analysis(archlint="", project="")
        self._baseline: Baseline | None = None
        self._latest: tuple[str, bytes, FileFacts] | None = None

    def load(self, *, beside: bool = False) -> Analysis:
        """Read what changed on disk, and judge everything; `beside` other threads, which are hardly held up then."""
        request = Request(need_graph=True, need_connections=True, cache=self._cache)
        known = analyzed_beside(self._root, request) if beside else None
        self.analysis = known or analyze(self._root, request)
        graph = self.analysis.graph or Graph()
        rulebook = load_rulebook(self._root)
        self._declared = rulebook is not None
        if rulebook is None:
            rulebook = Rulebook(layers=tuple(Layer(name=one.name, open=one.open) for one in self.analysis.layers))
        self._rulebook = with_technologies(rulebook, graph)
        self._whole = System(graph, self._rulebook, connections=self.analysis.connections or UNFOLLOWED)
        self._modules = self._whole.modules
        project = rulebook.project
        self._baseline = read_baseline(self._root / project.baseline, project.baseline)
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
        self._latest = None
        self._leading_to: dict[str, list[Finding]] = {}
        for one in self.analysis.open_findings:
            if one.imported is not None and one.importer is not None:
                self._leading_to.setdefault(one.imported.module, []).append(one)
        self._insight = Insight(self._root, self._whole, self._facts, self._resolver)
        self._look_ahead()
        return self.analysis

    def _look_ahead(self) -> None:
        """Work out what the first keystroke would otherwise wait for."""
        for name in {module.language for module in self._modules.values()}:
            self._resolver(next(language for language in LANGUAGES if language.name == name))
        for view in (self._whole.incoming, self._whole.public, self._whole.technologies):
            assert view is not None  # noqa: S101 - each is worked out when it is first asked for

    def users(self, path: str) -> tuple[str, ...]:
        """The modules that depend on one, as the project was read; sorted."""
        return tuple(self._whole.incoming.get(path, ()))

    @property
    def measure(self) -> Measure:
        """What logic is counted by."""
        return self._rulebook.measure

    def units(self, path: str, content: bytes) -> tuple[Seen, ...]:
        """What each function of the module `path` with this content is for, and how much logic it holds."""
        language = self._language(path)
        if language is None:
            return ()
        return self._insight.units(self._module(path, language[0].name), content, language[1])

    def violated(self, path: str, content: bytes) -> tuple[Finding, ...]:
        """What is open elsewhere because of a dependency on this module, as the project was read; placed in this content."""
        facts = self._surface(path, content) if path in self._leading_to else None
        if facts is None:
            return ()
        found = (
            replace(one, imported=replace(one.imported, place=None)) if one.imported and _is_import(one) else one
            for one in self._leading_to[path]
        )
        return locate(found, self._whole, {path: facts})

    def rerouted(self, path: str, content: bytes, finding: Finding) -> Reroute | None:
        """How `content` names the module that `finding` offers; None where that cannot be written or mends nothing."""
        language, facts, offered = self._language(path), self._surface(path, content), self._facts.get(finding.offer)
        if language is None or facts is None or offered is None or language[0].naming is None:
            return None
        imports = Imports(path, content, facts, self._resolver(language[0]), language[0].naming())
        found = rerouted(imports, finding, offered)
        if found is None:
            return None
        before, after = (self.judged(path, text).findings for text in (content, found.applied(content)))
        return found if len(after) < len(before) else None

    def judged(self, path: str, content: bytes) -> Judged:
        """What is open in the module `path` (relative, POSIX) with this content; in a declaration what was found in it."""
        facts, known = self._surface(path, content), self._language(path)
        if facts is None or known is None:
            return Judged(self._kept(path, ()))
        language = known[0]
        own = linked(path, language.name, facts, self._resolver(language).resolve(path, facts), self._modules)
        before = self.analysis.graph or Graph()
        across = tuple(one for one in before.dependencies if one.importer == path and one.kind != "import")
        dependencies = tuple(
            sorted((*(one for one in own.dependencies if one.imported in self._modules), *across), key=_by_ends)
        )
        module = self._module(path, language.name)
        ends = {path: module, **{one.imported: self._modules[one.imported] for one in dependencies}}
        graph = replace(own, modules=tuple(ends[name] for name in sorted(ends)), dependencies=dependencies)
        system = _OneFile(graph, self._whole)
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
        label = self._rulebook.project.baseline
        return Acceptances({path: facts.suppressions}, self._baseline, label, set(SINGLE), known, today)

    def _language(self, path: str) -> tuple[Language, str] | None:
        """The language and dialect of a file, None where archlint does not read it."""
        known = self._layout.modules.get(path)
        return (DIALECTS[known.dialect], known.dialect) if known else reader_of(path)

    def _surface(self, path: str, content: bytes) -> FileFacts | None:
        known = self._language(path)
        if known is None:
            return None
        if self._latest is None or self._latest[:2] != (path, content):
            language, dialect = known
            read = (language.surface or language.extract)()
            self._latest = (path, content, read(content, dialect, self._rulebook.project.time_limit))
        return self._latest[2]

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


def _is_import(finding: Finding) -> bool:
    return not finding.chain and bool(finding.rejects) and finding.rejects[0][0] == "import"


def _by_ends(one: Dependency) -> tuple[str, str, str]:
    return one.importer, one.imported, one.kind

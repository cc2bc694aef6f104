"""The whole of archlint on one screen: a project's folder in, its Analysis out."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from archlint.model.analysis import Analysis, Diagnostic
from archlint.model.balance import Measure
from archlint.model.rulebook import Rulebook
from archlint.pipeline import stored
from archlint.pipeline.baseline import Baseline
from archlint.pipeline.baseline import read as read_baseline
from archlint.pipeline.discover import CACHE_FOLDER, Tree, discover
from archlint.rulebook.digest import declaration_digest
from archlint.version import __version__

if TYPE_CHECKING:
    from archlint.checks.check import Check
    from archlint.model.graph import Graph
    from archlint.model.plan import PlanRequest
    from archlint.pipeline.ahead import Ahead
    from archlint.pipeline.workers import Staff


def _silent(_stage: str, _done: int = 0, _total: int = 0) -> None:
    """The progress of a run that nobody watches."""


class Request(NamedTuple):
    """What a door asks for. `select` and `ignore` name checks; `since` is a git revision; `workers` None means one per
    processor; `need_graph` asks for `Analysis.graph`; `today` (UTC) decides which exceptions have ended;
    `draft` proposes layers even where some are declared; `need_balance` asks for `Analysis.balance`, by `measure` where that
    is given and by the declared one otherwise; `units_of` asks for
    `Analysis.units` of a module, "" of all; `need_operations`
    asks for `Analysis.operations`, `need_connections` for `Analysis.connections`,
    `need_architecture` for `Analysis.architecture`, `need_journeys` for `Analysis.journeys`, `need_standards` for
    `Analysis.standards`; `plan` asks for `Analysis.plan`, `need_assessment` for `Analysis.assessment` and all of these but the
    plan. `passing` says that the folder will not be there again, so that its answer is not stored. `facts`
    are files with facts that were extracted elsewhere.
    """

    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    since: str | None = None
    workers: int | None = None
    cache: bool = True
    cache_dir: Path | None = None
    need_graph: bool = False
    progress: Callable[[str, int, int], None] = _silent
    today: datetime.date | None = None
    draft: bool = False
    need_balance: bool = False
    measure: Measure | None = None
    units_of: str | None = None
    need_operations: bool = False
    need_connections: bool = False
    need_architecture: bool = False
    need_journeys: bool = False
    need_standards: bool = False
    need_assessment: bool = False
    passing: bool = False
    facts: tuple[Path, ...] = ()
    plan: "PlanRequest | None" = None

    def whole(self) -> "Request":
        """The request with all that an assessment is made of, where one is asked for."""
        if not self.need_assessment:
            return self
        return self._replace(
            need_balance=True,
            need_operations=True,
            need_connections=True,
            need_architecture=True,
            need_journeys=True,
            need_standards=True,
        )


def analyze(root: Path, request: Request = Request()) -> Analysis:  # noqa: B008 - immutable
    """Read the project at `root` and judge it by its declaration, or by a drafted one where it has none.

    Raises DeclarationError when the declaration, the baseline or `since` cannot be used. What is wrong with the project's
    files is in the Analysis.
    """
    began = time.time_ns()
    request = request.whole()
    today = request.today or datetime.datetime.now(datetime.UTC).date()
    request = request._replace(today=today)
    request.progress("looking for files", 0, 0)
    cache = cache_folder(root, request)
    digest = "" if request.draft else declaration_digest(root, request.config)
    project = stored.load_project(cache, digest) if cache is not None else None
    project = project or _declared(root, request).project
    baseline = read_baseline(root / project.baseline, project.baseline)
    tree = discover(root, project.exclude)
    options = repr(request._replace(workers=None, progress=_silent.__name__, cache_dir=None))  # type: ignore[arg-type]
    options = f"{root.resolve()} {options}"
    key = stored.fingerprint(tree, options, digest, repr(baseline))
    lasts = request.since is None and not request.passing and request.plan is None
    if cache is not None and lasts:
        known = stored.load(cache, options, key)
        if known is not None:
            return known

    from archlint.pipeline.workers import Staff

    with Staff() as staff:
        analysis, lasting = _analyze(root, request, tree, staff, cache=cache, baseline=baseline)
    if cache is not None and lasts and lasting and stored.is_calm(tree, began):
        stored.save(cache, options, key, analysis)
        stored.save_project(cache, digest, project)
    return analysis


def _analyze(  # noqa: PLR0913, PLR0915 - importing rooms counts as statements
    root: Path, request: Request, tree: Tree, staff: "Staff", *, cache: Path | None, baseline: Baseline | None
) -> tuple[Analysis, bool]:
    """The stages, one line each, and whether the answer lasts (see Extracted). The rooms are imported here: a run in which
    nothing changed needs none of them.
    """
    from archlint.checks.documented import standards_followed
    from archlint.checks.judge import judge, review, verdicts
    from archlint.graph.assign import assign
    from archlint.graph.link import link
    from archlint.graph.system import UNFOLLOWED, System
    from archlint.graph.taken import taken
    from archlint.languages.catalogue import DIALECTS
    from archlint.languages.resolve import resolve
    from archlint.measures.journeys import journeys_of
    from archlint.measures.operations import operations_of
    from archlint.model.patterns import PatternSet
    from archlint.pipeline import assemble
    from archlint.pipeline.draft import drafted
    from archlint.pipeline.extract import extract
    from archlint.pipeline.fact_packs import load as load_packs
    from archlint.pipeline.foresee import may_follow
    from archlint.pipeline.joined import Joined
    from archlint.pipeline.layout import lay_out
    from archlint.pipeline.locate import locate
    from archlint.pipeline.maturity import assessed, with_maturity
    from archlint.pipeline.settle import Acceptances, settle
    from archlint.pipeline.since import since
    from archlint.pipeline.sketches import Sketches
    from archlint.pipeline.standards import with_standards
    from archlint.pipeline.toward import goal_findings, prepared, standing, target_of
    from archlint.pipeline.weigh import (
        affordable,
        too_little,
        unit_verdicts,
        weigh,
        weighs,
        with_entries,
        with_role_knowledge,
    )

    rulebook = _declared(root, request)
    project = rulebook.project
    checks = affordable(_chosen(request), rulebook, request.select)
    weighed = request.need_balance or request.units_of is not None or weighs(rulebook, checks)
    measured = (
        weighed
        or request.need_operations
        or (request.need_journeys and bool(rulebook.journeys))
        or follows_goals(rulebook)
        or request.plan is not None
        or any(check.reads_units and not _is_off(rulebook, check) for check in checks)
    )
    workers = request.workers or _processors()
    asks_connections = (
        request.need_connections
        or request.need_architecture
        or request.need_operations
        or request.need_standards
        or (request.need_journeys and bool(rulebook.journeys))
        or follows_goals(rulebook)
        or (request.plan is not None and rulebook.project.connections is not False)
    )
    ahead = None
    if asks_connections or may_follow(rulebook, tree):
        ahead = begun(root, tree, rulebook, cache, staff, workers)
    extracted = extract(
        root,
        tree,
        project,
        cache=cache,
        workers=workers,
        progress=request.progress,
        known=ahead.known if ahead is not None else None,
        run=staff.run,
        brought=load_packs(request.facts) if request.facts else {},
        whole=measured,  # what measures the inside of functions pays for reading it
    )
    request.progress("judging", 0, 0)
    laid = lay_out(root, tree, extracted.facts, rulebook)
    resolved, notes = resolve(laid.layout)
    is_test = PatternSet(() if project.include_tests else project.tests).matches
    deployed = [path for path, _ in tree.deployment]
    graph = link(laid.layout, resolved, lambda dialect: DIALECTS[dialect].name, is_test, deployed)
    draft = None if rulebook.digest else drafted(graph, project.name or root.resolve().name)
    rulebook = draft.rulebook if draft else with_technologies(rulebook, graph)
    rulebook = with_role_knowledge(rulebook) if measured else rulebook
    rulebook = with_entries(rulebook, checks)
    rulebook = with_standards(rulebook, every=request.need_standards)
    rulebook = with_maturity(rulebook) if request.need_assessment else rulebook
    graph = assign(graph, rulebook)
    joined = Joined(graph)
    if asks_connections or follows_connections(rulebook, graph):
        from archlint.pipeline.connect import join

        request.progress("connecting", 0, 0)
        sketches = Sketches(
            root, extracted.facts, extracted.keys, project, cache, workers, extracted.sketches, staff.run
        )
        ahead = ahead or begun(root, tree, rulebook, cache, staff, workers)
        joined = join(
            root,
            laid.layout,
            resolved,
            graph,
            ahead,
            sketches,
            recovers=request.need_architecture,
            order={layer.name: position for position, layer in enumerate(rulebook.layers)},
        )
        notes = (*notes, *joined.deployment.problems) if request.need_connections else notes
    system = System(
        joined.graph,
        rulebook,
        lambda module: extracted.facts[module].body,
        joined.connections or UNFOLLOWED,
        joined.deployment,
        joined.exposures,
        lambda module: taken(extracted.facts[module].references, resolved.get(module, ())),
        lambda module: extracted.facts[module].lines if module in extracted.facts else 0,
    )
    balance = weigh(system, request.measure, checks, with_roles=request.need_balance) if weighed else None

    found = judge(system, checks)
    target = target_of(system, checks, lambda declared: prepared(declared, rulebook))
    acceptances = Acceptances(
        suppressions={
            path: facts.suppressions
            for path, facts in extracted.facts.items()
            if facts.suppressions and path in system.modules
        },
        baseline=baseline,
        baseline_label=project.baseline,
        judged={check.name for check in checks if not _is_off(rulebook, check)},
        known={check.name for check in _chosen(Request())},
        today=request.today or datetime.datetime.now(datetime.UTC).date(),
    )
    settled = settle(system, (*found, *(target.binding(system, found) if target else ())), acceptances)
    transition = None
    if rulebook.transition is not None and not (request.select or request.ignore):
        transition = standing(system, target, found, acceptances, system.view(journeys_of) if measured else ())
    reviewed = (
        *review(rulebook, checks, settled.unused),
        *goal_findings(rulebook, checks, transition.goals if transition else ()),
    )
    findings = locate((*settled.findings, *reviewed), system, extracted.facts)
    judged = verdicts(system, findings)
    said = [*laid.diagnostics, *(Diagnostic("", 0, "warning", note) for note in extracted.notes)]
    said += too_little(rulebook, balance) if request.measure is None else ()
    if request.cache and cache is None:
        said.append(Diagnostic(CACHE_FOLDER, 0, "warning", "nothing is stored here: it is a link; remove it"))
    if request.since is not None:
        findings, note = since(root, request.since, findings, rulebook, system.modules)
        said.append(note)
    plan = None
    if request.plan is not None:
        from archlint.pipeline.knowledge import knowledge_of
        from archlint.pipeline.plan import Planner

        request.progress("planning", 0, 0)
        known = knowledge_of(root, tree, is_test, request.today or acceptances.today)
        planner = Planner(checks, acceptances, lambda declared: prepared(declared, rulebook), known)
        plan = planner.plan(system, request.plan)
    analysis = Analysis(
        archlint=__version__,
        project=project.name or root.resolve().name,
        layers=assemble.layers(system),
        findings=findings,
        statistics=assemble.statistics(system, findings, judged, tree.left_out),
        diagnostics=assemble.diagnostics(said, notes),
        draft=rulebook.draft,
        draft_toml=draft.toml(balance) if draft else "",
        verdicts=judged if request.need_graph else (),
        graph=system.graph if request.need_graph else None,
        balance=balance,
        connections=joined.connections,
        architecture=joined.architecture,
        operations=operations_of(system) if request.need_operations else (),
        journeys=journeys_of(system, [one for one in findings if one.state == "open"]) if request.need_journeys else (),
        transition=transition,
        plan=plan,
        standards=system.view(standards_followed) if request.need_standards else (),
        units=unit_verdicts(system, request.measure, request.units_of) if request.units_of is not None else (),
    )
    if request.need_assessment:
        ran = {check.name for check in checks if not _is_off(rulebook, check)}
        assessment = assessed(system, analysis, judged, ran, tree, request.today)
        analysis = msgspec.structs.replace(analysis, assessment=assessment)
    return analysis, extracted.lasting


def begun(  # noqa: PLR0913, PLR0917 - what a run is made of
    root: Path, tree: Tree, rulebook: Rulebook, cache: Path | None, staff: "Staff", workers: int
) -> "Ahead":
    """What connections need besides facts, from now on."""
    from archlint.pipeline.ahead import Ahead

    return Ahead(root, tree, rulebook, cache, staff, workers)


def follows_connections(rulebook: Rulebook, graph: "Graph") -> bool:
    """Whether checks look at what crosses processes: as declared, else where layers lie in several components or languages."""
    wanted = rulebook.project.connections
    if wanted != "auto":
        return wanted is True
    if rulebook.standards.require or any(
        kind in ("http", "event", "data") for contract in rulebook.contracts for kind in contract.kinds
    ):
        return True
    layered = [module for module in graph.modules if module.layer and not module.test]
    return bool(rulebook.digest) and len({(module.component, module.language) for module in layered}) > 1


def follows_goals(rulebook: Rulebook) -> bool:
    """Whether a goal of the transition counts on the way of a journey."""
    return rulebook.transition is not None and any(goal.journey for goal in rulebook.transition.goals)


def with_technologies(rulebook: Rulebook, graph: "Graph") -> Rulebook:
    """The declaration with what is known about the libraries of the languages that the project is written in."""
    import msgspec

    from archlint.rulebook.technologies import load_technologies

    languages = {module.language for module in graph.modules}
    return msgspec.structs.replace(rulebook, technologies=load_technologies(rulebook.technologies, languages))


def cache_folder(root: Path, request: Request) -> Path | None:
    """Where facts and answers are kept, None to keep none. A project may have come with a link instead of that folder:
    only a folder that the user names may lie elsewhere.
    """
    if not request.cache:
        return None
    if request.cache_dir is not None:
        return request.cache_dir
    folder = root / CACHE_FOLDER
    return None if folder.is_symlink() else folder


def _declared(root: Path, request: Request) -> Rulebook:
    """The declaration; one without a digest where nobody made any, or where a draft is asked for."""
    from archlint.rulebook.load import load_rulebook

    return (None if request.draft else load_rulebook(root, request.config)) or Rulebook()


def _chosen(request: Request) -> "tuple[Check, ...]":
    """The checks that the request selects, in the order of the catalogue."""
    from archlint.checks.catalogue import CHECKS

    return tuple(
        check
        for check in CHECKS
        if (not request.select or check.name in request.select) and check.name not in request.ignore
    )


def _is_off(rulebook: Rulebook, check: "Check") -> bool:
    settings = rulebook.checks.get(check.name)
    return settings is not None and settings.severity == "off"


def _processors() -> int:
    """The processors that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

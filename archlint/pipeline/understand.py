"""From files to the graph that is judged: a Run and its declaration in, a System with layers and connections out."""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from archlint.graph.assign import assign
from archlint.graph.connections.knowing import Known
from archlint.graph.link import link
from archlint.graph.system import UNFOLLOWED, System
from archlint.graph.taken import taken
from archlint.languages.catalogue import DIALECTS
from archlint.languages.resolve import resolve
from archlint.model.analysis import Diagnostic
from archlint.model.facts import FileFacts
from archlint.model.graph import Graph
from archlint.model.layout import Resolved
from archlint.model.patterns import PatternSet, remembered
from archlint.model.rulebook import Rulebook
from archlint.pipeline.ahead import Ahead
from archlint.pipeline.asked import Asked
from archlint.pipeline.discover import Tree
from archlint.pipeline.draft import Drafted, drafted
from archlint.pipeline.extract import Extracted, extract
from archlint.pipeline.fact_packs import load as load_packs
from archlint.pipeline.foresee import follows_connections, may_follow
from archlint.pipeline.glance import Glances
from archlint.pipeline.informed import informed, with_technologies
from archlint.pipeline.joined import Joined
from archlint.pipeline.layout import Laid, lay_out
from archlint.pipeline.readers import readers
from archlint.pipeline.request import Request
from archlint.pipeline.shared import shared_facts
from archlint.pipeline.sketches import Sketches
from archlint.pipeline.wanted import Wanted
from archlint.pipeline.workers import Staff


class Run:
    """What every stage of one run may use. `ahead` is begun when it is first asked for."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self, root: Path, request: Request, tree: Tree, staff: Staff, cache: Path | None, rulebook: Rulebook
    ) -> None:
        self.root, self.request, self.tree, self.staff, self.cache = root, request, tree, staff, cache
        self.rulebook = rulebook
        self.workers = request.workers or _processors()

    @cached_property
    def ahead(self) -> Ahead:
        """What connections need besides facts, from now on."""
        return Ahead(self.root, self.tree, self.rulebook, self.cache, self.staff, self.workers)

    @property
    def name(self) -> str:
        return self.rulebook.project.name or self.root.resolve().name


class Understood(NamedTuple):
    """`draft` is what archlint proposes where nothing is declared; `notes` (`file:line: what`) and `said` are what the user
    must know; `lasting` tells whether another run would read the same (see Extracted).
    """

    system: System
    facts: dict[str, FileFacts]
    joined: Joined
    draft: Drafted | None
    notes: tuple[str, ...]
    said: tuple[Diagnostic, ...]
    lasting: bool
    asked: Asked
    keys: Mapping[str, bytes]


def understand(run: Run, wants: Wanted) -> Understood:
    """Facts, then references resolved, then layers, then what crosses processes."""
    extracted = _extracted(run, wants)
    run.request.progress("judging", 0, 0)
    asked = Asked(extracted.facts)
    laid = lay_out(run.root, run.tree, extracted.facts, run.rulebook)
    resolved, notes = resolve(laid.layout)
    graph = _linked(run, laid, resolved)
    draft = None if run.rulebook.digest else drafted(graph, run.name)
    rulebook = draft.rulebook if draft else with_technologies(run.rulebook, graph)
    rulebook = informed(rulebook, run.request, wants)
    graph = assign(graph, rulebook)
    joined = Joined(graph)
    if wants.connected or follows_connections(rulebook, graph, drawn=run.request.need_graph):
        joined = _joined(run, extracted, laid, resolved, graph, rulebook, asked)
        notes = (*notes, *joined.deployment.problems) if run.request.need_connections else notes
    system = System(
        joined.graph,
        rulebook,
        asked.body,
        joined.connections or UNFOLLOWED,
        joined.deployment,
        joined.exposures,
        lambda module: taken(extracted.facts[module].references, resolved.get(module, ())),
        asked.lines,
        idle=joined.idle,
    )
    said = (*laid.diagnostics, *(Diagnostic("", 0, "warning", note) for note in extracted.notes))
    return Understood(
        system, extracted.facts, joined, draft, tuple(notes), said, extracted.lasting, asked, extracted.keys
    )


def _extracted(run: Run, wants: Wanted) -> Extracted:
    begun = wants.connected or may_follow(run.rulebook, run.tree)
    return extract(
        run.root,
        run.tree,
        run.rulebook.project,
        cache=run.cache,
        workers=run.workers,
        progress=run.request.progress,
        known=run.ahead.known if begun else None,
        run=readers(run.request.scheduler, run.staff),
        shared=shared_facts(run.request.store, os.environ),
        brought=load_packs(run.request.facts) if run.request.facts else {},
        whole=wants.measured,  # what measures the inside of functions pays for reading it
    )


def is_test(rulebook: Rulebook) -> PatternSet:
    """What the declaration calls tests."""
    return PatternSet(() if rulebook.project.include_tests else rulebook.project.tests)


def _linked(run: Run, laid: Laid, resolved: dict[str, tuple[Resolved, ...]]) -> Graph:
    deployed = [path for path, _ in run.tree.deployment]
    project = run.rulebook.project
    tests = remembered(() if project.include_tests else project.tests)
    return link(laid.layout, resolved, lambda dialect: DIALECTS[dialect].name, tests, deployed)


def _joined(  # noqa: PLR0913, PLR0917 - a stage between stages
    run: Run,
    extracted: Extracted,
    laid: Laid,
    resolved: dict[str, tuple[Resolved, ...]],
    graph: Graph,
    rulebook: Rulebook,
    asked: Asked,
) -> Joined:
    from archlint.pipeline.connect import join
    from archlint.pipeline.ground import Ground

    run.request.progress("connecting", 0, 0)
    sketches = Sketches(
        run.root,
        extracted.facts,
        extracted.keys,
        run.rulebook.project,
        run.cache,
        run.workers,
        extracted.sketches,
        run.staff.run,
    )
    glances = Glances(run.root, run.ahead.known, extracted.glances)
    joined = join(
        run.root,
        graph,
        Ground(run.root, laid.layout, resolved, graph, run.ahead.rules, sketches, glances),
        run.ahead,
        recovers=run.request.need_architecture,
        order={layer.name: position for position, layer in enumerate(rulebook.layers)},
        declared=rulebook.connections,
    )
    asked.sketched = sketches.asked()
    asked.words = _words(run.ahead.known.values(), joined, sketches.words)
    return joined


def _words(known: Iterable[Known], joined: Joined, others: Iterable[bytes]) -> tuple[bytes, ...]:
    """What may make connections look into a file that says it: any file where calls are known by what documents say."""
    if any(page.name for page in joined.deployment.pages):
        return (b"",)
    return tuple(
        sorted({*others, *(word for one in known for words in (one.words, *one.saying.values()) for word in words)})
    )


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

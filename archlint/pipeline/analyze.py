"""The whole of archlint on one screen: a project's folder in, its Analysis out."""

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from archlint.model.analysis import Analysis
from archlint.model.rulebook import Rulebook
from archlint.pipeline import stored
from archlint.pipeline.baseline import Baseline
from archlint.pipeline.baseline import read as read_baseline
from archlint.pipeline.discover import Tree, discover
from archlint.pipeline.request import Request, cache_folder
from archlint.rulebook.digest import declaration_digest

if TYPE_CHECKING:
    from archlint.pipeline.again import Basis
    from archlint.pipeline.workers import Staff


def analyze(root: Path, request: Request = Request()) -> Analysis:  # noqa: B008 - immutable
    """Read the project at `root` and judge it by its declaration, or by a drafted one where it has none.

    Raises DeclarationError when the declaration, the baseline or `since` cannot be used. What is wrong with the project's
    files is in the Analysis.
    """
    began = time.time_ns()
    request = request.whole()
    request = request._replace(today=request.today or datetime.datetime.now(datetime.UTC).date())
    request.progress("looking for files", 0, 0)
    cache = cache_folder(root, request)
    digest = "" if request.draft else declaration_digest(root, request.config)
    project = stored.load_project(cache, digest) if cache is not None else None
    project = project or _declared(root, request).project
    baseline = read_baseline(root / project.baseline, project.baseline)
    tree = discover(root, project.exclude)
    options = request.spelt(root)
    key = stored.fingerprint(tree, options, digest, repr(baseline))
    keeps = cache if request.since is None and not request.passing and request.plan is None else None
    known = stored.load(keeps, options, key) if keeps is not None else None
    if known is not None:
        return known

    from archlint.pipeline import again
    from archlint.pipeline.workers import Staff

    outline = again.outline_of(tree, options, digest, repr(baseline))
    with Staff() as staff:
        found = (
            again.answer(root, tree, project, cache=keeps, options=options, outline=outline, staff=staff)
            if keeps is not None
            else None
        )
        analysis, basis = found or _analyze(root, request, tree, staff, cache=cache, baseline=baseline)
    if keeps is not None and basis is not None and stored.is_calm(tree, began):
        stored.save(keeps, options, key, analysis)
        again.save(keeps, options, outline, msgspec.structs.replace(basis, fingerprint=key))
        stored.save_project(keeps, digest, project)
    return analysis


def _analyze(  # noqa: PLR0913 - what a run is made of
    root: Path, request: Request, tree: Tree, staff: "Staff", *, cache: Path | None, baseline: Baseline | None
) -> "tuple[Analysis, Basis | None]":
    """The stages, one line each, and what the answer was made of where it lasts (see Understood). The rooms are imported here:
    a run in which nothing changed needs none of them.
    """
    from archlint.pipeline.again import basis_of
    from archlint.pipeline.assemble import assemble
    from archlint.pipeline.conclude import conclude
    from archlint.pipeline.understand import Run, understand
    from archlint.pipeline.wanted import wanted
    from archlint.pipeline.weigh import weigh

    run = Run(root, request, tree, staff, cache, _declared(root, request))
    wants = wanted(request, run.rulebook, kept=bool(baseline and baseline.journeys))
    read = understand(run, wants)  # files → facts → graph → what crosses processes
    balance = (
        weigh(read.system, request.measure, wants.checks, with_roles=request.need_balance) if wants.weighed else None
    )
    found = conclude(run, read, wants, baseline)  # findings, accepted or open
    analysis = assemble(run, read, balance, found)
    return analysis, basis_of(tree, read.keys, read.asked, measured=wants.measured) if read.lasting else None


def _declared(root: Path, request: Request) -> Rulebook:
    """The declaration; one without a digest where nobody made any, or where a draft is asked for."""
    from archlint.rulebook.load import load_rulebook

    return (None if request.draft else load_rulebook(root, request.config)) or Rulebook()

"""The whole of archlint on one screen: a project's folder in, its Analysis out."""

import datetime
import time
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.model.analysis import Analysis
from archlint.model.rulebook import Rulebook
from archlint.pipeline import stored
from archlint.pipeline.baseline import Baseline
from archlint.pipeline.baseline import read as read_baseline
from archlint.pipeline.discover import Tree, discover
from archlint.pipeline.request import Request, cache_folder
from archlint.rulebook.digest import declaration_digest

if TYPE_CHECKING:
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


def _analyze(  # noqa: PLR0913 - what a run is made of
    root: Path, request: Request, tree: Tree, staff: "Staff", *, cache: Path | None, baseline: Baseline | None
) -> tuple[Analysis, bool]:
    """The stages, one line each, and whether the answer lasts (see Understood). The rooms are imported here: a run in which
    nothing changed needs none of them.
    """
    from archlint.pipeline.assemble import assemble
    from archlint.pipeline.conclude import conclude
    from archlint.pipeline.understand import Run, understand
    from archlint.pipeline.wanted import wanted
    from archlint.pipeline.weigh import weigh

    run = Run(root, request, tree, staff, cache, _declared(root, request))
    wants = wanted(request, run.rulebook)
    read = understand(run, wants)  # files → facts → graph → what crosses processes
    balance = (
        weigh(read.system, request.measure, wants.checks, with_roles=request.need_balance) if wants.weighed else None
    )
    found = conclude(run, read, wants, baseline)  # findings, accepted or open
    return assemble(run, read, balance, found), read.lasting


def _declared(root: Path, request: Request) -> Rulebook:
    """The declaration; one without a digest where nobody made any, or where a draft is asked for."""
    from archlint.rulebook.load import load_rulebook

    return (None if request.draft else load_rulebook(root, request.config)) or Rulebook()

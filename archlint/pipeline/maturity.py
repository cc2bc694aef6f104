"""The maturity of a project: what a run found out in, an Assessment out. Loads the models that the declaration names."""

import datetime
from collections.abc import Collection, Sequence

import msgspec

from archlint.graph.system import System
from archlint.model.analysis import Analysis
from archlint.model.graph import Verdict
from archlint.model.maturity import Assessment
from archlint.model.rulebook import DeclarationError, Rulebook
from archlint.pipeline.discover import Tree


def with_maturity(rulebook: Rulebook) -> Rulebook:
    """The declaration with the maturity model that it names and the criteria of all standards, its own among them."""
    from archlint.rulebook.maturity import load_criteria, load_models

    model = rulebook.maturity_model or load_models().get(rulebook.maturity.model)
    if model is None:
        raise DeclarationError(f"maturity.model: there is no model '{rulebook.maturity.model}'")
    criteria = {**load_criteria(), **{one.name: one for one in rulebook.criteria}}
    return msgspec.structs.replace(rulebook, maturity_model=model, criteria=tuple(criteria.values()))


def assessed(  # noqa: PLR0913, PLR0917 - what a run is made of
    system: System,
    analysis: Analysis,
    verdicts: Sequence[Verdict],
    judged: Collection[str],
    tree: Tree,
    today: datetime.date | None,
) -> Assessment | None:
    """The assessment of a finished analysis. `judged` names the checks that ran."""
    from archlint.measures.maturity.assess import assess
    from archlint.measures.maturity.seen import Seen

    paths = {file.path for file in tree.files} | {path for path, _ in tree.manifests} | set(tree.assets)
    seen = Seen(
        system,
        findings=analysis.open_findings,
        judged=judged,
        verdicts=verdicts,
        balance=analysis.balance,
        operations=analysis.operations,
        journeys=analysis.journeys,
        standards=analysis.standards,
        architecture=analysis.architecture,
        files=sorted(paths),
        unread=tree.left_out.get("other-language", 0),
    )
    return assess(seen, system.rulebook, today or datetime.datetime.now(datetime.UTC).date())

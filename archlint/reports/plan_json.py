"""`archlint-plan/1`: an Analysis in, its plan as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.plan import Plan
from archlint.reports.json_text import json_text
from archlint.reports.view import View

PLAN_SCHEMA: Literal["archlint-plan/1"] = "archlint-plan/1"


class PlanDocument(Struct, frozen=True):
    """The next moves of a project. `text` of a step is what `archlint plan --apply` takes."""

    schema: Literal["archlint-plan/1"]
    archlint: str
    project: str
    plan: Plan | None


def render(analysis: Analysis, _view: View) -> str:
    return json_text(PlanDocument(PLAN_SCHEMA, analysis.archlint, analysis.project, analysis.plan))

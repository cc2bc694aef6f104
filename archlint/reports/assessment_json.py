"""`archlint-assessment/1`: an Analysis in, levels, criteria, proofs, steps and warnings as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.maturity import Assessment
from archlint.reports.json_text import json_text
from archlint.reports.view import View

ASSESSMENT_SCHEMA: Literal["archlint-assessment/1"] = "archlint-assessment/1"


class AssessmentDocument(Struct, frozen=True):
    """The assessment of a project: by its maturity model and by every standard."""

    schema: Literal["archlint-assessment/1"]
    archlint: str
    project: str
    assessment: Assessment | None


def render(analysis: Analysis, _view: View) -> str:
    """Everything, whatever was asked for."""
    return json_text(AssessmentDocument(ASSESSMENT_SCHEMA, analysis.archlint, analysis.project, analysis.assessment))

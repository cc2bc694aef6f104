"""`archlint-journeys/1`: an Analysis in, its journeys as JSON out, those to move first in front."""

from typing import Literal

from msgspec import Struct

from archlint.measures.ranking import ranked
from archlint.model.analysis import Analysis
from archlint.model.journeys import JourneyTrace
from archlint.reports.json_text import json_text
from archlint.reports.view import View

JOURNEYS_SCHEMA: Literal["archlint-journeys/1"] = "archlint-journeys/1"


class JourneysDocument(Struct, frozen=True):
    """The journeys of a project."""

    schema: Literal["archlint-journeys/1"]
    archlint: str
    project: str
    journeys: tuple[JourneyTrace, ...]


def render(analysis: Analysis, _view: View) -> str:
    return json_text(
        JourneysDocument(JOURNEYS_SCHEMA, analysis.archlint, analysis.project, tuple(ranked(analysis.journeys)))
    )

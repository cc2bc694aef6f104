"""`archlint-difference/1`: an Analysis and View.before in, what changed as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.difference import Difference
from archlint.reports.difference.compare import compare
from archlint.reports.json_text import json_text
from archlint.reports.view import View

DIFFERENCE_SCHEMA: Literal["archlint-difference/1"] = "archlint-difference/1"


class DifferenceDocument(Struct, frozen=True):
    """`before` and `after` are what the two are called."""

    schema: Literal["archlint-difference/1"]
    archlint: str
    project: str
    before: str
    after: str
    difference: Difference


def render(analysis: Analysis, view: View) -> str:
    label, before = view.before or (view.now, analysis)
    return json_text(
        DifferenceDocument(
            DIFFERENCE_SCHEMA, analysis.archlint, analysis.project, label, view.now, compare(before, analysis)
        )
    )

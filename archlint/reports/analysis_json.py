"""The analysis as published JSON (docs/schemas/analysis.schema.json), indented; `model.analysis.decode` reads it."""

from archlint.model.analysis import Analysis
from archlint.reports.json_text import json_text
from archlint.reports.view import View


def render(analysis: Analysis, _view: View) -> str:
    """Everything, accepted findings and the graph included."""
    return json_text(analysis)

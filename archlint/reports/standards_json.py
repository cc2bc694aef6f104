"""`archlint-standards/1`: an Analysis in, the standard interfaces it offers, uses and documents as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.standards import StandardUse
from archlint.reports.json_text import json_text
from archlint.reports.standards_words import Interface, interfaces
from archlint.reports.view import View

STANDARDS_SCHEMA: Literal["archlint-standards/1"] = "archlint-standards/1"


class StandardsDocument(Struct, frozen=True):
    """The standard interfaces of a project: each with who is on its sides, and every place."""

    schema: Literal["archlint-standards/1"]
    archlint: str
    project: str
    interfaces: tuple[Interface, ...]
    uses: tuple[StandardUse, ...]


def render(analysis: Analysis, _view: View) -> str:
    """Everything, by standard and number."""
    found = tuple(interfaces(analysis.standards))
    return json_text(
        StandardsDocument(STANDARDS_SCHEMA, analysis.archlint, analysis.project, found, analysis.standards)
    )

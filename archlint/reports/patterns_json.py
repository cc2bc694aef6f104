"""`archlint-patterns/1`: an Analysis in, its operations as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.operations import Operation
from archlint.reports.json_text import json_text
from archlint.reports.view import View

PATTERNS_SCHEMA: Literal["archlint-patterns/1"] = "archlint-patterns/1"


class PatternsDocument(Struct, frozen=True):
    """The operations of a project. `draft` says that archlint proposed the layers itself."""

    schema: Literal["archlint-patterns/1"]
    archlint: str
    project: str
    draft: bool
    operations: tuple[Operation, ...]


def render(analysis: Analysis, _view: View) -> str:
    """All operations, in the order of the files."""
    return json_text(
        PatternsDocument(
            PATTERNS_SCHEMA, analysis.archlint, analysis.project, bool(analysis.draft), analysis.operations
        )
    )

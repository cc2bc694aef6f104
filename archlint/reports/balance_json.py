"""`archlint-balance/1`: an Analysis in, its balance as JSON out."""

from typing import Literal

from msgspec import Struct

from archlint.model.analysis import Analysis
from archlint.model.balance import Balance
from archlint.reports.json_text import json_text
from archlint.reports.view import View

BALANCE_SCHEMA: Literal["archlint-balance/1"] = "archlint-balance/1"


class BalanceDocument(Struct, frozen=True):
    """The balance of a project. `draft` says that archlint proposed the layers itself."""

    schema: Literal["archlint-balance/1"]
    archlint: str
    project: str
    draft: bool
    balance: Balance | None


def render(analysis: Analysis, _view: View) -> str:
    """The whole balance; null where the analysis holds none."""
    return json_text(
        BalanceDocument(BALANCE_SCHEMA, analysis.archlint, analysis.project, bool(analysis.draft), analysis.balance)
    )

"""The balance for a spreadsheet: an Analysis in, a row per layer and part out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.model.roles import ROLES
from archlint.reports.balance_words import standing
from archlint.reports.escape import visible
from archlint.reports.view import View

_HEAD = ("layer", "part", "units", "logic", "measure", "share", "low", "high", "standing", "concentration")
_ROLES = tuple(f"{role.replace(' ', '-')}-logic" for role in ROLES)
_FORMULA = ("=", "+", "-", "@")


def render(analysis: Analysis, _view: View) -> str:
    """Shares and bounds are numbers from 0 to 1; empty cells mean that no band is declared."""
    balance = analysis.balance
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow((*_HEAD, *_ROLES))
    for portion in balance.portions if balance else ():
        assert balance is not None  # noqa: S101 - it has portions
        low, high = portion.band or ("", "")
        inside = {role.role: role.logic for role in portion.roles}
        rows.writerow(
            (
                inert(portion.layer),
                inert(portion.part),
                portion.units,
                portion.logic,
                balance.measure,
                f"{portion.share:.4f}",
                low,
                high,
                standing(portion, balance),
                f"{portion.concentration:.4f}",
                *(inside.get(role, 0) for role in ROLES),
            )
        )
    return text.getvalue()


def inert(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    shown = visible(name)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown

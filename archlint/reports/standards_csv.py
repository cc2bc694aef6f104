"""Standard interfaces for a spreadsheet: an Analysis in, a row per place out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.reports.balance_csv import inert
from archlint.reports.standards_words import version
from archlint.reports.view import View

_HEAD = (
    "standard", "number", "name", "domain", "version", "newest", "resource", "side", "method", "path", "layer", "component",
    "part", "file", "line", "drift",
)  # fmt: skip


def render(analysis: Analysis, _view: View) -> str:
    """All places, by standard and number."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEAD)
    for use in analysis.standards:
        told = (
            use.standard,
            use.number,
            use.name,
            use.domain,
            version(use.version),
            version(use.newest),
            use.resource,
        )
        where = (use.side, use.method, use.path, use.layer, use.component, use.part, use.file)
        rows.writerow((*map(inert, (*told, *where)), use.line, use.drift))
    return text.getvalue()

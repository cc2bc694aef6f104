"""Operations for a spreadsheet: an Analysis in, a row per operation out. RFC 4180, inert when it is opened."""

import csv
import io

from archlint.model.analysis import Analysis
from archlint.reports.balance_csv import inert
from archlint.reports.view import View

_HEAD = (
    "module", "line", "operation", "layer", "part", "route", "backend pattern", "backends", "logic",
    "frontend pattern", "channels", "restricted in",
)  # fmt: skip


def render(analysis: Analysis, _view: View) -> str:
    """Lists are joined by spaces."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEAD)
    for one in analysis.operations:
        rows.writerow(
            (
                inert(one.module),
                one.line,
                inert(one.name),
                inert(one.layer),
                inert(one.part),
                inert(one.route),
                one.backend_pattern,
                inert(" ".join(one.backends)),
                one.logic,
                one.frontend_pattern,
                inert(" ".join(consumer.channel for consumer in one.consumers)),
                inert(" ".join(one.restricted)),
            )
        )
    return text.getvalue()

"""A dependency structure matrix: an Analysis in, CSV out. Rows depend on columns; in a layered system nothing stands below
the diagonal, for the rows are in the order of the layers.
"""

import csv
import io

from msgspec.structs import replace

from archlint.model.analysis import Analysis
from archlint.reports.balance_csv import inert
from archlint.reports.pictures.drawn import picture
from archlint.reports.view import View


def render(analysis: Analysis, view: View) -> str:
    """Nothing is cut: a box per row and column, and in a cell how many dependencies, `!` behind it where one is a violation."""
    drawn = picture(analysis, replace(view, limit=None))
    counts: dict[tuple[str, str], int] = {}
    bad: set[tuple[str, str]] = set()
    for arrow in drawn.arrows:
        ends = (arrow.source, arrow.target)
        counts[ends] = counts.get(ends, 0) + arrow.count
        if arrow.verdict == "violation":
            bad.add(ends)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    names = [box.name for box in drawn.boxes]
    rows.writerow(["layer", "depends on →", *(inert(name) for name in names)])
    for box in drawn.boxes:
        layer = drawn.bands[box.band].title if box.band is not None else ""
        values = [
            f"{counts[box.name, other]}{'!' if (box.name, other) in bad else ''}" if (box.name, other) in counts else ""
            for other in names
        ]
        rows.writerow([inert(layer), inert(box.name), *values])
    return text.getvalue()

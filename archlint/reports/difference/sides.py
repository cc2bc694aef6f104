"""The two that are compared, as every report of a difference needs them."""

from archlint.model.analysis import Analysis
from archlint.model.difference import Difference
from archlint.model.graph import Module
from archlint.reports.difference.compare import compare
from archlint.reports.view import View


def sides(analysis: Analysis, view: View) -> tuple[str, Difference]:
    """`project: main → now` and the difference. Without View.before the analysis is compared with itself."""
    label, before = view.before or (view.now, analysis)
    return f"{analysis.project}: {label} → {view.now}", compare(before, analysis)


def modules_of(analysis: Analysis, view: View) -> dict[str, Module]:
    """All modules of both; where they differ, as they are now."""
    graphs = (view.before[1].graph if view.before else None, analysis.graph)
    return {module.id: module for graph in graphs if graph is not None for module in graph.modules}

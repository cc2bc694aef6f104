"""What is drawn of an analysis: an Analysis and a View in, the Picture at the level of the view out."""

from archlint.model.analysis import Analysis
from archlint.reports.pictures.architecture import architecture_picture
from archlint.reports.pictures.graph import graph_picture
from archlint.reports.pictures.picture import Picture
from archlint.reports.view import View


def picture(analysis: Analysis, view: View, boxes: int = 0, arrows: int = 0) -> Picture:
    """At most so many boxes and arrows, whatever the view says, where a format has a limit of its own (0: it has none)."""
    if analysis.architecture is not None and view.level == "component":
        return architecture_picture(analysis, view)
    return graph_picture(analysis, view, boxes, arrows)

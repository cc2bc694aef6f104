"""Pictures that Graphviz draws: an Analysis and a View with an engine in, SVG, PNG or PDF out.

Graphviz is asked twice: first where everything belongs, then, with the layers drawn behind, for the picture itself.
"""

import re

from archlint.model.analysis import Analysis
from archlint.reports.escape import xml
from archlint.reports.pictures.dot import layout_text
from archlint.reports.pictures.drawn import picture
from archlint.reports.pictures.layout import read_layout
from archlint.reports.pictures.picture import Picture
from archlint.reports.pictures.placed import placed_text
from archlint.reports.pictures.stacked import stacked_layout
from archlint.reports.view import View

_SVG = re.compile(r"<svg ")
_DATE = re.compile(rb"(/CreationDate \(D:)\d{14}")


def svg(analysis: Analysis, view: View) -> str:
    """What a pointer rests on is told; the picture as a whole has a name for readers that cannot see it."""
    drawn = picture(analysis, view)
    text = _asked(drawn, view, "svg").decode("utf-8")
    name = xml(f"{drawn.title}: {drawn.note}")
    return _SVG.sub(f'<svg role="img" aria-label="{name}" '.replace("\\", r"\\"), text, count=1)


def png(analysis: Analysis, view: View) -> bytes:
    """144 dots per inch."""
    return _asked(picture(analysis, view), view, "png", "-Gdpi=144")


def pdf(analysis: Analysis, view: View) -> bytes:
    """Not dated: the same graph gives the same bytes."""
    return _DATE.sub(rb"\g<1>19700101000000", _asked(picture(analysis, view), view, "pdf"))


def _asked(drawn: Picture, view: View, chosen: str, *options: str) -> bytes:
    layout = stacked_layout(drawn) or read_layout(view.engine(layout_text(drawn), ("-Kdot",), "json0"))
    return view.engine(placed_text(drawn, layout), ("-Kneato", "-n2", *options), chosen)

"""Operations of xdot (https://graphviz.org/docs/outputs/canon/#xdot): what is drawn behind a picture, as Graphviz reads it."""

from archlint.reports.escape import visible
from archlint.reports.pictures.dot import FONT

INK, GREY = "#1f2933", "#5b6770"


def rectangle(corners: tuple[float, float, float, float], fill: str) -> str:
    """Filled, from left and bottom to right and top."""
    left, bottom, right, top = corners
    places = (left, bottom, right, bottom, right, top, left, top)
    return f"S 5 -solid c 7 -{fill} C 7 -{fill} P 4 {' '.join(f'{one:.1f}' for one in places)} "


def text(place: tuple[float, float], size: int, color: str, words: str) -> str:
    """Text that begins at a place. Its length counts bytes; a quote would end the attribute around, so it is written as a
    prime.
    """
    told = visible(words).replace("\\", "\u2216").replace('"', "\u2033")
    if not told:
        return ""
    x, y = place
    return f"F {size} {len(FONT)} -{FONT} c 7 -{color} T {x:.1f} {y:.1f} -1 0 {len(told.encode())} -{told} "

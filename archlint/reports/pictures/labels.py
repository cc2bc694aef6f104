"""Where labels of arrows stand: what Graphviz says about its lines in, places on the lines out that are free of boxes and of
each other where there are any.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

_STEPS = 12
_LETTER, _HIGH = 3.1, 7.5
"""Half of what a letter of a label needs, and half of its height, in points."""

Point = tuple[float, float]


class Area(NamedTuple):
    """A rectangle, in points, from the lower left corner to the upper right one."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Area") -> bool:
        """Whether the two share any place."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


class Line(NamedTuple):
    """The spline of an arrow as Graphviz writes it, where its label was put, and the label."""

    spline: str
    wanted: str
    label: str


def label_places(lines: Sequence[Line], boxes: Sequence[Area]) -> list[str]:
    """A place for the label of every line, as Graphviz reads it; "" for a line without one."""
    taken = list(boxes)
    return [_place(line, taken) if line.label and line.wanted else "" for line in lines]


def _place(line: Line, taken: list[Area]) -> str:
    wanted = _point(line.wanted)
    near = sorted(_samples(line.spline), key=lambda at: ((at[0] - wanted[0]) ** 2 + (at[1] - wanted[1]) ** 2, at))
    chosen = next((at for at in near if not any(ground(at, line.label).meets(one) for one in taken)), wanted)
    taken.append(ground(chosen, line.label))
    return f"{chosen[0]:.2f},{chosen[1]:.2f}"


def ground(at: Point, label: str) -> Area:
    """What a label covers whose middle is there."""
    half = 4 + _LETTER * len(label)
    return Area(at[0] - half, at[1] - _HIGH, at[0] + half, at[1] + _HIGH)


def _samples(spline: str) -> Iterator[Point]:
    """Points on a spline of B\u00e9zier curves, which may begin with where its arrowheads end."""
    points = [_point(piece) for piece in spline.split() if piece[:2] not in ("e,", "s,")]
    for start in range(0, len(points) - 3, 3):
        curve = points[start : start + 4]
        for step in range(1, _STEPS):
            t = step / _STEPS
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            yield (
                sum(weight * x for weight, (x, _) in zip(weights, curve, strict=True)),
                sum(weight * y for weight, (_, y) in zip(weights, curve, strict=True)),
            )


def _point(text: str) -> Point:
    x, y = text.split(",")[:2]
    return float(x), float(y)

"""The picture of whole layers: a Picture with one box in each band in, its Layout out, without Graphviz.

Boxes stand one below the other. What leads to the next layer is a straight line; what skips one goes around, downwards on the
right and upwards on the left, so that a glance tells what is as it should be and what is not.
"""

from collections.abc import Sequence
from typing import NamedTuple

from archlint.reports.pictures.layout import Layout, Placed, Way
from archlint.reports.pictures.picture import Arrow, Picture

_HIGH, _APART = 46.0, 106.0
_NARROWEST, _LETTER, _ROOM = 170.0, 6.2, 20.0
_BEND, _HEAD = 26.0, 7.5


class _Run(NamedTuple):
    """An arrow, by its place among all, and the bands that it joins, the upper one first."""

    place: int
    upper: int
    lower: int
    upward: bool
    wide: float


def stacked_layout(drawn: Picture) -> Layout | None:
    """None where the picture is no stack: a band without a title holds other than one box."""
    count = len(drawn.bands)
    if not drawn.plain or sorted(drawn.places().values()) != list(range(count)):
        return None
    runs = [_run(drawn, index, arrow) for index, arrow in enumerate(drawn.arrows)]
    wide = max(
        [_NARROWEST, *(_LETTER * 1.3 * len(box.title) + 30 for box in drawn.boxes)]
        + [_ROOM + sum(run.wide for run in _between(runs, band)) for band in range(count - 1)]
    )
    ways = {way.id: way for band in range(count - 1) for way in _straight(_between(runs, band))}
    reach = {False: wide / 2, True: wide / 2}
    for upward in (False, True):
        around = sorted(
            (run for run in runs if run.upward == upward and run.lower > run.upper + 1),
            key=lambda run: (run.lower - run.upper, run.upper, run.place),
        )
        for run in around:
            lane = reach[upward] + _ROOM / 2 + run.wide / 2
            reach[upward] = lane + run.wide / 2
            ways[f"a{run.place}"] = _around(run, wide / 2, lane, [other for other in around if other is not run])
    names = drawn.names()
    objects = [
        Placed(names[box.name], f"0,{_middle(band)}", f"{wide / 72:.4f}", f"{_HIGH / 72:.4f}")
        for box, band in ((box, drawn.places()[box.name]) for box in drawn.boxes)
    ]
    low, high = _middle(count - 1) - _HIGH / 2, _middle(0) + _HIGH / 2
    bb = f"{-reach[True]:.2f},{low},{reach[False]:.2f},{high}"
    return Layout(bb, objects, [ways[f"a{index}"] for index in range(len(runs))])


def _run(drawn: Picture, index: int, arrow: Arrow) -> _Run:
    source, target = drawn.places()[arrow.source], drawn.places()[arrow.target]
    wide = _LETTER * len(arrow.label) + _ROOM
    return _Run(index, min(source, target), max(source, target), source > target, wide)


def _between(runs: Sequence[_Run], band: int) -> list[_Run]:
    """The arrows between a band and the next one, from left to right: first what leads upwards."""
    found = [run for run in runs if (run.upper, run.lower) == (band, band + 1)]
    return sorted(found, key=lambda run: (not run.upward, run.place))


def _middle(band: int) -> float:
    return -band * _APART


def _straight(runs: Sequence[_Run]) -> list[Way]:
    x, ways = -sum(run.wide for run in runs) / 2, []
    for run in runs:
        x += run.wide / 2
        top, bottom = _middle(run.upper) - _HIGH / 2, _middle(run.lower) + _HIGH / 2
        begin, end = (top - _HEAD, bottom) if run.upward else (top, bottom + _HEAD)
        head = f"s,{x:.2f},{top:.2f}" if run.upward else f"e,{x:.2f},{bottom:.2f}"
        points = [(x, begin + (end - begin) * step / 3) for step in range(4)]
        ways.append(Way(f"a{run.place}", f"{head} {_written(points)}", f"{x:.2f},{(top + bottom) / 2:.2f}"))
        x += run.wide / 2
    return ways


def _around(run: _Run, edge: float, lane: float, others: Sequence[_Run]) -> Way:
    """Out at the side, along the lane, and in again; `others` are the arrows on the same side."""
    side = -1 if run.upward else 1
    top = _port(run, run.upper, others)
    bottom = _port(run, run.lower, others)
    near = edge + _HEAD
    begin, end = (near, edge) if run.upward else (edge, near)
    head = f"s,{side * edge:.2f},{top:.2f}" if run.upward else f"e,{side * edge:.2f},{bottom:.2f}"
    bend = (lane - edge) * 0.6
    points = [
        *((begin, top), (edge + bend, top), (lane, top), (lane, top - _BEND)),
        *((lane, top - 2 * _BEND), (lane, bottom + 2 * _BEND), (lane, bottom + _BEND)),
        *((lane, bottom), (edge + bend, bottom), (end, bottom)),
    ]
    sided = [(side * x, y) for x, y in points]
    return Way(f"a{run.place}", f"{head} {_written(sided)}", f"{side * lane:.2f},{(top + bottom) / 2:.2f}")


def _port(run: _Run, band: int, others: Sequence[_Run]) -> float:
    """Where on the side of a box an arrow ends. Nothing crosses: from the top down stand what comes from above, the longest
    last, and what goes below, the longest first.
    """

    def rank(one: _Run) -> tuple[int, int, int]:
        length = one.lower - one.upper
        return (0, length, one.place) if one.lower == band else (1, -length, -one.place)

    order = sorted([run, *(one for one in others if band in (one.upper, one.lower))], key=rank)
    return _middle(band) + _HIGH / 2 - _HIGH / (len(order) + 1) * (order.index(run) + 1)


def _written(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)

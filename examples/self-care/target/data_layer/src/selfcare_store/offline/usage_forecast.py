"""Forecasts what a month will cost: the month so far and earlier months in, an expected cost out."""

from collections.abc import Sequence
from statistics import mean, pstdev

DAMPING = 0.6
FIRST_DAYS = 5
NEEDED_MONTHS = 3


def expected_cents(so_far: int, day: int, days: int, history: Sequence[int]) -> int:
    """The month's pace, damped towards what earlier months came to; the further the month, the more the pace counts."""
    if not 1 <= day <= days:
        raise ValueError(f"day {day} of {days}")
    pace = so_far * days / day
    if not history:
        return round(pace)
    weight = (day / days) ** DAMPING
    return max(so_far, round(weight * pace + (1 - weight) * smoothed(history)))


def smoothed(history: Sequence[int]) -> float:
    """Exponential smoothing, newest month last."""
    level = float(history[0])
    for cents in history[1:]:
        level = DAMPING * cents + (1 - DAMPING) * level
    return level


def is_reliable(day: int, history: Sequence[int]) -> bool:
    """Enough days, enough months, and months that resemble each other."""
    if day < FIRST_DAYS or len(history) < NEEDED_MONTHS:
        return False
    average = mean(history)
    return average == 0 or pstdev(history) / average < 1.0

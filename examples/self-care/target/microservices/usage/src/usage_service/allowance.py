"""How much of a bundle is used, and when that deserves a word."""

from collections.abc import Iterable
from typing import Any, Literal

from selfcare_store.usage_queries import MonthlySum

Level = Literal["calm", "low", "used-up"]
LOW = 0.8


def share(used: int, included: int) -> float:
    """The used part of a bundle; usage without a bundle is all beyond it."""
    if included <= 0:
        return 1.0 if used > 0 else 0.0
    return used / included


def level(used_share: float) -> Level:
    """calm, low from 80 % on, used up from 100 % on."""
    if used_share >= 1.0:
        return "used-up"
    return "low" if used_share >= LOW else "calm"


def remaining(included: dict[str, int], sums: Iterable[MonthlySum]) -> list[dict[str, Any]]:
    """Per kind of usage what is left, never below zero."""
    used = {item.kind: item.units for item in sums}
    return [
        {"kind": kind, "left": max(0, units - used.get(kind, 0)), "level": level(share(used.get(kind, 0), units))}
        for kind, units in included.items()
    ]


def crossed(before: int, after: int, included: int) -> Level | None:
    """The level that usage has just reached, None when it is the level from before."""
    old, new = level(share(before, included)), level(share(after, included))
    return new if new != old and new != "calm" else None

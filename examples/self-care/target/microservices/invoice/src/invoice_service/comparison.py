"""Two bills beside each other: which kinds of lines made the difference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from invoice_service.gateway import Line

KINDS = ("fee", "usage", "roaming", "international", "discount", "credit")


@dataclass(frozen=True)
class Difference:
    """How much more (or less) one kind of line costs than before."""

    kind: str
    cents: int
    is_new: bool
    has_ended: bool


def _sums(lines: Iterable[Line]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.kind if line.kind in KINDS else "fee"] += line.cents
    return sums


def differences(current: Iterable[Line], previous: Iterable[Line]) -> list[Difference]:
    """Per kind that changed one difference, the largest first."""
    now, before = _sums(current), _sums(previous)
    found = []
    for kind in KINDS:
        change = now[kind] - before[kind]
        if change != 0:
            is_new = kind in now and kind not in before
            found.append(Difference(kind, change, is_new, has_ended=kind in before and kind not in now))
    return sorted(found, key=lambda difference: (-abs(difference.cents), difference.kind))

"""Why a bill differs: differences between two bills, joined with what was worked out offline, put into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from selfcare_store.bill_queries import PreparedReason

from invoice_service.comparison import Difference
from invoice_service.gateway import money

MATERIAL_CENTS = 100
MOST = 4


@dataclass(frozen=True)
class Reason:
    """One reason, with what it added or took off."""

    code: str
    text: str
    cents: int

    def as_answer(self) -> dict[str, Any]:
        return {"code": self.code, "text": self.text, "amount": money(self.cents)}


def reasons(differences: Sequence[Difference], prepared: Iterable[PreparedReason]) -> list[Reason]:
    """The reasons that matter, largest first. A prepared reason says more than a bare difference and replaces it."""
    by_kind: dict[str, list[PreparedReason]] = {}
    for item in prepared:
        by_kind.setdefault(item.kind, []).append(item)
    found: list[Reason] = []
    for difference in differences:
        details = by_kind.get(difference.kind, [])
        if details and difference.cents > 0:
            found += [Reason(item.code, _detailed(item), item.cents) for item in details]
        else:
            found.append(Reason(difference.kind, _plain(difference), difference.cents))
    material = [reason for reason in found if abs(reason.cents) >= MATERIAL_CENTS]
    return sorted(material, key=lambda reason: -abs(reason.cents))[:MOST]


def _detailed(item: PreparedReason) -> str:
    count = "One" if item.count == 1 else str(item.count)
    if item.kind == "roaming":
        return f"{count} trip{'' if item.count == 1 else 's'} abroad ({item.where})"
    if item.kind == "international":
        return f"{count} international call{'' if item.count == 1 else 's'} ({item.where})"
    return f"{count} times beyond the bundle"


def _plain(difference: Difference) -> str:
    if difference.kind == "discount":
        return "A discount has ended" if difference.has_ended else "Your discount has changed"
    if difference.kind == "credit":
        return "A credit was given" if difference.cents < 0 else "Last month had a credit"
    if difference.kind == "fee":
        return "A new monthly fee" if difference.is_new else "Your monthly fees have changed"
    return "More usage than last month" if difference.cents > 0 else "Less usage than last month"

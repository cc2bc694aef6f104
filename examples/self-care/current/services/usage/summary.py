"""Usage summed up per kind, with what it adds to the next invoice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data_layer.models import UsageRecord
from invoice import totals

KINDS = ("voice", "data", "sms")


def summarize(records: Iterable[UsageRecord]) -> dict[str, Any]:
    """Quantity per kind and the expected gross amount."""
    sums: dict[str, Any] = dict.fromkeys(KINDS, 0)
    net = 0
    for record in records:
        sums[record.kind] += record.quantity
        net += record.rated_cents or 0
    sums["expectedGrossCents"] = totals.gross(net)
    return sums


def records_abroad(records: Iterable[UsageRecord]) -> list[UsageRecord]:
    """What happened outside of the European Union."""
    return [record for record in records if record.zone == "world"]

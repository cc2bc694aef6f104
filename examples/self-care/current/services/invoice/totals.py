"""Sums of an invoice. The third copy: the web has one, the app has one, billing has the one that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data_layer.models import UsageRecord
from invoice.ledger_table import LedgerRow
from usage import summary

VAT_PERCENT = 25


def gross(net_cents: int) -> int:
    """With value added tax, rounded to whole cents."""
    return (net_cents * (100 + VAT_PERCENT) + 50) // 100


def open_cents(rows: Sequence[LedgerRow]) -> int:
    """Charges with tax, less payments and credits."""
    charged = sum(row.net_cents for row in rows if row.kind in ("fee", "usage", "roaming"))
    taken_off = sum(row.net_cents for row in rows if row.kind in ("discount", "credit"))
    paid = sum(row.net_cents for row in rows if row.kind == "payment")
    return max(0, gross(charged - taken_off) - paid)


def reasons(records: Iterable[UsageRecord]) -> list[str]:
    """What made the invoice higher, most expensive first."""
    abroad = summary.records_abroad(records)
    calls = [record for record in abroad if record.kind == "voice"]
    found = []
    if calls:
        found.append(f"{len(calls)} calls abroad")
    if any(record.kind == "data" for record in abroad):
        found.append("data abroad")
    return found

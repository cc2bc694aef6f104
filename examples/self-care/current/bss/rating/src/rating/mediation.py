"""Rows from the network as records that can be rated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

EU = frozenset({"208", "222", "262", "240", "214", "232", "206", "244", "238"})
HOME = "242"


@dataclass(frozen=True)
class CallRecord:
    """Usage in billable units: started minutes, megabytes, messages."""

    record_id: str
    subscription_id: str
    kind: str
    zone: str
    units: int
    started_at: datetime


def zone_of(country: str) -> str:
    """The price zone of a mobile country code."""
    if country == HOME:
        return "home"
    return "eu" if country in EU else "world"


def from_row(row: dict[str, Any]) -> CallRecord:
    """Seconds become started minutes, bytes become megabytes."""
    kind = {"VOI": "voice", "GPR": "data", "SMS": "sms"}[row["type"]]
    quantity = int(row["quantity"])
    if kind == "voice":
        quantity = -(-quantity // 60)
    elif kind == "data":
        quantity = -(-quantity // (1024 * 1024))
    return CallRecord(
        row["id"], row["subscription"], kind, zone_of(row["mcc"]), quantity, datetime.fromisoformat(row["start"])
    )

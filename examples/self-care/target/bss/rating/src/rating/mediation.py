"""Rows from the network as records that can be rated."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

EU = frozenset({"SE", "DK", "FI", "DE", "FR", "NL", "ES", "IT", "PL", "AT", "BE"})
HOME = "NO"
KINDS = {"VOI": "voice", "GPR": "data", "SMS": "sms"}
BYTES_PER_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class UsageRecord:
    """Usage in billable units: started minutes, megabytes, messages."""

    record: str
    subscription: str
    kind: str
    zone: str
    country: str
    called_country: str
    units: int
    started_at: datetime


def zone_of(country: str) -> str:
    """The price zone of a country."""
    if country == HOME:
        return "home"
    return "eu" if country in EU else "world"


def from_row(row: dict[str, Any]) -> UsageRecord:
    """Seconds become started minutes, bytes become started megabytes."""
    kind = KINDS[row["type"]]
    quantity = int(row["quantity"])
    if kind == "voice":
        quantity = -(-quantity // 60)
    elif kind == "data":
        quantity = -(-quantity // BYTES_PER_MEGABYTE)
    called = row.get("calledCountry", HOME)
    return UsageRecord(
        record=row["id"],
        subscription=row["subscription"],
        kind=kind,
        zone=zone_of(row["country"]),
        country=row["country"],
        called_country="" if called == HOME else called,
        units=quantity,
        started_at=datetime.fromisoformat(row["start"]),
    )

"""What has been rated, and the counts that the next record needs. Kept in memory here; in production on disk."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rating.mediation import UsageRecord


@dataclass(frozen=True)
class Rated:
    """A record with its price."""

    usage: UsageRecord
    cents: int

    def as_event(self) -> dict[str, Any]:
        return {
            "record": self.usage.record,
            "subscription": self.usage.subscription,
            "kind": self.usage.kind,
            "zone": self.usage.zone,
            "country": self.usage.country,
            "calledCountry": self.usage.called_country,
            "units": self.usage.units,
            "cents": self.cents,
            "startedAt": self.usage.started_at.isoformat(),
        }


_rated: list[Rated] = []
_units: Counter[tuple[str, str, str]] = Counter()
_abroad_today: Counter[tuple[str, str]] = Counter()


def month_of(usage: UsageRecord) -> str:
    return usage.started_at.strftime("%Y-%m")


def units_before(usage: UsageRecord) -> int:
    """Units of the same kind in the same month."""
    return _units[usage.subscription, usage.kind, month_of(usage)]


def spent_abroad_today(usage: UsageRecord) -> int:
    return _abroad_today[usage.subscription, usage.started_at.date().isoformat()]


def add(rated: Rated) -> None:
    """Keep a rated record. Usage abroad counts towards the cap of the day, all other usage towards the bundle."""
    usage = rated.usage
    _rated.append(rated)
    if usage.zone == "world":
        _abroad_today[usage.subscription, usage.started_at.date().isoformat()] += rated.cents
    else:
        _units[usage.subscription, usage.kind, month_of(usage)] += usage.units


def of(subscription: str, month: str) -> list[Rated]:
    """What a subscription used in a month, oldest first."""
    found = [rated for rated in _rated if rated.usage.subscription == subscription and month_of(rated.usage) == month]
    return sorted(found, key=lambda rated: rated.usage.started_at)

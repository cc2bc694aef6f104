"""Finds what made a bill higher: trips abroad and international calls. Rows of usage in, rows of reasons out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

TRIP_GAP = timedelta(days=3)


class Record(NamedTuple):
    """What matters of a row of usage."""

    kind: str
    zone: str
    country: str
    called_country: str
    cents: int
    started_at: datetime


class Found(NamedTuple):
    """A reason, before it is kept."""

    code: str
    kind: str
    count: int
    place: str
    cents: int


def trips(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Usage abroad that belongs together: the same country, never more than three days apart."""
    open_trips: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda record: record.started_at):
        if record.zone != "world" or record.cents == 0:
            continue
        trip = open_trips.get(record.country)
        if trip is not None and record.started_at - trip[-1].started_at > TRIP_GAP:
            yield trip
            trip = None
        if trip is None:
            trip = open_trips[record.country] = []
        trip.append(record)
    yield from open_trips.values()


def find_reasons(records: Iterable[Record]) -> list[Found]:
    """Trips per country and international calls per called country, most expensive first."""
    known = list(records)
    found = []
    per_country: dict[str, list[list[Record]]] = defaultdict(list)
    for trip in trips(known):
        per_country[trip[0].country].append(trip)
    for country, journeys in per_country.items():
        cents = sum(record.cents for trip in journeys for record in trip)
        found.append(Found(f"trip-{country}", "roaming", len(journeys), country, cents))
    calls: dict[str, list[Record]] = defaultdict(list)
    for record in known:
        if record.kind == "voice" and record.zone == "home" and record.called_country:
            calls[record.called_country].append(record)
    for country, made in calls.items():
        found.append(Found(f"calls-{country}", "international", len(made), country, sum(call.cents for call in made)))
    return sorted(found, key=lambda reason: (-reason.cents, reason.code))

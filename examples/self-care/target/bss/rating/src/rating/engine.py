"""Rates one record and tells the bus: `python -m rating.engine PLAN < rows.jsonl`."""

import json
import os
import sys
from functools import lru_cache

from confluent_kafka import Producer

from rating import journal
from rating.mediation import UsageRecord, from_row
from rating.roaming import cost_abroad, counts_as_home, international_call
from rating.tiers import cost_of_next

TOPIC = "usage.rated"


@lru_cache(maxsize=1)
def _producer() -> Producer:
    return Producer({"bootstrap.servers": os.environ["BUS"]})


def price(usage: UsageRecord, plan: str, days_abroad: int = 0) -> int:
    """The price of a record in cents."""
    if not counts_as_home(usage.zone, days_abroad):
        return cost_abroad(usage.kind, usage.units, journal.spent_abroad_today(usage))
    if usage.kind == "voice" and usage.called_country:
        return international_call(usage.called_country, usage.units)
    return cost_of_next(plan, usage.kind, journal.units_before(usage), usage.units)


def rate_and_publish(row: dict[str, str], plan: str) -> None:
    """Rate a row of the network, keep it and publish it."""
    usage = from_row(row)
    rated = journal.Rated(usage, price(usage, plan))
    journal.add(rated)
    _producer().produce(TOPIC, json.dumps(rated.as_event()).encode())


if __name__ == "__main__":
    for line in sys.stdin:
        rate_and_publish(json.loads(line), sys.argv[1])
    _producer().flush()

"""Rates rows of mediation as they come and publishes the result: `python -m rating.stream PLAN < rows.jsonl`."""

import json
import os
import sys
from collections import Counter

from confluent_kafka import Producer

from rating import quota_alerts, usage_page
from rating.api import rate
from rating.mediation import from_row

_producer = Producer({"bootstrap.servers": os.environ.get("BUS", "bus:9092")})
_used: Counter[tuple[str, str, str]] = Counter()


def rate_and_publish(row: dict[str, str], plan_code: str) -> int:
    """Rate one row; the price in cents."""
    record = from_row(row)
    month = record.started_at.strftime("%Y-%m")
    key = (record.subscription_id, record.kind, month)
    before = _used[key]
    cents = rate(record, before, plan_code)
    _used[key] += record.units
    usage_page.remember(record.subscription_id, month, record.kind, record.units)
    quota_alerts.check_quota(record.subscription_id, plan_code, record.kind, before, _used[key])
    event = {
        "recordId": record.record_id,
        "subscriptionId": record.subscription_id,
        "kind": record.kind,
        "zone": record.zone,
        "quantity": record.units,
        "cents": cents,
        "startedAt": record.started_at.isoformat(),
    }
    _producer.produce("usage.rated", json.dumps(event).encode())
    return cents


if __name__ == "__main__":
    for line in sys.stdin:
        rate_and_publish(json.loads(line), sys.argv[1])
    _producer.flush()

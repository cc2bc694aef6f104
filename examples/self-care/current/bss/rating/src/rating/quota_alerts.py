"""Warns when a bundle runs low, in the words of the app."""

import json
import os

from confluent_kafka import Producer

from notifications.templates import push_text
from rating.tiers import INCLUDED

LEVELS = (("quota.100", 1.0), ("quota.80", 0.8))
_producer = Producer({"bootstrap.servers": os.environ.get("BUS", "bus:9092")})


def check_quota(subscription_id: str, plan_code: str, kind: str, before: int, after: int) -> str | None:
    """Publish the highest level that this record crossed; the level, or None."""
    included = INCLUDED[plan_code][kind]
    for level, share in LEVELS:
        if before < included * share <= after:
            event = {
                "subscriptionId": subscription_id,
                "level": level,
                "kind": kind,
                "pushText": push_text(level, kind=kind),
            }
            _producer.produce("quota.reached", json.dumps(event).encode())
            return level
    return None

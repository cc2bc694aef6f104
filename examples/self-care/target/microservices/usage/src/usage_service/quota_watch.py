"""Says when a bundle runs low: rated usage in, `quota.reached` out. `python -m usage_service.quota_watch`."""

import asyncio
from typing import Any

from selfcare_store import usage_queries
from service_bus.events import Consumer, publish
from service_bus.topics import QUOTA_REACHED, USAGE_RATED

from usage_service import gateway
from usage_service.allowance import crossed

consumer = Consumer(group="quota-watch")


@consumer.on(USAGE_RATED)
def watch(event: dict[str, Any]) -> None:
    """Compare the sum before this record with the sum after it. Usage abroad is in no bundle."""
    if event["zone"] == "world":
        return
    product = asyncio.run(gateway.product(event["subscription"]))
    sums = usage_queries.monthly_sums(event["subscription"], event["startedAt"][:7])
    before = next((item.units for item in sums if item.kind == event["kind"]), 0)
    reached = crossed(before, before + event["units"], product.included.get(event["kind"], 0))
    if reached is not None:
        publish(
            QUOTA_REACHED,
            {"subscription": product.subscription, "number": product.number, "kind": event["kind"], "level": reached},
        )


if __name__ == "__main__":
    consumer.run()

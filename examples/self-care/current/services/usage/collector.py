"""Takes rated usage from the bus into the operational store: `python -m usage.collector`."""

from typing import Any

from bus.consumer import Consumer
from bus.topics import USAGE_RATED
from data_layer.models import UsageRecord
from data_layer.usage_store import UsageStore

consumer = Consumer(group="usage-collector")
_store = UsageStore()


@consumer.on(USAGE_RATED)
def keep(event: dict[str, Any]) -> None:
    """One record per event; events may come twice."""
    _store.add(
        UsageRecord(
            id=event["recordId"],
            subscription_id=event["subscriptionId"],
            kind=event["kind"],
            zone=event.get("zone", "home"),
            quantity=int(event["quantity"]),
            rated_cents=event.get("cents"),
            started_at=event["startedAt"],
        )
    )


if __name__ == "__main__":
    consumer.run()

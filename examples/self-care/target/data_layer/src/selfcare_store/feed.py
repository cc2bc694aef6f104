"""Keeps the store up to date from events: `python -m selfcare_store.feed`."""

from datetime import date, datetime
from typing import Any

from service_bus.events import Consumer
from service_bus.topics import BILL_ISSUED, USAGE_RATED

from selfcare_store.connection import session
from selfcare_store.tables import BillRow, UsageRow

consumer = Consumer(group="selfcare-store")


@consumer.on(USAGE_RATED)
def keep_usage(event: dict[str, Any]) -> None:
    """One row per record; the same record again replaces it."""
    started = datetime.fromisoformat(event["startedAt"])
    with session() as opened:
        opened.merge(
            UsageRow(
                record=event["record"],
                subscription=event["subscription"],
                month=started.strftime("%Y-%m"),
                kind=event["kind"],
                zone=event["zone"],
                country=event["country"],
                called_country=event.get("calledCountry", ""),
                units=event["units"],
                cents=event["cents"],
                started_at=started,
            )
        )
        opened.commit()


@consumer.on(BILL_ISSUED)
def keep_bill(event: dict[str, Any]) -> None:
    """One row per bill."""
    with session() as opened:
        opened.merge(
            BillRow(
                number=event["number"],
                customer=event["customer"],
                month=event["month"],
                gross_cents=event["grossCents"],
                due=date.fromisoformat(event["dueOn"]),
                subscriptions=",".join(event["subscriptions"]),
            )
        )
        opened.commit()


if __name__ == "__main__":
    consumer.run()

"""Sends messages for events: `python -m notification_service.worker`."""

import os
from typing import Any

import httpx
from service_bus.events import Consumer
from service_bus.topics import BILL_ISSUED, QUOTA_REACHED

from notification_service.wording import bill_text, quota_text

consumer = Consumer(group="notification")
_gateway = httpx.Client(base_url=os.environ.get("MESSAGE_GATEWAY", "http://messages"), timeout=3.0)


@consumer.on(QUOTA_REACHED)
def quota_reached(event: dict[str, Any]) -> None:
    _gateway.post("/v1/messages", json={"to": event["subscription"], "text": quota_text(event)}).raise_for_status()


@consumer.on(BILL_ISSUED)
def bill_issued(event: dict[str, Any]) -> None:
    _gateway.post("/v1/messages", json={"to": event["customer"], "text": bill_text(event)}).raise_for_status()


if __name__ == "__main__":
    consumer.run()

"""Sends push messages and mails for events on the bus: `python -m notifications.worker`."""

from typing import Any

import httpx

from bus.consumer import Consumer
from bus.topics import INVOICE_ISSUED, QUOTA_REACHED
from notifications.templates import mail_subject, push_text

PUSH_GATEWAY = "https://push.fjordtel.example/v1/messages"
consumer = Consumer(group="notifications")


@consumer.on(QUOTA_REACHED)
def quota_reached(event: dict[str, Any]) -> None:
    """Rating words the push text itself; the mail is worded here."""
    if event.get("pushText"):
        _push(event["subscriptionId"], event["pushText"])
    else:
        httpx.post("http://mailer:8025/mails", json={"subject": mail_subject(event["level"], kind=event["kind"])})


@consumer.on(INVOICE_ISSUED)
def invoice_issued(event: dict[str, Any]) -> None:
    """Tells the customer that there is an invoice."""
    _push(event["accountId"], push_text("invoice", amount=f"{event['grossCents'] / 100:.2f} €"))


def _push(recipient: str, text: str) -> None:
    httpx.post(PUSH_GATEWAY, json={"to": recipient, "text": text}, timeout=3.0)


if __name__ == "__main__":
    consumer.run()

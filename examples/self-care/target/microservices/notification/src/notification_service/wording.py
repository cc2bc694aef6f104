"""Texts of messages, for whichever way they go out."""

from typing import Any

KINDS = {"voice": "minutes", "data": "data", "sms": "messages"}
LIMIT = 110


def quota_text(event: dict[str, Any]) -> str:
    """What to say when a bundle is low or used up."""
    kind = KINDS[event["kind"]]
    if event["level"] == "used-up":
        return _cut(f"{event['number']}: your {kind} are used up. From now on you pay per use.")
    return _cut(f"{event['number']}: you have used 80 % of your {kind}.")


def bill_text(event: dict[str, Any]) -> str:
    """What to say when a bill is there."""
    return _cut(f"Your bill over {event['grossCents'] / 100:.2f} € is there. It is due on {event['dueOn']}.")


def _cut(text: str) -> str:
    """Lock screens cut anyway; better between words."""
    if len(text) <= LIMIT:
        return text
    return text[: text.rfind(" ", 0, LIMIT)] + " …"

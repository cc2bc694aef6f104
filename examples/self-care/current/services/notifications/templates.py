"""Texts to customers, per channel."""

PUSH = {
    "quota.80": "You have used 80 % of your {kind}.",
    "quota.100": "Your {kind} is used up. From now on you pay per use.",
    "invoice": "Your invoice over {amount} is there.",
}
MAIL_SUBJECT = {
    "quota.80": "Your {kind} is running low",
    "quota.100": "Your {kind} is used up",
    "invoice": "Your invoice",
}
PUSH_LIMIT = 110


def push_text(event: str, **values: str) -> str:
    """The text of a push message in the app; cut where the lock screen cuts."""
    text = PUSH[event].format(**values)
    return text if len(text) <= PUSH_LIMIT else text[: PUSH_LIMIT - 1] + "…"


def mail_subject(event: str, **values: str) -> str:
    """The subject of a mail."""
    return MAIL_SUBJECT[event].format(**values)

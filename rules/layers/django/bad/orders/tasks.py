"""Mails about orders, with the text that a page shows."""

from orders.views import confirmation


def announce(number: int) -> str:
    return confirmation(number)

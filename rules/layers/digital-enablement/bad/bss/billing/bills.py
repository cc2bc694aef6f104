"""Billing, bent to suit the channels."""

from dataclasses import dataclass

from enablement.channel_names import CHANNELS


@dataclass(frozen=True)
class Bill:
    number: str
    cents: int
    layout: str


LEDGER: dict[str, list[Bill]] = {}


def bills_of(account: str, channel: str = CHANNELS[0]) -> list[Bill]:
    return [Bill(bill.number, bill.cents, channel) for bill in LEDGER.get(account, [])]

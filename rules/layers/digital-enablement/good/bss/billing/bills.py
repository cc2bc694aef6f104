"""Billing: what was billed, in billing's own terms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bill:
    number: str
    cents: int


LEDGER: dict[str, list[Bill]] = {}


def bills_of(account: str) -> list[Bill]:
    return LEDGER.get(account, [])

"""TMF635 towards the systems: the gateway to rating."""

from bss.rating.records import records_of


def live_usage(customer: str) -> list[dict]:
    return records_of(customer)[-1:]


def usage_history(customer: str) -> list[dict]:
    return records_of(customer)

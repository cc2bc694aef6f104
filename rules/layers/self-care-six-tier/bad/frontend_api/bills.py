"""TMF678, handed through from the systems as it is."""

from backend_api.bills import bills


def customer_bills(customer: str) -> list[dict]:
    return bills(customer)

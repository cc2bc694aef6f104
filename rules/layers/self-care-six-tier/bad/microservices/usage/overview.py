"""Usage per customer."""


def total_usage(customer: str) -> int:
    return len(customer)

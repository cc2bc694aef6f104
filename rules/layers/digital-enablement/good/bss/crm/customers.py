"""CRM: who the customer is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Customer:
    id: str
    partner: str = ""


CUSTOMERS: dict[str, Customer] = {}


def customer(customer_id: str) -> Customer:
    return CUSTOMERS.get(customer_id, Customer(customer_id))

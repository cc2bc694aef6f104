"""Which customers a user group may see. The only place that knows; systems answer with everybody."""

from collections.abc import Iterable

from customer_service.gateway import Customer

CLOSED = "closed"


def is_owned_by(customer: Customer, partner: str) -> bool:
    """Whether the partner brought the customer and still looks after it."""
    return partner != "" and customer.partner == partner and customer.status != CLOSED


def visible(customers: Iterable[Customer], partner: str) -> list[Customer]:
    """Those that the partner may see; without a partner all. By name, so that pages are stable."""
    chosen = [customer for customer in customers if partner == "" or is_owned_by(customer, partner)]
    return sorted(chosen, key=lambda customer: (customer.family_name, customer.given_name, customer.id))

"""One customer from two systems: the person from the CRM, the lines from the inventory."""

from collections.abc import Sequence
from typing import Any

from customer_service.gateway import Customer

LINES_PRIVATE = 8
LINES_BUSINESS = 500


def full_name(customer: Customer) -> str:
    """Companies have no given name."""
    return customer.family_name if customer.is_business else f"{customer.given_name} {customer.family_name}".strip()


def active(products: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Products in use."""
    return [product for product in products if product["status"] == "active"]


def may_order(customer: Customer, products: Sequence[dict[str, Any]]) -> bool:
    """Whether another line is possible."""
    limit = LINES_BUSINESS if customer.is_business else LINES_PRIVATE
    return customer.status == "active" and len(active(products)) < limit


def summary(customer: Customer, products: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A row of a list of customers."""
    return {
        "id": customer.id,
        "name": full_name(customer),
        "givenName": customer.given_name,
        "lines": len(active(products)),
    }


def full_profile(customer: Customer, products: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Everything about a customer that a channel may show."""
    return {
        **summary(customer, products),
        "products": [{"id": product["id"], "name": product["name"]} for product in active(products)],
        "mayOrder": may_order(customer, products),
    }

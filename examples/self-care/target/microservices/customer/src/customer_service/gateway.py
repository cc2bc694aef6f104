"""Customers and their products, asked of the backend API (TMF629, TMF637)."""

import os
from dataclasses import dataclass
from typing import Any

import httpx

_backend = httpx.AsyncClient(base_url=os.environ.get("BACKEND_API", "http://service-bus"), timeout=3.0)


@dataclass(frozen=True)
class Customer:
    """A customer as the services know it."""

    id: str
    given_name: str
    family_name: str
    is_business: bool
    partner: str
    status: str


def _customer(item: dict[str, Any]) -> Customer:
    partners = [party["id"] for party in item.get("relatedParty", ()) if party["role"] == "partner"]
    person = item["engagedParty"]
    return Customer(
        item["id"],
        person["givenName"],
        person["familyName"],
        person["type"] == "organization",
        partners[0] if partners else "",
        item["status"],
    )


async def customers(name: str) -> list[Customer]:
    """Customers by the beginning of their name."""
    answer = await _backend.get("/tmf-api/customerManagement/v4/customer", params={"name": name})
    answer.raise_for_status()
    return [_customer(item) for item in answer.json()]


async def customer(customer_id: str) -> Customer:
    """One customer."""
    answer = await _backend.get(f"/tmf-api/customerManagement/v4/customer/{customer_id}")
    answer.raise_for_status()
    return _customer(answer.json())


async def products(customer_id: str) -> list[dict[str, Any]]:
    """What the customer has."""
    answer = await _backend.get("/tmf-api/productInventory/v4/product", params={"customer": customer_id})
    answer.raise_for_status()
    found: list[dict[str, Any]] = answer.json()
    return found

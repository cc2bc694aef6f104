"""The CRM's customers as TMF629, what they have as TMF637."""

import os
from typing import Any

import httpx

_crm = httpx.AsyncClient(base_url=os.environ.get("CRM", "http://crm"), timeout=3.0)


def as_customer(customer: dict[str, Any]) -> dict[str, Any]:
    """A customer in TM Forum's terms."""
    is_business = customer["segment"] == "BUSINESS"
    partner = customer.get("partner")
    return {
        "id": customer["id"],
        "status": customer["status"].lower(),
        "engagedParty": {
            "type": "organization" if is_business else "individual",
            "givenName": "" if is_business else customer["firstName"],
            "familyName": customer["lastName"],
        },
        "relatedParty": [{"id": partner, "role": "partner"}] if partner else [],
    }


def as_product(product: dict[str, Any]) -> dict[str, Any]:
    """An installed product in TM Forum's terms."""
    characteristics = {"number": product["msisdn"], **{f"included.{k}": v for k, v in product["included"].items()}}
    return {
        "id": product["id"],
        "name": product["planName"],
        "status": "active" if product["endedOn"] is None else "terminated",
        "productCharacteristic": [{"name": name, "value": value} for name, value in characteristics.items()],
    }


async def customers(name: str) -> list[dict[str, Any]]:
    answer = await _crm.get("/customers", params={"lastName": name})
    answer.raise_for_status()
    return [as_customer(customer) for customer in answer.json()]


async def customer(customer_id: str) -> dict[str, Any]:
    answer = await _crm.get(f"/customers/{customer_id}")
    answer.raise_for_status()
    return as_customer(answer.json())


async def products(customer_id: str) -> list[dict[str, Any]]:
    answer = await _crm.get(f"/customers/{customer_id}/products")
    answer.raise_for_status()
    return [as_product(product) for product in answer.json()]


async def product(product_id: str) -> dict[str, Any]:
    answer = await _crm.get(f"/products/{product_id}")
    answer.raise_for_status()
    return as_product(answer.json())

"""Products of a customer, asked of the backend API (TMF637)."""

import os
from dataclasses import dataclass
from typing import Any

import httpx

_backend = httpx.AsyncClient(base_url=os.environ.get("BACKEND_API", "http://service-bus"), timeout=3.0)


@dataclass(frozen=True)
class Product:
    """A subscription with what its bundle includes per kind."""

    subscription: str
    number: str
    plan: str
    included: dict[str, int]


def _product(item: dict[str, Any]) -> Product:
    characteristics = {entry["name"]: entry["value"] for entry in item["productCharacteristic"]}
    included = {kind: int(characteristics.get(f"included.{kind}", 0)) for kind in ("voice", "data", "sms")}
    return Product(item["id"], characteristics["number"], item["name"], included)


async def products(customer_id: str) -> list[Product]:
    """The customer's active subscriptions."""
    answer = await _backend.get("/tmf-api/productInventory/v4/product", params={"customer": customer_id})
    answer.raise_for_status()
    return [_product(item) for item in answer.json() if item["status"] == "active"]


async def product(subscription: str) -> Product:
    """One subscription."""
    answer = await _backend.get(f"/tmf-api/productInventory/v4/product/{subscription}")
    answer.raise_for_status()
    return _product(answer.json())

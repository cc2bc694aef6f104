"""The customer service over HTTP: `uvicorn customer_service.api:app`."""

from typing import Any

from fastapi import FastAPI

from customer_service import gateway, visibility
from customer_service.profile import full_profile, summary

app = FastAPI(title="Customer service")


@app.get("/customer/v1/customers")
async def search(name: str, partner: str = "") -> list[dict[str, Any]]:
    """Customers by name; with a partner, those of the partner."""
    found = visibility.visible(await gateway.customers(name), partner)
    return [summary(customer, await gateway.products(customer.id)) for customer in found]


@app.get("/customer/v1/customers/{customer_id}")
async def profile(customer_id: str) -> dict[str, Any]:
    """One customer put together from two systems."""
    return full_profile(await gateway.customer(customer_id), await gateway.products(customer_id))


@app.get("/customer/v1/customers/{customer_id}/partners/{partner}")
async def ownership(customer_id: str, partner: str) -> dict[str, bool]:
    """Whether a customer is one of the partner's."""
    return {"owned": visibility.is_owned_by(await gateway.customer(customer_id), partner)}

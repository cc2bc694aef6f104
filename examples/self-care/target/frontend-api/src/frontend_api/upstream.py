"""Requests to the microservices."""

import os
from typing import Any

import httpx
from fastapi import HTTPException

_usage = httpx.AsyncClient(base_url=os.environ.get("USAGE_SERVICE", "http://usage"), timeout=4.0)
_invoice = httpx.AsyncClient(base_url=os.environ.get("INVOICE_SERVICE", "http://invoice"), timeout=4.0)
_customer = httpx.AsyncClient(base_url=os.environ.get("CUSTOMER_SERVICE", "http://customer"), timeout=4.0)


def _body(response: httpx.Response) -> Any:
    """The answer; what a service does not know is 404 here too, everything else is 502."""
    if response.status_code == httpx.codes.NOT_FOUND:
        raise HTTPException(status_code=404, detail="not found")
    if response.is_error:
        raise HTTPException(status_code=502, detail="try again later")
    return response.json()


async def usage_overview(customer_id: str, month: str) -> Any:
    return _body(await _usage.get(f"/usage/v1/customers/{customer_id}/overview", params={"month": month}))


async def bills(customer_id: str) -> Any:
    return _body(await _invoice.get(f"/invoice/v1/customers/{customer_id}/bills"))


async def bill(bill_id: str) -> Any:
    return _body(await _invoice.get(f"/invoice/v1/bills/{bill_id}"))


async def bill_explanation(bill_id: str) -> Any:
    return _body(await _invoice.get(f"/invoice/v1/bills/{bill_id}/explanation"))


async def pay(bill_id: str) -> Any:
    return _body(await _invoice.post(f"/invoice/v1/bills/{bill_id}/payments"))


async def customers(name: str, partner: str) -> Any:
    return _body(await _customer.get("/customer/v1/customers", params={"name": name, "partner": partner}))


async def is_customer_of(customer_id: str, partner: str) -> bool:
    answer = _body(await _customer.get(f"/customer/v1/customers/{customer_id}/partners/{partner}"))
    return bool(answer["owned"])

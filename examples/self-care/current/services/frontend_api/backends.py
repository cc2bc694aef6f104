"""Requests to the systems behind the frontend API. Answers are handed on as they come."""

from typing import Any

import httpx

_client = httpx.AsyncClient(timeout=5.0)


async def crm_customer(customer_id: str) -> Any:
    """The customer as the CRM has it."""
    response = await _client.get(f"http://crm:8082/customers/{customer_id}")
    return response.json()


async def crm_search(query: str) -> Any:
    """Customers by name or number, of all partners."""
    response = await _client.get("http://crm:8082/customers", params={"query": query})
    return response.json()


async def crm_subscriptions(customer_id: str) -> Any:
    """What the customer has, straight from the CRM."""
    response = await _client.get(f"http://crm:8082/customers/{customer_id}/subscriptions")
    return response.json()


async def billing_invoices(account_id: str, channel: str) -> Any:
    """Billing's answer for the channel."""
    response = await _client.get(f"http://billing:8081/customerBill/{account_id}", params={"channel": channel})
    return response.json()


async def usage_records(subscription_id: str, month: str) -> Any:
    """Usage records of one month."""
    response = await _client.get(f"http://usage:8002/usage/{subscription_id}/records", params={"month": month})
    return response.json()

"""Customers for the channels: the CRM's answer, handed on."""

from typing import Any

from fastapi import APIRouter, Depends

from frontend_api import backends
from frontend_api.auth import Caller, require_caller

router = APIRouter(tags=["customer"])


@router.get("/customers")
async def search(query: str, _caller: Caller = Depends(require_caller)) -> Any:
    """Customers by name or number."""
    return await backends.crm_search(query)


@router.get("/customers/{customer_id}")
async def customer(customer_id: str, _caller: Caller = Depends(require_caller)) -> Any:
    """One customer."""
    return await backends.crm_customer(customer_id)


@router.get("/customers/{customer_id}/subscriptions")
async def subscriptions(customer_id: str, _caller: Caller = Depends(require_caller)) -> Any:
    """The customer's subscriptions."""
    return await backends.crm_subscriptions(customer_id)

"""TMF629 customer."""

from typing import Any

from fastapi import APIRouter

from service_bus.adapters import crm

router = APIRouter(prefix="/tmf-api/customerManagement/v4", tags=["TMF629"])


@router.get("/customer")
async def customers(name: str) -> list[dict[str, Any]]:
    return await crm.customers(name)


@router.get("/customer/{customer_id}")
async def customer(customer_id: str) -> dict[str, Any]:
    return await crm.customer(customer_id)

"""TMF637 product inventory."""

from typing import Any

from fastapi import APIRouter

from service_bus.adapters import crm

router = APIRouter(prefix="/tmf-api/productInventory/v4", tags=["TMF637"])


@router.get("/product")
async def products(customer: str) -> list[dict[str, Any]]:
    return await crm.products(customer)


@router.get("/product/{product_id}")
async def product(product_id: str) -> dict[str, Any]:
    return await crm.product(product_id)

"""TMF678 customer bill and TMF676 payment."""

from typing import Any

from fastapi import APIRouter, Body

from service_bus.adapters import billing

router = APIRouter(prefix="/tmf-api", tags=["TMF678", "TMF676"])


@router.get("/customerBillManagement/v4/customerBill")
async def bills(customer: str) -> list[dict[str, Any]]:
    return await billing.bills(customer)


@router.get("/customerBillManagement/v4/customerBill/{bill_id}")
async def bill(bill_id: str) -> dict[str, Any]:
    return await billing.bill(bill_id)


@router.post("/paymentManagement/v4/payment", status_code=201)
async def pay(bill: str = Body(), total_amount: dict[str, Any] = Body(alias="totalAmount")) -> dict[str, Any]:
    return await billing.pay(bill, round(total_amount["value"] * 100))

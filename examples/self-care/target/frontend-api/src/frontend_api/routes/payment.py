"""TMF676 payment."""

from typing import Any

from fastapi import APIRouter, Body, Depends

from frontend_api import upstream
from frontend_api.auth import Caller, require_caller
from frontend_api.entitlement import require_customer

router = APIRouter(prefix="/tmf-api/paymentManagement/v4", tags=["TMF676"])


@router.post("/payment", status_code=201)
async def pay(bill: str = Body(embed=True), caller: Caller = Depends(require_caller)) -> Any:
    """Pay what is open on a bill with the customer's usual means."""
    found = await upstream.bill(bill)
    await require_customer(caller, found["customer"])
    return await upstream.pay(bill)

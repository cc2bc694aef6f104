"""TMF678 customer bill."""

from typing import Any

from fastapi import APIRouter, Depends

from frontend_api import upstream
from frontend_api.auth import Caller, require_caller
from frontend_api.entitlement import require_customer

router = APIRouter(prefix="/tmf-api/customerBillManagement/v4", tags=["TMF678"])


@router.get("/customerBill")
async def bills(customer: str, caller: Caller = Depends(require_caller)) -> Any:
    """The bills of a customer, newest first."""
    await require_customer(caller, customer)
    return await upstream.bills(customer)


@router.get("/customerBill/{bill_id}/explanation")
async def explanation(bill_id: str, caller: Caller = Depends(require_caller)) -> Any:
    """Why a bill differs from the one before, and how it can be paid."""
    bill = await upstream.bill(bill_id)
    await require_customer(caller, bill["customer"])
    return await upstream.bill_explanation(bill_id)

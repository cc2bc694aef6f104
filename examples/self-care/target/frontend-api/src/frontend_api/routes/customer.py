"""TMF629 customer."""

from typing import Any

from fastapi import APIRouter, Depends, HTTPException

from frontend_api import upstream
from frontend_api.auth import Caller, require_caller

router = APIRouter(prefix="/tmf-api/customerManagement/v4", tags=["TMF629"])


@router.get("/customer")
async def search(name: str, caller: Caller = Depends(require_caller)) -> Any:
    """Customers by name: a partner finds its own, an agent all."""
    if caller.group == "customer":
        raise HTTPException(status_code=403, detail="customers do not search for customers")
    return await upstream.customers(name, caller.partner)

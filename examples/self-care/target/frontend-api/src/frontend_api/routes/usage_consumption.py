"""TMF677 usage consumption."""

from typing import Any

from fastapi import APIRouter, Depends, Query

from frontend_api import upstream
from frontend_api.auth import Caller, require_caller
from frontend_api.entitlement import require_customer

router = APIRouter(prefix="/tmf-api/usageConsumption/v4", tags=["TMF677"])


@router.get("/queryUsageConsumption")
async def usage_consumption(
    customer: str, month: str = Query(pattern=r"^\d{4}-\d{2}$"), caller: Caller = Depends(require_caller)
) -> Any:
    """Usage of all lines of a customer in a month, with what it costs beyond the bundles."""
    await require_customer(caller, customer)
    return await upstream.usage_overview(customer, month)

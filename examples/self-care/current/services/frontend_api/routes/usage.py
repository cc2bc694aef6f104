"""Usage for the channels."""

from typing import Any

from fastapi import APIRouter, Depends
from rating.tiers import INCLUDED

from frontend_api import backends
from frontend_api.auth import Caller, require_caller

router = APIRouter(tags=["usage"])


@router.get("/usage/{subscription_id}/records")
async def records(subscription_id: str, month: str, _caller: Caller = Depends(require_caller)) -> Any:
    """Every record of a month; the channel sums up."""
    return await backends.usage_records(subscription_id, month)


@router.get("/usage/{subscription_id}/allowance/{plan_code}")
async def allowance(subscription_id: str, plan_code: str, _caller: Caller = Depends(require_caller)) -> dict[str, int]:
    """What the bundle includes: rating's own table, to spare a request."""
    return dict(INCLUDED.get(plan_code, {}))


@router.get("/usage/by-customer/{customer_id}")
async def by_customer(customer_id: str, month: str = "", _caller: Caller = Depends(require_caller)) -> list[Any]:
    """All lines of a customer, for the partner portal."""
    lines = []
    for subscription in await backends.crm_subscriptions(customer_id):
        lines.append(await backends.usage_records(subscription["id"], month))
    return lines

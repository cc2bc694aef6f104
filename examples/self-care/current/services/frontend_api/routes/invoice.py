"""Invoices for the channels: billing's answer, handed on."""

from typing import Any

from fastapi import APIRouter, Depends

from frontend_api import backends
from frontend_api.auth import Caller, require_caller

router = APIRouter(tags=["invoice"])


@router.get("/invoices/{account_id}")
async def invoices(account_id: str, channel: str = "", caller: Caller = Depends(require_caller)) -> Any:
    """The newest invoices as billing prepares them for the channel."""
    return await backends.billing_invoices(account_id, channel or caller.channel)

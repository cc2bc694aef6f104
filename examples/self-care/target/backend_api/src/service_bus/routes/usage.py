"""TMF635 usage: single records, for questions that the store cannot answer yet."""

from typing import Any

from fastapi import APIRouter

from service_bus.adapters import rating

router = APIRouter(prefix="/tmf-api/usageManagement/v4", tags=["TMF635"])


@router.get("/usage")
async def usage(subscription: str, month: str) -> list[dict[str, Any]]:
    return await rating.usage(subscription, month)

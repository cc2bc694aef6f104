"""Rating's records as TMF635."""

import os
from typing import Any

import httpx

_rating = httpx.AsyncClient(base_url=os.environ.get("RATING", "http://rating"), timeout=3.0)
UNITS = {"voice": "minute", "data": "megabyte", "sms": "message"}


def as_usage(record: dict[str, Any]) -> dict[str, Any]:
    """A rated record in TM Forum's terms."""
    return {
        "id": record["record"],
        "usageDate": record["startedAt"],
        "usageType": record["kind"],
        "status": "rated",
        "usageCharacteristic": [
            {"name": "quantity", "value": record["units"], "unit": UNITS[record["kind"]]},
            {"name": "country", "value": record["country"]},
        ],
        "ratedProductUsage": [{"taxExcludedRatingAmount": {"unit": "EUR", "value": round(record["cents"] / 100, 2)}}],
    }


async def usage(subscription: str, month: str) -> list[dict[str, Any]]:
    answer = await _rating.get(f"/ratedUsage/{subscription}", params={"month": month})
    answer.raise_for_status()
    return [as_usage(record) for record in answer.json()]

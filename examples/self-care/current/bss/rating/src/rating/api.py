"""Rating's entry: `uvicorn rating.api:app --port 8084`, and functions for those who run in the same process."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from rating import usage_page
from rating.mediation import CallRecord, from_row
from rating.roaming import cost_abroad
from rating.tiers import INCLUDED, NAMES, cost_at_home

app = FastAPI(title="Rating")


def plan_name(plan_code: str) -> str:
    """The name of a plan as customers know it."""
    return NAMES.get(plan_code, plan_code)


def rate(record: CallRecord, used_before: int, plan_code: str) -> int:
    """The price of one record in cents, given what was used before it in the month."""
    if record.zone == "world":
        return cost_abroad(record.kind, record.units)
    included = INCLUDED[plan_code][record.kind]
    beyond_before = max(0, used_before - included)
    beyond_after = max(0, used_before + record.units - included)
    return cost_at_home(record.kind, beyond_after) - cost_at_home(record.kind, beyond_before)


@app.post("/rate")
def rate_row(row: dict[str, Any], used_before: int, plan_code: str) -> dict[str, int]:
    """Rate one row of mediation."""
    record = from_row(row)
    return {"cents": rate(record, used_before, plan_code), "units": record.units}


@app.get("/usagePage/{subscription_id}")
def page(subscription_id: str, plan_code: str, month: str, channel: str = "web") -> dict[str, Any]:
    """The usage page, ready to be drawn."""
    return usage_page.build(subscription_id, plan_code, month, channel)

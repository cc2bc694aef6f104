"""The usage service over HTTP: `uvicorn usage_service.api:app`."""

from typing import Any

from fastapi import FastAPI
from selfcare_store import usage_queries

from usage_service import allowance, gateway, overview

app = FastAPI(title="Usage service")


@app.get("/usage/v1/customers/{customer_id}/overview")
async def customer_overview(customer_id: str, month: str) -> dict[str, Any]:
    """All lines of a customer in a month, compared with the month before."""
    lines = []
    forecasts = []
    for product in await gateway.products(customer_id):
        now = usage_queries.monthly_sums(product.subscription, month)
        before = usage_queries.monthly_sums(product.subscription, overview.month_before(month))
        lines += overview.lines(product, now, before)
        forecasts.append(usage_queries.forecast(product.subscription, month))
    return overview.as_answer(month, lines, forecasts)


@app.get("/usage/v1/subscriptions/{subscription}/allowance")
async def subscription_allowance(subscription: str, month: str) -> list[dict[str, Any]]:
    """What is left of a bundle."""
    product = await gateway.product(subscription)
    return allowance.remaining(product.included, usage_queries.monthly_sums(subscription, month))

"""The usage service: `uvicorn usage.api:app --port 8002`."""

from typing import Any

from fastapi import FastAPI

from data_layer.usage_store import UsageStore
from usage import summary

app = FastAPI(title="Usage")
_store = UsageStore()


@app.get("/usage/{subscription_id}/records")
def records(subscription_id: str, month: str) -> list[dict[str, Any]]:
    """The raw records of a month."""
    return [record.as_dict() for record in _store.records(subscription_id, month)]


@app.get("/usage/{subscription_id}/summary")
def month_summary(subscription_id: str, month: str, channel: str = "web") -> dict[str, Any]:
    """Sums per kind. The app wants megabytes, the web wants bytes."""
    found = summary.summarize(_store.records(subscription_id, month))
    if channel == "app":
        found["data"] = round(found["data"] / 1024 / 1024)
    return found

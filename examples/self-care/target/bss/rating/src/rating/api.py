"""Rating over HTTP: `uvicorn rating.api:app --port 8084`."""

from typing import Any

from fastapi import FastAPI

from rating import journal

app = FastAPI(title="Rating")


@app.get("/ratedUsage/{subscription}")
def rated_usage(subscription: str, month: str) -> list[dict[str, Any]]:
    """Every rated record of a subscription in a month."""
    return [rated.as_event() for rated in journal.of(subscription, month)]

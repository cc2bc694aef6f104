"""Usage as a file. Added for one large business customer, before there was a login for its robot."""

import csv
import io

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from frontend_api import backends

router = APIRouter(tags=["export"])


@router.get("/export/usage/{subscription_id}.csv")
async def usage_csv(subscription_id: str, month: str) -> PlainTextResponse:
    """One line per record. Whoever knows the number gets the file."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["kind", "zone", "quantity", "startedAt"])
    for record in await backends.usage_records(subscription_id, month):
        writer.writerow([record["kind"], record["zone"], record["quantity"], record["startedAt"]])
    return PlainTextResponse(text.getvalue(), media_type="text/csv")

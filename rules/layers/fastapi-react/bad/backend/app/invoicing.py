"""Invoices, for requests only."""

from fastapi.responses import JSONResponse

from app.api.deps import current_user

OVERDUE_AFTER = 14


def open_invoices() -> JSONResponse:
    return JSONResponse({"for": current_user()})

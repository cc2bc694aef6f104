"""Requests about invoices."""

from fastapi import APIRouter

from app.invoicing import open_invoices
from app.models import Invoice

router = APIRouter()


@router.get("/invoices")
def invoices() -> list[Invoice]:
    return open_invoices()

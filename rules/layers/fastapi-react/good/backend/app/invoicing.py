"""Which invoices are open."""

from sqlmodel import select

from app.database import session
from app.models import Invoice


def open_invoices() -> list[Invoice]:
    with session() as opened:
        return list(opened.exec(select(Invoice).where(Invoice.is_paid == False)))  # noqa: E712

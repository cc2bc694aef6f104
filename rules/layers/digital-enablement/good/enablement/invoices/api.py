"""What channels get to know about invoices, and who may ask."""

from dataclasses import dataclass

from bss.billing.bills import bills_of
from bss.crm.customers import customer


@dataclass(frozen=True)
class Invoice:
    number: str
    total: int
    explanation: str


def invoices_for(customer_id: str, partner: str = "") -> list[Invoice]:
    known = customer(customer_id)
    if partner and known.partner != partner:
        raise PermissionError("partners see their own customers only")
    bills = bills_of(customer_id)
    return [
        Invoice(bill.number, bill.cents, _explained(bill.cents, before.cents if before else bill.cents))
        for bill, before in zip(bills, [None, *bills], strict=False)
    ]


def _explained(now: int, before: int) -> str:
    return "higher than last month" if now > before else ""

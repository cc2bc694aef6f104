"""The partner's page: decides by itself what a high invoice is, from billing's own ledger."""

from bss.billing.bills import bills_of
from channels.retail.layout import table


def invoice_page(customer: str) -> str:
    high = [bill for bill in bills_of(customer) if bill.cents > 5_000]
    return table(bill.number for bill in high)

"""CRM: looks into billing's ledger to rank customers."""

from bss.billing.bills import LEDGER


def is_important(customer: str) -> bool:
    return sum(bill.cents for bill in LEDGER.get(customer, [])) > 100_000

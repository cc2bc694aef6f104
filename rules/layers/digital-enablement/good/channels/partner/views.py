"""The partner's page: shows what the enablement layer serves."""

from enablement.invoices.api import invoices_for


def invoice_page(partner: str, customer: str) -> str:
    rows = [f"<li>{invoice.number}</li>" for invoice in invoices_for(customer, partner=partner)]
    return f"<ul>{''.join(rows)}</ul>"

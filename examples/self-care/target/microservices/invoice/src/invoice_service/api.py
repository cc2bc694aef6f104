"""The invoice service over HTTP: `uvicorn invoice_service.api:app`."""

from typing import Any

from fastapi import FastAPI
from selfcare_store import bill_queries

from invoice_service import comparison, explanation, gateway, payment_options

app = FastAPI(title="Invoice service")


@app.get("/invoice/v1/customers/{customer_id}/bills")
async def bills(customer_id: str) -> list[dict[str, Any]]:
    """The bills of a customer, newest first, with what is open right now."""
    found = await gateway.bills(customer_id)
    return [bill.as_answer() for bill in sorted(found, key=lambda bill: bill.due, reverse=True)]


@app.get("/invoice/v1/bills/{bill_id}")
async def bill(bill_id: str) -> dict[str, Any]:
    """One bill."""
    return (await gateway.bill(bill_id)).as_answer()


@app.get("/invoice/v1/bills/{bill_id}/explanation")
async def bill_explanation(bill_id: str) -> dict[str, Any]:
    """Why it differs from the bill before, and how it can be paid."""
    current = await gateway.bill(bill_id)
    previous = await gateway.bill_before(current)
    differences = comparison.differences(current.lines, previous.lines if previous else ())
    reasons = explanation.reasons(differences, bill_queries.prepared_reasons(bill_id))
    return {
        "difference": gateway.money(current.gross_cents - (previous.gross_cents if previous else 0)),
        "reasons": [reason.as_answer() for reason in reasons],
        "payment": payment_options.options(current).as_answer(),
    }


@app.post("/invoice/v1/bills/{bill_id}/payments", status_code=201)
async def pay(bill_id: str) -> dict[str, Any]:
    """Pay what is open."""
    current = await gateway.bill(bill_id)
    return await gateway.pay(bill_id, current.open_cents)

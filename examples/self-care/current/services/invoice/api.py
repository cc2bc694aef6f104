"""The invoice service: `uvicorn invoice.api:app --port 8003`. Only the call centre's desktop still uses it."""

from typing import Any

from fastapi import FastAPI, HTTPException

from data_layer.usage_store import UsageStore
from invoice import ledger_table, totals

app = FastAPI(title="Invoices")
_store = UsageStore()


@app.get("/invoices/{account_id}/open")
def open_amount(account_id: str) -> dict[str, int]:
    """What is not paid, read where billing writes it."""
    rows = ledger_table.rows_of(account_id)
    if not rows:
        raise HTTPException(status_code=404, detail="no such account")
    return {"openCents": totals.open_cents(rows)}


@app.get("/invoices/{account_id}/explanation")
def explanation(account_id: str, subscription_id: str, month: str) -> dict[str, Any]:
    """Why the invoice is what it is."""
    return {"accountId": account_id, "reasons": totals.reasons(_store.records(subscription_id, month))}

"""Billing's bills as TMF678, payments as TMF676."""

import os
from typing import Any

import httpx

_billing = httpx.AsyncClient(base_url=os.environ.get("BILLING", "http://billing"), timeout=3.0)


def _money(cents: int) -> dict[str, Any]:
    return {"unit": "EUR", "value": round(cents / 100, 2)}


def as_bill(bill: dict[str, Any]) -> dict[str, Any]:
    """A bill in TM Forum's terms."""
    open_cents = max(0, bill["grossCents"] - bill["paidCents"])
    state = "settled" if open_cents == 0 else "onDue" if bill["dunning"] == "NONE" else "overdue"
    return {
        "id": bill["number"],
        "customer": bill["customer"],
        "paymentDueDate": bill["dueOn"],
        "taxIncludedAmount": _money(bill["grossCents"]),
        "remainingAmount": _money(open_cents),
        "state": state,
        "collectionState": bill["dunning"],
        "billLine": [
            {"type": line["kind"], "name": line["text"], "taxIncludedAmount": _money(line["grossCents"])}
            for line in bill["lines"]
        ],
    }


async def bills(customer: str) -> list[dict[str, Any]]:
    answer = await _billing.get("/bills", params={"customer": customer})
    answer.raise_for_status()
    return [as_bill(bill) for bill in answer.json()]


async def bill(number: str) -> dict[str, Any]:
    answer = await _billing.get(f"/bills/{number}")
    answer.raise_for_status()
    return as_bill(answer.json())


async def pay(number: str, cents: int) -> dict[str, Any]:
    answer = await _billing.post(f"/bills/{number}/payments", json={"cents": cents})
    answer.raise_for_status()
    return {"id": answer.json()["id"], "status": "done" if answer.json()["booked"] else "pending"}

"""Bills and payments, asked of the backend API (TMF678, TMF676): its format in, Bill out."""

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

_backend = httpx.AsyncClient(base_url=os.environ.get("BACKEND_API", "http://service-bus"), timeout=3.0)


@dataclass(frozen=True)
class Line:
    """A row of a bill; discounts and credits are negative."""

    kind: str
    text: str
    cents: int


@dataclass(frozen=True)
class Bill:
    """A bill as the services work with it."""

    id: str
    customer: str
    due: date
    gross_cents: int
    open_cents: int
    state: str
    dunning: str
    lines: tuple[Line, ...]

    def as_answer(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "billNo": self.id,
            "customer": self.customer,
            "paymentDueDate": self.due.isoformat(),
            "taxIncludedAmount": money(self.gross_cents),
            "remainingAmount": money(self.open_cents),
            "state": self.state,
        }


def money(cents: int) -> dict[str, Any]:
    """TM Forum's Money."""
    return {"unit": "EUR", "value": round(cents / 100, 2)}


def _cents(amount: dict[str, Any]) -> int:
    return round(amount["value"] * 100)


def _bill(item: dict[str, Any]) -> Bill:
    lines = tuple(Line(row["type"], row["name"], _cents(row["taxIncludedAmount"])) for row in item["billLine"])
    return Bill(
        id=item["id"],
        customer=item["customer"],
        due=date.fromisoformat(item["paymentDueDate"]),
        gross_cents=_cents(item["taxIncludedAmount"]),
        open_cents=_cents(item["remainingAmount"]),
        state=item["state"],
        dunning=item["collectionState"],
        lines=lines,
    )


async def bills(customer_id: str) -> list[Bill]:
    """All bills of a customer."""
    answer = await _backend.get("/tmf-api/customerBillManagement/v4/customerBill", params={"customer": customer_id})
    answer.raise_for_status()
    return [_bill(item) for item in answer.json()]


async def bill(bill_id: str) -> Bill:
    """One bill."""
    answer = await _backend.get(f"/tmf-api/customerBillManagement/v4/customerBill/{bill_id}")
    answer.raise_for_status()
    return _bill(answer.json())


async def bill_before(current: Bill) -> Bill | None:
    """The bill that came before, None for the first one."""
    earlier = [candidate for candidate in await bills(current.customer) if candidate.due < current.due]
    return max(earlier, key=lambda candidate: candidate.due, default=None)


async def pay(bill_id: str, cents: int) -> dict[str, Any]:
    """A payment of the whole open amount."""
    body = {"bill": bill_id, "totalAmount": money(cents)}
    answer = await _backend.post("/tmf-api/paymentManagement/v4/payment", json=body)
    answer.raise_for_status()
    return {"id": answer.json()["id"], "status": answer.json()["status"]}

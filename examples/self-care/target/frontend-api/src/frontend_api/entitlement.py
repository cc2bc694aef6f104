"""Which customer a caller may ask about."""

from fastapi import HTTPException

from frontend_api import upstream
from frontend_api.auth import Caller


def decide(caller: Caller, customer_id: str, owned_by_partner: bool) -> bool:
    """Customers see themselves, partners their own customers, agents everybody."""
    if caller.group == "agent":
        return True
    if caller.group == "partner":
        return owned_by_partner
    return caller.subject == customer_id


async def require_customer(caller: Caller, customer_id: str) -> None:
    """403 unless the caller may see the customer."""
    owned = caller.group == "partner" and await upstream.is_customer_of(customer_id, caller.partner)
    if not decide(caller, customer_id, owned):
        raise HTTPException(status_code=403, detail="this customer is not yours")

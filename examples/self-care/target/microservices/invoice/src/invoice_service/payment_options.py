"""What a customer can do about an open bill. Billing decides on dunning; here it becomes advice."""

from dataclasses import dataclass
from typing import Any

from invoice_service.gateway import Bill

PAY_LATER_LIMIT_CENTS = 20_000
INSTALMENT_CENTS = 5_000
MOST_INSTALMENTS = 6
WARNINGS = {
    "REMINDER": "This bill is due.",
    "FEE": "A reminder fee has been added.",
    "RESTRICTED": "Pay now to lift the limits on your lines.",
    "BLOCKED": "Your lines work again as soon as this bill is paid.",
}


@dataclass(frozen=True)
class PaymentOptions:
    """Whether payment can wait, in how many parts it can be made, and what to warn of."""

    may_pay_later: bool
    instalments: int
    warning: str

    def as_answer(self) -> dict[str, Any]:
        return {"mayPayLater": self.may_pay_later, "instalments": self.instalments, "warning": self.warning}


def options(bill: Bill) -> PaymentOptions:
    """Pay later is for those who are in time; instalments are for larger sums."""
    if bill.open_cents <= 0:
        return PaymentOptions(may_pay_later=False, instalments=1, warning="")
    in_time = bill.dunning in ("NONE", "REMINDER")
    may_wait = in_time and bill.open_cents < PAY_LATER_LIMIT_CENTS
    parts = min(MOST_INSTALMENTS, -(-bill.open_cents // INSTALMENT_CENTS)) if in_time else 1
    return PaymentOptions(may_wait, parts, WARNINGS.get(bill.dunning, ""))

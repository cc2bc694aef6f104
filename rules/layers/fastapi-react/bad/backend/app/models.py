"""Tables that know the rules."""

from dataclasses import dataclass

from app.invoicing import OVERDUE_AFTER


@dataclass
class Invoice:
    number: str
    days: int

    @property
    def is_overdue(self) -> bool:
        return self.days > OVERDUE_AFTER

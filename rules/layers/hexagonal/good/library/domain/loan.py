"""A loan: when it is due, and what it costs to be late."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Loan:
    book: str
    reader: str
    since: date

    def is_late(self, today: date) -> bool:
        return today > self.since + timedelta(days=28)

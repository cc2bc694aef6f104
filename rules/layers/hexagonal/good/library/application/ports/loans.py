"""What the use cases need from a store."""

from typing import Protocol

from library.domain.loan import Loan


class Loans(Protocol):
    def of_reader(self, reader: str) -> list[Loan]: ...

    def add(self, loan: Loan) -> None: ...

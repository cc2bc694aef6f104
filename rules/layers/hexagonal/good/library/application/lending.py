"""Lend a book: not to readers with late loans."""

from datetime import date

from library.application.ports.loans import Loans
from library.domain.loan import Loan


def lend(loans: Loans, book: str, reader: str, today: date) -> Loan:
    if any(loan.is_late(today) for loan in loans.of_reader(reader)):
        raise ValueError("return what is late first")
    loan = Loan(book, reader, today)
    loans.add(loan)
    return loan

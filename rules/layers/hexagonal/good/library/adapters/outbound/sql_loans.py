"""Loans in SQLite."""

import sqlite3
from datetime import date

from library.domain.loan import Loan


class SqlLoans:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_reader(self, reader: str) -> list[Loan]:
        rows = self._connection.execute("SELECT book, since FROM loan WHERE reader = ?", (reader,))
        return [Loan(book, reader, date.fromisoformat(since)) for book, since in rows]

    def add(self, loan: Loan) -> None:
        self._connection.execute("INSERT INTO loan VALUES (?, ?, ?)", (loan.book, loan.reader, loan.since.isoformat()))

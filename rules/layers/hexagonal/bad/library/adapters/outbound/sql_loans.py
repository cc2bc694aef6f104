"""Loans in SQLite."""

import sqlite3


class SqlLoans:
    def count(self, reader: str) -> int:
        with sqlite3.connect("library.db") as connection:
            return connection.execute("SELECT count(*) FROM loan WHERE reader = ?", (reader,)).fetchone()[0]

    def add(self, book: str, reader: str) -> None:
        with sqlite3.connect("library.db") as connection:
            connection.execute("INSERT INTO loan VALUES (?, ?)", (book, reader))

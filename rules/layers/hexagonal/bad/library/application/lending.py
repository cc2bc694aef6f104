"""Lend a book: knows the store's class and the shape of HTTP answers."""

from fastapi import HTTPException

from library.adapters.outbound.sql_loans import SqlLoans


def lend(book: str, reader: str) -> None:
    loans = SqlLoans()
    if loans.count(reader) > 3:
        raise HTTPException(409, "return something first")
    loans.add(book, reader)

"""HTTP in, straight to the store."""

from library.adapters.outbound.sql_loans import SqlLoans


def create(book: str, reader: str) -> dict[str, str]:
    SqlLoans().add(book, reader)
    return {"book": book}

"""Reads billing's tables, because its API was slow."""

import sqlite3

from bss.billing.tables import BILLS


def bills(customer: str) -> list[dict]:
    with sqlite3.connect("billing.db") as connection:
        rows = connection.execute(f"SELECT cents FROM {BILLS} WHERE customer = ?", (customer,))
        return [{"cents": row[0]} for row in rows]

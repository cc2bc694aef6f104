"""Orders in the database."""

import sqlite3


def orders_of(customer: str) -> list[int]:
    with sqlite3.connect("shop.db") as connection:
        return [row[0] for row in connection.execute("SELECT id FROM orders WHERE customer = ?", (customer,))]

"""A report that asks the database by itself."""

import sqlite3


def report() -> list[str]:
    with sqlite3.connect("shop.db") as connection:
        return [row[0] for row in connection.execute("SELECT name FROM product WHERE cents > 1000")]

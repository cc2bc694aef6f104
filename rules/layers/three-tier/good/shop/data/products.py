"""Products in the database."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class ProductRow:
    name: str
    cents: int


def all_products() -> list[ProductRow]:
    with sqlite3.connect("shop.db") as connection:
        return [ProductRow(*row) for row in connection.execute("SELECT name, cents FROM product")]

"""A store that knows how pages show amounts."""

import sqlite3

from shop.presentation.money import euros


def all_products() -> list[tuple[str, int]]:
    with sqlite3.connect("shop.db") as connection:
        return list(connection.execute("SELECT name, cents FROM product"))


def price_tags() -> list[str]:
    return [euros(cents) for _, cents in all_products()]

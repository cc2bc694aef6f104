"""The price list; the discount is decided here."""

from shop.data.products import all_products


def price_page(orders: int) -> str:
    share = 0.9 if orders > 10 else 1.0
    return "\n".join(f"{name}: {cents * share:.0f}" for name, cents in all_products())

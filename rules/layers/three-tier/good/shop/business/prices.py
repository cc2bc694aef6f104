"""Who pays what."""

from dataclasses import dataclass

from shop.business.discounts import discount_of
from shop.data.products import all_products


@dataclass(frozen=True)
class Offer:
    product: str
    cents: int


def offers_for(customer: str) -> list[Offer]:
    share = 1 - discount_of(customer)
    return [Offer(row.name, round(row.cents * share)) for row in all_products()]

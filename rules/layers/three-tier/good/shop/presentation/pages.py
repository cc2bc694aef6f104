"""The price list as a page."""

from shop.business.prices import Offer, offers_for


def price_page(customer: str) -> str:
    return "\n".join(_row(offer) for offer in offers_for(customer))


def _row(offer: Offer) -> str:
    return f"{offer.product}: {offer.cents / 100:.2f}"

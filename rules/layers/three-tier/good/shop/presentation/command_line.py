"""The same prices in a terminal."""

from shop.business.prices import offers_for


def main(arguments: list[str]) -> int:
    for offer in offers_for(arguments[0]):
        print(offer.product, offer.cents)
    return 0

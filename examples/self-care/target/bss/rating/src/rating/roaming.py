"""Prices abroad and for calls to other countries."""

WORLD_PRICES = {"voice": 149, "data": 12, "sms": 39}
DAY_CAP = 4950
FAIR_USE_DAYS = 120
INTERNATIONAL = {"nordic": 19, "europe": 39, "world": 149}
NORDIC = frozenset({"SE", "DK", "FI", "IS"})
EUROPE = frozenset({"DE", "FR", "NL", "ES", "IT", "PL", "GB", "AT", "BE"})


def cost_abroad(kind: str, units: int, spent_today: int) -> int:
    """Cents for usage outside of the Union, capped per day."""
    return min(units * WORLD_PRICES[kind], max(0, DAY_CAP - spent_today))


def counts_as_home(zone: str, days_abroad: int) -> bool:
    """Roam like at home, unless the line is abroad for most of a year."""
    return zone == "home" or (zone == "eu" and days_abroad <= FAIR_USE_DAYS)


def international_call(country: str, minutes: int) -> int:
    """Cents for a call from home to another country."""
    if country in NORDIC:
        group = "nordic"
    else:
        group = "europe" if country in EUROPE else "world"
    return INTERNATIONAL[group] * minutes

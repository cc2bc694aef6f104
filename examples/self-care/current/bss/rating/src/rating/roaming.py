"""Prices abroad. Within the European Union usage counts as at home, up to a fair use limit."""

WORLD_PRICES = {"voice": 149, "data": 12, "sms": 39}
DAY_CAP = 4950
FAIR_USE_DAYS = 120


def cost_abroad(kind: str, units: int, spent_today: int = 0) -> int:
    """Cents for usage outside of the Union, capped per day."""
    return min(units * WORLD_PRICES[kind], max(0, DAY_CAP - spent_today))


def counts_as_home(zone: str, days_abroad: int) -> bool:
    """Roam like at home, unless the line is abroad for most of a year."""
    return zone == "home" or (zone == "eu" and days_abroad <= FAIR_USE_DAYS)

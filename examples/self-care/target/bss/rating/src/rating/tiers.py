"""Bundles and the prices beyond them."""

INCLUDED: dict[str, dict[str, int]] = {
    "S5": {"voice": 100, "data": 5 * 1024, "sms": 50},
    "M20": {"voice": 500, "data": 20 * 1024, "sms": 200},
    "L60": {"voice": 3000, "data": 60 * 1024, "sms": 1000},
}

# (up to this many units beyond the bundle, tenths of a cent per unit)
TIERS: dict[str, tuple[tuple[int | None, int], ...]] = {
    "voice": ((60, 90), (None, 70)),
    "data": ((1024, 10), (5120, 5), (None, 2)),
    "sms": ((None, 80),),
}


def cost_beyond(kind: str, beyond: int) -> int:
    """What `beyond` units past the bundle cost, in cents, tier by tier."""
    tenths = 0
    start = 0
    for end, price in TIERS[kind]:
        if beyond <= start:
            break
        in_tier = (beyond if end is None else min(beyond, end)) - start
        tenths += in_tier * price
        start = end if end is not None else beyond
    return (tenths + 5) // 10


def cost_of_next(plan: str, kind: str, used_before: int, units: int) -> int:
    """What `units` more cost after `used_before` in the same month: nothing while the bundle lasts."""
    included = INCLUDED[plan][kind]
    before = max(0, used_before - included)
    after = max(0, used_before + units - included)
    return cost_beyond(kind, after) - cost_beyond(kind, before)

"""Names of billing's tables."""

from bss.rating.limits import LIMIT

BILLS = f"bill_{LIMIT}"

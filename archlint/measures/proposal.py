"""Bands for code as it is: a Balance in, a band per layer out that the code is within, with room on both sides."""

from math import ceil, floor

from archlint.model.balance import Balance, Band

_STEP = 20
"""Shares are rounded outward to a twentieth, 5 %."""

_ROOM = 2
"""Twentieths on either side: 10 points."""


def proposed_bands(balance: Balance) -> dict[str, Band]:
    """A band per layer, top to bottom; none where there is no logic to tell from."""
    if not balance.logic:
        return {}
    return {portion.layer: _around(portion.logic, balance.logic) for portion in balance.layers}


def _around(logic: int, total: int) -> Band:
    low = floor(logic * _STEP / total) - _ROOM
    high = ceil(logic * _STEP / total) + _ROOM
    return max(low, 0) / _STEP, min(high, _STEP) / _STEP

"""An operational store that nobody asks."""

INVOICES: dict[str, list[dict]] = {}

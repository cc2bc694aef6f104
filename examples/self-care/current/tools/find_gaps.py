"""Prints months without usage per subscription: `python tools/find_gaps.py ids.txt 2026`."""

import sys

from data_layer.usage_store import UsageStore


def gaps(store: UsageStore, subscription_id: str, year: int) -> list[str]:
    """Months in which nothing was recorded."""
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    return [month for month in months if not store.records(subscription_id, month)]


if __name__ == "__main__":
    store = UsageStore()
    with open(sys.argv[1], encoding="utf-8") as ids:
        for line in ids:
            print(line.strip(), *gaps(store, line.strip(), int(sys.argv[2])))

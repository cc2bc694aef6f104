"""Rates a file of mediation rows again, after a price was wrong: `python tools/rerate.py rows.jsonl M20`."""

import json
import sys
from collections import Counter

from rating.api import rate_row


def rerate(path: str, plan_code: str) -> int:
    """The sum in cents."""
    used: Counter[str] = Counter()
    total = 0
    with open(path, encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            rated = rate_row(row, used[row["type"]], plan_code)
            total += rated["cents"]
            used[row["type"]] += rated["units"]
    return total


if __name__ == "__main__":
    print(rerate(sys.argv[1], sys.argv[2]))

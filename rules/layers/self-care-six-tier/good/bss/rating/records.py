"""Rating: what was used and what it costs."""

RECORDS: dict[str, list[dict]] = {}


def records_of(account: str) -> list[dict]:
    return RECORDS.get(account, [])

"""How the shop's terminals show lists."""

from collections.abc import Iterable


def table(rows: Iterable[str]) -> str:
    return "\n".join(f"| {row} |" for row in rows)

"""Usage of a month beside the month before: what channels show, without how they show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from selfcare_store.usage_queries import Forecast, MonthlySum

from usage_service.allowance import level, share
from usage_service.gateway import Product

MEGABYTES_PER_GIGABYTE = 1024


@dataclass(frozen=True)
class Line:
    """One kind of usage of one subscription."""

    product: Product
    kind: str
    units: int
    cents: int
    cents_before: int


def month_before(month: str) -> str:
    """`2027-01` comes after `2026-12`."""
    year, number = (int(part) for part in month.split("-"))
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def lines(product: Product, now: Iterable[MonthlySum], before: Iterable[MonthlySum]) -> list[Line]:
    """Per kind of usage one line; kinds without usage in either month and without a bundle are left out."""
    current = {item.kind: item for item in now}
    earlier = {item.kind: item for item in before}
    found = []
    for kind, included in product.included.items():
        item, old = current.get(kind), earlier.get(kind)
        if item is None and old is None and included == 0:
            continue
        found.append(
            Line(
                product,
                kind,
                units=item.units if item else 0,
                cents=item.cents if item else 0,
                cents_before=old.cents if old else 0,
            )
        )
    return found


def quantity(kind: str, units: int) -> str:
    """Units as people say them."""
    if kind == "voice":
        return f"{units} min"
    if kind == "sms":
        return f"{units} messages"
    return f"{units / MEGABYTES_PER_GIGABYTE:.1f} GB" if units >= MEGABYTES_PER_GIGABYTE else f"{units} MB"


def expected_cents(lines_of_month: Sequence[Line], forecasts: Iterable[Forecast | None]) -> int:
    """What the month will cost: the forecast, but never less than what is already spent."""
    spent = sum(line.cents for line in lines_of_month)
    known = [forecast.cents for forecast in forecasts if forecast is not None and forecast.is_reliable]
    return max(spent, sum(known))


def as_answer(month: str, found: Sequence[Line], forecasts: Iterable[Forecast | None]) -> dict[str, Any]:
    """The overview, most expensive line first."""
    ordered = sorted(found, key=lambda line: (-line.cents, line.product.number, line.kind))
    return {
        "month": month,
        "outOfBundle": money(sum(line.cents for line in found)),
        "expected": money(expected_cents(found, forecasts)),
        "lines": [_as_answer(line) for line in ordered],
    }


def _as_answer(line: Line) -> dict[str, Any]:
    used_share = share(line.units, line.product.included[line.kind])
    return {
        "subscription": line.product.subscription,
        "name": f"{line.product.number} {line.kind}",
        "kind": line.kind,
        "used": quantity(line.kind, line.units),
        "share": round(used_share, 3),
        "level": level(used_share),
        "outOfBundle": money(line.cents),
        "comparedWithLastMonth": money(line.cents - line.cents_before),
    }


def money(cents: int) -> dict[str, Any]:
    """TM Forum's Money."""
    return {"unit": "EUR", "value": round(cents / 100, 2)}

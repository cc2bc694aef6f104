"""Usage for services: sums and forecasts per subscription and month."""

from dataclasses import dataclass

from sqlalchemy import func, select

from selfcare_store.connection import session
from selfcare_store.tables import ForecastRow, UsageRow


@dataclass(frozen=True)
class MonthlySum:
    """Units and cost of one kind of usage in a month."""

    kind: str
    units: int
    cents: int


@dataclass(frozen=True)
class Forecast:
    """The expected cost of a month. Not reliable in its first days and after little history."""

    cents: int
    is_reliable: bool


def monthly_sums(subscription: str, month: str) -> list[MonthlySum]:
    """One sum per kind that was used."""
    query = (
        select(UsageRow.kind, func.sum(UsageRow.units), func.sum(UsageRow.cents))
        .where(UsageRow.subscription == subscription, UsageRow.month == month)
        .group_by(UsageRow.kind)
        .order_by(UsageRow.kind)
    )
    with session() as opened:
        return [MonthlySum(kind, int(units), int(cents)) for kind, units, cents in opened.execute(query)]


def forecast(subscription: str, month: str) -> Forecast | None:
    """Last night's forecast, None when there is none."""
    with session() as opened:
        row = opened.get(ForecastRow, (subscription, month))
        return None if row is None else Forecast(row.cents, row.is_reliable)

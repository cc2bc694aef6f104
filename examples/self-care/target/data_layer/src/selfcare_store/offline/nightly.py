"""The night's work: `python -m selfcare_store.offline.nightly`."""

import calendar
from datetime import UTC, date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from selfcare_store.connection import session
from selfcare_store.offline.bill_reasons import Record, find_reasons
from selfcare_store.offline.usage_forecast import expected_cents, is_reliable
from selfcare_store.tables import BillRow, ForecastRow, ReasonRow, UsageRow


def prepare_reasons(opened: Session, month: str) -> int:
    """Reasons for all bills of a month; how many bills there were."""
    bills = opened.scalars(select(BillRow).where(BillRow.month == month)).all()
    for bill in bills:
        query = select(UsageRow).where(
            UsageRow.month == month, UsageRow.subscription.in_(bill.subscriptions.split(","))
        )
        records = [
            Record(row.kind, row.zone, row.country, row.called_country, row.cents, row.started_at)
            for row in opened.scalars(query)
        ]
        opened.execute(delete(ReasonRow).where(ReasonRow.bill == bill.number))
        for reason in find_reasons(records):
            opened.add(ReasonRow(bill=bill.number, **reason._asdict()))
    return len(bills)


def prepare_forecasts(opened: Session, today: date) -> None:
    """A forecast for every line that was used this month."""
    month = today.strftime("%Y-%m")
    sums = select(UsageRow.subscription, UsageRow.month, func.sum(UsageRow.cents)).group_by(
        UsageRow.subscription, UsageRow.month
    )
    months: dict[str, dict[str, int]] = {}
    for subscription, used_in, cents in opened.execute(sums):
        months.setdefault(subscription, {})[used_in] = int(cents)
    days = calendar.monthrange(today.year, today.month)[1]
    for subscription, per_month in months.items():
        if month in per_month:
            history = [cents for used_in, cents in sorted(per_month.items()) if used_in < month][-6:]
            cents = expected_cents(per_month[month], today.day, days, history)
            reliable = is_reliable(today.day, history)
            opened.merge(ForecastRow(subscription=subscription, month=month, cents=cents, is_reliable=reliable))


if __name__ == "__main__":
    now = datetime.now(UTC).date()
    with session() as night:
        prepare_reasons(night, now.strftime("%Y-%m"))
        prepare_forecasts(night, now)
        night.commit()
